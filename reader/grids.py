"""The cells of a workbook's first sheet as plain values, what has no value told apart. Runs in the child.

A cell is None, text, a number or a truth value as a person sees it, or one of {"day": ISO date}, {"error": "#REF!"} and
{"uncounted": True}, a formula that no program has counted: taken for empty it would wipe out what is stored.
"""

import io
import zipfile

from openpyxl import load_workbook

from reader.errors import Unfit
from reader.uploads import refuse_bomb


def rows(data: bytes, most_rows: int, most_columns: int) -> list[list]:
    """The first `most_rows` rows. Raises Unfit for what is no workbook or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            refuse_bomb(pack)
        found = [[_value(cell) for cell in row] for row in _cells(data, most_rows, most_columns, counted=True)]
        _mark_uncounted(found, _cells(data, most_rows, most_columns, counted=False))
    except (Unfit, MemoryError):
        raise
    except Exception as error:  # the library raises a dozen kinds for a broken file
        raise Unfit("Tệp không phải Excel (.xlsx) hoặc bị hỏng. Tải mẫu Excel của kỳ rồi nhập lại.") from error
    return found


def _cells(data, most_rows, most_columns, *, counted):
    sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=counted).worksheets[0]
    return sheet.iter_rows(max_row=most_rows, max_col=most_columns)


def _value(cell):
    """What a person sees in the cell: 95% is 95 and not 0,95."""
    value = cell.value
    if cell.data_type == "e":
        return {"error": str(value)}
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return round(value * 100, 6) if "%" in (cell.number_format or "") else value
    return {"day": value.isoformat()[:10]} if hasattr(value, "year") else str(value)


def _mark_uncounted(found, formulas):
    for row, cells in zip(found, formulas, strict=False):
        for n, cell in enumerate(cells):
            if cell.data_type == "f" and row[n] is None:
                row[n] = {"uncounted": True}
