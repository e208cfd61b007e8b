"""A file of scores -> what it says: a workbook is opened in the child, CSV read as text."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reader import child
from units import csv_files

from .layout import Found, find

__all__ = ["FileRefused", "of_year", "read"]

LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
MOST_BYTES, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 20_000_000, 12, 3_000, 120
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class FileRefused(ValueError):
    """The file can't be taken; the message says why and what to do instead."""


def read(data: bytes, year: int, known: Mapping[str, object]) -> Found:
    """What the file says of `year`; `known`: keys of provinces. Raises FileRefused when no table of scores is in it."""
    if len(data) > MOST_BYTES:
        raise FileRefused("Tệp quá lớn. Giữ lại trang tính có điểm các tỉnh rồi nạp lại.")
    found = find(of_year(_workbook(data) if data.startswith(b"PK") else _csv(data), year), known)
    if not found.figures and not found.mistakes:
        raise FileRefused(
            "Không thấy bảng điểm: cần tên các tỉnh ở một dòng hoặc một cột, và mã nội dung (1.1, 1.2, …) ở đầu dòng, đầu "
            "cột. Dùng tệp tải từ papi.org.vn, hoặc mẫu CSV ở trang này."
        )
    return found


def _workbook(data):
    try:
        given: Any = child.run("reader.grids:sheets", data, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, limits=LIMITS)
    except child.ChildRefused as refused:
        raise FileRefused(refused.message_vi) from None
    return [(str(name), rows) for name, rows in given]


def _csv(data):
    try:
        return [("", csv_files.read(data, most_columns=MOST_COLUMNS, most_rows=60_000))]
    except ValueError as refused:
        raise FileRefused(str(refused)) from None


def of_year(sheets: Sequence[tuple[str, Any]], year: int) -> list[tuple[str, Any]]:
    """Of sheets that name years only those of `year`; PAPI's own sheet of both languages goes before all others."""
    both = [sheet for sheet in sheets if "VIE_ENG" in sheet[0].upper()]
    named = [sheet for sheet in both or sheets if str(year) in _YEAR.findall(sheet[0])]
    return named or [sheet for sheet in both or sheets if not _YEAR.search(sheet[0])]
