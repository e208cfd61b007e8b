"""Counts what every board of a period says and keeps it as rows (`Tally`); the worker does so for what has changed.

    recount     the rows of one period as they are now, nothing stored
    keep        stores them
    refresh     every period something happened in since the last run, and those never counted; all of them when `afresh`

Counted by the dashboard's own conditions, so a figure here opens the rows of the dashboard. What changes with the day alone
(a deadline that passes) is counted afresh every night.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from plans.counting.completeness import SENDING, Sending, expected, has_level, sendings, tally
from plans.models import Period, PlanStep, Progress, Step
from reports.dashboard.rollup import Cell, entry_conditions
from reports.dashboard.rollup.board import DIMENSIONS
from reports.dashboard.rollup.conditions import Level, counted, on_track
from reports.dashboard.rollup.looking import Group, groups_of, sending_of
from reports.models import WHOLE, Tallied, Tally, TallyMark
from units.models import Unit

__all__ = ["keep", "recount", "refresh"]

SENT = ("expected", "received", "late", "nothing")
WANTING = ("overdue", "unproved")


@dataclass
class Counted:
    """What the entries of a period say of each unit that has some: its cells by dimension, what is wanting, how it sent."""

    sent: dict[tuple[int, int], Sending]
    cells: dict[int, dict[int, Cell]] = field(default_factory=lambda: defaultdict(dict))
    wanting: dict[int, dict[str, int]] = field(default_factory=dict)


def recount(period: Period, today: date) -> list[Tally]:
    """The rows of `period` (its plan at hand) as of `today`, not stored; six queries however many units."""
    entries = Progress.objects.filter(period=period)
    found = Counted(sendings(entries, today=today))
    _count(found, entries, today)
    return [row for unit, groups in _boards(period, found.sent) for row in _rows(period, unit, groups, found)]


def _count(found, entries: QuerySet[Progress], today):
    here, done = counted(today), has_level(Level.DONE)
    cell = {
        "n": Count("pk", filter=here), "track": Count("pk", filter=here & on_track(today)),
        "fin": Count("pk", filter=here & done),
    }  # fmt: skip
    wanted = entry_conditions(today)
    wanting = {name: Count("pk", filter=wanted[name]) for name in WANTING}
    whole = entries.filter(expected(today)).order_by().values_list("unit_id").annotate(**cell, **wanting)
    for unit, n, track, fin, *rest in whole:
        found.cells[unit][WHOLE] = Cell(n, track, fin)
        found.wanting[unit] = dict(zip(WANTING, rest, strict=True))
    of_dimension = entries.filter(here, task__dimensions__number__in=DIMENSIONS).order_by()
    for unit, number, *counts in of_dimension.values_list("unit_id", "task__dimensions__number").annotate(**cell):
        found.cells[unit][number] = Cell(*counts)


def _boards(period, sent):
    """[(unit, the rows of its board)] of every unit at or below that of the calendar with entries, itself or below."""
    paths = {part.path for part in sent.values()}
    lines = {line for path in paths for line in (*_above(path), path)}
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=lines)}
    children, below = defaultdict(list), defaultdict(dict)
    for unit in units.values():
        children[unit.parent_id].append(unit)
    for key, part in sent.items():
        for line in (*_above(part.path), part.path):
            below[line][key] = part
    for path, unit in units.items():
        if groups := groups_of(unit, period, children[unit.pk], below[path])[0]:
            yield unit, groups


def _above(path):
    keys = path.rstrip("/").split("/")
    return ["/".join(keys[:n]) + "/" for n in range(1, len(keys))]


def _rows(period, unit: Unit, groups: Iterable[Group], found: Counted):
    members = [pk for group in groups for pk in group.members]
    whole = Tally(period=period, unit=unit, dimension=WHOLE)
    for name in SENT:
        setattr(whole, name, sum(getattr(found.sent[pk, period.pk], name) for pk in members))
    for name in WANTING:
        setattr(whole, name, sum(found.wanting.get(pk, {}).get(name, 0) for pk in members))
    states = tally(sent for group in groups if (sent := sending_of(group, period, found.sent)))
    for state in SENDING:
        setattr(whole, f"units_{state}", states[state])
    numbers = sorted({number for pk in members for number in found.cells.get(pk, ())} | {WHOLE})
    for number in numbers:
        row = whole if number == WHOLE else Tally(period=period, unit=unit, dimension=number)
        cell = sum((found.cells.get(pk, {}).get(number, Cell()) for pk in members), Cell())
        row.counted, row.on_track, row.done = cell.counted, cell.on_track, cell.done
        yield row


# --- Keeping ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep(period: Period) -> int:
    """Stores what `recount` finds in place of what stood; returns how many rows. Two workers at once take turns."""
    Tallied.objects.get_or_create(period=period, defaults={"at": timezone.now()})
    Tallied.objects.select_for_update().get(period=period)
    at = timezone.now()
    rows = recount(period, timezone.localdate(at))
    Tally.objects.filter(period=period).delete()
    Tally.objects.bulk_create(rows, batch_size=2000)
    Tallied.objects.filter(period=period).update(at=at)
    return len(rows)


def refresh(*, afresh: bool = False) -> int:
    """Counts the periods something happened in since the last run, and those never counted; returns how many periods."""
    touched = _touched()
    asked = Q() if afresh else Q(pk__in=touched) | Q(tallied=None)
    periods = list(Period.objects.exclude(state=Period.State.PLANNED).filter(asked).select_related("plan"))
    for period in periods:
        keep(period)
    return len(periods)


def _touched():
    """Keys of periods named by the traces written since the run before the last one."""
    steps = _since("step", Step.objects.all())
    found = set(steps.order_by().values_list("entry__period", flat=True).distinct())
    plans = (
        _since("plan_step", PlanStep.objects.all()).order_by().values_list("plan", "plan__reports_under").distinct()
    )
    calendars = {key for pair in plans for key in pair if key}
    return found | set(Period.objects.filter(plan__in=calendars).values_list("pk", flat=True))


def _since(name, rows):
    mark, _ = TallyMark.objects.get_or_create(name=name)
    last = rows.order_by().aggregate(last=Max("pk"))["last"] or 0
    TallyMark.objects.filter(pk=name).update(before=mark.key, key=last)
    return rows.filter(pk__gt=mark.before)
