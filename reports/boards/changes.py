"""Điều gì đã đổi: what moved in one period between the end of a day and now, in counts of entries, each with its rows.

Only entries that can have moved are read: those with a line of trace since then, and those whose task's deadline passed or
was set anew in between. The others stand as they stood, so a share of then is that of now without what these moved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plans.counting.as_of import THEN, end_of, standing
from plans.counting.completeness import has_level, overdue, received
from plans.counting.terms import terms_on
from plans.models import Period, Progress, Step
from plans.models.progress import ProgressQuerySet
from reports.dashboard.rollup.board import DIMENSIONS, Cell
from reports.dashboard.rollup.conditions import Level, counted, on_track
from units.models import Unit

__all__ = ["KINDS", "Move", "Moved", "Shift", "changed", "moved_rows"]

NOW = ""


@dataclass(frozen=True)
class Move:
    """One kind of change: how many entries, and of which units: [(unit, how many)], most first."""

    name: str
    count: int
    units: tuple[tuple[Unit, int], ...]


@dataclass(frozen=True)
class Shift:
    """The share on track of one dimension then and now."""

    number: int
    then: Cell
    now: Cell

    @property
    def points(self) -> int | None:
        """Between the shares as shown."""
        one, two = self.then.percent, self.now.percent
        return None if one is None or two is None else int(two + 0.5) - int(one + 0.5)

    @property
    def moved(self) -> bool:
        return (self.then.on_track, self.then.counted) != (self.now.on_track, self.now.counted)


@dataclass(frozen=True)
class Moved:
    """All of it, of `unit` and below in `period` since the end of `since`."""

    unit: Unit
    period: Period
    since: date
    today: date
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]


def _kinds(since: date, today: date) -> dict[str, Q]:
    """{name in the address: entries that moved so}."""
    come, came = received(today, NOW), received(since, THEN)
    done, was_done = has_level(Level.DONE, NOW), has_level(Level.DONE, THEN)
    late, was_late = overdue(today, NOW), overdue(since, THEN)
    state = Progress.State

    def newly(wanted):
        return Q(state=wanted) & ~Q(then_state=wanted)

    return {
        "came": come & ~came, "left": came & ~come, "approved": newly(state.APPROVED), "returned": newly(state.RETURNED),
        "done": done & ~was_done, "undone": was_done & ~done, "late": late & ~was_late, "settled": was_late & ~late,
        "objected": Q(objected_at__isnull=False) & ~Q(then_objection="object"),
        "answered": Q(objected_at__isnull=True, then_objection="object"),
    }  # fmt: skip


KINDS = {
    "came": "mục mới nhận", "left": "mục đã nhận nay không còn (rút lại, trả lại, mở lại)", "approved": "mục mới duyệt",
    "returned": "mục mới bị trả lại", "done": "nhiệm vụ mới đạt “Hoàn thành”",
    "undone": "nhiệm vụ không còn ở mức “Hoàn thành”", "late": "nhiệm vụ mới quá hạn",
    "settled": "nhiệm vụ hết quá hạn", "objected": "kiến nghị mới", "answered": "kiến nghị đã trả lời hoặc đã hết",
}  # fmt: skip


def candidates(unit: Unit, period: Period, since: date, today: date) -> ProgressQuerySet:
    """Entries that can have moved, with the columns of `since`; what the traces know of that day takes a query."""
    terms = terms_on(since)
    stepped = Exists(Step.objects.filter(entry=OuterRef("pk"), at__gte=end_of(since)))
    passed = Q(task__deadline__gte=since, task__deadline__lt=today) | Q(task__in=list(terms.deadlines))
    rows = Progress.objects.filter(Q(stepped) | passed, period=period, unit__path__startswith=unit.path)
    return cast(ProgressQuerySet, standing(rows, since, terms))


def moved_rows(unit: Unit, period: Period, since: date, today: date, name: str) -> ProgressQuerySet:
    """The entries one sentence counts."""
    return candidates(unit, period, since, today).filter(_kinds(since, today)[name])


def changed(unit: Unit, period: Period, since: date, today: date) -> Moved:
    """What moved; six queries whatever the size. `since` must be a day that is over."""
    rows = candidates(unit, period, since, today).order_by()
    counts = {name: Count("pk", filter=condition) for name, condition in _kinds(since, today).items()}
    found = rows.values_list("unit_id").annotate(**counts)
    of_unit = {unit_id: dict(zip(counts, numbers, strict=True)) for unit_id, *numbers in found}
    units = Unit.objects.in_bulk([pk for pk, row in of_unit.items() if any(row.values())])
    moves = tuple(_move(name, of_unit, units) for name in counts)
    return Moved(
        unit, period, since, today, tuple(one for one in moves if one.count), _shifts(unit, period, rows, since, today)
    )


def _move(name, of_unit, units):
    found = [(units[pk], row[name]) for pk, row in of_unit.items() if row[name]]
    found.sort(key=lambda pair: (-pair[1], pair[0].sort_key))
    return Move(name, sum(count for _, count in found), tuple(found))


def _shifts(unit, period, rows, since, today):
    entries = Progress.objects.filter(period=period, unit__path__startswith=unit.path).order_by()
    now, gone, come = (
        _cells(entries, today, NOW), _cells(rows, since, THEN), _cells(rows, today, NOW)
    )  # fmt: skip
    shifts = (Shift(n, _less(now[n], come[n], gone[n]), now[n]) for n in DIMENSIONS)
    return tuple(shift for shift in shifts if shift.now.counted or shift.then.counted)


def _less(now, come, gone):
    """What stood then: now, without what the moved entries say now, with what they said then."""
    return Cell(
        *(getattr(now, name) - getattr(come, name) + getattr(gone, name) for name in ("counted", "on_track", "done"))
    )


def _cells(entries: QuerySet[Progress], day: date, of: str) -> dict[int, Cell]:
    here = counted(day, of)
    found: dict[int, Cell] = defaultdict(Cell)
    grouped: Iterable[tuple[int, int, int, int]] = (
        entries.filter(here, task__dimensions__number__in=DIMENSIONS)
        .values_list("task__dimensions__number")
        .annotate(
            n=Count("pk"),
            track=Count("pk", filter=on_track(day, of)),
            fin=Count("pk", filter=has_level(Level.DONE, of)),
        )
    )
    for number, *counts in grouped:
        found[number] = Cell(*counts)
    return found
