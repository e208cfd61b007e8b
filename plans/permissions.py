"""Which plans a person sees and how she meets one she may not: the table of rights asked about plans."""

from django.db.models import Q
from django.http import Http404

from units.errors import Refused
from units.permissions import Action, can, require, units_where, where, who_may

from .models import Plan

__all__ = ["fetch_plan", "may", "openable", "visible_plans"]


def visible_plans(user):
    """Plans of the units she may look at; drafts only where she also follows the work (own unit and below)."""
    issued = where(user, Action.VIEW_PLAN, "unit__") & ~Q(state=Plan.State.DRAFT)
    return Plan.objects.of_their_own().filter(issued | where(user, Action.VIEW, "unit__"))


def fetch_plan(user, pk, action=Action.VIEW_PLAN):
    """The plan, or 404 for a stranger, or Refused: no right to `action`, or a superior's draft not yet issued."""
    plan = Plan.objects.with_heads().select_related("amends", "superseded_by", "reports_under").filter(pk=pk).first()
    if not plan:
        raise Http404("Không tìm thấy kế hoạch này.")
    require(user, action, plan.unit)
    if plan.state == Plan.State.DRAFT and not can(user, Action.VIEW, plan.unit):
        raise Refused("Kế hoạch này còn là dự thảo của cấp trên.", who_may=who_may(Action.EDIT_PLAN, plan.unit))
    return plan


def may(user, action, plan):
    """Whether to offer a button."""
    return can(user, action, plan.unit)


def openable(user, totals):
    """[(total, the sources she may open, how many she may not)] of `plans.counting.figures.Total`s; one query.

    Who reads a superior's plan sees its figures, not what each of the neighbours entered.
    """
    sources = [(total, total.entries()) for total in totals]
    units = {source.unit.pk for _, found in sources for source in found}
    seen = set(units_where(user, Action.VIEW).filter(pk__in=units).values_list("pk", flat=True))
    opened = [(total, [source for source in found if source.unit.pk in seen], len(found)) for total, found in sources]
    return [(total, mine, count - len(mine)) for total, mine, count in opened]
