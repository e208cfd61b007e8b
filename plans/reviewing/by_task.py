"""The queue by task: one task across all units that report on it, like with like, and whose figures lie far from the rest.

A unit's own task that carries out a task of the plan above stands under that task.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median, quantiles

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from plans.models import Figure, Progress, Task
from plans.models.progress import ProgressQuerySet
from plans.reviewing.queue import needs_a_look, reviewed_by_route
from units.models import User

__all__ = ["ENOUGH", "FAR", "Strip", "TaskWaiting", "fences", "strips", "tasks_waiting"]

ENOUGH = 8  # units below which nothing can be said to lie apart
FAR = Decimal("1.5")  # times the distance between the quartiles (Tukey, Exploratory Data Analysis, 1977)
OF_ABOVE = Coalesce("task__parent", "task")


@dataclass(frozen=True)
class TaskWaiting:
    """One task of the queue with those that carry it out below: counts of entries, and the day its last period ends."""

    task: Task
    waiting: int
    flagged: int
    units: int
    ends: date

    @property
    def clear(self) -> int:
        return self.waiting - self.flagged


def tasks_waiting(queue: ProgressQuerySet) -> list[TaskWaiting]:
    """Tasks with entries in `queue`, as their plans list them; two queries."""
    rows = queue.order_by().annotate(above=OF_ABOVE).values_list("above").annotate(
        waiting=Count("pk"), flagged=Count("pk", filter=needs_a_look(timezone.localdate())),
        units=Count("unit", distinct=True), ends=Max("period__ends"),
    )  # fmt: skip
    counted = {key: counts for key, *counts in rows}
    tasks = Task.objects.filter(pk__in=counted).select_related("plan")
    return [TaskWaiting(task, *counted[task.pk]) for task in tasks]


@dataclass
class Strip:
    """One measure across units: [(entry key, unit's name, value)], and what is usual among them."""

    name: str
    points: list[tuple[int, str, Decimal]] = field(default_factory=list)

    @property
    def values(self) -> list[Decimal]:
        return [value for _, _, value in self.points]

    @property
    def median(self) -> Decimal:
        return median(self.values)

    @property
    def apart(self) -> dict[int, str]:
        """{entry key: "cao hơn hẳn" or "thấp hơn hẳn"} of the figures beyond the fences."""
        low, high = fences(self.values)
        return {
            key: "cao hơn hẳn" if value > high else "thấp hơn hẳn"
            for key, _, value in self.points
            if not low <= value <= high
        }

    def drawn(self) -> list[dict]:
        """Where each figure stands between the least (0) and the greatest (100), for the picture."""
        least, most, apart = min(self.values), max(self.values), self.apart
        return [
            {"x": f"{100 * (value - least) / (most - least) if most > least else 50:.2f}", "unit": unit, "value": value,
             "apart": apart.get(key, "")}
            for key, unit, value in self.points
        ]  # fmt: skip


def fences(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """(lowest, highest) of what is usual: quartiles widened by FAR times their distance; everything, below ENOUGH values."""
    if len(values) < ENOUGH:
        return min(values, default=Decimal(0)), max(values, default=Decimal(0))
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    reach = FAR * (upper - lower)
    return lower - reach, upper + reach


def strips(user: User, task: int, ends: date) -> list[Strip]:
    """What came for `task` in periods that end on `ends`, measure by measure; figures of one measure only are compared."""
    entries = Progress.objects.filter(
        Q(task=task) | Q(task__parent=task), reviewed_by_route(user), state__in=Progress.RECEIVED, period__ends=ends
    )
    rows = (
        Figure.objects.filter(entry__in=entries.order_by().values("pk"))
        .annotate(
            above=Coalesce("measure__parent", "measure"), named=Coalesce("measure__parent__name", "measure__name")
        )
        .order_by(F("measure__position"), "pk")
        .values_list("above", "named", "entry_id", "entry__unit__name", "value")
    )
    found: dict[int, Strip] = {}
    for above, name, entry, unit, value in rows:
        found.setdefault(above, Strip(name)).points.append((entry, unit, value))
    return list(found.values())


def told_apart(drawn: Sequence[Strip]) -> dict[int, list[str]]:
    """{entry key: ["Số hồ sơ cao hơn hẳn", …]}."""
    told = defaultdict(list)
    for strip in drawn:
        for key, word in strip.apart.items():
            told[key].append(f"{strip.name} {word}")
    return dict(told)
