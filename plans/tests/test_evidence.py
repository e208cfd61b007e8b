"""Evidence: what is let in, what it is called, how it is cleaned, who may take it out and how it is handed over."""

import io
import shutil
import unicodedata
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from plans.models import Evidence, Progress, Shown
from plans.progress import evidence_files as evidence
from plans.progress import showing
from plans.tests.paper import entries_of, fitting, make_period, make_plan

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def upload(name, data):
    return SimpleUploadedFile(name, data)


def photo(kind="JPEG", size=(800, 600), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **more)
    return out.getvalue()


def office(*parts, types=b"<Types/>", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", types)
        for part in parts:
            pack.writestr(part, more.get("body", b"<x/>"))
    return out.getvalue()


def workbook():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "mime", "called"),
    [
        ("Báo cáo số 61.pdf", PDF, "application/pdf", "Báo cáo số 61.pdf"),
        ("ảnh.JPEG", photo(), "image/jpeg", "ảnh.JPEG"),
        ("ảnh.png", photo("PNG"), "image/png", "ảnh.png"),
        ("ảnh.webp", photo("WEBP"), "image/webp", "ảnh.webp"),
        ("biểu.xlsx", workbook(), evidence.EXCEL, "biểu.xlsx"),
        ("công văn.docx", office("word/document.xml"), evidence.WORD, "công văn.docx"),
        ("cũ.doc", OLE + "WordDocument".encode("utf-16-le"), "application/msword", "cũ.doc"),
        ("cũ.xls", OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel", "cũ.xls"),
        ("nói dối.pdf", photo(), "image/jpeg", "nói dối.jpg"),
        ("đổi đuôi.pdf", office("word/document.xml"), evidence.WORD, "đổi đuôi.docx"),
        ("3.2024 thống kê", PDF, "application/pdf", "3.2024 thống kê.pdf"),
    ],
)
def test_the_type_is_read_from_the_bytes(name, data, mime, called):
    paper = evidence.examine(upload(name, data))
    assert (paper.mime, paper.name) == (mime, called)
    assert paper.stored.isascii() and len(paper.sha256) == 64


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "rỗng"),
        (b"<html><script>alert(1)</script>", "Chỉ nhận PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Chỉ nhận PDF"),
        (b"MZ\x90\0" + b"\0" * 200, "Chỉ nhận PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, "Ảnh HEIC"),
        (office("word/document.xml", "word/vbaProject.bin"), "macro"),
        (office("xl/workbook.xml", types=b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macro"),
        (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "macro"),
        (OLE + b"nothing", "Chỉ nhận PDF"),
        (office("a.txt"), "Tệp nén"),
        (b"PK\x03\x04broken", "bị hỏng"),
        (office("word/document.xml", body=b"\0" * 3_000_000), "quá lớn"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "Ảnh bị hỏng"),
    ],
)
def test_what_is_refused_says_why(data, reason):
    with pytest.raises(evidence.FileRefused, match=reason):
        evidence.examine(upload("tệp.docx", data))


def test_the_limit_is_told(settings):
    settings.UPLOAD_MAX_MB = 1
    with pytest.raises(evidence.FileRefused, match=r"nặng 1,1 MB, quá giới hạn 1 MB"):
        evidence.examine(upload("to.pdf", PDF + b"0" * 1_100_000))


def test_photos_lose_their_place_and_stand_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "MáyẢnh"
    exif.get_ifd(0x8825)[1] = "N"
    paper = evidence.examine(upload("ảnh.jpg", photo(exif=exif)))
    with Image.open(io.BytesIO(paper.data)) as image:
        assert image.size == (600, 800) and not dict(image.getexif())
    with Image.open(io.BytesIO(paper.thumbnail)) as small:
        assert small.width <= 320 and small.height <= 400


def test_huge_pictures_are_refused_before_they_are_unpacked():
    huge = io.BytesIO()
    Image.new("1", (8000, 7501)).save(huge, "PNG")  # a little over 60 million points, a few kilobytes
    with pytest.raises(evidence.FileRefused, match="8000 × 7501"):
        evidence.examine(upload("ảnh.png", huge.getvalue()))


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        (unicodedata.normalize("NFD", "Ảnh niêm yết tại Một cửa.jpg"), "Ảnh niêm yết tại Một cửa.jpg"),
        ("..\\..\\Biên bản.pdf", "Biên bản.pdf"),
        ("/etc/passwd", "passwd"),
        ("hóa\u202efdp.exe", "hóafdp.exe"),
        ("  \n ", "tài liệu"),
    ],
)
def test_names_stay_vietnamese_and_harmless(came, kept):
    assert evidence.clean_name(came) == kept


