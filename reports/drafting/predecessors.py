"""What the report of an heir carries of the time before a merger: the entries of the plans that went on with its own.

Carried is what an abolished unit had handed in by the as-of day for periods that end within the span of the report. It
stays the old unit's, under the old name; a task that goes on in the heir's plan is the heir's, and counted there.

Where a plan went on with several heirs, the first chosen carries all of it, figures and finished tasks included; each of
the others tells the tasks it goes on with, under the old name, and adds no figure of theirs: nothing is counted twice.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from plans.counting import completeness, figures
from plans.counting.as_of import columns, rewound, standing
from plans.counting.figures import Total
from plans.models import Measure, Period, Plan, Progress, Task
from units.models import Succession, Unit
from units.text import fold
from units.vietnamese import vn_date

__all__ = ["Part", "entries_before", "joined", "key_of", "name_before", "parts", "parts_beside"]

Key = tuple[int | None, str]
Joined = tuple[Measure, Decimal, tuple[int, ...]]


@dataclass(frozen=True)
class Part:
    """What one abolished `unit` reported: `entries` whose periods don't overlap, in the order of its plan, and the
    figures of their tasks."""

    unit: Unit
    entries: tuple[Progress, ...]
    totals: tuple[Total, ...]
    counted_by: str = ""  # the heir that counts it, where that is another one

    @property
    def name(self) -> str:
        return name_before(self.unit)

    @property
    def newest(self) -> dict[int, Progress]:
        """`{task: its newest entry}`: a task reported for two quarters is one task."""
        by_time = sorted(self.entries, key=lambda entry: entry.period.ends)
        return {entry.task_id: entry for entry in by_time}

    @property
    def levels(self) -> Counter:
        return Counter(entry.final_level for entry in self.newest.values())

    @property
    def keys(self) -> set[Key]:
        """What its tasks are known by in the plan of the heir."""
        return {key_of(entry.task) for entry in self.entries}


def name_before(unit: Unit) -> str:
    """`xã Tiền Phong (trước ngày 01/07/2025)`."""
    day = f" (trước ngày {vn_date(unit.valid_to + timedelta(days=1))})" if unit.valid_to else ""
    return f"{unit.short_name}{day}"


def key_of(task: Task) -> Key:
    """A task goes on under the same task above; one that carries out none, with the same words."""
    return (task.parent_id, "") if task.parent_id else (None, " ".join(fold(task.text).split()))


def entries_before(plan: Plan, period: Period) -> QuerySet[Progress]:
    """Entries of abolished units that a report of `plan` on `period` carries, whatever their state."""
    within = Progress.objects.filter(plan__in=_plans_before(plan, period))
    return within.filter(period__ends__range=(period.starts, period.ends))


def _plans_before(plan, period):
    """Plans of units that ended by the end of the period and went on with `plan`, through however many mergers.

    Of several heirs of one plan the first carries it (`superseded_by`), so that it is counted in one report only.
    """
    whole = Succession.objects.filter(new=plan.unit_id, share=Succession.Share.WHOLE).values("old")
    same_line = Q(superseded_by=None, unit__in=whole, parents__in=plan.parents.all())
    return _all_before(_ended(plan, period), Q(superseded_by=plan.pk) | same_line)


def _ended(plan, period):
    return Plan.objects.filter(unit__valid_to__lte=period.ends).exclude(unit=plan.unit_id)


def _all_before(ended, nearest):
    level, found = set(ended.filter(nearest).values_list("pk", flat=True)), set()
    while level:
        found |= level
        level = set(ended.filter(superseded_by__in=level).values_list("pk", flat=True)) - found
    return found


def _plans_beside(plan, period):
    """{plan key: heir that counts it} of plans that went on with `plan` as well as with the heir chosen first."""
    steps = plan.steps.filter(verb="taken_over")
    known = {change["from"] for step in steps for change in step.changes if "from" in change}
    if not known:
        return {}
    others = Plan.objects.filter(pk__in=known).exclude(superseded_by=None).exclude(superseded_by=plan.pk)
    first = {row.pk: row.superseded_by.unit.short_name for row in others.select_related("superseded_by__unit")}
    return {pk: name for near, name in first.items() for pk in _all_before(_ended(plan, period), Q(pk=near))}


def parts(plan: Plan, period: Period, *, as_of: date) -> tuple[Part, ...]:
    """[Part] by the names of the old units; six queries where there are any."""
    by_unit = _by_unit(entries_before(plan, period), as_of)
    by_task = {task: rows for tasks in by_unit.values() for task, rows in tasks.items()}
    totals = _totals(by_task, period, as_of)
    return tuple(_part(unit, tasks, totals) for unit, tasks in by_unit.items())


def parts_beside(plan: Plan, period: Period, keys: Collection[Key], *, as_of: date) -> tuple[Part, ...]:
    """[Part] without totals of what another heir counts, only the tasks known by `keys`, which `plan` goes on with."""
    counted_by = _plans_beside(plan, period)
    if not counted_by:
        return ()
    rows = Progress.objects.filter(plan__in=counted_by, period__ends__range=(period.starts, period.ends))
    found = []
    for unit, tasks in _by_unit(rows, as_of).items():
        on = {key: rows for key, rows in tasks.items() if key_of(rows[0].task) in keys}
        if on:
            of_plan = next(iter(on.values()))[0].plan_id
            found.append(replace(_part(unit, on, ()), counted_by=counted_by[of_plan]))
    return tuple(found)


def _by_unit(rows, as_of):
    """{old unit: {task: [its entries that had come, newest first]}}."""
    came = standing(rows, as_of).filter(completeness.received(as_of, columns(as_of)))
    came = came.select_related("task__lead", "unit", "period").prefetch_related("task__dimensions", "figures__measure")
    found = {}
    came = came.order_by("unit__sort_key", "task__position", "-period__ends", "period__starts", "pk")
    for entry in rewound(came, as_of):
        found.setdefault(entry.unit, {}).setdefault(entry.task_id, []).append(entry)
    return found


def _part(unit, tasks, totals):
    entries = [entry for rows in tasks.values() for entry in reversed(figures.apart(rows))]
    return Part(unit, tuple(entries), tuple(row for row in totals if row.measure.task_id in tasks))


def _totals(tasks, period, as_of):
    measures = Measure.objects.filter(task__in=list(tasks)).select_related("task__plan__unit") if tasks else ()
    found = figures.totals(measures, since=period.starts, until=period.ends, as_of=as_of)
    return [total for total in found if total.value is not None]


def joined(own: Total, before: tuple[Part, ...]) -> Joined | None:
    """A figure of the heir with those of the old units, by its rule: what the heir's number stands for already is not
    added to it. None where nothing of theirs is left to add."""
    rows = [row for part in before for row in part.totals if _same(row.measure, own.measure)]
    value, kept = figures.together(own.measure, [own, *rows])
    entries = tuple(source.entry_id for row in kept if row.value is not None for source in row.entries())
    theirs = {source.entry_id for row in rows for source in row.entries()}
    return (own.measure, value, entries) if value is not None and theirs & set(entries) else None


def _same(old, own):
    return (old.name, old.unit_of_measure) == (own.name, own.unit_of_measure) and key_of(old.task) == key_of(own.task)
