"""Who holds a post now: the people a letter is for, on the day it is written and again when it is sent.

holders      who holds a role in units today, colleagues who stand in for them with the right that goes with it included
still_hold   those of some people who hold one of the roles there today
people_seen  posts held today where one may look at the work
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from units.models import Delegation, Post, Power, Role, Unit, User
from units.permissions import Action
from units.scope import where

__all__ = ["STANDS_IN", "holders", "people_seen", "still_hold"]

STANDS_IN = {  # which power makes a colleague the one to be told as well
    Role.ENTRY: Power.ENTER, Role.LEADER: Power.SEND_UP, Role.REVIEWER: Power.APPROVE, Role.CLERK: Power.NUMBER,
    Role.APPRAISER: Power.APPROVE, Role.PULSE_DESK: Power.ENTER,
}  # fmt: skip


def holders(role: Role, units: Iterable[Unit | int], extra: Q | None = None) -> list[User]:
    """Active people with `role` in an agency of `units` today, and who stands in for them; `extra`: a Q over posts."""
    today = timezone.localdate()
    posts = Post.objects.in_force(today).filter(extra or Q(), role=role, agency__unit__in=units)
    held = set(posts.values_list("user_id", flat=True))
    lent = Delegation.objects.in_force(today).filter(from_user__in=held, from_user__is_active=True)
    held |= {to for to, rights in lent.values_list("to_user_id", "rights") if STANDS_IN.get(Role(role)) in rights}
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("pk"))


def still_hold(people: Iterable[User | None], units: Iterable[Unit | int], *roles: Role) -> list[User]:
    """Those of `people` who hold one of `roles` in `units` today, themselves or standing in."""
    now = {person for role in roles for person in holders(role, units)}
    return [person for person in people if person in now]


def people_seen(user: User) -> QuerySet[Post]:
    """Posts held today by people who may sign in, in the units whose work `user` may look at."""
    held = Post.objects.in_force(timezone.localdate()).filter(user__is_active=True)
    return held.filter(where(user, Action.VIEW, "agency__unit__")).select_related("user", "agency__unit")
