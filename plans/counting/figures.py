"""Figures of measurable tasks, rolled up along the cascade by their rule; no figure counts twice, every one opens.

One source per figure and unit: the unit's own number where it entered one, else what the units below report.
Over time, of periods that overlap or lie in one another only one counts: the one that ends last, of those that end
together the widest. So it is within one plan, and for a sum also over a plan and the one that superseded it, and over an
abolished unit and its heirs: nine months of the old and ten months of the new are the ten months; nine months of the old
and the fourth quarter of the new are both. Predecessors of one heir stand side by side until the heir reports.
Rules (`Rollup`): sum adds over periods and units; latest takes each unit's newest number and adds the units; average is
the mean over periods, then over all units that have a number, however many levels down; maximum is the highest of all.
For latest and average the successor's number stands for those before it, whose last one counts only until then.
What a retired figure was given counts in periods that ended before it was retired.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.utils import timezone

from plans.counting.as_of import THEN, columns, end_of, rewound
from plans.models import Figure, Measure, Period, Plan, Progress, Rollup
from units.models import Succession, Unit

Dated = TypeVar("Dated", "Source", Progress)  # what says of a period
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
    children = _descendants(roots, day)
    everyone = roots + [child for below in children.values() for child in below]
    figures = _figures(everyone, (since, until, period), day)
    after = _Successors([measure.task.plan for measure in everyone])
    return [_total(root, children, figures, after) for root in roots]


def _descendants(roots, day):
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


def _figures(measures, span, day):
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


def _total(measure, children, figures, after):
    parts = tuple(_total(child, children, figures, after) for child in children.get(measure.pk, []))
    parts = tuple(sorted(_standing(parts, measure.rollup, after), key=lambda part: part.unit.sort_key))
    sources = tuple(apart(figures.get(measure.pk, [])))[: 1 if measure.rollup == Rollup.LATEST else None]
    below = _of_parts(measure, parts)
    if not sources:
        return Total(measure, measure.task.plan.unit, below, own=False, parts=parts)
    value = _of_sources(measure, sources)
    return Total(measure, measure.task.plan.unit, value, own=True, sources=sources, parts=parts, set_aside=below)


def _of_parts(measure, parts):
    return combine(measure.rollup, [part.value for part in parts], [part.reporting for part in parts])


def _of_sources(measure, sources):
    if measure.rollup == Rollup.LATEST:
        return sources[0].value if sources else None
    return combine(measure.rollup, [source.value for source in sources])


def together(measure: Measure, rows: Iterable[Total]) -> tuple[Decimal | None, list[Total]]:
    """One value of Totals of the same thing by a plan and those that went on with it, by the rule of `measure`; and what
    stands of the rows in it."""
    rows = tuple(rows)
    parts = _standing(rows, measure.rollup, _Successors([row.measure.task.plan for row in rows]))
    return _of_parts(measure, parts), list(parts)


# --- Over a plan and its successor, a unit and its heirs --------------------------------------------------------------


class _Successors:
    """Which plans came after which: superseding ones of the unit, and those of the units that succeeded it."""

    def __init__(self, plans: Collection[Plan]) -> None:
        """Asked of the database when first needed, and only where a plan was superseded or a unit abolished."""
        self.plans = plans

    @cached_property
    def next(self) -> dict[int, int]:
        """{plan: the one that superseded it}, also of successors that are none of the plans in question."""
        found = {plan.pk: plan.superseded_by_id for plan in self.plans if plan.superseded_by_id}
        for _ in range(DEEPEST):
            unknown = set(found.values()) - set(found)
            rows = Plan.objects.filter(pk__in=unknown, superseded_by__isnull=False) if unknown else Plan.objects.none()
            pairs = dict(rows.order_by().values_list("pk", "superseded_by"))
            if not pairs:
                break
            found |= pairs
        return found

    @cached_property
    def heirs(self) -> dict[int, set[int]]:
        """{abolished unit: its heirs}, through heirs abolished in their turn."""
        found, gone = defaultdict(set), {plan.unit_id for plan in self.plans if plan.unit.valid_to}
        for _ in range(DEEPEST):
            if not gone:
                break
            links = Succession.objects.filter(old__in=gone).order_by().values_list("old", "new", "new__valid_to")
            gone = set()
            for old, new, ended in links:
                found[old].add(new)
                gone |= {new} if ended else set()
            gone -= set(found)
        return found

    def came_after(self, later: Plan, earlier: Plan) -> bool:
        """Whether the plan `later` superseded `earlier`, or is one of a unit that succeeded its unit."""
        if later.pk == earlier.pk:
            return False
        return later.pk in self._plans_after(earlier) or later.unit_id in self.heirs_of(earlier.unit_id)

    def _plans_after(self, plan):
        return _chain(plan.pk, lambda pk: {self.next[pk]} if pk in self.next else ())

    def heirs_of(self, unit: int) -> set[int]:
        return _chain(unit, lambda pk: self.heirs.get(pk, ()))

    def same_area(self, one: Source, other: Source) -> bool:
        """Whether two Sources speak of the same area: of one unit, a unit and its heir, one that lies in the other."""
        nested = one.unit.path.startswith(other.unit.path) or other.unit.path.startswith(one.unit.path)
        return nested or self._inherits(one, other) or self._inherits(other, one)

    def _inherits(self, new, old):
        """The heir's number stands for the old unit, unless both stood beside each other when its period ended."""
        beside = new.unit.valid_from <= new.period.ends and not _ended_before(old.unit, new.period.ends)
        return new.unit.pk in self.heirs_of(old.unit.pk) and not beside

    def replaces(self, later: Total, earlier: Total) -> bool:
        """Whether the Total `later`, which has a number, takes the place of `earlier` where only the newest counts: by
        the plan that superseded it, or by an heir's number of a period that reaches beyond the old unit's end."""
        plan, old = later.measure.task.plan, earlier.measure.task.plan
        if plan.pk in self._plans_after(old):
            return True
        return any(self._inherits(new, gone) for new in later.entries() for gone in earlier.entries())


