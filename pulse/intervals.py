"""How sure a share of answers is: Wilson's interval, the interval of a difference, how many answers a margin takes.

Wilson 1927, JASA 22:209; the difference of two independent shares after Newcombe 1998, Statistics in Medicine 17:873,
method 10. All at 95 %. The answers are of whoever came, no sample: the interval speaks of chance alone.
"""

from math import ceil, sqrt
from statistics import NormalDist

__all__ = ["Z", "apart", "difference", "needed", "wilson"]

Z = NormalDist().inv_cdf(0.975)


def wilson(good: int, of: int) -> tuple[float, float]:
    """(low, high) of the share `good` / `of`, each 0 to 1. Raises ValueError unless 0 ≤ good ≤ of and of > 0."""
    if not 0 <= good <= of or not of:
        raise ValueError(f"{good} of {of} is no share")
    share, square = good / of, Z * Z / of
    middle, half = share + square / 2, Z * sqrt((share * (1 - share) + square / 4) / of)
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return (0.0 if good == 0 else low), (1.0 if good == of else high)


def difference(before: tuple[int, int], now: tuple[int, int]) -> tuple[float, float]:
    """(low, high) of the change from `before` to `now`, both (good, of), -1 to 1. Raises ValueError as `wilson`."""
    (low1, high1), (low2, high2) = wilson(*before), wilson(*now)
    one, two = before[0] / before[1], now[0] / now[1]
    down = sqrt((two - low2) ** 2 + (high1 - one) ** 2)
    up = sqrt((high2 - two) ** 2 + (one - low1) ** 2)
    return two - one - down, two - one + up


def apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two intervals have nothing in common."""
    return one[1] < other[0] or other[1] < one[0]


def needed(margin: float) -> int:
    """How many answers make any share known to ± `margin` (0 to 1): 385 for 0.05, 97 for 0.10."""
    return ceil(Z * Z / 4 / (margin * margin))
