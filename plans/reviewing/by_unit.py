"""The queue by unit: how much of each unit's report is clear, how much wants a close look, and who comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.utils import timezone

from plans.counting.completeness import LATE, LocalDate
from plans.models.progress import ProgressQuerySet
from plans.reviewing.queue import needs_a_look
from units.text import sort_key

__all__ = ["UnitWaiting", "after", "units_waiting"]


@dataclass(frozen=True)
class UnitWaiting:
    """One unit of the queue: counts of entries and since when the oldest waits."""

    key: int
    name: str
    full_name: str
    waiting: int
    flagged: int
    late: int
    oldest: date

    @property
    def clear(self) -> int:
        return self.waiting - self.flagged


def units_waiting(queue: ProgressQuerySet) -> list[UnitWaiting]:
    """Units with entries in `queue`, in one query: late ones first, then what wants a look, then who waits longest."""
    look = needs_a_look(timezone.localdate())
    rows = (
        queue.order_by()
        .values_list("unit_id", "unit__name", "unit__full_name")
        .annotate(
            waiting=Count("pk"),
            flagged=Count("pk", filter=look),
            behind=Count("pk", filter=LATE),
            oldest=LocalDate(Min("waiting_since")),
        )
    )
    return sorted((UnitWaiting(*row) for row in rows), key=_turn)


def _turn(unit):
    return not unit.late, not unit.flagged, unit.oldest, sort_key(unit.name)


def after(units: list[UnitWaiting], key: int) -> UnitWaiting | None:
    """The unit after the one with `key`, or the first when it was the last or is done; None when none is left."""
    keys = [unit.key for unit in units]
    rest = [unit for unit in units if unit.key != key]
    place = keys.index(key) if key in keys else 0
    return rest[place] if place < len(rest) else next(iter(rest), None)
