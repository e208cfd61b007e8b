"""Who a task most likely belongs to: the agency that leads it in the plan, or whoever had the same task last year.

Proposals are shown and taken by a person; nothing is in anybody's charge because of its words.
"""

from dataclasses import dataclass

from django.utils import timezone

from plans.drafting.likeness import likeness
from plans.models import Charge, Plan
from units.models import Agency, Post

__all__ = ["SAME", "Proposal", "proposals"]

SAME = 0.8  # share of common words from which last year's task counts as the same


@dataclass(frozen=True)
class Proposal:
    """Who is proposed for a task, and why, in words."""

    agency: Agency
    post: Post | None
    why: str


def proposals(plan: Plan) -> dict[int, Proposal]:
    """{task key: Proposal} for current tasks of `plan` in nobody's charge; four queries."""
    open_ = Charge.objects.unended().values("task")
    tasks = list(plan.tasks.current().exclude(pk__in=open_).select_related("lead"))
    collected = _of_collecting(plan, tasks)
    before = _charges_before(plan) if tasks else []
    found = {task.pk: _of_lead(task, plan) or _of_last_year(task, before) or collected.get(task.pk) for task in tasks}
    return {key: proposal for key, proposal in found.items() if proposal}


def _of_lead(task, plan):
    lead = task.lead
    if lead and lead.unit_id == plan.unit_id and not lead.heads_unit and _lives(lead):
        return Proposal(lead, None, "chủ trì theo kế hoạch")
    return None


def _lives(agency):
    return agency.valid_to is None or agency.valid_to >= timezone.localdate()


def _charges_before(plan):
    """Charges of the unit's earlier plans, those in whose hands a task was last, newest plan first."""
    rows = Charge.objects.unended().filter(task__plan__unit=plan.unit_id, task__plan__year_to__lt=plan.year_from)
    return list(rows.with_names().select_related("task__plan").order_by("-task__plan__year_to", "task_id"))


def _of_last_year(task, before):
    scored = [(likeness(task.text, row.task.text), row) for row in before if _lives(row.agency)]
    score, row = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if row is None or score < SAME:
        return None
    return Proposal(row.agency, row.post if row.holder else None, f"phụ trách năm {row.task.plan.years}")


def _of_collecting(plan, tasks):
    """{task: the collecting agency} where the plan names the committee itself, and nobody else, as its lead."""
    collecting = Agency.objects.filter(unit=plan.unit_id, collects=True).first()
    own = (task for task in tasks if task.lead and task.lead.unit_id == plan.unit_id and task.lead.heads_unit)
    return {task.pk: Proposal(collecting, None, "đầu mối tổng hợp") for task in own} if collecting else {}
