"""How sure a published figure is: what its 95 % interval lets one say of differences, ranks and gains of ranks.

Figures are estimates from samples, drawn anew each year and in each province, taken as normal around the published
value with its standard error. Where an interval is missing every answer is None: no interval, no claim.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import NormalDist

__all__ = ["Estimate", "chance_of_gain", "differ", "is_off", "rank_range", "rank_ranges", "told"]

Z = 1.959964  # standard errors from the middle to an end of a 95 % interval
DRAWS = 40  # slices of equal probability of one province's own figure
WITHIN, OUTSIDE = "khác biệt nằm trong sai số", "khác biệt vượt sai số 95%"
NO_CLAIM = "chưa có khoảng tin cậy, không kết luận"


@dataclass(frozen=True)
class Estimate:
    """A published figure with its 95 % interval, and its standard error where that was published too."""

    value: Decimal
    low: Decimal
    high: Decimal
    error: Decimal | None = None

    @property
    def spread(self) -> float:
        """The standard error: as published, else half the interval by Z."""
        return float(self.error) if self.error else float(self.high - self.low) / (2 * Z)


def differ(one: Estimate | None, other: Estimate | None) -> bool | None:
    """Whether two independent figures differ beyond the error of their difference (two-sided, 95 %)."""
    if one is None or other is None:
        return None
    return abs(float(one.value - other.value)) > Z * sqrt(one.spread**2 + other.spread**2)


def is_off(one: Estimate | None, value: Decimal | None) -> bool | None:
    """Whether a figure without an error of its own (a median) lies outside the interval of `one`."""
    return None if one is None or value is None else not one.low <= value <= one.high


def told(differs: bool | None) -> str:
    """The answer of `differ` or `is_off` in words."""
    return NO_CLAIM if differs is None else OUTSIDE if differs else WITHIN


def rank_range(estimates: Mapping[int, Estimate], ranked: Collection[int], key: int) -> tuple[int, int] | None:
    """(best, worst) rank that `key` may hold among `ranked`: only provinces that `differ` stand surely above or below.

    By comparing in pairs, not by simulation. None unless every ranked province has an interval.
    """
    if key not in ranked or any(one not in estimates for one in ranked):
        return None
    own = estimates[key]
    sure = [estimates[one] for one in ranked if one != key and differ(own, estimates[one])]
    above = sum(one.value > own.value for one in sure)
    return 1 + above, len(ranked) - (len(sure) - above)


def rank_ranges(estimates: Mapping[int, Estimate], ranked: Collection[int]) -> dict[int, tuple[int, int]]:
    """{province: its `rank_range`} for all of them; empty unless every ranked one has an interval."""
    ranges = {key: rank_range(estimates, ranked, key) for key in ranked} if set(ranked) <= set(estimates) else {}
    return {key: one for key, one in ranges.items() if one}


def chance_of_gain(estimates: Mapping[int, Estimate], ranked: Collection[int], key: int, ranks: int) -> float | None:
    """How likely `key` gains at least `ranks` ranks (> 0) by chance alone, from 0 to 1.

    Two surveys are thought of while nothing has changed: each province is drawn twice around its published figure.
    The rank in one survey is one more than the provinces drawn above; its distribution is summed up exactly over
    slices of the province's own figure (Poisson's binomial), no random numbers. None without every interval.
    """
    if key not in ranked or any(one not in estimates for one in ranked):
        return None
    chances = _ranks(estimates[key], [estimates[one] for one in ranked if one != key])
    return sum(now * sum(chances[rank + ranks :]) for rank, now in enumerate(chances))


def _ranks(own: Estimate, others: Sequence[Estimate]) -> list[float]:
    """The probability of each rank of `own` in one survey, the first rank first."""
    laws = [NormalDist(float(one.value), max(one.spread, 1e-9)) for one in others]
    mine = NormalDist(float(own.value), max(own.spread, 1e-9))
    sums = [0.0] * (len(others) + 1)
    for n in range(DRAWS):
        point = mine.inv_cdf((n + 0.5) / DRAWS)
        for place, chance in enumerate(_count([1 - law.cdf(point) for law in laws])):
            sums[place] += chance / DRAWS
    return sums


def _count(chances: Sequence[float]) -> list[float]:
    """How likely 0, 1, 2 … of independent events with these `chances` happen."""
    counts = [1.0]
    for chance in chances:
        stays = [one * (1 - chance) for one in counts] + [0.0]
        counts = [a + b * chance for a, b in zip(stays, [0.0, *counts], strict=True)]
    return counts
