"""What came, what came in time, what is missing: for every unit and period, from this one place in the code.

Dashboard, reports and reminders all count with these conditions, so that a figure on a page, in a paper and in a letter
is the same figure. `today` (or an as-of date) is always an argument.

Rules:
- as of a past day everything is what it was then (`plans.counting.as_of`): state, level, arrival;
- expected: one entry per task and period, made when the period opens, so expected is a count of rows: those that
  came, and those still owed on that day (`plans.counting.owed`);
- received: handed to the office above (or signed off at the top) by the as-of date, and not sent back since;
- late: first handed in after the entry's own due date, which knows the exceptions of the period;
- không phát sinh is an answer: such an entry is received; an owed entry nobody handed in is missing;
- released: work that ended (plan, task, unit) before it was handed in is neither expected nor missing; a unit that owes
  nothing any more and left some of it unanswered stands apart from those that sent;
- overdue is said of the work: by the task's own deadline and the level after appraisal, whatever was sent when.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Count, DateField, ExpressionWrapper, F, Func, Max, Min, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from plans.counting.as_of import NOW, columns, deadline, end_of, standing
from plans.counting.owed import left_open, owed
from plans.counting.terms import Terms
from plans.models import Progress

__all__ = [
    "LATE",
    "SENDING",
    "LocalDate",
    "Sending",
    "came_of",
    "end_of",
    "expected",
    "has_level",
    "late",
    "merged",
    "nothing_arose",
    "overdue",
    "received",
    "sendings",
    "tally",
]

SENDING = (
    "on_time",
    "sent_late",
    "nothing",
    "partly",
    "unsent",
)  # codes of units.statuses; together they are all expected units


class LocalDate(Func):
    """The date of a moment in Viet Nam, worked out by the database itself.

    Viet Nam has kept UTC+7 without summer time since 1975; SQLite's own date() is some twenty times faster than the
    Python function Django installs for TruncDate, which matters on thousands of rows.
    """

    output_field = DateField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="date(%(expressions)s, '+7 hours')", **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        template = "(%(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
        return super().as_sql(compiler, connection, template=template, **more)


def late(of: str = NOW) -> Q:
    """Entries first handed in after their own due date; `of`, here and below: `as_of.THEN` for the columns of a past day."""
    return Q(GreaterThan(LocalDate("handed_in_at"), F(f"{of}due")))


LATE = late()


def received(today: date, of: str = NOW) -> Q:
    """Entries that have come by the end of `today`."""
    return Q(**{f"{of}state__in": Progress.RECEIVED}, handed_in_at__lt=end_of(today))


def expected(today: date, of: str = NOW) -> Q:
    """Entries that count on `today`: those that have come, and those still owed."""
    return received(today, of) | owed(today, of)


def came_of(entries: QuerySet[Progress], day: date) -> tuple[int, int]:
    """(how many of `entries` had come by the end of `day`, how many counted on it), as they stood then."""
    of = columns(day)
    came = Count("pk", filter=received(day, of))
    found = standing(entries, day).filter(expected(day, of)).aggregate(came=came, expected=Count("pk"))
    return found["came"], found["expected"]


def has_level(level: str, of: str = NOW) -> Q:
    """Entries at `level` after appraisal."""
    appraised = f"{of}appraised_level"
    return Q(**{appraised: level}) | Q(**{appraised: "", f"{of}level": level})


def nothing_arose(of: str = NOW) -> Q:
    """Entries that say "Không phát sinh" after appraisal."""
    return has_level(Progress.Level.NONE, of)


def overdue(today: date, of: str = NOW) -> Q:
    """Work overdue, which is not a late report: the task's own deadline is over, and it is neither done nor needless."""
    settled = has_level(Progress.Level.DONE, of) | nothing_arose(of)
    return Q(**{f"{deadline(of)}__lt": today}) & ~settled


@dataclass(frozen=True)
class Sending:
    """How one unit answers in one period (or several together): counts of entries, the due date, the last arrival.

    `released`: neither come nor owed any more, so not expected (`plans.counting.owed.left_open`); `owed`: entries still
    owed on the day, come or not, counted only beside some that were released, because only `state` of those asks.
    """

    unit_id: int
    path: str
    expected: int
    received: int
    late: int
    nothing: int
    due: date
    last_at: datetime | None = None
    owed: int = field(default=0, compare=False)
    released: int = 0
    open_due: date | None = None  # the first date of what is missing; None when nothing is

    @property
    def on_time(self) -> int:
        return self.received - self.late

    @property
    def missing(self) -> int:
        return self.expected - self.received

    @property
    def state(self) -> str:
        """One of SENDING: Chưa gửi while nothing has come, Chưa gửi đủ while a part is missing; Không phát sinh only when
        nothing arose anywhere.

        Or "released", which counts among none of them: nothing is owed any more, and not all had come before that.
        """
        if self.missing:
            return "partly" if self.received else "unsent"
        if self.released and not self.owed:
            return "released"
        if self.nothing == self.expected:
            return "nothing"
        return "sent_late" if self.late else "on_time"

    def is_overdue(self, today: date) -> bool:
        """Something is missing although its own due date, which knows the unit's exception, has passed."""
        return bool(self.missing) and self.owed_by < today

    @property
    def owed_by(self) -> date:
        """The due date to show: that of what is missing, else that of the whole."""
        return self.open_due or self.due


