"""How far two appraisers agree, from their points alone: pure functions, no row is read here.

equal       share of pairs with the same points
apart       mean distance of a pair, in per cent of the criterion's span
alpha       Krippendorff's alpha for two coders on an interval scale
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["AGREEMENT_RULE", "LEAST", "Agreement", "agreement", "alpha"]

LEAST = 10  # pairs, a bound of ours: under it the coefficient says nothing
AGREEMENT_RULE = (
    "Điểm mỗi lần chấm quy về phần trăm điểm tối đa của tiêu chí. Trùng khớp: tỷ lệ tiêu chí hai lần cùng điểm. Hệ số alpha "
    f"(Krippendorff, thang khoảng): 1 là như nhau, 0 là như ngẫu nhiên; chỉ tính khi có ít nhất {LEAST} cặp điểm (mức của "
    "cổng) và điểm có khác nhau."
)
Pair = tuple[float, float]


@dataclass(frozen=True)
class Agreement:
    """`pairs` how many were looked at twice; shares between 0 and 1; `alpha` None where it cannot be said."""

    pairs: int
    equal: float | None
    apart: float | None
    alpha: float | None

    @property
    def equal_percent(self) -> float | None:
        """`equal` in per cent."""
        return None if self.equal is None else 100 * self.equal

    @property
    def apart_percent(self) -> float | None:
        """`apart` in points of a hundred."""
        return None if self.apart is None else 100 * self.apart


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Of (first, second), each as a share of what the criterion can bring, 0 to 1."""
    rows = list(pairs)
    if not rows:
        return Agreement(0, None, None, None)
    equal = sum(first == second for first, second in rows) / len(rows)
    apart = sum(abs(first - second) for first, second in rows) / len(rows)
    return Agreement(len(rows), equal, apart, alpha(rows) if len(rows) >= LEAST else None)


def alpha(pairs: Sequence[Pair]) -> float | None:
    """Krippendorff's alpha, two coders, no value missing, squared distance (interval scale); None where no value differs.

    1 - observed / expected disagreement: observed the mean over the pairs, expected the mean over all ordered pairs of
    the 2n values (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
    """
    values = [value for pair in pairs for value in pair]
    count = len(values)
    mean = sum(values) / count
    spread = sum((value - mean) ** 2 for value in values)  # the sum over all ordered pairs is 2 * count * spread
    expected = 2 * count * spread / (count * (count - 1))
    observed = sum((first - second) ** 2 for first, second in pairs) / len(pairs)
    return None if spread == 0 else 1 - observed / expected
