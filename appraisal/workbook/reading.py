"""The sheet read back in the child that opens foreign files: groups with their criteria, or every wrong cell."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from appraisal.models import Criterion
from appraisal.sets import Draft, GroupDraft
from appraisal.workbook import layout as at
from reader import child
from units.numbers import read_number, within
from units.text import nfc

__all__ = ["FileRefused", "Found", "Mistake", "read", "texts_of", "understood"]

LIMITS = child.Limits(memory_mb=400, seconds=60, cpu_seconds=50)
MOST_BYTES = 5_000_000
UNREAD = "Ô là công thức, ô gộp hoặc báo lỗi nên không có giá trị. Gõ thẳng giá trị vào ô."


class FileRefused(ValueError):
    """It is not the sheet; the message says what to do."""


@dataclass(frozen=True)
class Mistake:
    """One wrong cell: where, and what to do."""

    cell: str
    message: str


@dataclass
class Found:
    """What the sheet says; with mistakes nothing of it is taken."""

    groups: list[GroupDraft] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


class _Wrong(Exception):
    """A cell that can't be taken: column and words."""


def read(data: bytes) -> Found:
    """Raises FileRefused when it isn't the sheet."""
    if len(data) > MOST_BYTES:
        raise FileRefused("Tệp quá lớn. Giữ lại trang tính của bộ tiêu chí rồi nạp lại.")
    try:
        rows: Any = child.run("reader.grids:rows", data, at.MOST_ROWS + at.HEAD_ROW, len(at.HEADS), limits=LIMITS)
    except child.ChildRefused as refused:
        raise FileRefused(refused.message_vi) from None
    head = next((n for n, row in enumerate(rows[:10]) if texts_of(row)[: len(at.HEADS)] == [*at.HEADS]), None)
    if head is None:
        raise FileRefused("Không thấy dòng tiêu đề. Tải XLSX ở trang này, giữ nguyên dòng tiêu đề rồi nạp lại.")
    return understood([(n, texts_of(row)) for n, row in enumerate(rows[head + 1 :], head + 2)])


def understood(lines: "list[tuple[int, list[str | None]]]") -> Found:
    """Lines (number in the sheet, texts by column; None: a cell without a value) as groups; pure."""
    found, codes = Found(), set[tuple[int, str]]()
    for number, cells in lines:
        cells = [*cells, *[""] * len(at.HEADS)][: len(at.HEADS)]
        if not any(cells):
            continue
        try:
            _take(found, cells, codes)
        except _Wrong as wrong:
            column, words = wrong.args
            found.mistakes.append(Mistake(f"{chr(ord('A') + column)}{number}", words))
    if not found.groups and not found.mistakes:
        raise FileRefused("Bảng chưa có nhóm nào.")
    return found


def texts_of(row: list[Any]) -> list[str | None]:
    """Cells of the child as a person sees them; None for one without a value to take."""
    return [_text(cell) for cell in row]


def _text(cell):
    if isinstance(cell, dict):
        return None
    if isinstance(cell, float):
        cell = f"{Decimal(str(cell)).normalize():f}".replace(".", ",")
    return "" if cell is None else nfc(str(cell)).strip()


def _take(found, cells, codes):
    if None in cells:
        raise _Wrong(cells.index(None), UNREAD)
    kind = cells[at.KIND]
    if kind not in at.KINDS:
        raise _Wrong(at.KIND, f"Loại dòng là một trong: {', '.join(at.KINDS)}.")
    name = _words(cells, at.NAME, 400 if kind == at.CRITERION else 200)
    most, least = _number(cells, at.MOST), _number(cells, at.LEAST, empty=Decimal(0))
    if least > most:
        raise _Wrong(at.LEAST, "Lớn hơn điểm tối đa.")
    if kind == at.CRITERION:
        return _criterion(found, cells, name, least, most, codes)
    if kind == at.GROUP and least:
        raise _Wrong(at.LEAST, "Nhóm trong thang điểm tính từ 0; điểm trừ để ở nhóm cộng, trừ.")
    number = _whole(cells, at.CODE, 1, 99)
    if any(group.fields["number"] == number for group in found.groups):
        raise _Wrong(at.CODE, f"Nhóm {number} đã có ở một dòng trên.")
    outside = kind == at.OUTSIDE
    found.groups.append(GroupDraft({"number": number, "name": name, "outside": outside, "least": least, "most": most}))


