"""Which plans, tasks and entries a person sees, and how she meets one she may not: the only way to a list of them."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from units.errors import Refused
from units.models import Unit, User
from units.permissions import Action, can, require, who_may
from units.scope import units_where, where

from .models import Plan, Progress, Step, Task
from .models.plan import PlanQuerySet
from .models.progress import ProgressQuerySet
from .models.task import TaskQuerySet

__all__ = [
    "OfUnit",
    "Rolled",
    "fetch_plan",
    "may",
    "openable",
    "units_to_assign",
    "units_to_plan_for",
    "visible_entries",
    "visible_plans",
    "visible_steps",
    "visible_tasks",
    "visible_units",
]


class OfUnit(Protocol):
    """What belongs to a unit: an entered figure."""

    @property
    def unit(self) -> Unit: ...


class Rolled(Protocol):
    """A figure that tells which entries it is made of (`plans.counting.figures.Total`)."""

    def entries(self) -> Sequence[OfUnit]: ...


_T = TypeVar("_T", bound=Rolled)


def visible_plans(user: User) -> PlanQuerySet:
    """Plans of the units she may look at; drafts only where she also follows the work (own unit and below)."""
    issued = where(user, Action.VIEW_PLAN, "unit__") & ~Q(state=Plan.State.DRAFT)
    return Plan.objects.filter(issued | where(user, Action.VIEW, "unit__"))


def visible_tasks(user: User) -> TaskQuerySet:
    """Tasks of the plans she sees."""
    return Task.objects.filter(plan__in=visible_plans(user))


def visible_entries(user: User, *actions: Action) -> ProgressQuerySet:
    """Entries of the units for which she may do any of `actions`: to enter, to hand on, to look at."""
    return Progress.objects.filter(unit__in=units_where(user, *actions))


def visible_steps(user: User) -> QuerySet[Step]:
    """The trace of the entries she may look at."""
    return Step.objects.filter(where(user, Action.VIEW, "entry__unit__"))


def units_to_plan_for(user: User) -> QuerySet[Unit]:
    """Units whose plans she may write."""
    return units_where(user, Action.EDIT_PLAN)


def units_to_assign(user: User) -> QuerySet[Unit]:
    """Units she may hand tasks down to."""
    return units_where(user, Action.ASSIGN)


def fetch_plan(user: User, pk: int, action: Action = Action.VIEW_PLAN) -> Plan:
    """The plan, or 404 for a stranger, or Refused: no right to `action`, or a superior's draft not yet issued."""
    plan = (
        Plan.with_amendments.with_heads()
        .select_related("amends", "superseded_by", "reports_under")
        .filter(pk=pk)
        .first()
    )
    if not plan:
        raise Http404("Không tìm thấy kế hoạch này.")
    require(user, action, plan.unit)
    if plan.state == Plan.State.DRAFT and not can(user, Action.VIEW, plan.unit):
        raise Refused("Kế hoạch này còn là dự thảo của cấp trên.", who_may=who_may(Action.EDIT_PLAN, plan.unit))
    return plan


def visible_units(user: User, units: Iterable[Unit]) -> list[Unit]:
    """Those of `units` whose standing she may see, in their order: her own row and those below. No query."""
    return [unit for unit in units if can(user, Action.VIEW, unit)]


def may(user: User, action: Action, plan: Plan) -> bool:
    """Whether to offer a button."""
    return can(user, action, plan.unit)


def openable(user: User, totals: Iterable[_T]) -> list[tuple[_T, list[OfUnit], int]]:
    """[(total, the sources she may open, how many she may not)] of `plans.counting.figures.Total`s; one query.

    Who reads a superior's plan sees its figures, not what each of the neighbours entered.
    """
    sources = [(total, total.entries()) for total in totals]
    units = {source.unit.pk for _, found in sources for source in found}
    seen = set(units_where(user, Action.VIEW).filter(pk__in=units).values_list("pk", flat=True))
    opened = [(total, [source for source in found if source.unit.pk in seen], len(found)) for total, found in sources]
    return [(total, mine, count - len(mine)) for total, mine, count in opened]
