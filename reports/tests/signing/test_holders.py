"""A signature made elsewhere is taken only from the holder of the post, with a certificate that is trusted and alive."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from reports.models import Document, RegisterEntry
from reports.papers.workflow import holders
from reports.pen import cabinet, chain, keys
from reports.pen.chain import Role
from reports.pen.errors import SigningError
from reports.pen.findings import Signature
from reports.signing.workflow import elsewhere
from reports.tests import desk
from units.models import Post


@pytest.fixture
def paper(cast, settings, tmp_path, authority):
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = False, tmp_path / "keys", tmp_path / "media"
    settings.SIGNING_TRUST = [str(authority / "goc-tin-cay.pem")]
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    return desk.to_sign(cast)


def self_made(folder):
    """A certificate nobody vouches for, with the name its maker likes."""
    name, days = "Chủ tịch Ủy ban nhân dân xã Tiền Phong", 30
    key, now = rsa.generate_private_key(public_exponent=65537, key_size=2048), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    file = folder / "tu-ky.p12"
    sealed = serialization.BestAvailableEncryption(b"x")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, made, None, sealed))
    return keys.Pkcs12Key(file, "x")


def come_back(paper, cast, key):
    sent = elsewhere.prepare(paper, "sign", by=cast.leader)
    elsewhere.take_in(desk.fresh(paper), "sign", chain.sign(sent, Role.LEADER, key), by=cast.leader)


def test_only_the_holder_s_own_trusted_certificate_signs(cast, paper, authority, drawer, tmp_path):
    stranger, clerk = cabinet.of(authority, "keben"), cabinet.of(authority, "vanthu")
    for key, words in (
        (self_made(tmp_path), "chưa tin cậy"),
        (stranger.leader_key(), "không phải của"),
        (clerk.leader_key(), "không phải của"),
        (drawer.agency_key(), "không phải của"),
    ):
        with pytest.raises(SigningError, match=words):
            come_back(paper, cast, key)
        paper = desk.fresh(paper)
        assert paper.state == Document.State.TO_SIGN
    assert RegisterEntry.objects.get().state == "held"
    come_back(paper, cast, drawer.leader_key())
    assert desk.fresh(paper).state == Document.State.SIGNED


def test_without_a_trusted_root_nothing_is_taken_in(cast, paper, settings, drawer):
    settings.SIGNING_TRUST = []
    with pytest.raises(SigningError, match="gốc chứng thực tin cậy"):
        come_back(paper, cast, drawer.leader_key())


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"expired": True}, "đã hết hạn"), ({"trusted": False, "why": "chứng thư số đã bị thu hồi"}, "bị thu hồi"),
     ({"intact": False}, "không còn nguyên vẹn"), ({"allowed_changes": False}, "không còn nguyên vẹn")],
)  # fmt: skip
def test_what_is_not_whole_trusted_and_alive_is_refused(changes, words):
    with pytest.raises(SigningError, match=words):
        holders._whole(dataclasses.replace(signature("Trần Thị Mai"), **changes))


def signature(who, agency=""):
    return Signature("KyLanhDao", who, agency, None, "", True, True, "", True, True, "")


@pytest.mark.parametrize(
    ("legal_name", "who", "agency", "fits"),
    [
        ("Trần Thị Mai", "Trần Thị Mai", "Ủy ban nhân dân xã Tiền Phong", True),
        ("Trần Thị Mai", "TRẦN THỊ MAI", "", True),
        ("Trần Thị Mai", "Trần Văn Hùng", "Ủy ban nhân dân xã Tiền Phong", False),
        ("", "Chủ tịch Ủy ban nhân dân xã Tiền Phong", "", True),
        ("Trần Thị Mai", "Trần Thị Mai Anh", "Ủy ban nhân dân xã Tiền Phong", False),
        ("", "Chủ tịch", "Ủy ban nhân dân xã Tiền Phong", True),
        ("", "Phó Chủ tịch Ủy ban nhân dân xã Tiền Phong", "", False),
        ("", "Chủ tịch", "Ủy ban nhân dân xã Hồ Tùng Mậu", False),
        ("", "Văn thư", "Ủy ban nhân dân xã Tiền Phong", False),
        ("", "Trần Văn Hùng", "Ủy ban nhân dân xã Tiền Phong", False),
    ],
)
def test_whose_certificate_it_is(cast, legal_name, who, agency, fits):
    post = Post.objects.select_related("user", "agency__unit").get(user=cast.leader)
    post.user.legal_name = legal_name
    assert holders._is_holder(signature(who, agency), post) is fits


@pytest.mark.parametrize(
    ("who", "fits"),
    [("Ủy ban nhân dân xã Tiền Phong", True), ("UBND xã Tiền Phong", True), ("ỦY BAN NHÂN DÂN XÃ TIỀN PHONG", True),
     ("Chủ tịch Ủy ban nhân dân xã Tiền Phong", False), ("UBND xã Hồ Tùng Mậu", False)],
)  # fmt: skip
def test_the_agency_s_certificate_bears_its_name_and_nothing_else(cast, who, fits):
    assert holders._is_agency(signature(who), cast.commune_office) is fits
