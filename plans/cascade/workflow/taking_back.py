"""Tasks handed down a moment ago are taken back, before anybody below was written to or began to work on them.

take_back  the copies go, and with them the drafts that were begun for them
"""

from collections.abc import Sequence

from django.db import transaction

from plans.drafting.workflow.life.amending import own_changes, tasks_changed
from plans.drafting.workflow.life.drafts import drop
from plans.models import Plan, PlanStep, Task
from post.unsaying import unsay
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require

__all__ = ["take_back"]


@transaction.atomic
def take_back(step: PlanStep, copies: Sequence[int], *, by: User) -> int:
    """Undo the handing down that `step` of a plan's trace tells of; `copies`: keys of the tasks it made. Returns of how
    many units.

    Raises Refused without the right, Conflict when a letter has left, or a unit has edited or issued what it was given.
    """
    tasks = Task.objects.filter(pk__in=copies).select_related("plan__unit", "plan__amends").order_by("position", "pk")
    given: dict[Plan, list[Task]] = {}
    for task in tasks:
        given.setdefault(task.plan, []).append(task)
    seats = [require(by, Action.ASSIGN, plan.unit) for plan in given]
    worked = PlanStep.objects.filter(plan__in=given, pk__gt=step.pk).exists()
    if not seats or worked or any(plan.state != Plan.State.DRAFT for plan in given):
        raise Conflict("Đơn vị nhận đã làm tiếp trên dự thảo nên không hoàn tác được nữa; trao đổi với đơn vị.")
    if not unsay([f"down-{plan.pk}-{min(row.pk for row in rows)}" for plan, rows in given.items()]):
        raise Conflict("Thư báo giao nhiệm vụ đã gửi đi nên không hoàn tác được nữa; trao đổi với đơn vị.")
    tasks.delete()
    for plan in given:
        if _begun_for_it(plan, step, by):
            drop(plan, by=by)
    note = f"{len(copies)} nhiệm vụ của {len(given)} đơn vị"
    PlanStep.objects.create(plan=step.plan, verb="taken_back", by=by, acting_for=seats[0].acting_for, note=note)
    return len(given)


def _begun_for_it(draft, step, by):
    """Whether nothing is in the draft but what was handed down: no task, no word of the unit's own, no earlier act."""
    if draft.created_by_id != by.pk or draft.steps.exclude(verb="received").exists():
        return False
    if draft.amends_id:
        return not own_changes(draft, draft.amends) and not tasks_changed(draft)
    return draft.steps.filter(pk__lt=step.pk, verb="received").exists() and not draft.tasks.exists()
