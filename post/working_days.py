"""Working days of Viet Nam: the public holidays of the PyPI package as seed, the table of overrides on top.

    load            the calendar with today's overrides, one query; take it once and hand it down
    Calendar        is_working_day, on_or_before, on_or_after, add, between; pure, so a test builds its own

The package knows the holidays by rule and the swapped days it has heard of; what an official notice says otherwise
(02/01/2026 and 10/01/2026, for instance) stands in DayOverride, which the administrator edits.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from post.models import DayOverride

__all__ = ["Calendar", "holidays_of", "load"]

ONE_DAY = timedelta(days=1)


@cache
def holidays_of(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """({day off: its name}, days of a weekend that are worked) of `year`, as the package knows them."""
    from holidays.countries.vietnam import Vietnam  # takes a second to import, and few processes ever ask

    known = Vietnam(years=[year], language="vi")
    return dict(known), frozenset(day for day in known.weekend_workdays if day.year == year)


@dataclass(frozen=True)
class Calendar:
    """The working days; `overrides`: {day: (is worked, why)} wins over the package."""

    overrides: dict[date, tuple[bool, str]] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day][0]
        off, worked = holidays_of(day.year)
        return day not in off and (day.weekday() < 5 or day in worked)

    def why_off(self, day: date) -> str:
        """The reason in words why nobody works on `day`; empty for a working day."""
        if self.is_working_day(day):
            return ""
        if day in self.overrides:
            return self.overrides[day][1]
        return holidays_of(day.year)[0].get(day) or ("Thứ Bảy" if day.weekday() == 5 else "Chủ nhật")

    def on_or_before(self, day: date) -> date:
        """`day` itself when it is worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """`day` itself when it is worked, else the next working day."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after `day` (before it for a negative count); 0 gives `day` itself."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 when `end` is not later."""
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


def load() -> Calendar:
    """The calendar as it stands now; the table holds a handful of rows, so nothing is kept that could grow stale."""
    rows = DayOverride.objects.values_list("day", "working", "name")
    return Calendar({day: (working, name) for day, working, name in rows})
