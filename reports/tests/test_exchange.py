"""edXML by hand: what goes out comes in again, signed and whole, once; broken and odd files are refused in words."""

import base64
import hashlib
import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reader import edxml
from reader.errors import Unfit
from reports.exchange import sending, taking, writing
from reports.incoming import workflow as incoming
from reports.layout import frozen
from reports.models import AgencyCode, Book, Document, ExchangeStatus, Incoming, Message, RegisterEntry
from reports.models.exchange import PaperType
from reports.tests.layout import samples
from units.errors import Conflict, Refused

HERE, THERE = writing.Party("000.01.01.H99", "UBND xã A", "UBND tỉnh"), writing.Party("000.02.01.H99", "Sở Nội vụ")
PDF = b"%PDF-1.4 bao cao"


def sent(**more):
    said = {
        "sender": HERE, "receivers": [THERE], "number": "07", "notation": "BC-UBND", "day": date(2026, 9, 16),
        "place": "Xã A", "type_name": "Báo cáo", "type": None, "subject": "Kết quả 9 tháng", "competence": "KT. CHỦ TỊCH",
        "position": "Phó Chủ tịch", "signer": "Lê Thị Hòa",
        "files": [writing.File("07-BC-UBND.pdf", "application/pdf", PDF)],
    }  # fmt: skip
    return writing.Sent(**said | more)


@pytest.fixture(scope="module", params=["rsa", "ec"])
def key(request):
    made = rsa.generate_private_key(65537, 2048) if request.param == "rsa" else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "UBND xã A")])
    now = datetime(2026, 1, 1)
    own = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(made.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=4000)).sign(made, hashes.SHA256())
    )  # fmt: skip
    return made, own


def test_what_is_written_is_read_again(key):
    answered = writing.Answered(
        "000.02.01.H99", "12/KH-UBND", date(2026, 1, 20), "000.02.01.H99,2026/01/20,12/KH-UBND"
    )
    data = writing.paper(
        sent(answers=[answered], steering=3, type=(1, 0), due=date(2026, 10, 1)), key=key[0], certificates=[key[1]]
    )
    found = edxml.read(data)
    assert found["document_id"] == "000.01.01.H99,2026/09/16,07/BC-UBND"
    assert (found["number"], found["notation"], found["steering"], found["due"]) == (
        "07",
        "BC-UBND",
        "3",
        "2026/10/01",
    )
    assert found["from"]["OrganName"] == "UBND xã A" and found["to"][0]["OrganId"] == THERE.code
    assert found["answers"][0]["Code"] == "12/KH-UBND" and found["signer"]["Position"] == "Phó Chủ tịch"
    assert found["attachments"] == [{"name": "07-BC-UBND.pdf", "type": "application/pdf", "data": PDF}]
    assert (found["signature"]["state"], found["signature"]["weak"]) == ("intact", False)


@pytest.mark.parametrize("old", [b"9 th", base64.b64encode(PDF)[:8]])
def test_a_letter_changed_after_signing_breaks_it(key, old):
    data = writing.paper(sent(), key=key[0], certificates=[key[1]])
    changed = data.replace(old, old[::-1], 1)
    assert changed != data
    assert edxml.read(changed)["signature"]["state"] == "broken"


def test_without_a_key_nobody_says_it_was_signed():
    assert edxml.read(writing.paper(sent()))["signature"] == {"state": "none", "certificate": b"", "weak": False}


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in files:
            packed.writestr(name, PDF)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "names"),
    [
        ("a.pdf", zipped("x.pdf"), ["a.pdf"]),
        ("a", zipped("x.pdf", "b/../y.pdf"), ["x.pdf", "y.pdf"]),
        ("a.docx", zipped("word.xml"), ["a.docx"]),
    ],
)
def test_attachments_come_plain_or_in_a_zip(name, data, names):
    found = edxml.read(writing.paper(sent(files=[writing.File(name, "x", data)])))
    assert [one["name"] for one in found["attachments"]] == names


