"""Who holds a post now: the people a letter is for, on the day it is written and again when it is sent.

holders      who holds a role in units today, colleagues who stand in for them with the right that goes with it included
still_hold   those of some people who hold one of the roles there today
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from units.models import Delegation, Post, Power, Role, Unit, User

__all__ = ["STANDS_IN", "holders", "still_hold"]

STANDS_IN = {  # which power makes a colleague the one to be told as well
    Role.ENTRY: Power.ENTER, Role.LEADER: Power.SEND_UP, Role.REVIEWER: Power.APPROVE, Role.CLERK: Power.NUMBER,
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
