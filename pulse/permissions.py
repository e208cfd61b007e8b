"""Which rounds a person may see: those of units whose standing she sees, the drafts of her own desk only."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from units.models import User
from units.permissions import Action, require
from units.scope import where

from .models import Round

__all__ = ["fetch_round", "visible_rounds"]


def visible_rounds(user: User) -> QuerySet[Round]:
    """The only way to a list of rounds."""
    begun = Q(where(user, Action.VIEW, "unit__")) & ~Q(state=Round.State.DRAFT)
    return Round.objects.filter(begun | where(user, Action.PULSE, "unit__")).select_related("unit", "by")


def fetch_round(user: User, pk: int, action: Action | None = None) -> Round:
    """The round, where she may see it and do `action`. Raises Http404, Refused."""
    row = get_object_or_404(visible_rounds(user), pk=pk)
    if action:
        require(user, action, row.unit)
    return row
