"""Units whose date has passed while they owe something: whom the urging letter names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.counting import completeness
from plans.counting.owed import reminded_of
from plans.models import Period, Progress
from units.models import Unit


@dataclass(frozen=True)
class LateUnit:
    """A unit that owes something of a period: how many entries of how many, its own date, days past it."""

    unit: Unit
    missing: int
    expected: int
    due: date
    days: int

    @property
    def received(self) -> int:
        return self.expected - self.missing


def late_units(period: Period, today: date, units: Iterable[Unit] | None = None) -> list[LateUnit]:
    """Units that still owe something of `period` though their own date has passed, latest first; two queries.

    Of the entries the reminders ask for, so that nobody is urged in writing who is not reminded. `units`: only these
    (ids or a Unit queryset), e.g. those below the office that urges.
    """
    entries = Progress.objects.filter(reminded_of(today), period=period)
    entries = entries if units is None else entries.filter(unit__in=units)
    found = [row for row in completeness.sendings(entries, today=today).values() if row.is_overdue(today)]
    named = Unit.objects.in_bulk([row.unit_id for row in found])
    late = [
        LateUnit(named[row.unit_id], row.missing, row.expected, row.owed_by, (today - row.owed_by).days)
        for row in found
    ]
    return sorted(late, key=lambda row: (-row.days, row.unit.sort_key))
