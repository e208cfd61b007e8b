"""The table of rights as a condition on rows: for the floors' `visible…`, never for a page or a form itself.

A right over a unit is not yet the right to every row of it: a draft of the unit above, an amendment under way, a letter
not sent yet are its own floor's to hide. So views and forms ask their floor (`visible_plans`, `visible_papers`, …); a
contract keeps this module from them.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from units.models import User

from .models import Unit
from .permissions import Action, reaches

__all__ = ["units_where", "where", "where_any"]


def where(user: User | AnonymousUser, action: Action, prefix: str = "") -> Q:
    """A Q over units (or, with `prefix`, over rows pointing to units) that `action` reaches; matches nothing if none."""
    return where_any(user, (action,), prefix)


def where_any(user: User | AnonymousUser, actions: Iterable[Action], prefix: str = "") -> Q:
    """The same for whoever has any of `actions`; what several of them reach in the same way is asked once."""
    found = {(reach.path, reach.over, reach.inherits): reach for action in actions for reach in reaches(user, action)}
    return reduce(or_, (reach.q(prefix) for reach in found.values()), Q()) or Q(pk__in=[])


def units_where(user: User | AnonymousUser, *actions: Action) -> QuerySet[Unit]:
    """Units on which `user` may do any of `actions`."""
    return Unit.objects.filter(where_any(user, actions))
