"""Totals of measures with all that hangs below them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import timezone

from plans.counting.figures.reading import descendants, sources_of
from plans.counting.figures.standing import standing
from plans.counting.figures.successors import Successors
from plans.counting.figures.values import Total, apart, of_parts, of_sources
from plans.models import Measure, Period, Rollup


def totals(
    measures: Iterable[Measure],
    *,
    since: date | None = None,
    until: date | None = None,
    period: Period | None = None,
    as_of: date | None = None,
) -> list[Total]:
    """[Total] of `measures` with all that hangs below them; a query per level and one for the figures.

    `since`, `until`: only periods ending from, by that date; `period`: only that one, as a report of it asks; None: all.
    `as_of`: the figures as they stood at the end of that day, from the trace (a few queries more); None: today's.
    """
    roots = list(measures)
    day = as_of or timezone.localdate()
    children = descendants(roots, day)
    everyone = roots + [child for below in children.values() for child in below]
    figures = sources_of(everyone, (since, until, period), day)
    after = Successors([measure.task.plan for measure in everyone])
    return [_total(root, children, figures, after) for root in roots]


def _total(measure, children, figures, after):
    parts = tuple(_total(child, children, figures, after) for child in children.get(measure.pk, []))
    parts = tuple(sorted(standing(parts, measure.rollup, after), key=lambda part: part.unit.sort_key))
    sources = tuple(apart(figures.get(measure.pk, [])))[: 1 if measure.rollup == Rollup.LATEST else None]
    below = of_parts(measure, parts)
    if not sources:
        return Total(measure, measure.task.plan.unit, below, own=False, parts=parts)
    value = of_sources(measure, sources)
    return Total(measure, measure.task.plan.unit, value, own=True, sources=sources, set_aside=below)


def together(measure: Measure, rows: Iterable[Total]) -> tuple[Decimal | None, list[Total]]:
    """One value of Totals of the same thing by a plan and those that went on with it, by the rule of `measure`; and what
    stands of the rows in it."""
    rows = tuple(rows)
    parts = standing(rows, measure.rollup, Successors([row.measure.task.plan for row in rows]))
    return of_parts(measure, parts), list(parts)
