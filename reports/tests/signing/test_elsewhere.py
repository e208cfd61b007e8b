"""Keys that are not files on the server: a PKCS#11 token, a token in the official's own PC, a remote service."""

import json
from datetime import timedelta

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import BasicConstraints, CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID
from django.utils import timezone

from reports.pen import chain
from reports.pen.chain import Role
from reports.pen.deferred import Prepared, finish_signature, prepare_signature
from reports.pen.errors import KeyUnavailable, ServiceMissing, SigningError, WrongOrder
from reports.pen.keys import Pkcs11Key
from reports.pen.remote import RemoteService
from reports.pen.verdict import VALID, verify
from reports.tests.signing.services import CODE, PASSWORD, PIN, PSS


# --- a token on the server -------------------------------------------------------------------------------------------
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
    assert verify(paper).overall == "intact_untrusted"


# --- a remote service ------------------------------------------------------------------------------------------------
def test_a_remote_service_signs_after_the_official_confirmed(remote, prepared, roots):
    address, asked = remote
    service = RemoteService.entered(address, "lanhdao", PASSWORD)
    credential = service.credential()
    waiting = prepare_signature(prepared, Role.LEADER, service.certificates(credential))
    activation = service.activate(credential, waiting, code=CODE)
    paper = finish_signature(waiting, service.sign(credential, waiting, activation=activation))
    assert [one.code for one in verify(paper, roots).points] == ["no_seal"]
    assert str(prepared[:40]) not in str(asked), "the service sees the digest alone"
    with pytest.raises(SigningError, match="Mã xác nhận không đúng"):
        service.activate(credential, waiting, code="000000")
    with pytest.raises(SigningError, match="từ chối"):
        service.sign(credential, waiting, activation="khác")
    with pytest.raises(SigningError, match="mật khẩu không đúng"):
        RemoteService.entered(address, "lanhdao", "sai")


def test_no_service_is_told_plainly():
    with pytest.raises(ServiceMissing, match="chưa nối dịch vụ ký số từ xa"):
        RemoteService("").certificates("x")
    with pytest.raises(ServiceMissing, match="không trả lời"):
        RemoteService("http://127.0.0.1:9", "bí mật").certificates("x")
    assert "bí mật" not in repr(RemoteService("http://127.0.0.1:9", "bí mật"))
