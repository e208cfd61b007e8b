"""Sổ đăng ký văn bản đi as the decree's form (Annex IV, Part I): cover, then the numbers in their order.

What the annex is known to say: "1. Bìa và trang đầu", the cover and the first page bear the same; "2. Nội dung đăng ký", at
least ten, which are the ten columns in their order. Its drawing of the cover is in no transcription there is: every
line of `cover` and its place on the sheet are OUR OWN LAYOUT, after what offices print, until a clerk with the Official
Gazette's page has confirmed them.

lines   the rows of the form, oldest number first; numbers without a row stand where they are missing
cover   what stands on the cover
to_pdf  both as a PDF for the printer
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from reports.drafting import heads
from reports.layout import pdf, wording
from reports.models import Book, Document, RegisterEntry
from reports.registers.workflow import missing
from units.vietnamese import vn_date

__all__ = ["HEADS", "Line", "cover", "lines", "to_pdf"]

HEADS = ("Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
         "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú")  # fmt: skip
State = RegisterEntry.State
KINDS = dict(Document.Kind.choices)


@dataclass(frozen=True)
class Line:
    """One row of the form, cell by cell as under HEADS."""

    number: str
    date: str = ""
    subject: str = ""
    signer: str = ""
    recipients: str = ""
    archive: str = ""
    copies: str = ""
    sent: str = ""
    received: str = ""  # whoever takes the paper signs here by hand
    remark: str = ""

    def cells(self) -> tuple[str, ...]:
        return astuple(self)


def lines(book: Book) -> Iterator[Line]:
    """Every number of the book, oldest first."""
    gaps = dict(missing(book))
    entries = {row.number: row for row in book.entries.select_related("document__follows__entry").order_by("number")}
    for number in sorted([*entries, *gaps]):
        if number in gaps:
            last = gaps[number]
            spelt = f"{number:02d}" if last == number else f"{number:02d} đến {last:02d}"
            yield Line(spelt, remark="Chưa ghi vào sổ")
        else:
            yield _line(entries[number], book)


def _line(entry, book):
    kind = KINDS.get(book.kind, "")
    subject = f"{kind}: {entry.title}" if kind and book.kind != "cong_van" else entry.title
    return Line(
        str(entry), vn_date(entry.date) if entry.date else "", subject, entry.signer, entry.recipients,
        entry.archive, sent=_sent(entry.document), remark="; ".join(_remarks(entry)),
    )  # fmt: skip


def _sent(paper):
    """The day the portal sent it out; of a number without a paper here nobody has said it."""
    return vn_date(timezone.localdate(paper.issued_at)) if paper and paper.issued_at else ""


def _remarks(entry):
    paper = entry.document
    if entry.state == State.HELD:
        yield "Giữ số, chưa phát hành"
    if entry.state == State.CANCELLED:
        yield f"Hủy số: {entry.reason}"
    if paper and paper.by_hand:
        yield "Bản giấy ký tay"
    if paper and paper.follows and paper.relation:
        yield f"{paper.get_relation_display()} {getattr(paper.follows, 'entry', paper.follows.title)}"
    if entry.note:
        yield entry.note


def cover(book: Book) -> dict[str, Any]:
    """Body, year, first and last day and number of the book."""
    days = list(book.entries.exclude(date=None).order_by("date").values_list("date", flat=True))
    numbers = list(book.entries.order_by("number").values_list("number", flat=True))
    return {
        "superior": [wording.nfc(line).upper() for line in heads.superior(book.agency)],
        "issuer": [wording.nfc(line).upper() for line in heads.letterhead(book.agency)],
        "kind": KINDS.get(book.kind, ""),
        "year": book.year,
        "days": (vn_date(days[0]), vn_date(days[-1])) if days else ("", ""),
        "numbers": (f"{numbers[0]:02d}", f"{numbers[-1]:02d}") if numbers else ("", ""),
        "opening": book.opening and f"Sổ nối tiếp số {book.opening:02d}: {book.opening_note}",
    }


def to_pdf(book: Book) -> bytes:
    """The book on sheets of A4 lying across, the cover first; every sheet repeats the heads."""
    context = {"cover": cover(book), "heads": HEADS, "lines": list(lines(book)), "places": range(1, len(HEADS) + 1)}
    _, data = pdf.to_pdf(wording.nfc(render_to_string("papers/register.html", context)))
    return data
