"""Keys that are not files on the server: a PKCS#11 token, a token in the official's own PC, a remote service."""

import base64
import json
import os
import shutil
import subprocess
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509 import BasicConstraints, CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID
from django.utils import timezone

from reports.signing import chain
from reports.signing.chain import Role
from reports.signing.deferred import Prepared, finish_signature, prepare_signature
from reports.signing.errors import KeyUnavailable, ServiceMissing, SigningError, WrongOrder
from reports.signing.keys import Pkcs11Key
from reports.signing.remote import RemoteService
from reports.verification import VALID, verify

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
PIN = "48151623"


@pytest.fixture(scope="module")
def leader(drawer):
    """(private key, DER certificates with the chain) of the leader, as they lie in a token."""
    data, password = drawer.leader_file.read_bytes(), drawer.password_file.read_text().encode()
    key, certificate, others = pkcs12.load_key_and_certificates(data, password)
    return key, tuple(one.public_bytes(Encoding.DER) for one in (certificate, *others))


# --- a token on the server -------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def token(tmp_path_factory, leader):
    """A SoftHSM2 token with the leader's key, labelled `lanhdao`."""
    if not (SOFTHSM.exists() and shutil.which("softhsm2-util") and shutil.which("pkcs11-tool")):
        pytest.skip("softhsm2 and opensc are not installed")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    key, certificates = leader
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "cert.der").write_bytes(certificates[0])
    login = ["--token", "papi", "--pin", PIN]
    labels = ["--label", "lanhdao", "--id", "01"]
    made = ["softhsm2-util", "--init-token", "--free", "--label", "papi", "--so-pin", "12345678", "--pin", PIN]
    imported = ["softhsm2-util", "--import", "key.pem", *login, *labels]
    written = ["pkcs11-tool", "--module", str(SOFTHSM), "--token-label", "papi", "--login", "--pin", PIN, *labels]
    written += ["--write-object", "cert.der", "--type", "cert"]
    for command in (made, imported, written):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    yield str(SOFTHSM)
    del os.environ["SOFTHSM2_CONF"]


def test_a_token_signs_like_a_file(token, leader, prepared, drawer, roots):
    issuers = tuple(Certificate.load(one) for one in leader[1][1:])
    key = Pkcs11Key(token, "papi", "lanhdao", PIN, issuers)
    paper = chain.sign(prepared, Role.LEADER, key, image=drawer.signature_image)
    paper = chain.sign(paper, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)
    assert verify(paper, roots).overall == VALID


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pin": "0000"}, "PIN"),
        ({"token_label": "khac"}, "Không mở được thiết bị"),
        ({"module": "/khong/co.so"}, "trình điều khiển"),
        ({"module": ""}, "chưa cấu hình"),
    ],
)
def test_a_token_that_is_not_there_is_told(token, prepared, changes, words):
    given = {"module": token, "token_label": "papi", "certificate_label": "lanhdao", "pin": PIN} | changes
    with pytest.raises(KeyUnavailable, match=words) as caught:
        chain.sign(prepared, Role.LEADER, Pkcs11Key(**given))
    assert PIN not in str(caught.value) + repr(Pkcs11Key(**given))


# --- a token in the official's own computer --------------------------------------------------------------------------
def test_two_steps_with_a_pause_between_them(leader, prepared, drawer, roots):
    key, certificates = leader
    waiting = prepare_signature(prepared, Role.LEADER, certificates, image=drawer.signature_image)
    waiting = Prepared.from_json(json.loads(json.dumps(waiting.to_json())))
    assert waiting.algorithm == "RSASSA-PSS-SHA256"
    paper = finish_signature(waiting, key.sign(waiting.attributes, PSS, hashes.SHA256()))
    assert paper.startswith(prepared)
    paper = chain.sign(paper, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)
    assert verify(paper, roots).overall == VALID


def test_a_signature_over_other_bytes_is_refused(leader, prepared):
    key, certificates = leader
    waiting = prepare_signature(prepared, Role.LEADER, certificates)
    with pytest.raises(SigningError, match="không khớp"):
        finish_signature(waiting, key.sign(b"something else", PSS, hashes.SHA256()))


def test_the_order_holds_for_two_steps_too(leader, prepared):
    with pytest.raises(WrongOrder):
        prepare_signature(prepared, Role.AGENCY, leader[1])


def test_elliptic_curves_sign_as_well(prepared):
    key = ec.generate_private_key(ec.SECP256R1())
    name = Name([NameAttribute(NameOID.COMMON_NAME, "Chủ tịch")])
    now = timezone.now()
    certificate = (
        CertificateBuilder(name, name, key.public_key(), random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    waiting = prepare_signature(prepared, Role.LEADER, (certificate.public_bytes(Encoding.DER),))
    assert waiting.algorithm == "ECDSA-SHA256"
    paper = finish_signature(waiting, key.sign(waiting.attributes, ec.ECDSA(hashes.SHA256())))
    assert verify(paper, []).overall == "intact_untrusted"


# --- a remote service ------------------------------------------------------------------------------------------------
@pytest.fixture
def service(leader):
    """A signing service on loopback that knows one credential and wants the activation `123456`."""
    key, certificates = leader

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = self.answer(given)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def answer(self, given):
            if self.headers["Authorization"] != "Bearer token":
                return 401, {}
            if self.path.endswith("credentials/info"):
                return 200, {"cert": {"certificates": [base64.b64encode(one).decode() for one in certificates]}}
            if given["SAD"] != "123456":
                return 400, {"error": "invalid_sad"}
            digest = base64.b64decode(given["hash"][0])
            signed = key.sign(digest, PSS, utils.Prehashed(hashes.SHA256()))
            return 200, {"signatures": [base64.b64encode(signed).decode()]}

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/csc/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_remote_service_signs_after_the_official_confirmed(service, prepared, roots):
    remote = RemoteService(service, "token")
    waiting = prepare_signature(prepared, Role.LEADER, remote.certificates("lanhdao"))
    paper = finish_signature(waiting, remote.sign("lanhdao", waiting, activation="123456"))
    assert verify(paper, roots).overall == VALID
    with pytest.raises(SigningError, match="từ chối"):
        remote.sign("lanhdao", waiting, activation="000000")
    with pytest.raises(SigningError, match="từ chối"):
        RemoteService(service, "khac").certificates("lanhdao")


def test_no_service_is_told_plainly():
    with pytest.raises(ServiceMissing, match="Chưa cấu hình"):
        RemoteService("").certificates("x")
    with pytest.raises(ServiceMissing, match="không trả lời"):
        RemoteService("http://127.0.0.1:9", "bí mật").certificates("x")
    assert "bí mật" not in repr(RemoteService("http://127.0.0.1:9", "bí mật"))
