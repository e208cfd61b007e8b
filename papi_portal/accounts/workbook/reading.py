"""The sheet read back in the child that opens foreign files: lines of text, each with its number."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from papi_portal.accounts.workbook.layout import HEAD_ROW, HEADS, MOST_ROWS, READ
from plans.progress.evidence_files import FileRefused
from reader import child
from units.text import nfc
from units.vietnamese import vn_date

__all__ = ["Line", "Mistake", "read"]

LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
UNREAD = "Ô là công thức, ô gộp hoặc báo lỗi nên không có giá trị. Gõ thẳng giá trị vào ô."


@dataclass(frozen=True)
class Mistake:
    """One wrong cell: where, and what to do."""

    cell: str
    message: str


@dataclass(frozen=True)
class Line:
    """One row of the file: its number and its texts, column by column."""

    number: int
    cells: tuple[str, ...]

    def place(self, column: int) -> str:
        """The cell as Excel names it."""
        return f"{'ABCDEFGHIJ'[column]}{self.number}"


def read(data: bytes) -> tuple[list[Line], list[Mistake]]:
    """Lines that say something, and cells without a value. Raises FileRefused when it isn't the sheet."""
    try:
        rows: Any = child.run("reader.grids:rows", data, MOST_ROWS + HEAD_ROW, len(HEADS), limits=LIMITS)
    except child.ChildRefused as refused:
        raise FileRefused(refused.message_vi) from None
    head = next((n for n, row in enumerate(rows[:10]) if [*map(str, row[:READ])] == [*HEADS[:READ]]), None)
    if head is None:
        raise FileRefused(
            "Không thấy dòng tiêu đề của mẫu. Tải XLSX ở trang này, giữ nguyên dòng tiêu đề rồi nạp lại."
        )
    lines, mistakes = [], []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        texts = tuple(_text(cell) for cell in [*row, *[None] * READ][:READ])
        line = Line(number, tuple(text or "" for text in texts))
        wrong = [Mistake(line.place(n), UNREAD) for n, text in enumerate(texts) if text is None]
        mistakes += wrong
        if any(line.cells) and not wrong:
            lines.append(line)
    return lines, mistakes


def _text(cell):
    """What a person sees; None for a cell without a value to take."""
    if isinstance(cell, dict):
        return vn_date(date.fromisoformat(cell["day"])) if "day" in cell else None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else nfc(str(cell))