LAUGHS = b'<!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"<edXML>", b"<a/>", LAUGHS + b"<edXML>&b;</edXML>", b'<edXML xmlns="urn:x"/>',
     b'<!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>'],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_words(data):
    with pytest.raises(Unfit) as refusal:
        edxml.read(data)
    assert "edXML" in refusal.value.message_vi or "XML" in refusal.value.message_vi


def test_the_nine_codes():
    assert {code.value: code.label for code in ExchangeStatus.Code} == {
        "01": "đã đến", "02": "từ chối nhận", "03": "đã tiếp nhận, vào sổ", "04": "chờ phân công", "05": "đang xử lý",
        "06": "đã xử lý", "13": "bên gửi lấy lại", "15": "đồng ý thu hồi, cập nhật", "16": "từ chối thu hồi, cập nhật",
    }  # fmt: skip
    assert {state.value: code.value for state, code in taking.CODES.items()} == {
        "arrived": "01", "refused": "02", "received": "03", "assigned": "05", "handling": "05", "done": "06",
    }  # fmt: skip


# --- In the portal ------------------------------------------------------------------------------------------------------


def taken(cast, data):
    return taking.take(edxml.read(data), data, cast.commune, by=cast.clerk)


@pytest.mark.django_db
def test_a_file_is_taken_once_and_waits_for_the_clerk(cast):
    data = writing.paper(sent(due=date(2026, 10, 1)))
    row, new = taken(cast, data)
    assert new and taken(cast, data) == (row, False) and Incoming.objects.count() == 1
    assert (row.state, row.number, row.kind, row.deadline) == ("arrived", "07/BC-UBND", "Báo cáo", date(2026, 10, 1))
    assert row.files.get().file.read() == PDF
    with pytest.raises(ValueError, match="nội dung khác"):
        taken(cast, writing.paper(sent(subject="Khác")))
    with pytest.raises(Refused):
        taking.take(edxml.read(data), data, cast.commune, by=cast.official)


@pytest.mark.django_db
def test_what_is_attached_is_judged_as_any_file_from_outside(cast):
    with pytest.raises(ValueError, match=r"“a\.exe”: Chỉ nhận PDF"):
        taken(cast, writing.paper(sent(files=[writing.File("a.exe", "application/pdf", b"MZ")])))
    assert not Incoming.objects.exists()


@pytest.mark.django_db
def test_update_recall_and_replacement_speak_of_what_came_before(cast):
    first = {"business_of": "000.01.01.H99,2026/09/16,07/BC-UBND"}
    later = writing.paper(sent(number="08", business=2, business_reason="Bổ sung phụ lục", **first))
    with pytest.raises(ValueError, match="văn bản gốc trước"):
        taken(cast, later)
    row, _ = taken(cast, writing.paper(sent()))
    assert taken(cast, later)[0] == row and row.files.count() == 2
    assert taken(cast, writing.paper(sent(number="09", business=1, files=(), **first)))[0] == row
    replacement, _ = taken(cast, writing.paper(sent(number="10", business=3, **first)))
    assert replacement != row and Incoming.objects.count() == 2
    assert list(row.steps.order_by("pk").values_list("verb", flat=True)).count("exchange_later") == 3


@pytest.mark.django_db
def test_a_broken_signature_and_another_receiver_are_not_taken(cast, key):
    signed = writing.paper(sent(), key=key[0], certificates=[key[1]])
    assert taken(cast, signed)[0].messages.get().signature == "intact"  # nobody trusts its authority here
    with pytest.raises(ValueError, match="bị sửa sau khi ký"):
        taken(cast, signed.replace("Kết quả".encode(), "Kết quà".encode()))
    AgencyCode.objects.create(code="000.09.01.H99", name="UBND xã", agency=cast.commune_office)
    with pytest.raises(ValueError, match="không phải cho"):
        taken(cast, writing.paper(sent(number="11")))


