"""Sổ đăng ký văn bản đến, printed and exported like the book of outgoing papers.

The ten columns are those offices know from the decree's form for incoming papers (Annex IV, Part II), from memory and not
read in its text; the cover is OUR OWN LAYOUT, as that of the outgoing book.

lines    rows of the book, first number first
to_pdf   the book for the printer
"""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.template.loader import render_to_string

from reports.drafting import heads
from reports.layout import pdf, wording
from reports.models import IncomingBook, IncomingStep
from units.vietnamese import vn_date

__all__ = ["HEADS", "lines", "to_pdf"]

HEADS = ("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
         "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận",
         "Ngày chuyển", "Ký nhận", "Ghi chú")  # fmt: skip


def lines(book: IncomingBook) -> Iterator[tuple[str, ...]]:
    """Cells under HEADS; "Ký nhận" is signed by hand."""
    handed = Prefetch("steps", IncomingStep.objects.filter(verb="assign").order_by("at", "pk"), to_attr="handed")
    for row in book.entries.for_rows().prefetch_related(handed).order_by("entry"):
        given = row.handed[0] if row.handler_id and row.handed else None
        remark = [row.get_state_display(), f"hạn {vn_date(row.deadline)}" if row.deadline else ""]
        yield (
            vn_date(row.came_on), f"{row.entry:02d}", row.sender, row.number, vn_date(row.date) if row.date else "",
            f"{row.kind}: {row.title}" if row.kind else row.title, str(row.handler or ""),
            vn_date(given.at) if given else "", "", "; ".join(filter(None, remark)),
        )  # fmt: skip


def to_pdf(book: IncomingBook) -> bytes:
    """The book on sheets of A4 lying across, the cover first."""
    rows = list(lines(book))
    office = heads.office_of(book.unit)
    cover = {
        "superior": [wording.nfc(line).upper() for line in heads.superior(office)] if office else [],
        "issuer": [wording.nfc(line).upper() for line in heads.letterhead(office)] if office else [book.unit.name],
        "year": book.year, "days": (rows[0][0], rows[-1][0]) if rows else ("", ""),
        "numbers": (rows[0][1], rows[-1][1]) if rows else ("", ""),
    }  # fmt: skip
    context = {"cover": cover, "heads": HEADS, "lines": rows, "places": range(1, len(HEADS) + 1)}
    _, data = pdf.to_pdf(wording.nfc(render_to_string("papers/incoming_register.html", context)))
    return data
