"""Counts with their shares in per cent, said without those that are nothing; shares of one whole make 100 together."""

from collections.abc import Sequence
from decimal import Decimal

from reports.drafting.figures import Figures

__all__ = ["Counted", "levels_said", "shares"]

Counted = tuple[str, str, int, str]  # name of the figure, words before it, the count, what it counts
_TENTHS = 1000  # of a hundred per cent


def shares(counts: Sequence[int]) -> list[Decimal]:
    """Per cent to one place that add up to 100 exactly (largest remainder); all 0 where there is nothing.

    >>> shares([1, 1, 1])
    [Decimal('33.4'), Decimal('33.3'), Decimal('33.3')]
    """
    total = sum(counts)
    if not total:
        return [Decimal(0)] * len(counts)
    whole = [count * _TENTHS // total for count in counts]
    rests = sorted(range(len(counts)), key=lambda place: (-(counts[place] * _TENTHS % total), place))
    for place in rests[: _TENTHS - sum(whole)]:
        whole[place] += 1
    return [Decimal(tenths) / 10 for tenths in whole]


def levels_said(rows: Sequence[Counted], figures: Figures) -> str:
    """`hoàn thành {a} nhiệm vụ ({b}%), đang thực hiện …`; every figure is kept, those that are 0 are not said."""
    said = []
    for (name, words, count, what), share in zip(rows, shares([row[2] for row in rows]), strict=True):
        put = figures.put(name, count, what)
        part = figures.put(f"{name}_ty_le", share, f"Tỷ lệ: {what[:1].lower()}{what[1:]}", unit="%")
        if count:
            said.append(f"{words} {put} nhiệm vụ ({part}%)")
    return ", ".join(said)
