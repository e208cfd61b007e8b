"""Revocation asked of configured addresses only: what they answer, how old it is, and what is never called."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import ocsp

from reports.pen import revocation
from reports.pen.findings import GOOD, REVOKED, UNASKED, Need
from reports.pen.revocation import Evidence, Fetcher
from reports.pen.verdict import REMARKED, UNTRUSTED, VALID, Trust, verify
from reports.tests.signing.corpus import deeds, keys

DAY = timedelta(days=1)


class _Service(BaseHTTPRequestHandler):
    """`server.answers` {path: (status, headers, body)}; every path asked for is in `server.asked`."""

    def do_GET(self):
        self._answer(b"")

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body):
        self.server.asked.append((self.path, body))
        status, headers, answer = self.server.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def service():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    server.answers, server.asked = {}, []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def running():
    """(service, address, keys whose certificates name it, a paper signed by them)."""
    with service() as (server, address):
        ca = keys.Authority("Gốc đáng tin", crl=f"{address}/crl/goc.crl", ocsp=f"{address}/ocsp/")
        leader, seal = ca.issue(f"Chủ tịch {keys.BODY}"), ca.issue(keys.BODY)
        yield server, address, ca, leader, seal


@pytest.fixture
def asked(running, tmp_path, rendered):
    """(service, authority, leader, seal, function allowed addresses -> verdict on the signed paper)."""
    server, address, ca, leader, seal = running
    server.answers, server.asked = {}, []
    empty = deeds.with_fields(rendered.pdf, "KyLanhDao", "KyCoQuan")
    paper = deeds.chain_of(empty, ("KyLanhDao", leader), ("KyCoQuan", seal))

    def judge(*allowed):
        fetcher = Fetcher(tuple(f"{address}{one}" for one in allowed), tmp_path) if allowed else None
        return verify(paper, Trust((keys.asn1_of(ca.root),), fetcher=fetcher))

    return server, ca, leader, seal, judge


def test_a_list_is_fetched_once_and_shown_with_its_age(asked):
    server, ca, *_, judge = asked
    server.answers = {"/crl/goc.crl": (200, {}, ca.list_of(at=keys.NOW - 3 * DAY))}
    found = judge("/crl/")
    assert found.overall == VALID
    assert {(one.revocation, one.revocation_by, one.revocation_at) for one in found.signatures} == {
        (GOOD, "CRL", keys.NOW - 3 * DAY)
    }
    assert f"{keys.NOW - 3 * DAY + timedelta(hours=7):%d/%m/%Y}" in found.signatures[0].revocation_words
    judge("/crl/")
    assert [path for path, _ in server.asked] == ["/crl/goc.crl"], "kept for six hours"


def test_an_answer_is_asked_for_each_certificate_by_its_number(asked):
    server, ca, leader, seal, judge = asked
    server.answers = {"/ocsp/": (200, {}, ca.answer_on(leader, revoked=keys.NOW - DAY))}
    found = judge("/ocsp/")
    assert found.overall == UNTRUSTED and found.signatures[0].revocation == REVOKED
    numbers = {ocsp.OCSPRequest.load(body)["tbs_request"]["request_list"][0]["req_cert"]["serial_number"].native
               for _, body in server.asked}  # fmt: skip
    assert numbers == {one.certificate.serial_number for one in (leader, seal)}


@pytest.mark.parametrize("allowed", [(), ("/other/",), ("/cr",), ("/crl/goc",)])
def test_no_address_that_is_not_configured_is_called(asked, allowed):
    server, ca, *_, judge = asked
    server.answers = {"/crl/goc.crl": (200, {}, ca.list_of())}
    found = judge(*allowed)
    assert (found.overall, server.asked) == (REMARKED, [])
    assert {one.revocation for one in found.signatures} == {UNASKED}


@pytest.mark.parametrize(
    "answer",
    [(302, {"Location": "/elsewhere.crl"}, b""), (500, {}, b""), (200, {}, b"<html>no list</html>"), (404, {}, b"")],
)
def test_redirects_errors_and_other_files_are_no_answer(asked, answer):
    server, ca, *_, judge = asked
    server.answers = {"/crl/goc.crl": answer, "/elsewhere.crl": (200, {}, ca.list_of())}
    assert judge("/crl/").overall == REMARKED
    assert "/elsewhere.crl" not in [path for path, _ in server.asked]


def test_an_old_list_stays_when_the_service_is_away(asked, monkeypatch):
    server, ca, *_, judge = asked
    server.answers = {"/crl/goc.crl": (200, {}, ca.list_of())}
    judge("/crl/")
    monkeypatch.setitem(revocation.KEPT, "crl", 0)
    server.answers = {}
    assert judge("/crl/").overall == VALID and len(server.asked) > 1


def test_more_than_the_limit_is_not_read(asked, monkeypatch):
    server, ca, *_, judge = asked
    server.answers = {"/crl/goc.crl": (200, {}, ca.list_of())}
    monkeypatch.setattr(revocation, "MOST", 100)
    assert judge("/crl/").overall == REMARKED


@pytest.mark.parametrize(
    ("address", "may"),
    [("http://ca.vn/crl/a.crl", True), ("http://ca.vn/crl/", True), ("http://ca.vn", False), ("https://ca.vn/crl/a", False),
     ("http://ca.vn.evil.example/crl/a", False), ("http://ca.vn@evil.example/crl/", False),
     ("http://ca.vn/crl/../admin", False), ("http://ca.vn/crlx", False), ("ldap://ca.vn/crl/", False),
     ("http://ca.vn/crl/\\evil", False)],
)  # fmt: skip
@pytest.mark.parametrize("configured", ["http://ca.vn/crl", "http://ca.vn/crl/"])
def test_which_addresses_lie_under_a_configured_one(tmp_path, configured, address, may):
    assert Fetcher((configured,), tmp_path).may(address) is may


def test_files_and_folders_of_lists_are_read_and_broken_ones_left_out(running, tmp_path, caplog):
    _, _, ca, leader, _ = running
    (tmp_path / "a.crl").write_bytes(ca.list_of())
    (tmp_path / "b.ocsp").write_bytes(ca.answer_on(leader))
    (tmp_path / "c.txt").write_bytes(b"nothing")
    found = revocation.load([tmp_path])
    assert (len(found.crls), len(found.ocsps)) == (1, 1) and "c.txt" in caplog.text
    assert revocation.load([tmp_path / "gone"]) == Evidence()


def test_nobody_is_asked_about_a_certificate_that_names_nobody(tmp_path):
    assert Fetcher(("http://127.0.0.1:9/",), tmp_path).gather([Need("1", b"", b"")]) == Evidence()
