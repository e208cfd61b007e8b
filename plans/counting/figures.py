"""Figures of measurable tasks, rolled up along the cascade by their rule; no figure counts twice, every one opens.

One source per figure and unit: the unit's own number where it entered one, else what the units below report. Over time,
overlapping periods (six months inside nine months) never both count: the widest of the latest ones does.
Rules (`Rollup`): sum adds over periods and units; latest takes each unit's newest number and adds the units; average is
the mean over periods, then over all units that have a number, however many levels down; maximum is the highest of all.
A unit's newest number also stands for the units it succeeded, whose last one counts only until then.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.models import Figure, Measure, Period, Progress, Rollup
from units.models import Unit

DEEPEST = 6  # levels of a cascade; a loop made by hand ends here


@dataclass(frozen=True)
class Source:
    """One entered figure that counts: value, unit, period, and the entry it opens."""

    value: Decimal
    unit: Unit
    period: Period
    entry_id: int
    approved: bool


@dataclass(frozen=True)
class Total:
    """A figure of one unit: `value` None when nobody entered one; `own` tells whose number it is.

    `parts` are the totals below (empty for an own number), `sources` the entries of an own number, `set_aside` the
    figure from below that an own number stands in for.
    """

    measure: Measure
    unit: Unit
    value: Decimal | None
    own: bool
    sources: tuple = ()
    parts: tuple = ()
    set_aside: Decimal | None = None

    @property
    def reporting(self) -> int:
        """How many units gave the number."""
        if self.own:
            return 1
        return sum(part.reporting for part in self.parts if part.value is not None)

    def entries(self) -> list[Source]:
        """Every Source that counts, own or from below."""
        return list(self.sources) if self.own else [source for part in self.parts for source in part.entries()]


def totals(measures: Iterable[Measure], *, until: date | None = None, period: Period | None = None) -> list[Total]:
    """[Total] of `measures` with all that hangs below them; a query per level and one for the figures.

    `until`: only periods ending by that date; `period`: only that one, as a report of it asks; None: all.
    """
    roots = list(measures)
    children = _descendants(roots)
    everyone = roots + [child for below in children.values() for child in below]
    figures = _figures(everyone, until, period)
    return [_total(root, children, figures) for root in roots]


def _descendants(roots):
    """{measure key: [measures that report into it]}, level by level."""
    children, level = defaultdict(list), [root.pk for root in roots]
    seen = set(level)
    for _ in range(DEEPEST):
        below = Measure.objects.filter(parent__in=level).select_related("task__plan__unit")
        rows = [row for row in below if row.pk not in seen and _counts(row.task)]
        if not rows:
            break
        for row in rows:
            children[row.parent_id].append(row)
        level = [row.pk for row in rows]
        seen.update(level)
    return children


def _counts(task):
    """Not withdrawn, and no draft of a change. Asked here: in SQL it would lure SQLite away from the parent's index."""
    return task.withdrawn is None and task.amends_id is None


def _figures(measures, until, period):
    """{measure key: [Source]} of what was handed in, latest period first, the widest of those ending together first.

    The state is asked here, not in SQL, where SQLite would walk every handed-in entry instead of the few measures.
    """
    rows = (
        Figure.objects.filter(measure__in=[measure.pk for measure in measures])
        .select_related("entry__period", "entry__unit")
        .order_by("-entry__period__ends", "entry__period__starts", "pk")
    )
    if until:
        rows = rows.filter(entry__period__ends__lte=until)
    if period:
        rows = rows.filter(entry__period=period)
    found = defaultdict(list)
    for row in rows:
        if row.entry.state not in Progress.RECEIVED:
            continue
        approved = row.entry.state != Progress.State.IN_REVIEW
        found[row.measure_id].append(Source(row.value, row.entry.unit, row.entry.period, row.entry_id, approved))
    return found


def _total(measure, children, figures):
    parts = tuple(_total(child, children, figures) for child in children.get(measure.pk, []))
    parts = tuple(sorted(_standing(parts, measure.rollup), key=lambda part: part.unit.sort_key))
    sources = tuple(_apart(figures.get(measure.pk, []), measure.rollup))
    below = combine(measure.rollup, [part.value for part in parts], [part.reporting for part in parts])
    if not sources:
        return Total(measure, measure.task.plan.unit, below, own=False, parts=parts)
    value = (
        sources[0].value if measure.rollup == Rollup.LATEST else combine(measure.rollup, [s.value for s in sources])
    )
    return Total(measure, measure.task.plan.unit, value, own=True, sources=sources, parts=parts, set_aside=below)


def _standing(parts, rule):
    """Without the last numbers of plans whose successor has one of its own, under the rules that look at the state of
    things (latest, average); what adds up over time or seeks the highest keeps both."""
    if rule not in (Rollup.LATEST, Rollup.AVERAGE):
        return parts
    reporting = {part.measure.task.plan_id for part in parts if part.value is not None}
    return [part for part in parts if part.measure.task.plan.superseded_by_id not in reporting]


def _apart(sources, rule):
    """Of `sources` (latest first) those whose periods don't overlap; only the newest for the rule "latest"."""
    kept = []
    for source in sources:
        if not kept or source.period.ends < kept[-1].period.starts:
            kept.append(source)
    return kept[:1] if rule == Rollup.LATEST else kept


def combine(rule: str, values: Sequence[Decimal | None], weights: Sequence[int] | None = None) -> Decimal | None:
    """The values of several units or periods as one, None where there is none: missing is never 0.

    `weights`: of how many units each value is the mean already; one each without.
    """
    weights = weights or [1] * len(values)
    present = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    if not present:
        return None
    if rule == Rollup.MAXIMUM:
        return max(value for value, _ in present)
    if rule == Rollup.AVERAGE:
        return sum(value * weight for value, weight in present) / sum(weight for _, weight in present)
    return sum((value for value, _ in present), Decimal(0))