@pytest.fixture
def issued(cast):
    """A paper the commune has issued, its row in the book, and the codes of both bodies."""
    paper = Document.objects.create(
        kind="bao_cao", agency=cast.commune_office, title="Kết quả 9 tháng", state="issued", created_by=cast.official,
        making="ready", content=frozen.to_json(samples.report()), sha256=hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    paper.pdf.save("a.pdf", ContentFile(PDF))
    book = Book.objects.create(agency=cast.commune_office, kind="bao_cao", year=2026, last=7)
    RegisterEntry.objects.create(
        book=book,
        number=7,
        symbol="BC-UBND",
        date=date(2026, 9, 16),
        title="x",
        state="issued",
        document=paper,
        by=cast.clerk,
    )
    AgencyCode.objects.create(code=HERE.code, name=HERE.name, agency=cast.commune_office)
    there = AgencyCode.objects.create(code=THERE.code, name=THERE.name)
    AgencyCode.objects.create(code="000.02.02.H99", name="Cũ", valid_to=date(2020, 1, 1))
    return Document.objects.get(pk=paper.pk), there


@pytest.mark.django_db
def test_a_paper_goes_out_once_and_its_statuses_stand_by_their_own_clock(client, cast, issued):
    paper, there = issued
    PaperType.objects.create(kind="bao_cao", number=18)
    client.force_login(cast.clerk)
    page = reverse("document_exchange", args=[paper.pk])
    assert [row.name for row in client.get(page).context["form"].fields["receivers"].queryset] == [THERE.name]
    for _ in range(2):
        assert client.post(page, {"receivers": [there.pk]}).status_code == 302
    row = Message.objects.get()
    assert (row.edoc_id, row.receivers, row.business) == ("000.01.01.H99,2026/09/16,07/BC-UBND", THERE.code, 0)
    file = b"".join(client.get(reverse("exchange_file", args=[row.pk])).streaming_content)
    assert edxml.read(file)["attachments"][0]["data"] == PDF and b">18<" in file
    of, at = writing.Answered(HERE.code, "07/BC-UBND", None, row.edoc_id), timezone.now()
    answers = [
        writing.status(THERE, of, code, at=at + timedelta(minutes=n)) for n, code in enumerate(("01", "03", "06"))
    ]
    for one in (answers[2], answers[0], answers[2], answers[1]):  # out of order, one twice
        assert client.post(page, {"file": SimpleUploadedFile("t.edxml", one)}).status_code == 302
    assert [one.code for one in sending.standing(row)] == ["06"] and ExchangeStatus.objects.count() == 3
    odd = writing.status(HERE, of, "06", at=at)
    refused = client.post(page, {"file": SimpleUploadedFile("t.edxml", odd)})
    assert refused.status_code == 422 and "không phải là nơi nhận" in refused.content.decode()
    client.force_login(cast.neighbour_official)
    assert client.get(page).status_code == 404 == client.get(reverse("exchange_file", args=[row.pk])).status_code


@pytest.mark.django_db
def test_without_a_code_nothing_is_made_and_the_page_says_who_enters_it(cast, issued):
    paper, there = issued
    AgencyCode.objects.filter(agency=cast.commune_office).update(valid_to=date(2020, 1, 1))
    with pytest.raises(Conflict, match="Chưa khai mã định danh"):
        sending.make(paper, [there], by=cast.clerk)


@pytest.mark.django_db
def test_the_state_of_what_came_is_told_back(client, cast):
    AgencyCode.objects.create(code=THERE.code, name="UBND xã Tiền Phong", agency=cast.commune_office)
    client.force_login(cast.clerk)
    upload = SimpleUploadedFile("a.edxml", writing.paper(sent()))
    assert client.post(reverse("exchange_take"), {"unit": cast.commune.pk, "file": upload}).status_code == 302
    row = Incoming.objects.get()
    incoming.move(row, "receive", by=cast.clerk)
    said = edxml.read(client.get(reverse("exchange_status", args=[row.pk])).content)
    assert (said["kind"], said["code"], said["from"]["OrganId"]) == ("status", "03", THERE.code)
    assert said["of"][0]["DocumentId"] == "000.01.01.H99,2026/09/16,07/BC-UBND"
    bad = client.post(
        reverse("exchange_take"), {"unit": cast.commune.pk, "file": SimpleUploadedFile("a.xml", b"<a/>")}
    )
    assert bad.status_code == 422 and "không phải là văn bản điện tử" in bad.content.decode()
