"""Verbs on a table of figures: begin (read, nothing written to marks), take (as it was shown), withdraw (as it was).

Figures that stand are never overwritten silently: the page shows old and new beside each other, and taking is refused
when a mark has changed since.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from appraisal import adding, results
from appraisal.intake.reading import Line
from appraisal.models import Criterion, Intake, Mark, Round, Sheet
from appraisal.steps import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, can, require

__all__ = ["INTAKE_RULE", "Shown", "begin", "may_take_in", "shown", "take", "withdraw"]

INTAKE_RULE = (
    "Số liệu nạp cho tiêu chí có nguồn “Nạp từ nguồn khác”, trước khi thông báo kết quả dự kiến. Bảng nạp lên được xem "
    "trước, số đang có và số mới đứng cạnh nhau; ghi vào phiếu khi bấm nạp. Lần nạp gần nhất rút lại được."
)
OPEN = (Round.State.SCORING, Round.State.APPRAISING)


@dataclass(frozen=True)
class Shown:
    """A line as the page shows it: the unit's sheet, what stands there, what the table says."""

    sheet: Sheet
    old: tuple[Decimal | None, Decimal | None]
    new: tuple[Decimal | None, Decimal | None]

    @property
    def changes(self) -> str:
        """ "same", "first" where nothing stood, "over" where another figure stood."""
        return "same" if self.old == self.new else "first" if self.old[0] is None else "over"


def may_take_in(held: Round, user: User) -> bool:
    """While marks may still change by figures, whoever organises the round."""
    return held.state in OPEN and can(user, Action.INDEX, held.unit)


def _require(held, row, by):
    seat = require(by, Action.INDEX, held.unit)
    if held.state not in OPEN:
        raise Conflict("Đợt chấm không còn nhận số liệu nạp từ nguồn khác.")
    if row.source != Criterion.Source.IMPORT:
        raise Conflict("Tiêu chí này không lấy số liệu từ nguồn khác.")
    return seat


def _stands(mark, row) -> tuple[Decimal | None, Decimal | None]:
    if row.rule == Criterion.Rule.POINTS:
        return mark.typed, None
    if row.rule == Criterion.Rule.YES_NO:
        return None if mark.yes is None else Decimal(mark.yes), None
    return mark.top, mark.bottom


def _put(mark, row, sides):
    top, bottom = sides
    if row.rule == Criterion.Rule.POINTS:
        mark.typed = top
    elif row.rule == Criterion.Rule.YES_NO:
        mark.yes = None if top is None else bool(top)
    else:
        mark.top, mark.bottom = top, bottom


@transaction.atomic
def begin(
    held: Round, row: Criterion, lines: Sequence[Line], *, by: User, source: str, as_of: date, name: str, data: bytes
) -> Intake:
    """The table with what stands beside it, to be looked at. Raises Refused, Http404, Conflict; ValueError for the day."""
    _require(held, row, by)
    if as_of > timezone.localdate():
        raise ValueError("Ngày của số liệu sau hôm nay.")
    marks = {mark.sheet_id: mark for mark in Mark.objects.filter(sheet__round=held, criterion=row)}
    looked_at = Intake.objects.filter(round=held, criterion=row, state=Intake.State.SHOWN)
    looked_at.update(state=Intake.State.WITHDRAWN)  # one table at a time is looked at
    rows = [
        [line.sheet, *map(_text, (line.top, line.bottom)), *map(_text, _stands(marks[line.sheet], row))]
        for line in lines
        if line.sheet in marks
    ]
    return Intake.objects.create(
        round=held, criterion=row, source=source, as_of=as_of, file_name=name[:200], rows=rows, by=by,
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def shown(made: Intake) -> list[Shown]:
    """Its lines in the office's order; one query."""
    sheets = made.round.sheets.select_related("unit").in_office_order().in_bulk([row[0] for row in made.rows])
    lines = [Shown(sheets[row[0]], _pair(row[3:]), _pair(row[1:3])) for row in made.rows if row[0] in sheets]
    return sorted(lines, key=lambda line: line.sheet.unit.sort_key)


@transaction.atomic
def take(made: Intake, *, by: User) -> int:
    """Into the marks, as it was shown; how many changed. Raises Refused, Http404, Conflict when anything moved since."""
    row, held = made.criterion, made.round
    seat = _require(held, row, by)
    if not Intake.objects.filter(pk=made.pk, state=Intake.State.SHOWN).update(
        state=Intake.State.TAKEN, by=by, at=timezone.now()
    ):
        raise Conflict("Bảng này đã nạp hoặc đã rút.")
    count = _write(made, old=slice(3, 5), new=slice(1, 3), strict=True)
    note = f"{row.code}: {count} đơn vị, {made.source}, số liệu đến ngày {made.as_of:%d/%m/%Y}"
    trace(held, "take", by=by, seat=seat, note=note)
    return count


@transaction.atomic
def withdraw(made: Intake, *, by: User) -> int:
    """Marks get back what they had before the last table taken. Raises Refused, Http404; Conflict for an older one."""
    row, held = made.criterion, made.round
    seat = _require(held, row, by)
    was = made.state
    newer = Intake.objects.filter(round=held, criterion=row, state=Intake.State.TAKEN, pk__gt=made.pk)
    if was == Intake.State.TAKEN and newer.exists():
        raise Conflict("Chỉ rút được lần nạp gần nhất.")
    still = Intake.objects.filter(pk=made.pk, state=was).exclude(state=Intake.State.WITHDRAWN)
    if not still.update(state=Intake.State.WITHDRAWN):
        raise Conflict("Bảng này đã rút.")
    if was == Intake.State.SHOWN:
        return 0
    count = _write(made, old=slice(1, 3), new=slice(3, 5), strict=False)
    trace(held, "give_up", by=by, seat=seat, note=f"{row.code}: {count} đơn vị, {made.source}")
    return count


def _write(made, *, old, new, strict):
    row, held = made.criterion, made.round
    by_sheet = {one[0]: one for one in made.rows}
    marks = list(Mark.objects.select_for_update().filter(sheet__in=by_sheet, criterion=row))
    changed = []
    for mark in marks:
        line = by_sheet[mark.sheet_id]
        if _stands(mark, row) != _pair(line[old]):
            if strict:
                raise Conflict("Số liệu đang có vừa đổi sau khi xem trước. Nạp lại tệp để xem số mới nhất.")
            continue
        if _pair(line[old]) != _pair(line[new]):
            _put(mark, row, _pair(line[new]))
            changed.append(mark)
    Mark.objects.bulk_update(changed, ["top", "bottom", "typed", "yes"], batch_size=500)
    sheets = list(held.sheets.filter(pk__in=[mark.sheet_id for mark in changed]))
    read = adding.frame(held.set)
    results.add_up(held, sheets, read, adding.by_sheet(Mark.objects.filter(sheet__in=sheets)))
    return len(changed)


def _pair(texts: Sequence[Any]) -> tuple[Decimal | None, Decimal | None]:
    top, bottom = (None if text is None else Decimal(text) for text in texts)
    return top, bottom


def _text(value):
    return None if value is None else f"{value.normalize():f}"