# --- On the page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def entry(cast):
    return entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[1]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(client, entry, **fields):
    data = {f"ev-{name}": value for name, value in fields.items()}
    return client.post(f"/tien-do/{entry.pk}/tai-lieu/", data)


@pytest.mark.django_db
def test_a_unit_has_its_room_and_no_more(cast, entry, client, settings):
    settings.UNIT_QUOTA_MB = 1
    client.force_login(cast.official)
    held = {"name": "a.pdf", "size": 1_000_000 - len(PDF), "file": upload("a.pdf", PDF)}
    kept = Evidence.objects.create(entry=entry, added_by=cast.official, **held)
    assert add(client, entry, file=upload("vừa.pdf", PDF)).status_code == 302, "to the last byte"
    full = add(client, entry, file=upload("thêm.pdf", PDF))
    assert full.status_code == 409 and "không còn chỗ" in full.content.decode()
    assert add(client, entry, link="https://hungyen.gov.vn/tin").status_code == 302, "a link takes no room"
    kept.delete()
    assert add(client, entry, file=upload("thêm.pdf", PDF)).status_code == 302


@pytest.mark.django_db
def test_a_file_comes_in_and_goes_out_safely(cast, entry, client):
    client.force_login(cast.official)
    facts = {"doc_number": "61/BC-UBND", "doc_date": "03/10/2024", "issuer": "UBND xã", "proves_at": "Mục II, trang 3"}
    assert add(client, entry, file=upload("Báo cáo số 61.pdf", PDF), **facts).status_code == 302
    row = Evidence.objects.get()
    assert (row.name, row.doc_date.day, row.proves_at, row.size) == (
        "Báo cáo số 61.pdf",
        3,
        "Mục II, trang 3",
        len(PDF),
    )
    answer = client.get(f"/tai-lieu/{row.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert entry.steps.get().verb == "evidence_add"


@pytest.mark.django_db
def test_only_those_who_may_see_the_unit_get_the_file(cast, entry, client):
    client.force_login(cast.official)
    add(client, entry, file=upload("ảnh.jpg", photo()), proves_at="Ảnh bảng niêm yết")
    row = Evidence.objects.get()
    for person in (cast.leader, cast.reviewer, cast.old_province_reviewer):
        client.force_login(person)
        assert client.get(f"/tai-lieu/{row.pk}/").status_code == 200
        assert client.get(f"/tai-lieu/{row.pk}/anh-nho/").status_code == 200
    for person in (cast.stranger, cast.neighbour_official, cast.province_reviewer):
        client.force_login(person)
        assert client.get(f"/tai-lieu/{row.pk}/").status_code == 404
        assert client.get(f"/tai-lieu/{row.pk}/anh-nho/").status_code == 404
        assert client.post(f"/tai-lieu/{row.pk}/bo/").status_code == 404
    client.logout()
    assert client.get(f"/tai-lieu/{row.pk}/").status_code == 302


@pytest.mark.django_db
def test_a_refused_file_keeps_what_was_typed(cast, entry, client):
    client.force_login(cast.official)
    sent = {"version": 1, "base": "{}", "level": "done", "result": "Đã họp 3 thôn", "ev-issuer": "UBND xã",
            "ev-file": upload("virus.pdf", b"MZ")}  # fmt: skip
    answer = client.post(f"/tien-do/{entry.pk}/tai-lieu/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Chỉ nhận PDF, ảnh" in page and 'value="UBND xã"' in page
    assert Progress.objects.get(pk=entry.pk).result == "Đã họp 3 thôn"


@pytest.mark.django_db
def test_a_link_needs_an_address_and_facts_can_be_mended(cast, entry, client):
    client.force_login(cast.official)
    assert add(client, entry, link="javascript:alert(1)").status_code == 422
    assert add(client, entry, link="https://hungyen.gov.vn/tin", proves_at="").status_code == 302
    row = Evidence.objects.get()
    wrong = client.post(f"/tai-lieu/{row.pk}/sua/", {f"ev{row.pk}-doc_date": "31/02/2024"})
    assert wrong.status_code == 422 and "31/02/2024" in wrong.content.decode()
    client.post(f"/tai-lieu/{row.pk}/sua/", {f"ev{row.pk}-proves_at": "Bài đăng ngày 3/10"})
    row.refresh_from_db()
    assert row.proves_at == "Bài đăng ngày 3/10"
    client.post(f"/tai-lieu/{row.pk}/bo/")
    assert not Evidence.objects.exists()
    assert set(entry.steps.values_list("verb", flat=True)) == {"evidence_add", "evidence_edit", "evidence_remove"}


@pytest.mark.django_db
def test_no_button_of_the_form_loses_what_was_typed_about_evidence(cast, entry, client):
    client.force_login(cast.official)
    add(client, entry, link="https://hungyen.gov.vn/1")
    add(client, entry, link="https://hungyen.gov.vn/2")
    one, two = Evidence.objects.order_by("pk")
    typed = {"version": 1, "base": "{}", "level": "in_progress", "result": "", f"ev{two.pk}-proves_at": "Mục II"}
    client.post(f"/tai-lieu/{one.pk}/sua/", {**typed, f"ev{one.pk}-proves_at": "Mục I"})
    facts = {f"ev{one.pk}-proves_at": "Mục III", "ev-link": "https://hungyen.gov.vn/3", "ev-proves_at": "Cả bài"}
    assert client.post(f"/tien-do/{entry.pk}/", {**typed, **facts, "act": "save"}).status_code == 302
    assert list(Evidence.objects.order_by("pk").values_list("proves_at", flat=True)) == ["Mục III", "Mục II", "Cả bài"]
    wrong = {f"ev{two.pk}-proves_at": "Mục V", f"ev{two.pk}-doc_date": "31/02/2024", "ev-link": "khong phai"}
    answer = client.post(
        f"/tien-do/{entry.pk}/", {**typed, **wrong, "version": 2, "result": "Đã họp xong", "act": "save"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mục V" in page and "31/02/2024" in page and "khong phai" in page
    assert Progress.objects.get(pk=entry.pk).result == "Đã họp xong"


@pytest.mark.django_db
def test_evidence_is_closed_with_the_entry(cast, entry, client):
    Progress.objects.filter(pk=entry.pk).update(**fitting("submitted"))
    client.force_login(cast.official)
    answer = add(client, entry, link="https://hungyen.gov.vn/tin")
    assert answer.status_code == 409 and not Evidence.objects.exists()


@pytest.mark.django_db
def test_an_office_file_is_shown_as_pdf_or_says_why_not(cast, entry, client):
    """The page of an entry in review: waiting, then failed with its reason and a way to try again, then the pages."""
    client.force_login(cast.official)
    out, book = io.BytesIO(), Workbook()
    book.active.append(["Thôn", "Số hồ sơ"])
    book.save(out)
    add(client, entry, file=upload("biểu.xlsx", out.getvalue()), proves_at="Cột 2")
    add(client, entry, file=upload("ảnh.jpg", photo()), proves_at="Ảnh")
    row, promised = Evidence.objects.get(name="biểu.xlsx"), Shown.objects.get()  # a photo shows itself
    Progress.objects.filter(pk=entry.pk).update(state="submitted", level="done")
    client.force_login(cast.reviewer)
    page, again = f"/tham-dinh/{entry.pk}/", f"/tai-lieu/{row.pk}/xem-lai/"
    assert "Đang chuyển sang PDF" in client.get(page).content.decode()
    assert client.get(f"/tai-lieu/{row.pk}/?xem=1")["Content-Disposition"].startswith("attachment")
    stored = row.file.name
    Evidence.objects.filter(pk=row.pk).update(file="evidence/mat.xlsx")
    assert showing.make(promised.pk) is False
    said = client.get(page).content.decode()
    assert "Không đọc được tệp trên máy chủ" in said and again in said
    client.force_login(cast.stranger)
    assert client.post(again).status_code == 404
    client.force_login(cast.reviewer)
    assert client.post(again).url == page
    assert showing.again(row) is None  # it waits already: a second click asks nothing
    Evidence.objects.filter(pk=row.pk).update(file=stored)
    if not shutil.which("soffice"):
        return
    assert (showing.make(promised.pk), showing.make(promised.pk)) == (True, False)
    answer = client.get(f"/tai-lieu/{row.pk}/?xem=1")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"
    assert 'data-open="pdf"' in client.get(page).content.decode()
