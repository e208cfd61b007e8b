"""How many of everything a set has, and what says that a row belongs to one."""

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["DEFAULT", "MARK", "NATION", "PREFIX", "PROVINCE", "Size", "months_before"]

MARK = "Bộ dữ liệu đo tốc độ"  # Plan.source_note: no plan of an office says so
PREFIX = "do."  # of every account of the set


@dataclass(frozen=True)
class Size:
    """At most so many provinces, communes in each (None: all there are), tasks a plan and months."""

    provinces: int | None
    communes: int | None = None
    tasks: int = 60
    periods: int = 12


PROVINCE, NATION = Size(provinces=1), Size(provinces=None)
DEFAULT = {"postgresql": NATION, "sqlite": PROVINCE}


def months_before(today: date, count: int) -> list[tuple[date, date]]:
    """[(first day, last day)] of the `count` months that ended before `today`, oldest first."""
    found: list[tuple[date, date]] = []
    last = today.replace(day=1) - timedelta(days=1)
    for _ in range(count):
        found.insert(0, (last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return found
