"""How many days before a deadline a plan's units are reminded: set by whoever opens its periods.

set_days_before     for every unit that reports by the plan's periods
"""

from collections.abc import Iterable

from django.db import transaction

from plans.models import Plan, PlanStep
from units.models import User
from units.permissions import Action, require

__all__ = ["set_days_before"]


@transaction.atomic
def set_days_before(plan: Plan, *, by: User, days: Iterable[int]) -> None:
    """Remind `days` before each deadline, and on the day itself as always. Raises Refused without the right."""
    seat = require(by, Action.PERIODS, plan.unit)
    new = ",".join(str(n) for n in sorted(set(days), reverse=True))
    old = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk).reminder_days
    if new != old:
        Plan.objects.filter(pk=plan.pk).update(reminder_days=new)
        change = {"field": "reminder_days", "label": "Nhắc trước hạn (ngày)", "old": old, "new": new}
        PlanStep.objects.create(plan=plan, verb="edit", by=by, acting_for=seat.acting_for, changes=[change])
