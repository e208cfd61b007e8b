"""Who counts what an abolished unit had reported: the heir whose plan its own went on with, first of several.

Rule: the first heir chosen counts all of it. When its draft is deleted the next one counts, in the order of the handing
over; where no heir is left nobody counts it, and deleting says so first.
"""

from dataclasses import dataclass

from plans.drafting.workflow.life.moves import trace
from plans.models import Plan, PlanStep
from units.models import Seat, User

__all__ = ["Counted", "counted_by", "pass_count_on"]


@dataclass(frozen=True)
class Counted:
    """A plan of an abolished unit whose reports a draft counts; `heir`: the plan that counts them next, if any."""

    old: Plan
    heir: Plan | None


def counted_by(draft: Plan) -> list[Counted]:
    """What `draft` counts for abolished units, with who would count it next."""
    olds = Plan.objects.filter(superseded_by=draft).exclude(unit=draft.unit_id).select_related("unit").order_by("pk")
    return [Counted(old, _next(old, draft)) for old in olds]


def _next(old, draft):
    taken = PlanStep.objects.filter(verb="taken_over").exclude(plan=draft).order_by("pk").select_related("plan__unit")
    return next((step.plan for step in taken if any(row.get("from") == old.pk for row in step.changes)), None)


def pass_count_on(draft: Plan, *, by: User, seat: Seat) -> None:
    """Before `draft` goes: what it counted is the next heir's to count, and the old plan's trace says so."""
    for row in counted_by(draft):
        Plan.objects.filter(pk=row.old.pk).update(superseded_by=row.heir)
        said = f"do {row.heir.unit.short_name} tính" if row.heir else "không còn đơn vị kế thừa nào tính"
        note = f"Xóa dự thảo tiếp nhận của {draft.unit.short_name}; phần đã báo cáo nay {said}"
        trace(row.old, "heir_gone", by, seat, note=note)
