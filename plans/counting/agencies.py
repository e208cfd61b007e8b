"""How far each agency of a unit is with what is in its charge in a period: who has entered, who has not, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from plans.counting.completeness import expected
from plans.models import Charge, Period, Progress, Task, in_charge
from units.models import Agency, Unit

__all__ = ["AgencyStanding", "in_charge_on", "standing"]

State = Progress.State


@dataclass(frozen=True)
class AgencyStanding:
    """One agency in one period: counts of entries, and the day by which it hands in what it still has.

    `agency`: None for tasks in nobody's charge. `handed`: handed to the leader or further; `begun`: drafts and what was
    sent back; `empty`: nothing entered. The three sum to `total`.
    """

    agency: Agency | None
    total: int
    empty: int
    begun: int
    day: date
    is_late: bool

    @property
    def handed(self) -> int:
        return self.total - self.empty - self.begun

    @property
    def left(self) -> int:
        return self.empty + self.begun


def in_charge_on(tasks: Iterable[Task | int], day: date) -> dict[int, Charge]:
    """{task key: the charge that held on `day`}, with its agency and post; one query."""
    held = Charge.objects.filter(task__in=list(tasks), since__lte=day).filter(Q(until=None) | Q(until__gt=day))
    return {row.task_id: row for row in held.select_related("agency", "post")}


def standing(period: Period, unit: Unit, today: date) -> list[AgencyStanding]:
    """A row each agency that has something in its charge, who is behind first, nobody's last; two queries."""
    left = Q(state__in=Progress.ENTERABLE)
    rows = (
        Progress.objects.filter(expected(today), period=period, unit=unit)
        .order_by()
        .annotate(whose=in_charge("agency"))
        .values("whose")
        .annotate(
            total=Count("pk"), empty=Count("pk", filter=Q(state=State.EMPTY)),
            begun=Count("pk", filter=left & ~Q(state=State.EMPTY)),
            open_day=Min("due_inside", filter=left), day=Min("due_inside"),
        )
    )  # fmt: skip
    found = list(rows)
    agencies = Agency.objects.in_bulk([row["whose"] for row in found if row["whose"]])
    made = [_standing(row, agencies.get(row["whose"]), today) for row in found]
    return sorted(made, key=lambda row: (row.agency is None, -row.left, row.agency.name if row.agency else ""))


def _standing(row, agency, today):
    day = row["open_day"] or row["day"]
    late = bool(row["open_day"]) and day < today
    return AgencyStanding(agency, row["total"], row["empty"], row["begun"], day, late)
