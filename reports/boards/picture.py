"""Toàn cảnh: the provinces of the nation, or the units directly below one, in one span of time: what came, how far it is,
and who has no plan, no account, no entry.

Each row is that unit's own board in its own period of the span, whichever calendar that is; so every figure opens the rows
of that board. Who lacks something is asked of the units directly below a row, of itself where nothing is below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from plans.models import Period, Plan
from plans.permissions import visible_units
from reports.models import WHOLE, Tally
from units.models import Post, Unit, User

__all__ = [
    "LACKS",
    "MEASURES",
    "Lacking",
    "Picture",
    "Row",
    "Span",
    "children_of",
    "lacking_units",
    "picture",
    "spans",
]

MEASURES = {"on_track": "Đúng tiến độ", "done": "Hoàn thành", "in_time": "Gửi đúng hạn"}
LACKS = {"plan": "chưa có kế hoạch", "account": "chưa có tài khoản", "entries": "chưa có nhiệm vụ trong kỳ"}
HEAT = (30, 50, 70, 90)
SHARES = {"on_track": ("on_track", "counted"), "done": ("done", "counted")}


class Span(NamedTuple):
    """From one day to another, as most calendars call it."""

    starts: date
    ends: date
    name: str

    @property
    def key(self) -> str:
        return f"{self.starts:%Y%m%d}-{self.ends:%Y%m%d}"


@dataclass(frozen=True)
class Lacking:
    """Of `units` units below a row (or itself): keys of those without a plan, an account, an entry."""

    units: frozenset[int] = frozenset()
    plan: frozenset[int] = frozenset()
    account: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Row:
    """One unit: its board's figures (None: it owes nothing in the span), who lacks what, whether something is below it."""

    unit: Unit
    tally: Tally | None
    lacking: Lacking
    has_below: bool

    def percent(self, measure: str) -> float | None:
        return percent(self.tally, measure)

    @property
    def shares(self) -> list[tuple[str, float | None]]:
        return [(measure, self.percent(measure)) for measure in MEASURES]


def percent(tally: Tally | None, measure: str) -> float | None:
    """A share of a tally, 0–100; None without anything to count."""
    if tally is None:
        return None
    if measure == "in_time":
        return 100 * (tally.received - tally.late) / tally.expected if tally.expected else None
    return 100 * getattr(tally, measure) / tally.counted if tally.counted else None


def heat(share: float | None) -> int:
    """Step of the heat map: 5 from 90 %, … 1 below 30, 0 without a figure."""
    return 0 if share is None else 1 + sum(share >= bound for bound in HEAT)


SUMS = ("counted", "on_track", "done", "expected", "received", "late", "nothing", "overdue", "unproved")


@dataclass(frozen=True)
class Picture:
    """Rows, lowest share first, and all of them together; `hidden` units she may not look at."""

    span: Span | None
    measure: str
    rows: tuple[Row, ...]
    hidden: tuple[Unit, ...] = ()
    whole: Tally = field(default_factory=Tally)
    at: datetime | None = None

    def lack(self, name: str) -> int:
        return sum(len(getattr(row.lacking, name)) for row in self.rows)

    @property
    def lacks(self) -> list[tuple[str, str, int]]:
        return [(name, said, self.lack(name)) for name, said in LACKS.items()]

    @property
    def units(self) -> int:
        return self.lack("units")

    @property
    def shares(self) -> list[tuple[str, str, float | None]]:
        return [(measure, said, percent(self.whole, measure)) for measure, said in MEASURES.items()]


def children_of(unit: Unit | None, day: date) -> list[Unit]:
    """The rows: units directly below `unit` on the day, itself where there are none; the provinces for None."""
    if unit is None:
        return list(Unit.objects.administrative().filter(parent=None).on(day).order_by("sort_key"))
    return list(Unit.objects.filter(parent=unit).on(day).order_by("sort_key")) or [unit]


def spans(unit: Unit | None) -> list[Span]:
    """Spans of time the unit or its rows have figures of, newest first; one query."""
    rows_of = Q(unit__parent=unit) | Q(unit=unit) if unit else Q(unit__parent=None)
    of = Tally.objects.filter(rows_of, dimension=WHOLE)
    rows = Period.objects.filter(pk__in=of.values("period")).order_by("-ends", "-starts")
    return [Span(*row) for row in rows.values_list("starts", "ends").annotate(called=Max("name"))]


