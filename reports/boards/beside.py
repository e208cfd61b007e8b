"""What stands beside one unit's figures: its kind taken together, and the median of its neighbours; told of enough units."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from plans.models import Period
from reports.models import WHOLE, Tally
from units.models import Unit

FEWEST = 5  # other units with a figure that a group or a median is told from
DONE, IN_TIME, ON_TRACK = "done", "in_time", "on_track"
COLUMNS = ("dimension", "counted", "on_track", "done", "expected", "received", "late")
Span = tuple[date, date]


class Of(NamedTuple):
    """So many of so many: a share with what it is made of."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None


def share_of(figure: str, counted: int, on_track: int, done: int, expected: int, received: int, late: int) -> Of:
    """One figure of a row of Tally."""
    return {DONE: Of(done, counted), ON_TRACK: Of(on_track, counted), IN_TIME: Of(received - late, expected)}[figure]


def span_of(period: Period) -> Span:
    """First and last day."""
    return period.starts, period.ends


class Beside:
    """What the units beside say of one dimension in one span, by figure: told of enough of them only."""

    def __init__(self) -> None:
        self.others: dict[str, int] = {}  # how many neighbours have a share, the unit itself left out
        self.middles: dict[str, float] = {}  # the median of theirs
        self.groups: dict[str, float | None] = {}  # of the units of the same kind, the unit among them

    def middle(self, figure: str) -> float | None:
        return self.middles.get(figure) if self.others.get(figure, 0) >= FEWEST else None

    def group(self, figure: str) -> float | None:
        return self.groups.get(figure)

    def add_shares(self, figure: str, shares: Sequence[float]) -> None:
        self.others[figure] = len(shares)
        if shares:
            self.middles[figure] = median(shares)

    def add_group(self, figure: str, sums: Sequence[int], units: int) -> None:
        enough = units > FEWEST  # FEWEST others and the unit itself
        self.groups[figure] = share_of(figure, *sums).percent if enough else None


Found = dict[tuple[date, date, int], Beside]
SUMS = {f"{column}_sum": Sum(column) for column in COLUMNS[1:]}
UNITS = {"n_counted": Count("pk", filter=Q(counted__gt=0)), "n_expected": Count("pk", filter=Q(expected__gt=0))}


def _figures(number):
    return (ON_TRACK,) if number else (DONE, IN_TIME)


def units_beside(unit: Unit, periods: Sequence[Period]) -> Found:
    """{(first day, last day, dimension): what the units under the same superior say of it}; three queries, of provinces two.

    Added up and put in order by the database: beside a commune there are ten thousand rows.
    """
    found: Found = defaultdict(Beside)
    if unit.parent_id is None:
        _provinces(found, unit, periods)
        return found
    spans = {period.pk: span_of(period) for period in periods}
    rows = Tally.objects.filter(period__in=list(spans), unit__in=_siblings(unit)).order_by()
    of_kind = rows.filter(unit__kind=unit.kind).values("period_id", "dimension").annotate(**SUMS, **UNITS)
    for period, number, *sums, counted, expected in of_kind.values_list("period_id", "dimension", *SUMS, *UNITS):
        for figure in _figures(number):
            about = found[(*spans[period], number)]
            about.add_group(figure, sums, expected if figure == IN_TIME else counted)
    _whole(found, rows.exclude(unit=unit), spans)
    _dimensions(found, rows.exclude(unit=unit), spans)
    return found


def _siblings(unit):
    rows = Unit.objects.filter(parent=unit.parent_id).exclude(kind=Unit.Kind.DEPARTMENT).order_by()
    return rows.values("pk")


def _whole(found: Found, rows: QuerySet[Tally], spans):
    shares = defaultdict(list)
    for period, *counts in rows.filter(dimension=WHOLE).values_list("period_id", *COLUMNS[1:]):
        for figure in _figures(WHOLE):
            share = share_of(figure, *counts).percent
            if share is not None:
                shares[period, figure].append(share)
    for (period, figure), values in shares.items():
        found[(*spans[period], WHOLE)].add_shares(figure, values)


def _dimensions(found: Found, rows: QuerySet[Tally], spans):
    """The one or two shares in the middle of each dimension and period, and of how many."""
    apart = ["period_id", "dimension"]
    share = ExpressionWrapper(100.0 * F("on_track") / F("counted"), output_field=FloatField())
    ranked = rows.filter(dimension__gt=WHOLE, counted__gt=0).annotate(
        share=share,
        twice=2 * Window(RowNumber(), order_by="share", partition_by=apart),
        n=Window(Count("pk"), partition_by=apart),
    )
    middle = ranked.filter(twice__gte=F("n"), twice__lte=F("n") + 2)
    shares, units = defaultdict(list), {}
    for period, number, value, n in middle.values_list("period_id", "dimension", "share", "n"):
        shares[period, number].append(value)
        units[period, number] = n
    for (period, number), values in shares.items():
        about = found[(*spans[period], number)]
        about.add_shares(ON_TRACK, values)
        about.others[ON_TRACK] = units[period, number]


def _provinces(found: Found, unit, periods: Sequence[Period]):
    """Who has nobody above keeps a calendar of its own: the spans are the same, the periods are not."""
    ends, starts = {period.ends for period in periods}, {period.starts for period in periods}
    wanted = {span_of(period) for period in periods}
    beside = Tally.objects.filter(unit__in=_siblings(unit), period__ends__in=ends, period__starts__in=starts)
    shares, sums, seen = defaultdict(list), defaultdict(list), set()
    columns = ("unit_id", "unit__kind", "period__starts", "period__ends", *COLUMNS)
    for pk, kind, first, last, number, *counts in beside.order_by("pk").values_list(*columns):
        place = first, last, number
        if (first, last) not in wanted or (pk, place) in seen:
            continue
        seen.add((pk, place))
        for figure in _figures(number):
            share = share_of(figure, *counts)
            if pk != unit.pk and share.whole:
                shares[place, figure].append(100 * share.part / share.whole)
            if kind == unit.kind:
                sums[place, figure].append(share)
    for (place, figure), values in shares.items():
        found[place].add_shares(figure, values)
    for (place, figure), group in sums.items():
        whole = Of(sum(one.part for one in group), sum(one.whole for one in group))
        enough = len([one for one in group if one.whole]) > FEWEST
        found[place].groups[figure] = whole.percent if enough else None
