"""Entries as they were at the end of a past day, for what is read one by one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self

from django.db.models import QuerySet

from plans.counting.as_of.days import JUDGING, NOW, TEXTS, columns, end_of
from plans.counting.terms import DATES, Terms, terms_on
from plans.models import Figure, Measure, Progress, Step


def rewound(entries: QuerySet[Progress], day: date) -> list[Progress]:
    """The Progress queryset `entries` as a list of rows as they were at the end of `day`; for today as they are.

    Three queries more for a past day, two where due dates have moved since, and one for figures that were cleared since,
    however many entries there are.
    """
    rows = list(entries)
    if columns(day) == NOW or not rows:
        return rows
    steps = Step.objects.filter(entry__in=entries.order_by().values("pk") if not entries.query.is_sliced else  # type: ignore[misc]
                                [row.pk for row in rows])  # fmt: skip
    later, judged = defaultdict(list), _judgements(steps.filter(at__lt=end_of(day), verb__in=(*JUDGING, "answer")))
    for step in steps.filter(at__gte=end_of(day)).order_by("-at", "-pk"):
        later[step.entry_id].append(step)
    for row in rows:
        _put_back(row, later[row.pk], judged.get(row.pk, ""))
    terms = terms_on(day)
    for row in rows:
        _put_back_terms(row, terms)
    _put_back_figures(rows, later, terms)
    return rows


def _judgements(steps):
    """{entry: the appraised level of its last judgement}."""
    found = {}
    for step in steps.order_by("at", "pk"):
        new = next((row["new"] for row in step.changes if row["field"] == "appraised_level"), None)
        if step.verb in JUDGING or new is not None:
            found[step.entry_id] = new or ""
    return found


def _put_back(row, later, judged):
    for step in later:  # newest first, so that the last word is that of the step nearest to the day
        row.state = step.from_state or row.state
        changed = {change["field"]: change["old"] for change in step.changes}
        for name in changed.keys() & set(TEXTS):
            setattr(row, name, changed[name])
        if step.verb in JUDGING or "appraised_level" in changed:
            row.appraised_level = judged


def _put_back_terms(row, terms):
    """Due dates, and the deadline of a task at hand."""
    for name in DATES:
        setattr(row, name, terms.date_of(name, row.period_id, row.unit_id, getattr(row, name)))
    if "task" in row._state.fields_cache:
        row.task.deadline = terms.deadlines.get(row.task_id, row.task.deadline)


def _put_back_figures(rows, later, terms):
    """Figures of rows that have them prefetched, and the targets of their measures."""
    cleared = defaultdict(dict)
    for row in rows:
        if "figures" not in getattr(row, "_prefetched_objects_cache", {}):
            continue
        values = {figure.measure_id: figure.value for figure in row.figures.all()}
        was = _figures_of(later[row.pk], dict(values))
        kept = [figure for figure in row.figures.all() if was.get(figure.measure_id) is not None]
        for figure in kept:
            figure.value = was[figure.measure_id]
        row._prefetched_objects_cache["figures"] = _Rows(kept)
        cleared[row] = {key: value for key, value in was.items() if value is not None and key not in values}
    _add_cleared({row: found for row, found in cleared.items() if found})
    for row in rows:
        _put_back_targets(row, terms)


def _put_back_targets(row, terms: Terms):
    for figure in getattr(row, "_prefetched_objects_cache", {}).get("figures", ()):
        if "measure" in figure._state.fields_cache and figure.measure_id in terms.targets:
            figure.measure.target, figure.measure.rollup = terms.targets[figure.measure_id]


def _figures_of(later: Iterable[Step], values):
    for step in later:
        for change in step.changes:
            if change["field"].startswith("figure-"):
                old = change["old"]
                values[int(change["field"].removeprefix("figure-"))] = None if old in (None, "") else Decimal(old)
    return values


def _add_cleared(cleared):
    if not cleared:
        return
    measures = Measure.objects.in_bulk({key for found in cleared.values() for key in found})
    for row, found in cleared.items():
        more = [
            Figure(entry=row, measure=measures[key], value=value) for key, value in found.items() if key in measures
        ]
        row._prefetched_objects_cache["figures"] = _Rows([*row._prefetched_objects_cache["figures"], *more])


class _Rows(list):
    """What `row.figures.all()` gives back from the prefetched cache."""

    def all(self) -> Self:
        return self
