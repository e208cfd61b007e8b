"""Workbooks: the annex table of tasks, read row by row in constant memory, formulas as the text they are."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import zip_longest

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from . import bases
from .refusals import ImportRefused, check_zip
from .shapes import ParsedPlan, Warning
from .tables import Cell, TaskTable, header_of, read_rows
from .text import normalise, squeeze

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_HEADER_SEARCH = 40
_MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')


def read(data: bytes) -> ParsedPlan:
    """Tasks of the first sheet that has a task table; each doubt names its cell."""
    check_zip(data, "xl/workbook.xml")
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        for position, sheet in enumerate(workbook.worksheets):
            rows = list(_rows(sheet))
            _fill_merged(rows, _merges(data, position))
            found = _find_header(rows)
            if found:
                return _plan(rows, *found)
    finally:
        workbook.close()
    raise ImportRefused(
        "Không tìm thấy bảng nhiệm vụ. Bảng cần có dòng tiêu đề, ví dụ: STT | Nội dung nhiệm vụ | "
        "Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm."
    )


def _rows(sheet) -> Iterator[list[Cell]]:
    for number, row in enumerate(
        sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True), start=1
    ):
        if number > MAX_ROWS:
            raise ImportRefused(f"Bảng có hơn {MAX_ROWS} dòng; hãy tách thành nhiều tệp.")
        width = max((i for i, value in enumerate(row, start=1) if value is not None), default=0)
        yield [Cell(_text(value), f"{get_column_letter(i)}{number}") for i, value in enumerate(row[:width], start=1)]


def _text(value) -> str:
    """A cell as a person sees it: dates as dd/mm/yyyy, whole numbers without ".0", formulas as typed."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return normalise(str(getattr(value, "text", value)))


def _merges(data: bytes, position: int) -> list[tuple[int, int, int, int]]:
    """Merged areas as (first column, first row, last column, last row); read-only sheets do not tell them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(
            (n for n in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)),
            key=lambda n: int(re.findall(r"\d+", n)[-1]),
        )
        if position >= len(names):
            return []
        return [range_boundaries(ref.decode()) for ref in _MERGE.findall(archive.read(names[position]))]


def _fill_merged(rows: list[list[Cell]], areas: list[tuple[int, int, int, int]]) -> None:
    """A merged cell's text holds for every row it spans; across columns it stays where it is."""
    for column, first, last_column, last in areas:
        if last - first > MAX_ROWS or first > len(rows) or column > len(rows[first - 1]):
            continue
        text = rows[first - 1][column - 1].text
        if column != last_column or not text:
            continue
        for number in range(first, min(last, len(rows))):
            row = rows[number]
            row += [Cell("", f"{get_column_letter(i)}{number + 1}") for i in range(len(row) + 1, column + 1)]
            row[column - 1].text = text


def _find_header(rows: list[list[Cell]]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:_HEADER_SEARCH]):
        columns = header_of(row)
        below = rows[index + 1] if index + 1 < len(rows) else []
        joined = header_of(
            [Cell(squeeze(f"{a.text} {b.text}")) for a, b in zip_longest(row, below, fillvalue=Cell(""))]
        )
        if joined and len(joined) > len(columns or ()) and sum(bool(cell.text) for cell in row) >= 2:
            return index + 1, joined
        if columns:
            return index, columns
    return None


def _plan(rows: list[list[Cell]], header: int, columns: dict[str, int]) -> ParsedPlan:
    table: TaskTable = read_rows(rows[header + 1 :], columns)
    title = next((squeeze(cell.text) for row in rows[:header] for cell in row if len(squeeze(cell.text)) > 12), None)
    warnings = list(table.warnings)
    for name, label in (("lead", "cơ quan chủ trì"), ("deadline", "thời gian"), ("output", "sản phẩm")):
        if name not in columns:
            warnings.append(Warning("tasks", f"Bảng không có cột {label}."))
    for name, label in (("number", "số, ký hiệu"), ("date", "ngày ban hành"), ("issuer", "cơ quan ban hành")):
        warnings.append(Warning(name, f"Bảng tính không có {label}."))
    if not table.count:
        warnings.append(Warning("tasks", "Bảng không có dòng nhiệm vụ nào."))
    source = "\n".join("\t".join(cell.text.replace("\n", " ") for cell in row).rstrip() for row in rows)
    sections = table.sections_of(source)
    return ParsedPlan(
        title=title,
        years_covered=bases.years_of(title),
        tasks=sections,
        dimensions_present=tuple(sorted({section.dimension for section in sections if section.dimension})),
        warnings=tuple(warnings),
        source_text=source,
    )
