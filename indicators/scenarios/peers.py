"""Peers of a province: those most alike by their points, or a set that a paper names; the best of them in each part."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from math import sqrt

__all__ = ["LIKE", "Table", "best_of", "most_alike"]

LIKE = 8  # peers by likeness
Table = Mapping[str, Mapping[int, Decimal | None]]  # sub-dimension code -> province -> points


def most_alike(province: int, table: Table, spans: Mapping[str, Decimal], n: int = LIKE) -> list[int]:
    """The `n` provinces whose points lie nearest, nearest first: root of the mean square of differences, each as a share
    of its sub-dimension's span of points. Only provinces with every part; none for one that lacks a part."""
    distances = {
        other: _distance(province, other, table, spans)
        for other in {key for values in table.values() for key in values} - {province}
    }
    known = sorted((far, other) for other, far in distances.items() if far is not None)
    return [other for _, other in known[:n]]


def _distance(one, other, table, spans):
    squares = []
    for code, values in table.items():
        mine, theirs = values.get(one), values.get(other)
        if mine is None or theirs is None:
            return None
        squares.append((float(mine - theirs) / float(spans.get(code, 1))) ** 2)
    return sqrt(sum(squares) / len(squares)) if squares else None


def best_of(peers: Collection[int], table: Table) -> dict[str, tuple[int, Decimal]]:
    """{code: (peer with the most points, its points)}; nothing for a part that no peer has."""
    found = {}
    for code, values in table.items():
        known = [(value, key) for key in peers if (value := values.get(key)) is not None]
        if known:
            value, key = max(known, key=lambda pair: (pair[0], -pair[1]))
            found[code] = (key, value)
    return found
