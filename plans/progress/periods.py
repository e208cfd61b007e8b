"""Verbs on reporting periods: open and close for many units at once, with exceptions for single ones.

open_period     make the entries every unit owes and let them be typed into
close_period    nobody types any more; what was approved is locked
except_unit     other dates, or open/closed, for one unit, with the reason
owe_entries     the rows of a period that don't exist yet (a task added later, a plan issued later)
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from plans.models import Period, PeriodException, Plan, Progress, Task
from plans.models.plan import PlanQuerySet
from plans.progress import inner_dates
from plans.progress import workflow as progress
from units.models import Unit, User
from units.permissions import Action, require
from units.text import nfc

__all__ = ["close_period", "except_unit", "open_period", "owe_entries", "plans_of"]


def plans_of(period: Period) -> PlanQuerySet:
    """Plans in force that report by this period: the one that sets it and those that report under it."""
    return Plan.objects.in_force().filter(Q(pk=period.plan_id) | Q(reports_under=period.plan_id))


@transaction.atomic
def open_period(period: Period, *, by: User) -> int:
    """Open `period` for every unit that reports by it; returns the number of entries now owed."""
    require(by, Action.PERIODS, period.plan.unit)
    Period.objects.filter(pk=period.pk).update(state=Period.State.OPEN)
    owe_entries(period)
    kept_shut = period.exceptions.filter(state=Period.State.CLOSED).values("unit")
    return Progress.objects.filter(period=period).exclude(unit__in=kept_shut).update(open=True)


def owe_entries(period: Period, plan: Plan | None = None) -> int:
    """Create the missing entries of `period`, of one `plan` only when told; safe to run twice.

    Returns how many tasks now have one.
    """
    own = {row.unit_id: row for row in period.exceptions.all()}
    owing = Task.objects.current().filter(plan__in=[plan] if plan else plans_of(period))
    tasks = owing.select_related("plan").only("pk", "plan__unit_id")
    rows = [_owed(task, period, own.get(task.plan.unit_id)) for task in tasks]
    Progress.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    inner_dates.follow([period])
    return len(rows)


def _owed(task, period, exception):
    return Progress(
        task=task,
        period=period,
        unit_id=task.plan.unit_id,
        plan_id=task.plan_id,
        due_inside=(exception and exception.due_inside) or period.due_inside,
        due=(exception and exception.due) or period.due,
        open=((exception and exception.state) or Period.State.OPEN) == Period.State.OPEN,
    )


@transaction.atomic
def close_period(period: Period, *, by: User, note: str = "Đóng kỳ báo cáo") -> int:
    """Close `period`: entries can't be typed into any more, approved ones are locked. Returns how many were locked."""
    require(by, Action.PERIODS, period.plan.unit)
    Period.objects.filter(pk=period.pk).update(state=Period.State.CLOSED)
    kept_open = period.exceptions.filter(state=Period.State.OPEN).values("unit")
    closing = Progress.objects.filter(period=period).exclude(unit__in=kept_open)
    closing.update(open=False)
    return progress.lock(closing, by=by, note=note)


@transaction.atomic
def except_unit(
    period: Period,
    unit: Unit,
    *,
    by: User,
    reason: str,
    due_inside: date | None = None,
    due: date | None = None,
    state: str = "",
) -> PeriodException:
    """Give `unit` its own dates (date or None: as the period) or its own lock in `period`; needs a reason."""
    require(by, Action.PERIODS, period.plan.unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do của ngoại lệ.")
    wanted = {"due_inside": due_inside, "due": due, "state": state, "reason": nfc(reason)}
    exception, _ = PeriodException.objects.update_or_create(period=period, unit=unit, defaults=wanted)
    is_open = (state or period.state) == Period.State.OPEN
    owed = Progress.objects.filter(period=period, unit=unit)
    owed.update(due_inside=due_inside or period.due_inside, due=due or period.due, open=is_open)
    inner_dates.follow([period], unit)
    if state == Period.State.CLOSED:
        progress.lock(owed, by=by, note="Đóng kỳ báo cáo với đơn vị")
    return exception
