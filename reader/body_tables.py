"""Tables between the paragraphs of a body: those of tasks are read by columns in their place, those of figures left out."""

import re
from dataclasses import dataclass, field, replace

from . import markers
from .blocks import Line
from .letterhead import cells_of
from .shapes import Warning
from .tables import Cell, TaskTable, counts_only, header_of, text_table
from .text import squeeze

_FIGURES = "Bảng số liệu, biểu thống kê, không phải bảng nhiệm vụ: không nhập dòng nào của bảng này."
_UNREAD = "Bảng không có cột nhiệm vụ kèm đơn vị hoặc thời gian nên không nhập; hãy đọc lại bảng này trong văn bản."


@dataclass
class Body:
    """The lines of a body with its tables taken out: `lines` holds one line in the place of each of `tables`."""

    lines: list[Line] = field(default_factory=list)
    tables: list[TaskTable] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def take(self, rows: list[Line]) -> None:
        """One table of the source or of tabs, header among its rows."""
        cells = [row_of(row) for row in rows]
        table = text_table([(row.number, found) for row, found in zip(rows, cells, strict=True)])
        if table and table.count:
            self.lines.append(replace(rows[0], table=len(self.tables)))
            self.tables.append(table)
            self.warnings += table.warnings
            return
        numbers = tuple(row.number for row in rows)
        figures = any(counts_only(found) for found in cells[:3])
        self.warnings.append(Warning("tasks", _FIGURES if figures else _UNREAD, numbers))

    def figures(self) -> list[Warning]:
        """What was said of tables left out, without the doubts about cells."""
        return [warning for warning in self.warnings if warning.message == _FIGURES]


def without_tables(body: list[Line]) -> Body:
    """Every table of tasks inside the body, tab- or pipe-joined or a real one, any number of them."""
    found = Body()
    index = 0
    while index < len(body):
        end = _table_end(body, index)
        if end > index:
            found.take(body[index:end])
        else:
            found.lines.append(body[index])
        index = max(end, index + 1)
    return found


def _table_end(body: list[Line], start: int) -> int:
    """The index after the table that starts at `start`; `start` itself where none does."""
    number = body[start].piece.table
    if number is not None:
        return next((i for i in range(start, len(body)) if body[i].piece.table != number), len(body))
    cells = cells_of(body[start].text)
    if len(cells) < 3 or not (header_of([Cell(cell) for cell in cells]) or _heads_figures(cells)):
        return start
    end = start + 1
    while end < len(body) and (_is_row(body[end]) or _is_group_row(body, end)):
        end += 1
    return end


def _heads_figures(cells: list[str]) -> bool:
    return bool(re.match(r"(?:STT|TT)\b", cells[0])) and counts_only(cells)


def _is_row(line: Line) -> bool:
    return bool(re.search(r"[\t|]", line.text)) or len(row_of(line)) >= 3


def _is_group_row(body: list[Line], index: int) -> bool:
    """ "II. Công khai, minh bạch" across the whole width, with a row of the table right below it that is no header."""
    text = body[index].text
    is_title = bool(markers.find(text)) or text[0].isupper()
    if not is_title or len(text) >= 200 or index + 1 >= len(body):
        return False
    below = row_of(body[index + 1])
    return len(below) >= 3 and not header_of([Cell(cell) for cell in below])


def row_of(line: Line) -> list[str]:
    """The cells of a row, empty ones kept so that columns stay in place."""
    if line.piece.cells:
        return [squeeze(cell) for cell in line.piece.cells]
    if "|" in line.text:
        return [squeeze(cell.strip("\\ ")) for cell in line.text.strip().strip("|").split("|")]
    return [squeeze(cell) for cell in line.text.split("\t")] if "\t" in line.text else cells_of(line.text)
