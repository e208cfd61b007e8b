"""Which scenarios a person may see, those of units whose standing she sees; and for whom she plans after whose scores."""

from django.db.models import QuerySet

from units.models import Unit, User
from units.permissions import Action, can
from units.scope import where

from .models import Scenario

__all__ = ["going_on", "planned_for", "visible_scenarios"]


def visible_scenarios(user: User) -> QuerySet[Scenario]:
    """The only way to a list of scenarios."""
    return Scenario.objects.filter(where(user, Action.VIEW, "unit__")).select_related("unit", "province", "by")


def going_on(province: Unit) -> list[Unit]:
    """The province of the scores itself while it lives, else those that went on with it. At most one query."""
    return [province] if province.valid_to is None else list(Unit.objects.filter(predecessors__old=province, depth=0))


def planned_for(user: User, province: Unit) -> list[Unit]:
    """Those of `going_on` whose plans `user` writes."""
    return [unit for unit in going_on(province) if can(user, Action.EDIT_PLAN, unit)]
