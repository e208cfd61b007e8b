"""What came, what came in time, what is missing: for every unit and period, from this one place in the code.

Dashboard, reports and reminders all count with these conditions, so that a figure on a page, in a paper and in a letter
is the same figure. `today` (or an as-of date) is always an argument.

Rules:
- expected: one entry per task and period, made when the period opens, so expected is a count of rows;
- received: handed to the office above (or signed off at the top) by the as-of date, and not sent back since;
- late: first handed in after the entry's own due date, which knows the exceptions of the period;
- không phát sinh is an answer: such an entry is received; an entry nobody handed in is missing;
- overdue is said of the work: by the task's own deadline and the level after appraisal, whatever was sent when.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, DateField, F, Func, Max, Min, Q, QuerySet
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from plans.models import Progress

__all__ = [
    "LATE",
    "SENDING",
    "LocalDate",
    "Sending",
    "end_of",
    "has_level",
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


LATE = Q(GreaterThan(LocalDate("handed_in_at"), F("due")))


def end_of(day: date) -> datetime:
    """The first moment after `day`, local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def received(today: date) -> Q:
    """Entries that have come by the end of `today`."""
    return Q(state__in=Progress.RECEIVED, handed_in_at__lt=end_of(today))


def has_level(level: str) -> Q:
    """Entries at `level` after appraisal."""
    return Q(appraised_level=level) | Q(appraised_level="", level=level)


def nothing_arose() -> Q:
    """Entries that say "Không phát sinh" after appraisal."""
    return has_level(Progress.Level.NONE)


def overdue(today: date) -> Q:
    """Work overdue, which is not a late report: the task's own deadline is over, and it is neither done nor needless."""
    settled = has_level(Progress.Level.DONE) | nothing_arose()
    return Q(task__deadline__lt=today) & ~settled


@dataclass(frozen=True)
class Sending:
    """How one unit answers in one period (or several together): counts of entries, the due date, the last arrival."""

    unit_id: int
    path: str
    expected: int
    received: int
    late: int
    nothing: int
    due: date
    last_at: datetime | None = None

    @property
    def on_time(self) -> int:
        return self.received - self.late

    @property
    def missing(self) -> int:
        return self.expected - self.received

    @property
    def state(self) -> str:
        """One of SENDING: Chưa gửi while anything is missing; Không phát sinh only when nothing arose anywhere."""
        if self.missing:
            return "unsent"
        if self.nothing == self.expected:
            return "nothing"
        return "sent_late" if self.late else "on_time"

    def is_overdue(self, today: date) -> bool:
        """Something is missing although the unit's own due date has passed."""
        return bool(self.missing) and self.due < today


def sendings(entries: QuerySet[Progress], *, today: date) -> dict[tuple[int, int], Sending]:
    """`{(unit id, period id): Sending}` of the Progress queryset `entries`; one query however many units."""
    came = received(today)
    rows = (
        entries.order_by()
        .values("unit_id", "period_id", "unit__path")
        .annotate(
            expected=Count("pk"),
            came=Count("pk", filter=came),
            late=Count("pk", filter=came & LATE),
            nothing=Count("pk", filter=came & nothing_arose()),
            last_due=Min("due"),
            last_at=Max("handed_in_at", filter=came),
        )
    )
    return {(row["unit_id"], row["period_id"]): _sending(row) for row in rows}


def _sending(row) -> Sending:
    return Sending(
        row["unit_id"], row["unit__path"], row["expected"], row["came"], row["late"], row["nothing"], row["last_due"],
        row["last_at"],
    )  # fmt: skip


def merged(parts: Iterable[Sending], *, unit_id: int, path: str) -> Sending | None:
    """Several units as one row of the level above; None when there is nothing to merge."""
    parts = list(parts)
    if not parts:
        return None
    arrivals = [part.last_at for part in parts if part.last_at]
    sums = (sum(getattr(part, name) for part in parts) for name in ("expected", "received", "late", "nothing"))
    return Sending(unit_id, path, *sums, min(part.due for part in parts), max(arrivals, default=None))


def tally(rows: Iterable[Sending]) -> dict[str, int]:
    """How many units stand in each state of SENDING; the four sum to the units expected."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in SENDING}
