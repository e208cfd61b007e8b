"""A source and a total, and how several values become one by the rule of their figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from plans.models import Measure, Period, Progress, Rollup
from units.models import Unit

Dated = TypeVar("Dated", "Source", Progress)  # what says of a period


class Source(NamedTuple):
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


def of_parts(measure: Measure, parts: Sequence[Total]) -> Decimal | None:
    """The one value of the totals below, by the rule of `measure`."""
    return combine(measure.rollup, [part.value for part in parts], [part.reporting for part in parts])


def of_sources(measure: Measure, sources: Sequence[Source]) -> Decimal | None:
    """The one value of what a unit entered over its periods."""
    if measure.rollup == Rollup.LATEST:
        return sources[0].value if sources else None
    return combine(measure.rollup, [source.value for source in sources])


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


def apart(sources: Iterable[Dated]) -> list[Dated]:
    """Of `sources` (latest period first, the widest of those that end together first) those that don't overlap."""
    kept: list[Dated] = []
    for source in sources:
        if not kept or source.period.ends < kept[-1].period.starts:
            kept.append(source)
    return kept
