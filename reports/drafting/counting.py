"""The figures a report shows: levels of the unit's own tasks, measures with those of the period before, units below.

Received, late and missing are counted by `plans.counting.completeness`, overdue work as `dashboard.rollup` does for
the dashboard, figures from below are combined by `plans.counting.figures`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from plans.counting import completeness, figures
from plans.counting.as_of import columns, rewound, standing
from plans.counting.completeness import Sending
from plans.counting.terms import read_once
from plans.models import Extension, Measure, Period, Plan, Progress, Task
from reports.dashboard import rollup
from reports.drafting import predecessors
from reports.drafting.predecessors import Joined, Key, Part
from units.models import Unit


@dataclass(frozen=True)
class Reported:
    """A measure with its figure in this period and in the one before; None where nobody entered one.

    `entries`: keys of the entries behind this period's figure; `units`, `units_before`: how many units it is of, each.
    """

    measure: Measure
    value: Decimal | None
    before: Decimal | None
    entries: tuple[int, ...] = ()
    units: int = 1
    units_before: int = 1


@dataclass(frozen=True)
class LastYear:
    """The same span of the year before: tasks owed and done, and figures by `(name, unit of measure)`."""

    period: Period
    expected: int
    done: int
    values: dict[tuple[str, str], Decimal]


LOWER = (Progress.Level.DOING, Progress.Level.NOT_STARTED)


@dataclass(frozen=True)
class Results:
    """What a plan of one unit has to report about one period as of a day.

    `own`: the unit's received entries in the order of the plan; `expected`: how many it owed; `below`: received
    entries of the units below; `sendings`: `{Unit: Sending}` of the units below; `measures`: task key -> Reported;
    `overdue`: keys of own entries not done although the task's own deadline had passed by `counted_on`; `before`: the
    parts of units whose plans went on with this one, `keys` what its own tasks are known by among theirs, `joined` the
    figures that add up over the merger: (measure, value, entries of the old units); `beside`: parts it goes on with that
    another heir counts.
    """

    plan: Plan
    period: Period
    as_of: date
    previous: Period | None
    expected: int
    own: tuple[Progress, ...]
    below: tuple[Progress, ...]
    sendings: dict[Unit, Sending]
    measures: dict[int, list[Reported]]
    overdue: tuple[int, ...]
    done_before: int | None
    tasks_done_before: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()  # tasks owed in this period
    before: tuple[Part, ...] = ()
    keys: frozenset[Key] = frozenset()
    joined: tuple[Joined, ...] = ()
    beside: tuple[Part, ...] = ()
    tasks: tuple[Task, ...] = ()  # of the plan on the day, in its order
    last_year: LastYear | None = None
    reasons: tuple[tuple[str, str], ...] = ()  # (task, why more time was asked for)

    @property
    def done(self) -> frozenset[int]:
        """Tasks reported as done."""
        return frozenset(entry.task_id for entry in self.own if entry.final_level == Progress.Level.DONE)

    @property
    def lacking(self) -> tuple[Task, ...]:
        """Tasks owed in this period of which nothing has come; none of a unit that only gathers what others did."""
        if self.below and not self.own:
            return ()
        came = {entry.task_id for entry in self.own}
        return tuple(task for task in self.tasks if task.pk in self.asked and task.pk not in came)

    @property
    def counted_on(self) -> date:
        """The end of the period, or the as-of day of one that still runs: a later deadline is not late in this report."""
        return min(self.as_of, self.period.ends)

    @property
    def fell(self) -> frozenset[int]:
        """Tasks done in the last period and reported at a lower level in this one."""
        now = {entry.task_id for entry in self.own if entry.final_level in LOWER}
        return self.tasks_done_before & now

    @property
    def unreported(self) -> frozenset[int]:
        """Tasks done in the last period of which nothing was sent in this one: no word of having fallen."""
        return (self.tasks_done_before & self.asked) - {entry.task_id for entry in self.own}

    @property
    def levels(self) -> Counter:
        """How many own entries stand at each level, as appraised above."""
        return Counter(entry.final_level for entry in self.own)


@read_once()
def results(plan: Plan, period: Period, *, as_of: date, year_before: bool = False) -> Results:
    """Read everything a report needs; the number of queries does not depend on how many entries there are.

    `year_before`: also the same span of last year, where the unit reported on it.
    """
    entries = Progress.objects.filter(period=period)
    own = entries.filter(plan=plan)
    below = entries.filter(unit__path__startswith=plan.unit.path).exclude(unit=plan.unit)
    previous = previous_period(plan, period)
    done = _done(plan, previous, as_of) if previous else None
    asked = frozenset(expected(own, as_of).values_list("task_id", flat=True))
    before, keys = predecessors.parts(plan, period, as_of=as_of), _keys(own)
    return Results(
        plan=plan, period=period, as_of=as_of, previous=previous, expected=len(asked),
        own=_read(own, as_of), below=_read(below, as_of), sendings=_sendings(below, as_of),
        measures=_measures(plan, period, previous, as_of), overdue=_overdue(own, as_of, min(as_of, period.ends)),
        done_before=None if done is None else len(done), tasks_done_before=done or frozenset(), asked=asked,
        before=before, keys=keys, joined=_joined(plan, period, before, as_of),
        beside=predecessors.parts_beside(plan, period, keys, as_of=as_of),
        tasks=_tasks(plan, as_of), reasons=_reasons(plan, period, as_of),
        last_year=_last_year(plan, period, as_of) if year_before else None,
    )  # fmt: skip


def expected(entries: QuerySet[Progress], as_of: date) -> QuerySet[Progress]:
    """Those of `entries` that count on the day, as they stood then."""
    return standing(entries, as_of).filter(completeness.expected(as_of, columns(as_of)))


def received(entries: QuerySet[Progress], as_of: date) -> QuerySet[Progress]:
    """Those of `entries` that had come by the day and not been sent back."""
    return standing(entries, as_of).filter(completeness.received(as_of, columns(as_of)))


def previous_period(plan: Plan, period: Period) -> Period | None:
    """The period of the same calendar that ended before this one and for which the plan owed entries."""
    earlier = Period.objects.filter(plan=period.plan_id, ends__lt=period.ends, entries__plan=plan)
    return earlier.order_by("-ends", "starts").distinct().first()


def _tasks(plan, day):
    """Tasks of the plan on the day with who leads and whom they serve."""
    standing = Q(withdrawn=None) | Q(withdrawn__gt=day)
    rows = plan.tasks.filter(standing).select_related("lead").prefetch_related("dimensions")
    return tuple(rows.order_by("position", "pk"))


def _reasons(plan, period, as_of):
    """Why leaders asked for more time within the period and until the report."""
    asked = Extension.objects.filter(task__plan=plan, asked_at__date__range=(period.starts, as_of))
    asked = asked.exclude(state__in=Extension.NOT_SENT)
    return tuple(asked.order_by("task__position", "pk").values_list("task__text", "reason").distinct())


def _last_year(plan, period, as_of):
    """What the unit reported on the same days a year before; None where it did not."""
    starts, ends = (_year_earlier(day) for day in (period.starts, period.ends))
    then = Progress.objects.filter(period__starts=starts, period__ends=ends, unit=plan.unit)
    first = then.select_related("period", "plan").order_by("pk").first()
    if first is None:
        return None
    own = then.filter(plan=first.plan, period=first.period)
    measures = Measure.objects.filter(task__plan=first.plan).select_related("task__plan__unit")
    totals = figures.totals(list(measures), period=first.period, as_of=as_of)
    values = {(one.measure.name, one.measure.unit_of_measure): one.value for one in totals if one.value is not None}
    done = len(_done(first.plan, first.period, as_of))
    return LastYear(first.period, expected(own, as_of).count(), done, values)


def _year_earlier(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _read(entries, as_of):
    came = received(entries, as_of).select_related("task__lead", "unit", "period")
    came = came.prefetch_related(
        "task__dimensions"
    )  # along a key, a prefetch of a thousand rows is too deep for SQLite
    return tuple(rewound(came.order_by("task__position", "unit__sort_key", "pk"), as_of))


def _sendings(entries, as_of):
    found = {key[0]: sending for key, sending in completeness.sendings(entries, today=as_of).items()}
    units = Unit.objects.filter(pk__in=found).order_by("sort_key")
    return {unit: found[unit.pk] for unit in units}


def _done(plan, period, as_of):
    """Tasks of the plan that were done in `period`."""
    came = received(Progress.objects.filter(plan=plan, period=period), as_of)
    done = came.filter(completeness.has_level(Progress.Level.DONE, columns(as_of)))
    return frozenset(done.values_list("task_id", flat=True))


def _overdue(own, as_of, day):
    """Past their own deadline on `day`, at the level they had on `as_of`."""
    late = rollup.entry_conditions(day, of=columns(as_of))["overdue"]
    return tuple(expected(own, as_of).filter(late).values_list("pk", flat=True))


def _measures(plan, period, previous, as_of):
    """{task key: [Reported]}: the unit's own figure, else what the units below entered in the same period."""
    carried_out = Q(task__withdrawn=None) | Q(task__withdrawn__gt=as_of)
    asked = Measure.objects.filter(carried_out, task__plan=plan).select_related("task__plan__unit")
    measures = list(asked.order_by("task__position", "position"))
    last = figures.totals(measures, period=previous, as_of=as_of) if previous else []
    before = {total.measure.pk: (total.value, total.reporting) for total in last}
    found = defaultdict(list)
    for total in figures.totals(measures, period=period, as_of=as_of):
        if total.value is not None:
            entries = tuple(source.entry_id for source in total.entries())
            old, units = before.get(total.measure.pk, (None, 0))
            found[total.measure.task_id].append(
                Reported(total.measure, total.value, old, entries, total.reporting, units)
            )
    return found


def _keys(own):
    return frozenset(map(predecessors.key_of, Task.objects.filter(pk__in=own.values("task"))))


def _joined(plan, period, before, as_of):
    """Figures of the plan that the old units report into as well, with theirs."""
    if not before:
        return ()
    measures = Measure.objects.filter(task__plan=plan, task__withdrawn=None).select_related("task__plan__unit")
    own = figures.totals(measures.order_by("task__position", "position"), period=period, as_of=as_of)
    return tuple(filter(None, (predecessors.joined(total, before) for total in own)))
