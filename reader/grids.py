"""Cells of a workbook's first sheet or first few as plain values, what has no value told apart. Runs in the child.

A cell is None, text, a number or a truth value as a person sees it, or one of
{"day": ISO date}, with "short" where the year is not shown, as Excel makes of a typed 5/6; {"share": 95.2} for 95,2%;
{"error": "#REF!"}; {"uncounted": True}, a formula that no program has counted; {"merged": "G5:G6"}, a cell that a merged
one covers. The last three have no value: taken for empty they would wipe out what is stored.
"""

import io
import zipfile

from lxml.etree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from reader.errors import Unfit
from reader.uploads import refuse_bomb

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MERGED, _ROW = f"{_MAIN}mergeCell", f"{_MAIN}row"


def rows(data: bytes, most_rows: int, most_columns: int) -> list[list]:
    """The first `most_rows` rows. Raises Unfit for what is no workbook or would unpack to too much."""
    return _opened(data, lambda: _sheet(data, 0, most_rows, most_columns), "Tải mẫu Excel của kỳ rồi nhập lại.")


def sheets(data: bytes, most_sheets: int, most_rows: int, most_columns: int) -> list[list]:
    """[[name, its rows as `rows` gives them], …] of the first `most_sheets` sheets. Raises Unfit as `rows` does."""

    def read():
        names = [sheet.title for sheet in load_workbook(io.BytesIO(data), read_only=True).worksheets]
        return [[name, _sheet(data, place, most_rows, most_columns)] for place, name in enumerate(names[:most_sheets])]

    return _opened(data, read, "Lưu lại bằng Excel rồi nạp.")


def _opened(data, read, then):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            refuse_bomb(pack)
        return read()
    except (Unfit, MemoryError):
        raise
    except Exception as error:  # the library raises a dozen kinds for a broken file
        raise Unfit(f"Tệp không phải Excel (.xlsx) hoặc bị hỏng. {then}") from error


def _sheet(data, place, most_rows, most_columns):
    read = (place, most_rows, most_columns)
    found = [[_value(cell) for cell in row] for row in _cells(data, *read, counted=True)]
    _mark_uncounted(found, _cells(data, *read, counted=False))
    _mark_merged(found, data, place)
    return found


def _cells(data, place, most_rows, most_columns, *, counted):
    sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=counted).worksheets[place]
    return sheet.iter_rows(max_row=most_rows, max_col=most_columns)


def _value(cell):
    """What a person sees in the cell: 95% is 95 and not 0,95."""
    value = cell.value
    if cell.data_type == "e":
        return {"error": str(value)}
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return {"share": round(value * 100, 6)} if "%" in (cell.number_format or "") else value
    if not hasattr(value, "year"):
        return str(value)
    return {"day": value.isoformat()[:10]} | ({} if "y" in (cell.number_format or "").lower() else {"short": True})


def _mark_uncounted(found, formulas):
    for row, cells in zip(found, formulas, strict=False):
        for n, cell in enumerate(cells):
            if cell.data_type == "f" and row[n] is None:
                row[n] = {"uncounted": True}


def _mark_merged(found, data, place):
    """A merged cell has its value in its first cell alone; the sheet knows no value for the others."""
    for reference in _merged(data, place):
        left, top, right, bottom = range_boundaries(reference)
        for row in range(top - 1, min(bottom, len(found))):
            for column in range(left - 1, min(right, len(found[row]))):
                if (row, column) != (top - 1, left - 1):
                    found[row][column] = {"merged": reference}


def _merged(data, place):
    """References of the merged cells: a sheet that is only read through does not name them."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    with book.worksheets[place]._get_source() as source:
        for _, part in iterparse(source, tag=(_MERGED, _ROW), resolve_entities=False, no_network=True):
            if part.tag == _MERGED:
                yield part.get("ref")
            part.clear()
