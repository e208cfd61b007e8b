"""The form read back as lines of cells, in the child that opens foreign files; a cell without a value says why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

from plans.entering.spreadsheet.layout import (
    FIGURE_HEAD,
    FIRST_ROW,
    KEY,
    LEVEL,
    MOST_COLUMNS,
    MOST_ROWS,
    OURS,
    TEXTS,
    plain,
)
from plans.progress.evidence_files import FileRefused
from reader import child
from units.vietnamese import vn_date

LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)


@dataclass(frozen=True)
class SheetRow:
    """A row of the file: its number, key, and {heading: value} with the letter of each column."""

    number: int
    key: str
    cells: dict
    letters: dict

    def place(self, title: str) -> str:
        return f"{self.letters[title]}{self.number}"


def read(data: bytes) -> list[SheetRow]:
    """[SheetRow] of the first sheet. Raises FileRefused with what to do when it isn't the form or can't be read."""
    try:
        given: Any = child.run("reader.grids:rows", data, MOST_ROWS + FIRST_ROW, MOST_COLUMNS, limits=LIMITS)
    except child.ChildRefused as refused:
        raise FileRefused(refused.message_vi) from None
    rows = [[_value(cell) for cell in row] for row in given]
    head = next((n for n, row in enumerate(rows[:20]) if plain(row[0] if row else "") == KEY), None)
    if head is None:
        raise FileRefused(
            "Không thấy dòng tiêu đề của mẫu. Dùng đúng mẫu Excel tải ở trang này, giữ nguyên dòng tiêu đề."
        )
    letters = {plain(title): get_column_letter(n) for n, title in enumerate(rows[head], 1) if title}
    absent = [title for title in (LEVEL, *TEXTS.values()) if title not in letters]
    if absent:
        raise FileRefused(f"Mẫu thiếu cột {', '.join(absent)}. Tải lại mẫu Excel của kỳ.")
    titles = [plain(title) for title in rows[head]]
    _refuse_doubled(titles)
    return [
        SheetRow(number, plain(row[0]), dict(zip(titles, row, strict=False)), letters)
        for number, row in enumerate(rows[head + 1 :], head + 2)
        if any(value not in (None, "") for value in row)
    ]


def _refuse_doubled(titles):
    """Two columns of one heading: neither is taken, for nobody can know which one was meant."""
    for title in dict.fromkeys(titles):
        places = [get_column_letter(n) for n, other in enumerate(titles, 1) if other == title]
        if len(places) > 1 and (title in OURS or FIGURE_HEAD.fullmatch(title)):
            raise FileRefused(
                f"Tiêu đề “{title}” có ở các cột {', '.join(places)}. Chưa đọc cột nào; xóa cột thêm vào, hoặc đặt tên khác."
            )


@dataclass(frozen=True)
class Unreadable:
    """A cell without a value to take: a formula nobody counted, its error, a merged cell; `why` says what to do."""

    why: str

    def __str__(self) -> str:
        return self.why


def _value(cell):
    """A cell of `reader.grids` as a value to compare: a date is written as offices write it."""
    if not isinstance(cell, dict):
        return cell
    if "share" in cell:
        return Share(cell["share"])
    if "day" in cell:
        return _day(vn_date(date.fromisoformat(cell["day"])), cell)
    if "merged" in cell:
        return Unreadable(
            f"Ô gộp {cell['merged']}: dòng này không có giá trị riêng. Bỏ gộp ô, gõ giá trị cho từng dòng."
        )
    if "uncounted" in cell:
        return Unreadable("Ô là công thức chưa có giá trị. Mở tệp bằng Excel, lưu lại, hoặc gõ thẳng giá trị.")
    return Unreadable(f"Ô báo lỗi {cell['error']} của Excel. Sửa công thức hoặc gõ thẳng giá trị.")


def _day(written, cell):
    if "short" not in cell:
        return written
    return Unreadable(
        f"Excel đã đổi chữ gõ vào thành ngày {written}. Định dạng ô là Văn bản (Text) rồi gõ lại, hoặc gõ dấu ' phía trước."
    )


class Share(float):
    """95,2 of a cell that shows 95,2%."""
