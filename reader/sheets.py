"""Workbooks: the annex table of tasks, read row by row in constant memory, formulas as the text they are."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from . import bases, issuers, letterhead, sheet_rows, signature, titles
from .blocks import Line, read_lines
from .refusals import ImportRefused, check_zip
from .shapes import ParsedPlan, TaskSection, Warning
from .tables import Cell, header_of, read_rows
from .text import fold, is_caps, normalise, squeeze

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_HEADER_SEARCH = 40
_MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')


@dataclass(frozen=True)
class _Sheet:
    """A sheet with a task table: its rows, the header's index and columns, and where the table ends."""

    name: str
    rows: list[list[Cell]]
    header: int
    columns: dict[str, int]
    end: int

    def lines(self, first: int, last: int | None) -> list[Line]:
        """Rows outside the table as the lines of a letterhead or a foot, their cells as its columns."""
        rows = self.rows[first:last]
        return read_lines("\n".join("\t".join(cell.text for cell in row if squeeze(cell.text)) for row in rows))


def read(data: bytes) -> ParsedPlan:
    """Tasks of every visible sheet that has a task table; each doubt names its cell."""
    check_zip(data, "xl/workbook.xml")
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    sheets: list[_Sheet] = []
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                sheets += _task_sheet(sheet, data, prefix=f"{sheet.title}!" if sheets else "")
    finally:
        workbook.close()
    if sheets:
        return _plan(sheets)
    raise ImportRefused(
        "Không tìm thấy bảng nhiệm vụ. Bảng cần có dòng tiêu đề, ví dụ: STT | Nội dung nhiệm vụ | "
        "Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm."
    )


def _task_sheet(sheet, data: bytes, prefix: str) -> list[_Sheet]:
    rows = list(_rows(sheet, prefix))
    _fill_merged(rows, _merges(data, sheet._worksheet_path))
    found = _find_header(rows)
    if not found:
        return []
    header, columns = found
    lowest = range(max(header + 1, len(rows) - signature.TAIL_LINES), len(rows))
    foot = (i for i in lowest if any(signature.starts_foot(cell.text) for cell in rows[i]))
    return [_Sheet(sheet.title, rows, header, columns, next(foot, len(rows)))]


def _rows(sheet, prefix: str) -> Iterator[list[Cell]]:
    columns = [f"{prefix}{get_column_letter(n)}" for n in range(1, MAX_COLUMNS + 1)]
    for number, row in enumerate(sheet_rows.rows_of(sheet, MAX_ROWS + 1, MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            raise ImportRefused(f"Bảng có hơn {MAX_ROWS} dòng; hãy tách thành nhiều tệp.")
        of_row = str(number)
        yield [Cell(_text(value), column + of_row) for value, column in zip(row, columns, strict=False)]


def _text(value) -> str:
    """A cell as a person sees it: dates as dd/mm/yyyy, whole numbers without ".0", formulas as typed."""
    if type(value) is str:
        return _words(value)
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if hasattr(value, "strftime"):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _words(str(getattr(value, "text", value)))


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Names of offices and days come back in row after row."""
    return normalise(text)


def _merges(data: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """Merged areas as (first column, first row, last column, last row); read-only sheets do not tell them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [range_boundaries(ref.decode()) for ref in _MERGE.findall(archive.read(path))]


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


def _plan(sheets: list[_Sheet]) -> ParsedPlan:
    tables = [read_rows(sheet.rows[sheet.header + 1 : sheet.end], sheet.columns) for sheet in sheets]
    warnings = [warning for table in tables for warning in table.warnings]
    for name, label in (("lead", "cơ quan chủ trì"), ("deadline", "thời gian"), ("output", "sản phẩm")):
        if name not in sheets[0].columns:
            warnings.append(Warning("tasks", f"Bảng không có cột {label}."))
    if not any(table.count for table in tables):
        warnings.append(Warning("tasks", "Bảng không có dòng nhiệm vụ nào."))
    source = "\n".join(
        "\t".join(cell.text.replace("\n", " ") for cell in row).rstrip() for sheet in sheets for row in sheet.rows
    )
    sections = tuple(
        _named(section, sheet.name if index else None)
        for index, (sheet, table) in enumerate(zip(sheets, tables, strict=True))
        for section in table.sections_of(source)
    )
    first = sheets[0]
    head_lines = first.lines(0, first.header)
    head = letterhead.read(head_lines, source)
    foot = signature.find_foot(first.lines(first.end, None), 0)
    issuer = head.issuer if head.issuer != "Ủy ban nhân dân" else None  # of where, the annex does not say
    kind = titles.read(head_lines, head) if head.kind_index is not None else titles.Title()
    title = kind.title or _title(first.rows[: first.header])
    for name, label in (("number", "số, ký hiệu"), ("date", "ngày ban hành"), ("issuer", "cơ quan ban hành")):
        if not (issuer if name == "issuer" else getattr(head, name)):
            warnings.append(Warning(name, f"Bảng tính không có {label}."))
    return ParsedPlan(
        doc_type=kind.doc_type,
        doc_type_text=kind.doc_type_text,
        number=head.number,
        issuer=issuer,
        place=head.place,
        date=head.date,
        date_partial=head.date_partial,
        title=title,
        years_covered=bases.years_of(title),
        signer_name=foot.signer_name,
        signer_title=foot.signer_title,
        signing_form=tuple(foot.signing_form),
        recipients=tuple(foot.recipients),
        tasks=sections,
        dimensions_present=tuple(sorted({section.dimension for section in sections if section.dimension})),
        warnings=tuple(warnings),
        source_text=source,
    )


def _named(section: TaskSection, sheet: str | None) -> TaskSection:
    """Tasks of a further sheet that stand in no group are grouped under the sheet's name."""
    return replace(section, heading=sheet) if sheet and not section.heading else section


def _title(rows: list[list[Cell]]) -> str | None:
    """The first words above the table that are neither letterhead nor "(Kèm theo …)"."""
    for cell in (cell for row in rows for cell in row):
        text = squeeze(cell.text)
        folded = fold(text)
        letterhead = issuers.MOTTO.search(folded) or (is_caps(text) and issuers.STARTS_BODY.match(folded + " "))
        if (
            len(text) > 12
            and not letterhead
            and not re.match(r"\W*(ban hanh )?kem theo|so\s*:|.{2,40}, ngay ", folded)
        ):
            return text
    return None
