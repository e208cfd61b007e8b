"""The figures of a paper as a spreadsheet: one sheet for each table, numbers as numbers."""

import re
from decimal import Decimal

from xlsxwriter.workbook import Workbook

from reports.layout import content, decree30, wording
from reports.layout.content import Paper, Table
from reports.layout.html import document_title
from units.workbooks import written

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def to_xlsx(paper: Paper) -> bytes:
    """Tables of the body, then of the annexes, then the linked figures of the sentences; text is never a formula."""
    used: set[str] = set()

    def fill(book: Workbook) -> None:
        for title, table in _tables(paper):
            _sheet(book, _name(title, used), title, table)

    return written(fill, title=document_title(paper), author=paper.issuer_name)


def rows_to_xlsx(title: str, table: Table) -> bytes:
    """One table as a file of its own, row by row from memory to disk: thousands of rows."""
    return written(lambda book: _sheet(book, "Chi tiết", title, table), title=title, many_rows=True)


def _tables(paper: Paper) -> list[tuple[str, Table]]:
    inside = [block for block in paper.blocks if isinstance(block, Table)]
    named = [(table.caption or f"Bảng {number}", table) for number, table in enumerate(inside, 1)]
    named += [(f"{paper.annex_head(n)}. {annex.title}", annex.table) for n, annex in enumerate(paper.annexes)]
    figures = _figures(paper)
    return named + ([("Số liệu trong lời văn", figures)] if figures.rows or not named else [])


def _figures(paper: Paper) -> Table:
    rows = [
        (span.text, content.plain(block))
        for block in paper.blocks
        if isinstance(block, content.Paragraph | content.Bullet)
        for span in block.spans
        if span.figure
    ]
    return Table((content.Column("Số liệu", 1, "right"), content.Column("Câu văn", 6)), tuple(rows))


def _name(title: str, used: set[str]) -> str:
    """A sheet name that Excel takes: at most 31 letters, none of []:*?/\\', no two alike."""
    base = _FORBIDDEN.sub(" ", wording.nfc(title)).strip()[:27] or "Bảng"
    name, number = base, 2
    while name.casefold() in used:
        name, number = f"{base} {number}", number + 1
    used.add(name.casefold())
    return name


def _sheet(book: Workbook, name: str, title: str, table: Table) -> None:
    look = {"font_name": decree30.OFFICE_FONT, "font_size": 12, "text_wrap": True, "valign": "vcenter", "border": 1}
    formats = [book.add_format(look | {"align": column.align}) for column in table.columns]
    head = book.add_format(look | {"bold": True, "align": "center"})
    group = book.add_format(look | {"bold": True})
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, wording.nfc(title), book.add_format({"font_name": look["font_name"], "bold": True}))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(6, 12 * column.weight))
        sheet.write_string(2, place, wording.nfc(column.title), head)
    for line, row in enumerate(table.rows, 3):
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell, group if len(row) == 1 else formats[place])


def _write(sheet, line: int, place: int, cell: content.Cell, form) -> None:
    match cell:
        case None:
            sheet.write_blank(line, place, None, form)
        case int() | Decimal():
            sheet.write_number(line, place, cell, form)
        case _:
            sheet.write_string(line, place, wording.nfc(cell), form)
