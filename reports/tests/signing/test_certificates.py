"""The register of certificates: whose key it is, from when to when, entered by a person or when it first signs."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from journal.models import Note
from journal.notes import Kind
from post import digest
from post.working_days import Calendar
from reports.models import Attachment, RegisterEntry
from reports.papers.workflow import attachments, holders
from reports.pen import keyring
from reports.pen.errors import SigningError
from reports.signing.workflow import certificates, elsewhere, signing
from reports.tests import desk
from reports.tests.signing.corpus import Office
from reports.tests.signing.corpus.deeds import put
from units.errors import Conflict, Refused
from units.models import Certificate, Post

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    """(keys of two communes, folder with the root that is trusted)."""
    office, folder = Office(), tmp_path_factory.mktemp("pki")
    (folder / "goc.pem").write_bytes(office.ca.root.public_bytes(Encoding.PEM))
    return office, folder


@pytest.fixture
def portal(settings, tmp_path, pki):
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = False, tmp_path / "keys", tmp_path / "media"
    settings.SIGNING_TRUST = [str(pki[1] / "goc.pem")]
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    return pki[0]


def der(holder):
    return holder.certificate.public_bytes(Encoding.DER)


def post_of(person):
    return Post.objects.select_related("user", "agency__unit").get(user=person)


def row(post, *, days=100, name="Chủ tịch", **more):
    now = timezone.now()
    given = {
        "name": name,
        "issuer": "CA",
        "serial": "1",
        "fingerprint": f"{Certificate.objects.count():064d}",
        "by": post.user,
    }
    dates = {"valid_from": now - 500 * DAY, "valid_to": now + days * DAY}
    return Certificate.objects.create(**{"agency": post.agency, "post": post} | given | dates | more)


# --- Entering and ending ----------------------------------------------------------------------------------------------


def test_a_leader_enters_and_ends_a_certificate_on_its_page(client, cast, portal):
    url = reverse("unit_certificates", args=[cast.commune.pk])
    client.force_login(cast.leader)
    assert "Chủ tịch UBND xã, UBND xã Tiền Phong chưa có" in client.get(url).content.decode()
    holder = f"p{post_of(cast.leader).pk}"
    file = {"holder": holder, "file": SimpleUploadedFile("a.cer", der(portal.leader))}
    assert client.post(url, file).status_code == 302
    kept = Certificate.objects.get()
    assert (kept.holder, kept.first_use, kept.badge) == ("Chủ tịch UBND xã, UBND xã Tiền Phong", False, "cert_good")
    again = client.post(url, {"holder": holder, "file": SimpleUploadedFile("a.cer", der(portal.leader))})
    assert again.status_code == 422 and "đã đăng ký cho Chủ tịch UBND xã" in again.content.decode()
    end = reverse("certificate_end", args=[kept.pk])
    assert client.post(end, {"reason": " "}).status_code == 422
    assert client.post(end, {"reason": "Mất thiết bị"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.badge, kept.reason, kept.ended_by) == ("cert_ended", "Mất thiết bị", cast.leader)
    with pytest.raises(Conflict):
        certificates.end(kept, by=cast.leader, reason="Lần nữa")
    lines = Note.objects.filter(kind=Kind.CERTIFICATE).select_related("words").order_by("pk")
    assert [line.words.said for line in lines] == [f"đăng ký: {kept.holder}", "thôi dùng: Mất thiết bị"]
    assert {(line.by_id, line.unit_id) for line in lines} == {(cast.leader.pk, cast.commune.pk)}


def test_who_signs_may_look_and_only_the_leader_or_administrator_changes(client, cast, portal):
    url = reverse("unit_certificates", args=[cast.commune.pk])
    seen = {"clerk": 200, "leader": 200, "official": 403, "neighbour_official": 404}
    for name, status in seen.items():
        client.force_login(getattr(cast, name))
        assert client.get(url).status_code == status, name
    with pytest.raises(Refused):
        certificates.enter(cast.commune_office, None, der(portal.seal), by=cast.clerk)


@pytest.mark.parametrize(
    ("key", "confirmed", "words"),
    [("expired", False, "đã hết hạn"), ("strange_leader", False, "không dẫn về gốc tin cậy"),
     ("other_leader", False, "khác với tên, chức vụ"), ("clerk", False, "khác với tên, chức vụ"),
     ("other_leader", True, ""), ("leader", False, ""), ("early", False, "")],
)  # fmt: skip
def test_what_may_be_entered_for_the_chairman(cast, portal, key, confirmed, words):
    post = post_of(cast.leader)

    def enter():
        certificates.enter(post.agency, post, der(getattr(portal, key)), by=cast.leader, confirmed=confirmed)

    if words:
        with pytest.raises((SigningError, ValueError), match=words):
            enter()
    else:
        enter()
    assert Certificate.objects.count() == (0 if words else 1)


@pytest.mark.parametrize(
    "file", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
             bytes.fromhex("302306092a864886f70d010702a016301402010131003 00b06092a864886f70d0107013100".replace(" ", ""))],
)  # fmt: skip
def test_what_is_no_certificate_is_told_in_words(cast, portal, file):
    post = post_of(cast.leader)
    with pytest.raises(SigningError, match="Không đọc được chứng thư số"):
        certificates.enter(post.agency, post, file, by=cast.leader)


def test_one_certificate_stands_for_one_holder_and_ends_with_a_reason(cast):
    post = post_of(cast.leader)
    first = row(post, fingerprint="a" * 64)
    for bad in ({"fingerprint": "a" * 64}, {"valid_to": timezone.now() - 900 * DAY}, {"ended_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row(post, **bad)
    Certificate.objects.filter(pk=first.pk).update(ended_at=timezone.now(), reason="Mất")
    row(post, fingerprint="a" * 64)


# --- Held against the holder ------------------------------------------------------------------------------------------


def named(who, fingerprint="f" * 64, agency="Ủy ban nhân dân xã Tiền Phong"):
    now = timezone.now()
    return holders.Named(who, agency, "CA", "7", fingerprint, now - DAY, now + DAY)


def test_the_first_fitting_one_is_entered_and_another_one_must_be_entered_by_a_person(cast):
    post = post_of(cast.leader)
    holders.belongs(named("Chủ tịch"), post.agency, post, by=cast.leader)
    kept = Certificate.objects.get()
    assert (kept.post, kept.first_use, kept.fingerprint) == (post, True, "f" * 64)
    holders.belongs(named("Chủ tịch"), post.agency, post, by=cast.leader)
    with pytest.raises(SigningError, match="chưa đăng ký cho"):
        holders.belongs(named("Chủ tịch", "e" * 64), post.agency, post, by=cast.leader)
    with pytest.raises(SigningError, match="đã đăng ký cho Chủ tịch UBND xã"):
        holders.belongs(named("UBND xã Tiền Phong"), post.agency, None, by=cast.clerk)


def test_a_registered_one_signs_whatever_name_it_bears(cast):
    post = post_of(cast.leader)
    row(post, fingerprint="c" * 64, name="Trần T. M.")
    holders.belongs(named("Trần T. M.", "c" * 64), post.agency, post, by=cast.leader)


@pytest.mark.parametrize(("days", "stands"), [(1, True), (-1, False)])
def test_one_that_has_run_out_leaves_the_name_to_decide(cast, days, stands):
    post = post_of(cast.leader)
    row(post, days=days)
    if stands:
        with pytest.raises(SigningError, match="chưa đăng ký"):
            holders.belongs(named("Chủ tịch"), post.agency, post, by=cast.leader)
    else:
        holders.belongs(named("Chủ tịch"), post.agency, post, by=cast.leader)


def test_a_certificate_of_the_position_goes_to_the_successor_a_person_s_own_does_not(cast):
    old = post_of(cast.leader)
    new = Post.objects.create(user=cast.official, agency=old.agency, role="leader", title=old.title)
    row(old, fingerprint="f" * 64)
    holders.belongs(named("Chủ tịch"), new.agency, new, by=cast.official)
    old.user.legal_name = "Trần Thị Mai"
    old.user.save()
    with pytest.raises(SigningError, match="đã đăng ký cho"):
        holders.belongs(named("Trần Thị Mai"), new.agency, new, by=cast.official)


def test_a_key_on_the_server_is_held_against_the_holder_before_a_number_is_held(cast, keys):
    document = desk.to_sign(cast)
    post = post_of(cast.leader)
    row(post)  # another certificate than the one that lies on the server
    with pytest.raises(SigningError, match="chưa đăng ký cho"):
        signing.sign(document, by=cast.leader)
    assert not RegisterEntry.objects.exists() and desk.fresh(document).state == "to_sign"
    Certificate.objects.all().delete()
    signing.sign(document, by=cast.leader)
    Certificate.objects.filter(pk=row(post).pk).update(post=None)
    with pytest.raises(SigningError, match="chưa đăng ký cho UBND xã Tiền Phong"):
        signing.issue(desk.fresh(document), by=cast.clerk)
    assert desk.fresh(document).state == "signed"


def test_an_annex_signed_elsewhere_is_held_against_the_agency(cast, portal, rendered):
    document = desk.to_sign(cast)
    sent = elsewhere.prepare(document, "sign", by=cast.leader)
    elsewhere.take_in(desk.fresh(document), "sign", put(sent, "KyLanhDao", portal.leader), by=cast.leader)
    annex = Attachment(document=desk.fresh(document), title="Biểu 1", added_by=cast.official)
    annex.file.save("a.pdf", SimpleUploadedFile("a.pdf", rendered.pdf))
    for key in (portal.leader, portal.other_seal, portal.strange_seal):
        with pytest.raises(SigningError):
            attachments.take_in(annex, put(rendered.pdf, "KyCoQuan", key), by=cast.clerk)
    attachments.take_in(annex, put(rendered.pdf, "KyCoQuan", portal.seal), by=cast.clerk)
    assert Certificate.objects.get(post=None).agency == cast.commune_office


# --- Running out ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "badge", "told"), [(31, "cert_good", False), (30, "cert_ending", True), (0, "cert_ending", True),
                                (-1, "cert_expired", True)],
)  # fmt: skip
def test_a_certificate_is_warned_of_thirty_days_ahead(cast, left, badge, told):
    post, now = post_of(cast.leader), timezone.localtime()
    until = (now + left * DAY).replace(hour=23, minute=59, second=59)
    one = row(post, valid_to=until)
    assert (one.badge, Certificate.objects.running_out(now.date()).filter(pk=one.pk).exists()) == (badge, told)
    newer = row(post, days=700)
    assert not Certificate.objects.running_out(now.date()).exists(), "a newer one stands in for it"
    Certificate.objects.filter(pk=newer.pk).update(post=None)
    assert Certificate.objects.running_out(now.date()).exists() == told, "the agency's own stands in for nobody"


def test_holder_clerk_and_leader_are_told_in_the_digest(cast, settings):
    monday = datetime(2026, 3, 2, 3, tzinfo=UTC)
    row(post_of(cast.leader), valid_to=monday + 30 * DAY)

    def told(day):
        return {
            one.person.username: [due.line.text for due in one.dues]
            for one in digest.compose(day, calendar=Calendar())
        }

    assert told((monday - 4 * DAY).date()) == {}
    found = told(monday.date())
    assert set(found) == {"tienphong.lanhdao", "tienphong.vanthu"}
    assert "hết hạn ngày 01/04/2026" in found["tienphong.vanthu"][0]


def test_a_key_on_the_server_must_lead_to_a_root(cast, keys, settings, pki):
    document = desk.to_sign(cast)
    keyring.of_post(post_of(cast.leader))  # the demo makes it, under a root of its own
    settings.DEMO, settings.SIGNING_TRUST = False, [str(pki[1] / "goc.pem")]
    password = keyring.of_post(post_of(cast.leader)).password_file.read_text()
    with pytest.raises(SigningError, match="không dẫn về gốc tin cậy"):
        signing.sign(document, by=cast.leader, secret=password)
    assert not RegisterEntry.objects.exists() and not Certificate.objects.exists()
