"""Verbs on reporting periods: open and close for many units at once, with exceptions for single ones.

open_period     make the entries every unit owes and let them be typed into
close_period    nobody types any more; what was approved is locked
except_units    other dates, or open/closed, for single units, with the reason; except_unit for one
owe_entries     the rows of a period that don't exist yet (a task added later, a plan issued later)
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from plans.models import Period, PeriodException, Plan, Progress, Task
from plans.models.plan import PlanQuerySet
from plans.progress import inner_dates
from plans.progress import workflow as progress
from plans.progress.period_trace import changed, exception_values, trace
from units.models import Unit, User
from units.permissions import Action, require
from units.text import nfc

__all__ = ["close_period", "except_unit", "except_units", "open_period", "owe_entries", "plans_of"]


def plans_of(period: Period) -> PlanQuerySet:
    """Plans in force that report by this period: the one that sets it and those that report under it."""
    return Plan.objects.in_force().filter(Q(pk=period.plan_id) | Q(reports_under=period.plan_id))


@transaction.atomic
def open_period(period: Period, *, by: User) -> int:
    """Open `period` for every unit that reports by it; returns the number of entries now owed."""
    seat = require(by, Action.PERIODS, period.plan.unit)
    Period.objects.filter(pk=period.pk).update(state=Period.State.OPEN)
    trace(period, "period_open", by=by, seat=seat)
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
    seat = require(by, Action.PERIODS, period.plan.unit)
    Period.objects.filter(pk=period.pk).update(state=Period.State.CLOSED)
    trace(period, "period_close", by=by, seat=seat)
    kept_open = period.exceptions.filter(state=Period.State.OPEN).values("unit")
    closing = Progress.objects.filter(period=period).exclude(unit__in=kept_open)
    closing.update(open=False)
    return progress.lock(closing, by=by, note=note)


@transaction.atomic
def except_units(
    period: Period,
    units: Iterable[Unit],
    *,
    by: User,
    reason: str,
    due_inside: date | None = None,
    due: date | None = None,
    state: str = "",
) -> list[PeriodException]:
    """Give each unit its own dates (date or None: as the period) or its own lock in `period`; needs a reason."""
    seat = require(by, Action.PERIODS, period.plan.unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do của ngoại lệ.")
    wanted = {"due_inside": due_inside, "due": due, "state": state, "reason": nfc(reason)}
    units = list(units)
    changes = [change for unit in units for change in _difference(period, unit, wanted)]
    trace(period, "period_exception", by=by, seat=seat, note=nfc(reason), changes=changes)
    return [_except(period, unit, wanted, by) for unit in units]


def except_unit(period: Period, unit: Unit, **wanted: Any) -> PeriodException:
    """`except_units` of one unit."""
    (row,) = except_units(period, [unit], **wanted)
    return row


def _difference(period, unit, wanted):
    own = period.exceptions.filter(unit=unit).first()
    return changed(period, exception_values(own), {**wanted, "reason": None} if own is None else wanted, unit)


def _except(period, unit, wanted, by):
    row, _ = PeriodException.objects.update_or_create(period=period, unit=unit, defaults=wanted)
    is_open = (row.state or period.state) == Period.State.OPEN
    owed = Progress.objects.filter(period=period, unit=unit)
    owed.update(due_inside=row.due_inside or period.due_inside, due=row.due or period.due, open=is_open)
    inner_dates.follow([period], unit)
    if row.state == Period.State.CLOSED:
        progress.lock(owed, by=by, note="Đóng kỳ báo cáo với đơn vị")
    return row
