"""The outgoing register prints as the decree's form: cover, oldest first, full Nơi nhận, remarks, what is missing."""

from datetime import date

import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Book, Document, RegisterEntry
from reports.papers.workflow import registers
from reports.registers import printing
from reports.registers import workflow as outside
from reports.signing.workflow import signing
from reports.tests import desk
from units.vietnamese import vn_date


@pytest.fixture
def book(cast):
    """Opened behind 10; 11 issued, 12 cancelled, 13 and 14 nowhere, 15 from elsewhere out of order, 16 held."""
    office, clerk = cast.commune_office, {"by": cast.clerk}
    outside.open_book(office, "thong_bao", 2026, last=10, note="Sổ giấy đến 31/8/2026", **clerk)
    for number, title in ((11, "Lịch họp"), (12, "Nhầm")):
        registers.reserve(
            office, "thong_bao", symbol="TB-UBND", title=title, day=date(2026, 9, number - 6), signer="Trần Bình, Chủ tịch",
            recipients="UBND huyện\nCác thôn\nTrạm Y tế", archive="VT, NV", **clerk,
        )  # fmt: skip
    registers.issue(RegisterEntry.objects.get(number=11), **clerk)
    registers.cancel(RegisterEntry.objects.get(number=12), reason="Ghi nhầm loại", **clerk)
    more = {"day": date(2026, 9, 8), "title": "Mất điện", "note": "Đúng như văn bản"}
    outside.enter_elsewhere(office, "thong_bao", "15/TB-UBND", **more, **clerk)
    registers.reserve(office, "thong_bao", symbol="TB-UBND", title="Chờ ký", day=date(2026, 9, 9), **clerk)
    return Book.objects.get()


def test_the_columns_are_those_of_the_form():
    assert printing.HEADS == (
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
        "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    )  # fmt: skip
    cells = printing.Line(*map(str, range(1, 11))).cells()
    assert cells == tuple(map(str, range(1, 11)))


def test_every_number_stands_in_its_order_with_what_is_to_be_said_of_it(book):
    assert [(line.number, line.date, line.subject, line.archive, line.remark) for line in printing.lines(book)] == [
        ("11/TB-UBND", "05/09/2026", "Thông báo: Lịch họp", "VT, NV", ""),
        ("12/TB-UBND", "06/09/2026", "Thông báo: Nhầm", "VT, NV", "Hủy số: Ghi nhầm loại"),
        ("13 đến 14", "", "", "", "Chưa ghi vào sổ"),
        ("15/TB-UBND", "08/09/2026", "Thông báo: Mất điện", "", "Đúng như văn bản"),
        ("16/TB-UBND", "09/09/2026", "Thông báo: Chờ ký", "", "Giữ số, chưa phát hành"),
    ]
    assert next(printing.lines(book)).recipients == "UBND huyện\nCác thôn\nTrạm Y tế"


def test_the_cover_says_whose_book_it_is_and_how_far_it_goes(book):
    assert printing.cover(book) == {
        "superior": [], "issuer": ["ỦY BAN NHÂN DÂN", "XÃ TIỀN PHONG"], "kind": "Thông báo", "year": 2026,
        "days": ("05/09/2026", "09/09/2026"), "numbers": ("11", "16"),
        "opening": "Sổ nối tiếp số 10: Sổ giấy đến 31/8/2026",
    }  # fmt: skip


def test_the_sheets(client, cast, book, tmp_path):
    client.force_login(cast.clerk)
    answer = client.get(reverse("register_print", args=[book.pk]))
    file = tmp_path / "so.pdf"
    file.write_bytes(answer.content)
    with pdfplumber.open(file) as pdf:
        assert [(round(page.width), round(page.height)) for page in pdf.pages] == [(842, 595)] * 2
        first, second = (page.extract_text() for page in pdf.pages)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in first and "Từ số 11 đến số 16" in first
    assert [second.index(f"{number}/TB") for number in (11, 12, 15, 16)] == sorted(
        second.index(f"{number}/TB") for number in (11, 12, 15, 16)
    )
    assert "Trạm Y tế" in second and "(10)" in second and "(11)" not in second
    client.force_login(cast.stranger)
    assert client.get(reverse("register_print", args=[book.pk])).status_code == 404


def test_a_paper_of_the_portal_brings_all_its_recipients_and_how_it_was_issued(cast):
    document = desk.to_sign(cast)
    signing.issue_by_hand(document, by=cast.clerk)
    line = next(printing.lines(Document.objects.get(pk=document.pk).entry.book))
    assert line.recipients.splitlines()[0].startswith("Ủy ban nhân dân huyện Ân Thi")
    assert line.recipients.splitlines()[-1] == "Chủ tịch, các Phó Chủ tịch UBND xã Tiền Phong"
    assert (line.archive, line.sent, line.received) == ("VT", vn_date(timezone.localdate()), "")
    assert line.remark == "Bản giấy ký tay"


def test_an_empty_book_prints_its_cover(cast):
    book = Book.objects.create(agency=cast.commune_office, kind="chi_thi", year=2026)
    assert printing.to_pdf(book).startswith(b"%PDF-")
