"""The end of a plan: closed with a reason, or superseded by its successor."""

from django.db import transaction
from django.utils import timezone

from plans.drafting.workflow.life.drafts import drop
from plans.drafting.workflow.life.moves import State, guard, trace
from plans.models import Plan, Progress
from units.models import User


@transaction.atomic
def close(plan: Plan, *, by: User, note: str) -> Plan:
    """End a plan; what it reported stays readable. Needs a reason."""
    seat, current = guard(plan, "close", by)
    if not note.strip():
        raise ValueError("Cần ghi lý do kết thúc.")
    _end(current, by)
    trace(current, "close", by, seat, note=note.strip())
    return current


@transaction.atomic
def supersede(plan: Plan, *, by: User, successor: Plan) -> Plan:
    """End a plan because `successor`, a plan in force of the same unit, takes its place."""
    seat, current = guard(plan, "supersede", by)
    if successor.pk == plan.pk or successor.unit_id != plan.unit_id or not successor.in_force:
        raise ValueError("Kế hoạch thay thế phải là kế hoạch khác, đang hiệu lực, của cùng đơn vị.")
    _end(current, by, superseded_by=successor)
    trace(current, "supersede", by, seat, note=f"Thay thế bởi {successor}")
    return current


def _end(plan, by, **more):
    plan.state, plan.version = State.CLOSED, plan.version + 1
    more["ended"] = timezone.localdate()
    for name, value in more.items():
        setattr(plan, name, value)
    plan.save(update_fields=["state", "version", "updated_at", *more])
    if under_way := plan.change_under_way:
        drop(under_way, by=by)
    Progress.objects.filter(plan=plan, open=True).update(open=False)
