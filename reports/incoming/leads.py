"""What an incoming paper asks of its unit: the plan it brings, the late work it names, read from what stands there.

plans_here    plans of the unit that carry out the plan that came, with tasks changed above waiting for an answer
late_work     entries of the unit in the period an urging letter names that have not been sent
readable      whether the paper's own file can be read in as a plan
"""

from django.utils import timezone

from plans.models import Plan, Progress
from plans.models.plan import PlanQuerySet
from plans.models.progress import ProgressQuerySet
from plans.permissions import visible_entries
from reports.incoming.copying import source
from reports.models import Incoming
from units.models import User
from units.permissions import Action, can

__all__ = ["late_work", "plans_here", "readable"]

READ_KINDS = (".pdf", ".docx", ".doc", ".odt", ".txt", ".png", ".jpg", ".jpeg")
PLAN_WORDS = ("kế hoạch", "chương trình", "chỉ thị", "quyết định")


def plans_here(row: Incoming) -> PlanQuerySet:
    """Plans of the unit under the plan that came, those in force first by their years."""
    if row.plan is None or row.plan.unit_id == row.unit_id:
        return Plan.objects.none()
    return Plan.objects.filter(unit=row.unit, parents=row.plan_id).order_by("-year_from", "pk")


def late_work(row: Incoming, user: User) -> ProgressQuerySet:
    """Entries of the unit in that period nobody has sent up though they were due, as far as `user` may see them."""
    owed = visible_entries(user, Action.VIEW)
    if row.period_id is None or row.kind.lower() != "công văn":
        return owed.none()
    waiting = owed.filter(period=row.period_id, unit=row.unit_id, due__lt=timezone.localdate())
    unsent = waiting.exclude(state__in=Progress.RECEIVED)
    return unsent.select_related("task").order_by("task__position", "pk")


def readable(row: Incoming, user: User) -> bool:
    """A plan that came as a file, by who drafts plans of the unit."""
    is_plan = row.kind.lower() in PLAN_WORDS or row.title.lower().startswith(PLAN_WORDS)
    return is_plan and source(row) is not None and can(user, Action.EDIT_PLAN, row.unit)
