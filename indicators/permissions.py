"""Which scenarios a person may see, those of units whose standing she sees; and for whom she plans after whose scores."""

from collections.abc import Iterable

from django.db.models import QuerySet

from units.models import Unit, User
from units.permissions import Action, can
from units.scope import where

from .models import Scenario

__all__ = ["planned_for", "visible_scenarios"]


def visible_scenarios(user: User) -> QuerySet[Scenario]:
    """The only way to a list of scenarios."""
    return Scenario.objects.filter(where(user, Action.VIEW, "unit__")).select_related("unit", "province", "by")


def planned_for(user: User, heirs: Iterable[Unit]) -> list[Unit]:
    """Those of the provinces going on with a province (`indicators.kin.Kin.heirs`) whose plans `user` writes."""
    return [unit for unit in heirs if can(user, Action.EDIT_PLAN, unit)]
