"""Diễn biến: the rolled-up figures of one unit over its periods, beside those of its kind and the median of its neighbours.

A point is what the unit's board says of the period, so each opens the rows of that board. The group: the units of the same
kind under the same superior, their entries taken together, the unit among them. The median: of the shares of the other units
under the same superior, told from FEWEST of them on, so that nobody's own figure can be read out of it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from plans.models import Figure, Period, Progress
from reports.boards.beside import (
    COLUMNS,
    DONE,
    FEWEST,
    IN_TIME,
    ON_TRACK,
    Beside,
    Found,
    Of,
    share_of,
    span_of,
    units_beside,
)
from reports.models import WHOLE, Tally
from units.models import Unit
from units.statuses import DIMENSION_NAMES

__all__ = ["FEWEST", "Indicator", "Spot", "Strand", "Trend", "indicators", "trend"]

MOST = 12  # periods shown at first


@dataclass(frozen=True)
class Spot:
    """One period of a strand: the unit's own share, that of its group and the median of its neighbours (None: not told)."""

    period: Period
    own: Of
    group: float | None = None
    middle: float | None = None


@dataclass(frozen=True)
class Strand:
    """One figure over the periods, oldest first: `figure` names the rows behind each spot, `number` the dimension."""

    title: str
    figure: str
    spots: tuple[Spot, ...]
    number: int | None = None

    @property
    def change(self) -> float | None:
        """Points from the last period but one to the last."""
        known = [spot.own.percent for spot in self.spots[-2:]]
        return None if len(known) < 2 or None in known else known[1] - known[0]  # type: ignore[operator]

    @property
    def now(self) -> Spot:
        return self.spots[-1]


@dataclass(frozen=True)
class Trend:
    """Everything the page draws: completion, timeliness, and one strand a dimension; when it was counted."""

    unit: Unit
    periods: tuple[Period, ...]
    main: tuple[Strand, ...]
    dimensions: tuple[Strand, ...]
    others: int  # how many units the median is of, in the last period
    at: datetime | None

    @property
    def strands(self) -> tuple[Strand, ...]:
        return self.main + self.dimensions


# title, name of the rows, (part, whole) of a row of Tally
MAIN = ((DONE, "Hoàn thành", "share"), (IN_TIME, "Gửi đúng hạn", "came_in_time"))


def kinds_of(unit: Unit) -> list[str]:
    """Kinds of periods the unit has figures of, that of the newest first; one query."""
    rows = Period.objects.filter(pk__in=Tally.objects.filter(unit=unit, dimension=WHOLE).values("period"))
    return list(dict.fromkeys(rows.order_by("-ends", "-starts").values_list("kind", flat=True)))


def trend(unit: Unit, kind: str, most: int = MOST, *, alone: bool = False) -> Trend:
    """The Trend of `unit` over its last `most` periods of one `kind`, oldest first; `alone`: without who is beside it.

    Five queries at most, `alone` one.
    """
    own = Tally.objects.filter(unit=unit, period__kind=kind).select_related("period__tallied", "period__plan")
    rows = list(own.order_by("-period__ends", "-period__starts", "dimension"))
    spans = sorted({(row.period.ends, row.period.starts) for row in rows})[-most:]
    of_span = {(ends, starts): _of_span(rows, ends, starts) for ends, starts in spans}
    periods = tuple(found[WHOLE].period for found in of_span.values())
    beside: Found = {} if alone else units_beside(unit, periods)
    main = tuple(_strand(of_span, beside, figure, title, name, WHOLE) for figure, title, name in MAIN)
    numbers = [n for n in DIMENSION_NAMES if any(n in found for found in of_span.values())]
    by_number = tuple(_strand(of_span, beside, ON_TRACK, DIMENSION_NAMES[n], "share", n) for n in numbers)
    last = beside.get((*span_of(periods[-1]), WHOLE), Beside()) if periods else Beside()
    at = min((period.tallied.at for period in periods), default=None)
    return Trend(unit, periods, main, by_number, last.others.get(DONE, 0), at)


def _of_span(rows, ends, starts):
    """{dimension: Tally} of one span; of two calendars with the same span the one with more entries."""
    found = [row for row in rows if (row.period.ends, row.period.starts) == (ends, starts)]
    chosen = max((row for row in found if row.dimension == WHOLE), key=lambda row: row.expected).period_id
    return {row.dimension: row for row in found if row.period_id == chosen}


def _strand(of_span, beside, figure, title, name, number):
    spots = []
    for found in of_span.values():
        row, period = found.get(number), found[WHOLE].period
        about = beside.get((*span_of(period), number), Beside())
        own = share_of(figure, *(getattr(row, column) for column in COLUMNS[1:])) if row else Of(0, 0)
        spots.append(Spot(period, own, about.group(figure), about.middle(figure)))
    return Strand(title, name, tuple(spots), number or None)


# --- Chỉ tiêu -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Indicator:
    """A figure of one task of the unit over the periods: [(value, entry key)] or None where nothing came."""

    name: str
    task: str
    unit_of_measure: str
    target: Decimal | None
    values: tuple[tuple[Decimal, int] | None, ...]

    @property
    def numbers(self) -> tuple[float | None, ...]:
        return tuple(float(found[0]) if found else None for found in self.values)


MEASURED = ("measure_id", "measure__name", "measure__task__code", "measure__unit_of_measure", "measure__target",
            "entry__period_id", "value", "entry_id")  # fmt: skip


def indicators(unit: Unit, periods: Sequence[Period]) -> list[Indicator]:
    """What the unit itself entered for each figure of its tasks, in the order of its plan; received entries; one query."""
    rows = Figure.objects.filter(
        entry__unit=unit, entry__period__in=[period.pk for period in periods], entry__state__in=Progress.RECEIVED
    ).order_by("measure__task__plan", "measure__task__position", "measure__position", "measure_id")
    found: dict[tuple, dict[int, tuple[Decimal, int]]] = defaultdict(dict)
    for *about, period, value, entry in rows.values_list(*MEASURED):
        found[tuple(about)][period] = (value, entry)
    return [
        Indicator(name, code, of, target, tuple(values.get(period.pk) for period in periods))
        for (_, name, code, of, target), values in found.items()
    ]
