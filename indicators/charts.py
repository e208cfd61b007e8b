"""Figures -> coordinates of the drawings on the PAPI pages; all lengths are ready-made SVG attribute strings."""

from dataclasses import dataclass
from decimal import Decimal

from .scores import Part, Point

STEP = 2  # points between grid lines
LINE = 16  # least distance between two names at the lines' ends
MARGIN = {"left": 36, "right": 112, "top": 18, "bottom": 46}
NARROW_MARGIN = {"left": 30, "right": 14, "top": 18, "bottom": 46}


@dataclass(frozen=True)
class Mark:
    """One year's mark of a series, with the label above or below it."""

    x: str
    y: str
    value: Decimal
    label_y: str
    triangle: str


@dataclass(frozen=True)
class Series:
    """Marks, and the line pieces between years that can be compared."""

    marks: list[Mark]
    lines: list[str]


class TrendChart:
    """Composite of own province, median and best over some years, with breaks; `narrow` is the phone's drawing."""

    def __init__(self, points: list[Point], *, narrow: bool = False) -> None:
        self.points, self.narrow = points, narrow
        self.width, self.height = (340, 270) if narrow else (700, 290)
        self.margin = NARROW_MARGIN if narrow else MARGIN
        known = [v for p in points for v in (p.value, p.median, p.best) if v is not None] or [Decimal(0), Decimal(1)]
        self.low, self.high = int(min(known)) // STEP * STEP, -(-int(max(known) + 1) // STEP) * STEP
        self.own, self.median, self.best = (self._series(name) for name in ("value", "median", "best"))

    @property
    def grid(self) -> list[tuple[str, int, str]]:
        """(y, label, right end) of each grid line."""
        right = _length(self.width - self.margin["right"] + 10)
        return [(_length(self._y(v)), v, right) for v in range(self.low, self.high + 1, STEP)]

    @property
    def years(self) -> list[dict[str, str]]:
        """(x, year label, rank label) under the chart."""
        below = self.height - self.margin["bottom"] + 20
        return [
            {
                "x": _length(self._x(place)),
                "y": _length(below),
                "rank_y": _length(below + 16),
                "label": f"’{point.year % 100:02d}" if self.narrow else str(point.year),
                "rank": f"{point.rank}/{point.n_ranked}" if point.rank else "–",
            }
            for place, point in enumerate(self.points)
        ]

    @property
    def breaks(self) -> list[str]:
        """x of the upright lines between years that cannot be compared."""
        half = self._step / 2
        places = [place for place, point in enumerate(self.points) if place and not point.comparable]
        return [_length(self._x(place) - half) for place in places]

    @property
    def ends(self) -> list[tuple[str, str, str, Decimal]]:
        """Names at the lines' ends, moved apart where they would overlap: (series, x, y, last value)."""
        named = [
            (name, getattr(self, name).marks[-1]) for name in ("best", "own", "median") if getattr(self, name).marks
        ]
        placed, lowest = [], float("-inf")
        for name, mark in sorted(named, key=lambda pair: float(pair[1].y)):
            lowest = max(float(mark.y), lowest + LINE)
            placed.append((name, _length(float(mark.x) + 12), _length(lowest), mark.value))
        return placed

    @property
    def floor(self) -> str:
        return _length(self._y(self.low))

    @property
    def ceiling(self) -> str:
        return _length(self._y(self.high))

    @property
    def _step(self) -> float:
        inner = self.width - self.margin["left"] - self.margin["right"] - 30
        return inner / max(len(self.points) - 1, 1)

    def _x(self, place: int) -> float:
        return self.margin["left"] + 15 + place * self._step

    def _y(self, value) -> float:
        inner = self.height - self.margin["top"] - self.margin["bottom"]
        return self.margin["top"] + inner * (1 - float(value - self.low) / (self.high - self.low))

    def _series(self, name: str) -> Series:
        marks: list[Mark] = []
        pieces: list[list[str]] = [[]]
        for place, point in enumerate(self.points):
            value = getattr(point, name)
            if value is None or not point.comparable:
                pieces.append([])
            if value is not None:
                mark = self._mark(place, value, above=name != "value" or value >= (point.median or value))
                marks.append(mark)
                pieces[-1].append(f"{mark.x},{mark.y}")
        lines = [" ".join(piece) for piece in pieces if len(piece) > 1]
        return Series(marks, lines)

    def _mark(self, place: int, value: Decimal, *, above: bool) -> Mark:
        x, y = self._x(place), self._y(value)
        triangle = f"{_length(x)},{_length(y - 6)} {_length(x - 6)},{_length(y + 5)} {_length(x + 6)},{_length(y + 5)}"
        return Mark(_length(x), _length(y), value, _length(y - 10 if above else y + 20), triangle)


@dataclass(frozen=True)
class Range:
    """A bar's percentages: own value and median (and best) between the ends of a scale; None where there is none."""

    own: str | None
    median: str | None
    best: str | None

    @classmethod
    def between(cls, part: Part, low: Decimal | None, high: Decimal | None) -> "Range":
        if low is None or high is None:
            return cls(None, None, None)

        def place(value: Decimal | None) -> str | None:
            return f"{float((value - low) / (high - low) * 100):.2f}%" if value is not None and high > low else None

        return cls(place(part.value), place(part.median), place(part.best))


def spark(part: Part, width: int = 60, height: int = 22) -> str:
    """Points of a line over the part's recent years, scaled to their own span; "" for fewer than two."""
    known = [(year, value) for year, value in part.recent if value is not None]
    if len(known) < 2 or len(known) != len(part.recent):
        return ""
    values = [value for _, value in known]
    span = max(values) - min(values) or Decimal(1)
    step = width / (len(known) - 1)
    return " ".join(
        f"{_length(4 + place * step)},{_length(height - 4 - float((value - min(values)) / span) * (height - 8))}"
        for place, value in enumerate(values)
    )


def _length(value: float) -> str:
    return f"{value:.1f}"