def picture(unit: Unit | None, span: Span | None, measure: str, user: User) -> Picture:
    """The Picture of what `user` may look at below `unit` (None: the nation); seven queries at any size."""
    day = min(span.ends, timezone.localdate()) if span else timezone.localdate()
    every = children_of(unit, day)
    seen = visible_units(user, every)
    tallies = _tallies(seen, span)
    below = _below(unit, seen, day)
    lacking = _lacking(seen, below, span, day)
    rows = [Row(one, tallies.get(one.pk), lacking[one.pk], bool(below[one.pk])) for one in seen]
    rows.sort(key=lambda row: (row.percent(measure) is None, row.percent(measure) or 0, row.unit.sort_key))
    known = [row.tally for row in rows if row.tally]
    whole = Tally(**{name: sum(getattr(one, name) for one in known) for name in SUMS})
    at = _tallied_at(known)
    hidden = tuple(one for one in every if one not in seen)
    return Picture(span, measure, tuple(rows), hidden, whole, at)


def _tallied_at(known):
    return min((one.period.tallied.at for one in known), default=None)


def _tallies(seen, span):
    """{unit key: its figures}; of two calendars with the same span the one with more entries."""
    if span is None:
        return {}
    keys = [unit.pk for unit in seen]
    rows = Tally.objects.filter(unit__in=keys, dimension=WHOLE, period__starts=span.starts, period__ends=span.ends)
    return {row.unit_id: row for row in rows.select_related("period__tallied").order_by("expected")}


def _below(unit, seen, day) -> dict[int, list[int]]:
    """{row: keys of the units directly below it}."""
    found: dict[int, list[int]] = defaultdict(list)
    if seen == [unit]:
        return found
    pairs = (
        Unit.objects.filter(parent__in=[one.pk for one in seen]).on(day).exclude(kind=Unit.Kind.DEPARTMENT).order_by()
    )
    for pk, parent in pairs.values_list("pk", "parent_id"):
        found[parent].append(pk)
    return found


def _lacking(seen: Sequence[Unit], below, span, day) -> dict[int, Lacking]:
    have = {name: rows_of(_of_all(seen)) for name, rows_of in _having(span, day).items()}
    sets = {name: set(keys) for name, keys in have.items()}
    found = {}
    for unit in seen:
        units = frozenset(below[unit.pk] or [unit.pk])
        found[unit.pk] = Lacking(units, **{name: frozenset(units - keys) for name, keys in sets.items()})
    return found


def _of_all(seen):
    """The condition on what points to a unit: the rows themselves or what is directly below them."""
    keys = [unit.pk for unit in seen]
    return lambda prefix: Q(**{f"{prefix}__in": keys}) | Q(**{f"{prefix}__parent__in": keys})


def _having(span: Span | None, day: date):
    """{what may be lacking: from a condition to the keys of units that have it}."""
    first, last = (span.starts.year, span.ends.year) if span else (day.year, day.year)

    def plans(of):
        rows = Plan.objects.in_force().filter(of("unit"), year_from__lte=last, year_to__gte=first)
        return rows.order_by().values_list("unit_id", flat=True)

    def accounts(of):
        posts: QuerySet = Post.objects.in_force(timezone.localdate()).filter(of("agency__unit"), user__is_active=True)
        return posts.order_by().values_list("agency__unit_id", flat=True).distinct()

    def entries(of) -> Iterable[int]:
        if span is None:
            return []
        rows = Tally.objects.filter(of("unit"), dimension=WHOLE, period__starts=span.starts, period__ends=span.ends)
        return rows.order_by().values_list("unit_id", flat=True)

    return {"plan": plans, "account": accounts, "entries": entries}


def lacking_units(made: Picture, name: str, of: int | None = None) -> QuerySet[Unit]:
    """The units a figure about lacking counts: all, or those of the row `of`."""
    rows = [row for row in made.rows if of is None or row.unit.pk == of]
    keys = {pk for row in rows for pk in getattr(row.lacking, name)}
    return Unit.objects.filter(pk__in=keys).select_related("parent").order_by("parent__sort_key", "sort_key")
