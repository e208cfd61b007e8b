"""PAdES B-T and B-LTA against a real authority with timestamp, OCSP and CRL services on loopback."""

import io
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore

from reports.pen import chain, keys
from reports.pen.chain import Role
from reports.pen.errors import ServiceMissing
from reports.pen.verdict import load_trust, verify

CONFIG = Path(__file__).with_name("pki.yml")
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    """(folder of certificates, address) of the running authority."""
    folder = tmp_path_factory.mktemp("pki")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "pki.yml").write_text(CONFIG.read_text("utf-8").replace("PORT", str(port)), "utf-8")
    (folder / "keys").mkdir()
    for name in ("root", "signing", "leader", "agency", "tsa", "ocsp"):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "keys" / f"{name}.pem").write_bytes(pem)
    command = [sys.executable, "-m", "certomancer", "--config", "pki.yml"]
    subprocess.run([*command, "mass-summon", "papi", "certs"], cwd=folder, check=True, capture_output=True)
    log = (folder / "log").open("wb")
    running = subprocess.Popen([*command, "animate", "--port", str(port)], cwd=folder, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield folder / "certs", f"http://127.0.0.1:{port}/papi/tsa/tsa"
    finally:
        running.terminate()
        running.wait(10)
        log.close()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the authority did not start")


@pytest.fixture
def signers(services):
    folder, _ = services
    return keys.Pkcs12Key(folder / "signing/leader.pfx"), keys.Pkcs12Key(folder / "signing/agency.pfx")


def both(prepared, signers, assurance):
    paper = chain.sign(prepared, Role.LEADER, signers[0], assurance=assurance)
    return chain.sign(paper, Role.AGENCY, signers[1], assurance=assurance)


class LeadsOn(BaseHTTPRequestHandler):
    """A server that sends whoever asks on to another address."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(307)
        self.send_header("Location", self.server.elsewhere)
        self.end_headers()

    def log_message(self, *_words):
        pass


def test_a_timestamp_server_that_leads_on_elsewhere_is_not_followed(services, signers, prepared):
    with HTTPServer(("127.0.0.1", 0), LeadsOn) as server:
        server.elsewhere = services[1]
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(ServiceMissing, match="không trả lời"):
            both(prepared, signers, chain.Assurance(tsa_url=f"http://127.0.0.1:{server.server_port}/"))
        server.shutdown()


def test_with_a_timestamp_server_the_moment_is_proven(services, signers, prepared):
    roots = load_trust([services[0] / "root/root.cert.pem"])
    verdict = verify(both(prepared, signers, chain.Assurance(tsa_url=services[1])), roots)
    assert [one.code for one in verdict.points] == ["other_body", "unasked"], "revocation data came with nothing"
    assert {one.time_source for one in verdict.signatures} == {"timestamp"}
    assert "theo dấu thời gian" in verdict.signatures[0].sentence


def test_long_term_signatures_carry_their_evidence_and_stay_valid(services, signers, prepared):
    roots = load_trust([services[0] / "root/root.cert.pem"])
    assurance = chain.Assurance(tsa_url=services[1], long_term=True, roots=roots.roots)
    paper = both(prepared, signers, assurance)
    verdict = verify(paper, roots)
    assert [one.code for one in verdict.points] == ["other_body"], verdict
    assert {one.revocation for one in verdict.signatures} == {"good"}
    reader = PdfFileReader(io.BytesIO(paper))
    assert len(reader.embedded_timestamp_signatures) >= 1
    store = DocumentSecurityStore.read_dss(reader)
    assert store.certs and (store.ocsps or store.crls)


def test_long_term_evidence_does_not_hide_a_later_change(services, signers, prepared):
    roots = load_trust([services[0] / "root/root.cert.pem"])
    assurance = chain.Assurance(tsa_url=services[1], long_term=True, roots=roots.roots)
    paper = both(prepared, signers, assurance)
    place = paper.index(b"stream", paper.index(b"FlateDecode")) + 40
    changed = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
    assert verify(changed, roots).overall == "modified"


def test_a_time_stamp_of_an_unknown_server_proves_nothing(services, prepared, drawer, roots):
    """Signed by a trusted leader, stamped by a server nobody vouches for: the moment is only what the machine said."""
    stamped = chain.sign(prepared, Role.LEADER, drawer.leader_key(), assurance=chain.Assurance(tsa_url=services[1]))
    found = verify(stamped, roots).signatures[0]
    assert found.trusted and found.time_source == "unproven"
    assert "không chứng minh được lúc ký" in found.sentence and "theo dấu thời gian" not in found.sentence
    both_known = roots + load_trust([services[0] / "root/root.cert.pem"])
    assert verify(stamped, both_known).signatures[0].time_source == "timestamp"
