"""The set as bytes of a sheet."""

from decimal import Decimal

from xlsxwriter.workbook import Workbook

from appraisal import adding
from appraisal.models import CriteriaSet, Criterion
from appraisal.workbook.layout import (
    CRITERION,
    FIGURES,
    GROUP,
    HEAD_ROW,
    HEADS,
    KINDS,
    MOST_ROWS,
    OUTSIDE,
    READ_ME,
    RULES,
    SOURCES,
    WIDTHS,
    YES,
)
from appraisal.workbook.layout import FIGURE as FIGURE_COLUMN
from appraisal.workbook.layout import KIND as KIND_COLUMN
from appraisal.workbook.layout import RULE as RULE_COLUMN
from appraisal.workbook.layout import SOURCE as SOURCE_COLUMN
from units.characters import fit_for_files
from units.workbooks import written

__all__ = ["build"]

LISTS = {KIND_COLUMN: KINDS, RULE_COLUMN: tuple(RULES), SOURCE_COLUMN: tuple(SOURCES), FIGURE_COLUMN: tuple(FIGURES)}


def build(of: CriteriaSet) -> bytes:
    """Groups and criteria, as `reading` takes them; two queries."""
    read = adding.frame(of)
    rows = [row for group in read.groups for row in (_group(group), *_criteria(read, group))]
    return written(lambda book: _fill(book, of, rows), title=str(of))


def _fill(book: Workbook, of, rows):
    sheet = book.add_worksheet("Bộ tiêu chí")
    look = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
    head, cell = book.add_format(look | {"bold": True}), book.add_format(look)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    said = f"{of}. SỐ LIỆU MẪU" if of.sample else str(of)
    sheet.write_string(0, 0, fit_for_files(said), book.add_format({"bold": True}))
    sheet.write_string(1, 0, READ_ME)
    sheet.write_row(HEAD_ROW - 1, 0, HEADS, head)
    sheet.freeze_panes(HEAD_ROW, 0)
    for column, words in LISTS.items():
        sheet.data_validation(HEAD_ROW, column, HEAD_ROW + MOST_ROWS, column, {"validate": "list", "source": [*words]})
    for line, row in enumerate(rows, HEAD_ROW):
        for place, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(line, place, value, cell)
            else:
                sheet.write_string(line, place, fit_for_files(value), cell)


def _group(group):
    kind = OUTSIDE if group.outside else GROUP
    return [str(group.number), "", group.name, kind, float(group.most), float(group.least), *[""] * 8]


def _criteria(read, group):
    for row, parts in read.tree(group):
        for one, under in [(row, ""), *((part, row.code) for part in parts)]:
            yield _criterion(one, under)


def _criterion(row, under):
    return [
        row.code, under, row.name, CRITERION, float(row.most), float(row.least), row.get_rule_display(),
        "; ".join(f"{_vn(least)} = {_vn(points)}" for least, points in row.steps), row.get_source_display(),
        row.get_figure_display() if row.source == Criterion.Source.PORTAL else "", row.dimension or "",
        row.least_answers or "", YES if row.wants_evidence else "", YES if row.may_not_apply else "",
    ]  # fmt: skip


def _vn(text):
    return f"{Decimal(text).normalize():f}".replace(".", ",")
