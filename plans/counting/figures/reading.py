"""What the database holds: the measures that report into others, and the figures entered, as they stand or stood."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from plans.counting.as_of import THEN, columns, end_of, rewound
from plans.counting.figures.values import Source
from plans.models import Figure, Measure, Period, Progress

Span = tuple[date | None, date | None, Period | None]  # ends from, ends by, only this one
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
    for value, key, entry in _then(measures, known, span, day) if past else _now(known, span):
        if entry.state in Progress.RECEIVED and _was_asked(known[key], entry.period, day):
            approved = entry.state != Progress.State.IN_REVIEW
            found[key].append(Source(value, entry.unit, entry.period, entry.pk, approved))
    return found


def _was_asked(measure, period, day):
    """Of a figure retired by `day` only what was entered of periods that ended before counts."""
    return measure.is_asked(day) or period.ends < measure.retired


def _now(known, span):
    """(value, measure key, entry) of figures as they stand; the state is asked by the caller, not in SQL, where SQLite
    would walk every handed-in entry instead of the few measures."""
    rows = Figure.objects.filter(measure__in=list(known)).select_related("entry__period", "entry__unit")
    rows = rows.filter(**_within(span, "entry__"))
    for row in rows.order_by("-entry__period__ends", "entry__period__starts", "pk"):
        yield row.value, row.measure_id, row.entry


def _then(measures, known, span, day):
    """The same as it stood at the end of a past day."""
    entries = Progress.objects.filter(task__in={measure.task_id for measure in measures}, **_within(span))
    entries = entries.select_related("period", "unit").prefetch_related("figures")
    for entry in rewound(entries.order_by("-period__ends", "period__starts", "pk"), day):
        if entry.handed_in_at is None or entry.handed_in_at < end_of(day):
            yield from ((row.value, row.measure_id, entry) for row in entry.figures.all() if row.measure_id in known)


def _within(span, prefix=""):
    asked = dict(
        zip((f"{prefix}period__ends__gte", f"{prefix}period__ends__lte", f"{prefix}period"), span, strict=True)
    )
    return {name: value for name, value in asked.items() if value}