def _criterion(found, cells, name, least, most, codes):
    if not found.groups:
        raise _Wrong(at.KIND, "Tiêu chí phải đứng dưới một dòng nhóm.")
    group, code = found.groups[-1], _words(cells, at.CODE, 16)
    if (len(found.groups), code) in codes:
        raise _Wrong(at.CODE, f"Mã {code} đã có ở một dòng trên của nhóm.")
    under = _under(group, cells[at.UNDER])
    rule, source = _one_of(cells, at.RULE, at.RULES), _one_of(cells, at.SOURCE, at.SOURCES)
    figure = _one_of(cells, at.FIGURE, at.FIGURES) if source == Criterion.Source.PORTAL else ""
    if source == Criterion.Source.PORTAL and rule not in (Criterion.Rule.RATIO, Criterion.Rule.STEPS):
        raise _Wrong(at.RULE, "Số liệu của cổng tính theo tỷ lệ hoặc theo mức.")
    steps = _steps(cells, most) if rule == Criterion.Rule.STEPS else []
    codes.add((len(found.groups), code))
    group.criteria.append(Draft({
        "code": code, "name": name, "rule": rule, "least": least, "most": most, "steps": steps, "source": source,
        "figure": figure, "dimension": _whole(cells, at.DIMENSION, 0, 8, empty=0),
        "least_answers": _whole(cells, at.ANSWERS, 0, 9999, empty=0), "wants_evidence": _yes(cells, at.EVIDENCE),
        "may_not_apply": _yes(cells, at.MAY),
    }, under))  # fmt: skip


def _under(group, code):
    """A part stands below a criterion of its own group that is no part itself."""
    above = next((row for row in group.criteria if row.fields["code"] == code), None)
    if code and (above is None or above.under):
        raise _Wrong(at.UNDER, f"Không có tiêu chí mã {code} đứng trên trong nhóm này.")
    return code


def _words(cells, column, most):
    if not cells[column]:
        raise _Wrong(column, "Chưa ghi.")
    if len(cells[column]) > most:
        raise _Wrong(column, f"Dài quá {most} ký tự.")
    return cells[column]


def _one_of(cells, column, words):
    if cells[column] not in words:
        raise _Wrong(column, f"Là một trong: {', '.join(words)}.")
    return words[cells[column]]


def _number(cells, column, *, empty=None):
    if not cells[column]:
        if empty is None:
            raise _Wrong(column, "Chưa ghi.")
        return empty
    return _decimal(cells[column], column)


def _decimal(text, column):
    try:
        return within(read_number(text, small=True), below=Decimal(10_000), places=2)
    except ValueError as wrong:
        raise _Wrong(column, str(wrong)) from None


def _whole(cells, column, least, most, *, empty=None):
    number = _number(cells, column, empty=None if empty is None else Decimal(empty))
    if number != int(number) or not least <= number <= most:
        raise _Wrong(column, f"Là số từ {least} đến {most}.")
    return int(number)


def _steps(cells, most):
    """`100 = 6; 80 = 4` as [[figure, points]], highest first."""
    made = {}
    for part in filter(None, (one.strip() for one in cells[at.STEPS].split(";"))):
        least, sign, points = part.partition("=")
        if not sign:
            raise _Wrong(at.STEPS, f"“{part}”: ghi như 100 = 6; 80 = 4.")
        figure, given = _decimal(least.strip(), at.STEPS), _decimal(points.strip(), at.STEPS)
        if given > most or figure in made:
            raise _Wrong(at.STEPS, f"“{part}”: điểm quá tối đa, hoặc mức ghi hai lần.")
        made[figure] = given
    if not made:
        raise _Wrong(at.STEPS, "Tính theo mức thì ghi các mức, như 100 = 6; 80 = 4.")
    return [[f"{figure:f}", f"{made[figure]:f}"] for figure in sorted(made, reverse=True)]


def _yes(cells, column):
    if cells[column].lower() not in ("", at.YES):
        raise _Wrong(column, f"Ghi “{at.YES}” hoặc để trống.")
    return bool(cells[column])
