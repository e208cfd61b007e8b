"""Shares over periods -> coordinates of an SVG: lines that break where there is no figure, marks, names at the foot.

The same drawing stands on the page and, as vector, in the leader's briefing; it knows neither colours nor addresses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.boards.trend import Strand

__all__ = ["Chart", "Mark", "spark"]

LEFT, RIGHT, TOP, FOOT = 40, 18, 20, 34
GRID = (0, 25, 50, 75, 100)
SHORT = {
    "month": "T{m}",
    "quarter": "Q{q}",
    "half_year": "{m}th",
    "nine_months": "9th",
    "year": "Năm",
    "free": "{d}/{m}",
    "month_cut": "T{m}",
    "quarter_cut": "Q{q}",
    "half_cut": "{m}th",
    "nine_cut": "9th",
    "year_cut": "Năm",
}


@dataclass(frozen=True)
class Mark:
    """One point: where it stands, its share, and the place of its label above it (below when it would leave the drawing)."""

    x: str
    y: str
    percent: float
    label_y: str
    place: int


@dataclass(frozen=True)
class Drawn:
    """A series: its marks and the pieces of line between neighbouring periods that both have a figure."""

    marks: list[Mark]
    lines: list[str]


class Chart:
    """One strand in a frame of `width` × `height`, shares from 0 to 100."""

    def __init__(self, strand: Strand, *, width: int = 560, height: int = 220, small: bool = False) -> None:
        self.strand, self.width, self.height, self.small = strand, width, height, small
        self.left = 8 if small else LEFT
        self.foot, self.top = (18, 14) if small else (FOOT, TOP)
        self.own = self._series([spot.own.percent for spot in strand.spots])
        self.group = self._series([spot.group for spot in strand.spots])
        self.middle = self._series([spot.middle for spot in strand.spots])

    @property
    def grid(self) -> list[tuple[str, int]]:
        """(y, share) of each line across; of a small drawing the ends and the middle."""
        return [(_length(self._y(share)), share) for share in (GRID[::2] if self.small else GRID)]

    @property
    def right(self) -> str:
        return _length(self.width - RIGHT + 8)

    @property
    def names(self) -> list[dict[str, str]]:
        """The periods at the foot; the year under the first of each. A small drawing names its first and last."""
        last = len(self.strand.spots) - 1
        every = 1 + last // 13
        shown = {0, last} if self.small else set(range(0, last + 1, every))
        found, year = [], 0
        for place in sorted(shown):
            period = self.strand.spots[place].period
            text = f"{_short(period)}/{period.ends:%y}" if self.small else _short(period)
            under = str(period.ends.year) if not self.small and period.ends.year != year else ""
            found.append({"x": _length(self._x(place)), "text": text, "year": under, "anchor": self._anchor(place)})
            year = period.ends.year
        return found

    def _anchor(self, place):
        if not self.small or len(self.strand.spots) == 1:
            return "middle"
        return "end" if place else "start"

    @property
    def breaks(self) -> list[str]:
        """x of the upright lines where a new year begins."""
        years = [spot.period.ends.year for spot in self.strand.spots]
        return [
            _length(self._x(n + 1) - self._step / 2) for n, (one, next_) in enumerate(pairwise(years)) if one != next_
        ]

    @property
    def floor(self) -> str:
        return _length(self._y(0))

    @property
    def ceiling(self) -> str:
        return _length(self._y(100))

    @property
    def foot_y(self) -> str:
        return _length(self.height - self.foot + 14)

    @property
    def year_y(self) -> str:
        return _length(self.height - 4)

    @property
    def _step(self) -> float:
        return (self.width - self.left - RIGHT) / max(len(self.strand.spots) - 1, 1)

    def _x(self, place: int) -> float:
        if len(self.strand.spots) == 1:
            return (self.left + self.width - RIGHT) / 2
        return self.left + place * self._step

    def _y(self, share: float) -> float:
        return self.top + (self.height - self.top - self.foot) * (1 - share / 100)

    def _series(self, shares: Sequence[float | None]) -> Drawn:
        marks: list[Mark] = []
        pieces: list[list[str]] = [[]]
        for place, share in enumerate(shares):
            if share is None:
                pieces.append([])
                continue
            x, y = self._x(place), self._y(share)
            label = y + 18 if y < self.top + 14 else y - 9
            marks.append(Mark(_length(x), _length(y), share, _length(label), place))
            pieces[-1].append(f"{_length(x)},{_length(y)}")
        return Drawn(marks, [" ".join(piece) for piece in pieces if len(piece) > 1])


def _short(period) -> str:
    """`T3`, `Q2`, `6th`, `9th`, `Năm`: the period as the foot of a drawing has room for."""
    ends = period.ends
    return SHORT[period.kind].format(m=ends.month, q=(ends.month + 2) // 3, d=ends.day)


def spark(values: Sequence[float | None], width: int = 96, height: int = 24) -> list[str]:
    """Pieces of a small line over `values`, scaled to their own span; none for fewer than two numbers in a row."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return []
    low, span = min(known), (max(known) - min(known)) or 1
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            pieces.append([])
        else:
            x = 3 + place * (width - 6) / (len(values) - 1)
            pieces[-1].append(f"{_length(x)},{_length(height - 3 - (value - low) / span * (height - 6))}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]


def _length(value: float) -> str:
    return f"{value:.1f}"