def _chain(start, following):
    """Everything reached from `start`, without it."""
    found, level = set(), {start}
    for _ in range(DEEPEST):
        level = {pk for one in level for pk in following(one)} - found
        found |= level
    return found - {start}


def _standing(parts, rule, after):
    """`parts` without what those that came after already stand for.

    Latest and average look at the state of things: the predecessor's number goes when a successor has one. A sum keeps
    of overlapping periods the one that ends last. The highest keeps all.
    """
    if sum(part.value is not None for part in parts) < 2 or rule == Rollup.MAXIMUM:
        return parts
    later = {
        part.measure.pk: [
            other for other in parts if after.came_after(other.measure.task.plan, part.measure.task.plan)
        ]
        for part in parts
    }
    if rule in (Rollup.LATEST, Rollup.AVERAGE):
        return [
            part
            for part in parts
            if not any(other.value is not None and after.replaces(other, part) for other in later[part.measure.pk])
        ]
    return _each_period_once(parts, later, after) if any(later.values()) else parts


def _each_period_once(parts, later, after):
    """Parts of a sum, each without the numbers whose period overlaps a later-ending one of its line."""
    line = {key: {other.measure.pk for other in others} for key, others in later.items()}
    found = [(source, part.measure.pk) for part in parts for source in part.entries()]
    found.sort(key=lambda pair: (-pair[0].period.ends.toordinal(), pair[0].period.starts, len(line[pair[1]])))
    kept, gone = [], defaultdict(set)
    for source, part in found:
        beside = (other for other, its in kept if part in line[its] or its in line[part])
        if any(_overlap(source, other) and after.same_area(source, other) for other in beside):
            gone[part].add(source)
        else:
            kept.append((source, part))
    return [_without(part, gone[part.measure.pk]) for part in parts]


def _ended_before(unit, day):
    return unit.valid_to is not None and unit.valid_to < day


def _overlap(one, other):
    return one.period.starts <= other.period.ends and other.period.starts <= one.period.ends


def _without(total, gone):
    if not gone:
        return total
    if total.own:
        sources = tuple(source for source in total.sources if source not in gone)
        return replace(total, sources=sources, value=_of_sources(total.measure, sources))
    parts = tuple(_without(part, gone) for part in total.parts)
    return replace(total, parts=parts, value=_of_parts(total.measure, parts))


def apart(sources: Iterable[Dated]) -> list[Dated]:
    """Of `sources` (latest period first, the widest of those that end together first) those that don't overlap."""
    kept: list[Dated] = []
    for source in sources:
        if not kept or source.period.ends < kept[-1].period.starts:
            kept.append(source)
    return kept


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
        total = sum((value * weight for value, weight in present), Decimal(0))
        return total / sum(weight for _, weight in present)
    return sum((value for value, _ in present), Decimal(0))
