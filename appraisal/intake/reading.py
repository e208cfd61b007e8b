"""A table of one criterion's figures -> lines by the code of the unit, or every wrong cell named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from appraisal.models import Criterion
from appraisal.workbook.reading import UNREAD, Mistake, texts_of
from reader import child
from units import csv_files
from units.numbers import read_number, within

__all__ = ["Line", "Mistake", "Read", "TableRefused", "columns_of", "read", "understood"]

LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 5_000_000, 2_000, 8
CODE, NAME, TOP, BOTTOM, POINTS = "Mã đơn vị", "Đơn vị", "Số liệu", "Trên tổng số", "Điểm"
RATIO = (Criterion.Rule.RATIO, Criterion.Rule.SURVEY)
YES_NO = {"có": Decimal(1), "không": Decimal(0)}


class TableRefused(ValueError):
    """It is no such table; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """One unit's figures: key of its sheet; `bottom` None where the rule asks for one figure alone."""

    sheet: int
    top: Decimal
    bottom: Decimal | None


@dataclass
class Read:
    """What the table says; with mistakes nothing of it is taken."""

    lines: list[Line] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def columns_of(row: Criterion) -> tuple[str, ...]:
    """The heads of the table that a criterion asks for."""
    if row.rule in RATIO:
        return CODE, NAME, TOP, BOTTOM
    return CODE, NAME, POINTS if row.rule == Criterion.Rule.POINTS else TOP


def read(data: bytes, row: Criterion, sheets: Mapping[str, int]) -> Read:
    """`sheets` {code of a unit: key of its sheet}. Raises TableRefused where no such table is in the file."""
    if len(data) > MOST_BYTES:
        raise TableRefused("Tệp quá lớn. Giữ lại trang tính có số liệu các đơn vị rồi nạp lại.")
    rows = _workbook(data) if data.startswith(b"PK") else _csv(data)
    return understood(rows, row, sheets)


def _workbook(data) -> list[list[str | None]]:
    try:
        rows: Any = child.run("reader.grids:rows", data, MOST_ROWS, MOST_COLUMNS, limits=LIMITS)
    except child.ChildRefused as refused:
        raise TableRefused(refused.message_vi) from None
    return [texts_of(row) for row in rows]


def _csv(data) -> list[list[str | None]]:
    try:
        return [texts_of(row) for row in csv_files.read(data, most_columns=MOST_COLUMNS, most_rows=MOST_ROWS)]
    except ValueError as refused:
        raise TableRefused(str(refused)) from None


def understood(rows: Sequence[Sequence[str | None]], row: Criterion, sheets: Mapping[str, int]) -> Read:
    """Rows of texts (None: a cell without a value) as lines; pure. Columns are found by their heads, in any order."""
    wanted = columns_of(row)
    place = next((n for n, cells in enumerate(rows[:20]) if {*wanted} - {NAME} <= {*filter(None, cells)}), None)
    if place is None:
        heads = ", ".join(f"“{name}”" for name in wanted if name != NAME)
        raise TableRefused(f"Không thấy dòng tiêu đề có các cột {heads}. Tải bảng mẫu ở trang này rồi điền.")
    at = {name: list(rows[place]).index(name) for name in wanted if name in rows[place]}
    found, had = Read(), dict[str, str]()
    for number, cells in enumerate(rows[place + 1 :], place + 2):
        cells = [*cells, *[""] * MOST_COLUMNS]
        values = [cells[at[name]] for name in wanted if name not in (CODE, NAME)]
        if (not cells[at[CODE]] and not any(values)) or (cells[at[CODE]] and all(value == "" for value in values)):
            continue
        try:
            found.lines.append(_line(cells, at, row, sheets, had, number))
        except _Wrong as wrong:
            column, words = wrong.args
            found.mistakes.append(Mistake(f"{chr(ord('A') + at[column])}{number}", words))
    if not found.lines and not found.mistakes:
        raise TableRefused("Bảng chưa có số liệu của đơn vị nào.")
    return found


class _Wrong(Exception):
    """A cell that can't be taken: name of the column and words."""


def _line(cells, at, row, sheets, had, number) -> Line:
    code = cells[at[CODE]]
    if code is None or not code:
        raise _Wrong(CODE, UNREAD if code is None else "Chưa ghi mã đơn vị.")
    code = code.strip()
    key = sheets.get(code, sheets.get(code.zfill(5)))
    if key is None:
        raise _Wrong(CODE, f"Không có đơn vị mã {code} trong đợt chấm.")
    if code in had:
        raise _Wrong(CODE, f"Đơn vị mã {code} đã có ở ô {had[code]}.")
    had[code] = f"{chr(ord('A') + at[CODE])}{number}"
    if row.rule in RATIO:
        top, bottom = _number(cells, at, TOP), _number(cells, at, BOTTOM)
        if not 0 <= top <= bottom:
            raise _Wrong(TOP, "Phải từ 0 và không lớn hơn “Trên tổng số”.")
        return Line(key, top, bottom)
    if row.rule == Criterion.Rule.POINTS:
        points = _number(cells, at, POINTS)
        if not row.least <= points <= row.most:
            raise _Wrong(POINTS, f"Điểm từ {_vn(row.least)} đến {_vn(row.most)}.")
        return Line(key, points, None)
    if row.rule == Criterion.Rule.YES_NO:
        said = (cells[at[TOP]] or "").lower()
        if said not in YES_NO:
            raise _Wrong(TOP, "Ghi “có” hoặc “không”.")
        return Line(key, YES_NO[said], None)
    return Line(key, _number(cells, at, TOP), None)


def _number(cells, at, name):
    text = cells[at[name]]
    if not text:
        raise _Wrong(name, UNREAD if text is None else "Chưa ghi.")
    try:
        return within(read_number(text, small=True), below=Decimal(10) ** 10, places=4)
    except ValueError as wrong:
        raise _Wrong(name, str(wrong)) from None


def _vn(value):
    return f"{value.normalize():f}".replace(".", ",")
