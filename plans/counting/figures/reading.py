"""What the database holds: the measures that report into others, and the figures entered, as they stand or stood."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from plans.counting.as_of import THEN, columns, end_of, rewound
from plans.counting.figures.values import Source
from plans.models import Figure, Measure, Period, Progress
from units.models import Unit

Span = tuple[date | None, date | None, Period | None]  # ends from, ends by, only this one
RECEIVED = frozenset(Progress.RECEIVED)
FEW = 500  # keys handed to the database one by one
DEEPEST = 6  # levels of a cascade; a loop made by hand ends here


def descendants(roots: Iterable[Measure], day: date) -> dict[int | None, list[Measure]]:
    """{measure key: [measures that report into it]}, level by level."""
    children, level = defaultdict(list), [root.pk for root in roots]
    seen = set(level)
    for _ in range(DEEPEST):
        below = Measure.objects.filter(parent__in=level).select_related("task__plan__unit")
        rows = [row for row in below if row.pk not in seen and _counts(row.task, day)]
        if not rows:
            break
        for row in rows:
            children[row.parent_id].append(row)
        level = [row.pk for row in rows]
        seen.update(level)
    return children


def _counts(task, day):
    """Not withdrawn, and no draft of a change. Asked here: in SQL it would lure SQLite away from the parent's index."""
    return (task.withdrawn is None or task.withdrawn > day) and task.amends_id is None


def sources_of(measures: Iterable[Measure], span: Span, day: date) -> dict[int, list[Source]]:
    """{measure key: [Source]} of what was handed in, latest period first, the widest of those ending together first."""
    known, found = {measure.pk: measure for measure in measures}, defaultdict(list)
    past = columns(day) == THEN
    retired = {key for key, measure in known.items() if not measure.is_asked(day)}
    for value, key, state, unit, period, entry in _then(measures, known, span, day) if past else _now(known, span):
        # Of a figure retired by `day` only what was entered of periods that ended before counts.
        if state in RECEIVED and (key not in retired or period.ends < known[key].retired):
            found[key].append(Source(value, unit, period, entry, state != Progress.State.IN_REVIEW))
    return found


def _now(known, span):
    """(value, measure key, state, unit, period, entry key) of figures as they stand: a province's year has tens of
    thousands, so units and periods are one object each. The state is asked by the caller, not in SQL, where SQLite would
    walk every handed-in entry instead of the few measures."""
    rows = Figure.objects.filter(_of(known), **_within(span, "entry__")).order_by("pk")
    columns_of = ("value", "measure_id", "entry__state", "entry__unit_id", "entry__period_id", "entry_id")
    of_period: dict[int, list[tuple]] = defaultdict(list)
    for row in rows.values_list(*columns_of):
        if row[1] in known:
            of_period[row[4]].append(row)
    units = _units(known, {row[3] for found in of_period.values() for row in found})
    only = span[2]
    for period in [only] if only else Period.objects.filter(pk__in=of_period).order_by("-ends", "starts"):
        for value, key, state, unit, _, entry in of_period[period.pk]:
            yield value, key, state, units[unit], period, entry


def _units(known, keys):
    """{key: unit}, as the plans of the measures have them: asked for only where an entry is of yet another."""
    units = {measure.task.plan.unit_id: measure.task.plan.unit for measure in known.values()}
    strange = keys - set(units)
    return units | Unit.objects.in_bulk(strange) if strange else units


def _of(known):
    """Figures of the measures: by their keys, of many by their plans, of which there are fewer."""
    if len(known) <= FEW:
        return Q(measure__in=list(known))
    return Q(entry__plan__in={measure.task.plan_id for measure in known.values()})


def _then(measures, known, span, day):
    """The same as it stood at the end of a past day."""
    entries = Progress.objects.filter(task__in={measure.task_id for measure in measures}, **_within(span))
    entries = entries.select_related("period", "unit").prefetch_related("figures")
    for entry in rewound(entries.order_by("-period__ends", "period__starts", "pk"), day):
        if entry.handed_in_at is None or entry.handed_in_at < end_of(day):
            said = entry.state, entry.unit, entry.period, entry.pk
            yield from ((row.value, row.measure_id, *said) for row in entry.figures.all() if row.measure_id in known)


def _within(span, prefix=""):
    asked = dict(
        zip((f"{prefix}period__ends__gte", f"{prefix}period__ends__lte", f"{prefix}period"), span, strict=True)
    )
    return {name: value for name, value in asked.items() if value}
