"""The queue by dimension: of each of the eight, how much waits, how much of it is clear, from how many units."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from plans.counting.completeness import LATE
from plans.models.progress import ProgressQuerySet
from plans.reviewing.queue import needs_a_look

__all__ = ["DimensionWaiting", "dimensions_waiting"]


@dataclass(frozen=True)
class DimensionWaiting:
    """One dimension of the queue (0: general tasks); a task of two dimensions is counted in both."""

    number: int
    waiting: int
    flagged: int
    late: int
    units: int

    @property
    def clear(self) -> int:
        return self.waiting - self.flagged


def dimensions_waiting(queue: ProgressQuerySet) -> list[DimensionWaiting]:
    """Dimensions with entries in `queue`, by number, general tasks last; one query."""
    rows = queue.order_by().values_list("task__dimensions__number").annotate(
        waiting=Count("pk"), flagged=Count("pk", filter=needs_a_look(timezone.localdate())),
        behind=Count("pk", filter=Q(LATE)), units=Count("unit", distinct=True),
    )  # fmt: skip
    found = [DimensionWaiting(number or 0, *counts) for number, *counts in rows]
    return sorted(found, key=lambda row: (not row.number, row.number))