def sendings(
    entries: QuerySet[Progress], *, today: date, terms: Terms | None = None
) -> dict[tuple[int, int], Sending]:
    """`{(unit id, period id): Sending}` of the Progress queryset `entries`; one query however many units.

    A past day is answered as it was then, from the trace; `terms` of it are read once more unless given. One more query
    where some unit was let off something.
    Units of which nothing has come and nothing is owed any more are left out.
    """
    of = columns(today)
    stood = standing(entries, today, terms).order_by()
    found: dict[tuple[int, int, str], list[Any]] = {}
    for unit, period, path, has_come, *counts in _come(stood, today, of).union(_absent(stood, today, of), all=True):
        found.setdefault((unit, period, path), [NOTHING, NOTHING])[not has_come] = counts
    let_off = any(absent[LET_OFF] for _, absent in found.values())
    answering = _answering(stood, today, of) if let_off else Counter()
    return {
        (unit, period): _sending(unit, path, came, absent, answering[unit, period, path])
        for (unit, period, path), (came, absent) in found.items()
        if came[0] or absent[0]
    }


# What is counted of the entries of a unit in a period: how many, late, nothing arose, let off, first due, last arrival.
LET_OFF, NOTHING = 3, (0, 0, 0, 0, None, None)


def _come(stood, today, of):
    """Of what has come: for most entries, and it need not be asked whether they are owed, which takes four joins."""
    rows = stood.filter(received(today, of)).annotate(has_come=Value(True)).values(*OF_UNIT)
    return rows.annotate(
        n=Count("pk"), late=Count("pk", filter=late(of)), nothing=Count("pk", filter=nothing_arose(of)),
        let_off=Value(0), first=Min(f"{of}due"), at=Max("handed_in_at"),
    ).values_list(*OF_UNIT, *COUNTS)  # fmt: skip


def _absent(stood, today, of):
    still = Q(is_owed=True)
    rows = stood.filter(~received(today, of)).annotate(has_come=Value(False)).values(*OF_UNIT)
    return rows.alias(is_owed=ExpressionWrapper(owed(today, of), output_field=BooleanField())).annotate(
        n=Count("pk", filter=still), late=Value(0), nothing=Value(0),
        let_off=Count("pk", filter=~still & left_open(today, of)), first=Min(f"{of}due", filter=still),
        at=Max("handed_in_at"),
    ).values_list(*OF_UNIT, *COUNTS)  # fmt: skip


OF_UNIT = ("unit_id", "period_id", "unit__path", "has_come")
COUNTS = ("n", "late", "nothing", "let_off", "first", "at")


def _answering(stood, today, of):
    """{(unit, period, path): how many entries are owed, come or not}, of all units: rows of several are merged."""
    counted = stood.filter(owed(today, of)).values("unit_id", "period_id", "unit__path").annotate(n=Count("pk"))
    return Counter({(row["unit_id"], row["period_id"], row["unit__path"]): row["n"] for row in counted})


def _sending(unit, path, came, absent, answering) -> Sending:
    n, late, nothing, _, first, at = came
    missing, *_, released, open_due, _ = absent
    due = min(day for day in (first, open_due) if day)
    return Sending(unit, path, n + missing, n, late, nothing, due, at, answering, released, open_due)


def merged(parts: Iterable[Sending], *, unit_id: int, path: str) -> Sending | None:
    """Several units as one row of the level above; None when there is nothing to merge."""
    parts = list(parts)
    if not parts:
        return None
    arrivals = [part.last_at for part in parts if part.last_at]
    expected, came, late, nothing = (_sum(parts, name) for name in ("expected", "received", "late", "nothing"))
    due, last = min(part.due for part in parts), max(arrivals, default=None)
    still = min((part.open_due for part in parts if part.open_due), default=None)
    owed, released = _sum(parts, "owed"), _sum(parts, "released")
    return Sending(unit_id, path, expected, came, late, nothing, due, last, owed, released, still)


def _sum(parts, name):
    return sum(getattr(part, name) for part in parts)


def tally(rows: Iterable[Sending]) -> dict[str, int]:
    """How many units stand in each state of SENDING; the five sum to the units expected, released ones left out."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in SENDING}
