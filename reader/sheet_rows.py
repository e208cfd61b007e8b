"""Rows of a sheet as plain values, as openpyxl reads them, but without taking texts in cells apart as rich text."""

from collections.abc import Iterator
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet._reader import INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

_TEXT, _RUN = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"
_COLUMNS = {get_column_letter(number): number for number in range(1, 61)}


class _Parser(WorkSheetParser):
    """Most sheets that programs write keep their texts in the cells; a third of the reading went into them."""

    col_counter: int

    def parse_cell(self, element: Any) -> dict[str, Any]:
        if element.get("t") != "inlineStr" or len(element) != 1 or element[0].tag != INLINE_STRING:
            return super().parse_cell(element)
        coordinate = element.get("r")
        self.col_counter = _column(coordinate) if coordinate else self.col_counter + 1
        return {"column": self.col_counter, "value": _words(element[0])}


def _column(coordinate):
    return _COLUMNS.get(coordinate.rstrip("0123456789")) or coordinate_to_tuple(coordinate)[1]


def _words(child):
    """The text of a cell and of its runs; what only helps to pronounce it is left out."""
    if len(child) == 1 and child[0].tag == _TEXT:
        return child[0].text or ""
    parts = [child.findtext(_TEXT) or ""]
    parts += [run.findtext(_TEXT) or "" for run in child.iter(_RUN)]
    return "".join(parts)


def rows_of(sheet: Any, most_rows: int, most_columns: int) -> Iterator[list[Any]]:
    """The values of each row from the first, missing rows empty, cells after the last one left out."""
    book = sheet.parent
    expected = 1
    with sheet._get_source() as source:
        parser = _Parser(
            source, sheet._shared_strings, data_only=book.data_only, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            if expected > most_rows:
                return
            for _ in range(expected, min(number, most_rows + 1)):
                yield []
            if number >= expected and number <= most_rows:
                yield _values(cells, most_columns)
            expected = max(expected, number + 1)


def _values(cells, most):
    found: list[Any] = []
    for cell in cells:
        column = cell["column"]
        if cell["value"] is None or column > most:
            continue
        found += [None] * (column - len(found))
        found[column - 1] = cell["value"]
    return found
