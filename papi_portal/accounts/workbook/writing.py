"""The sheet as bytes: every post in force in a unit and below it."""

from datetime import date

from django.db.models import QuerySet
from xlsxwriter.workbook import Workbook

from papi_portal.accounts.workbook.layout import HEAD_ROW, HEADS, LABELS, RULE, WIDTHS
from units.accounts import table
from units.characters import fit_for_files
from units.models import Post, Unit
from units.statuses import STATUSES
from units.vietnamese import vn_date, vn_datetime
from units.watching import watched
from units.workbooks import written

__all__ = ["build", "posts"]


def build(unit: Unit, today: date) -> bytes:
    """Posts of `unit` and below, unit by unit; three queries."""
    ordered = (
        posts(unit, today)
        .select_related("user", "agency__unit")
        .order_by("agency__unit__depth", "agency__unit__sort_key", "-agency__heads_unit", "agency__name", "role", "pk")
    )
    rows = table.rows(list(ordered), today)
    return written(lambda book: _fill(book, unit, rows), title=f"Đơn vị và người: {unit.full_name}", many_rows=True)


def posts(unit: Unit, today: date) -> QuerySet[Post]:
    """What the sheet has a row of."""
    return Post.objects.in_force(today).filter(agency__unit__path__startswith=unit.path)


def _fill(book: Workbook, unit, rows):
    sheet = book.add_worksheet("Đơn vị và người")
    look = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
    head, cell = book.add_format(look | {"bold": True}), book.add_format(look | {"num_format": "@"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, fit_for_files(f"Đơn vị và người: {unit.full_name}"), book.add_format({"bold": True}))
    sheet.write_string(1, 0, RULE)
    sheet.write_row(HEAD_ROW - 1, 0, HEADS, head)
    sheet.freeze_panes(HEAD_ROW, 0)
    last = HEAD_ROW + len(rows) + 200
    sheet.data_validation(HEAD_ROW, 3, last, 3, {"validate": "list", "source": [*LABELS]})
    for line, row in enumerate(watched(rows, len(rows)), HEAD_ROW):
        for place, text in enumerate(_cells(row)):
            sheet.write_string(line, place, fit_for_files(text), cell)


def _cells(row):
    post, person = row.post, row.post.user
    unit, last = post.agency.unit, person.last_login
    return (unit.code, unit.full_name, post.agency.name, post.get_role_display(), person.title, person.legal_name,
            person.email, person.phone, person.username, vn_date(post.valid_from), STATUSES[row.badge].word,
            vn_datetime(last) if last else "")  # fmt: skip
