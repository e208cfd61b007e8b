"""Which scenarios a person may see: those of units whose standing she sees; a scenario is thinking aloud, not a plan."""

from django.db.models import QuerySet

from units.models import User
from units.permissions import Action
from units.scope import where

from .models import Scenario

__all__ = ["visible_scenarios"]


def visible_scenarios(user: User) -> QuerySet[Scenario]:
    """The only way to a list of scenarios."""
    return Scenario.objects.filter(where(user, Action.VIEW, "unit__")).select_related("unit", "province", "by")
