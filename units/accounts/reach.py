"""Whose accounts somebody may look at or keep, as lists: the only way of the pages to them.

units_of     units whose people she sees
roots        the highest of them
agencies_of  living agencies of one unit
choices      where a post of a unit may be moved to
people_of    accounts with a post in one unit, whom another post there can be handed to
for_slips    whose slips may be printed from a unit's page
waiting      accounts in a unit and below that have never signed in and have no address: a slip is printed for each
"""

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone

from units.models import Agency, Post, Unit, User
from units.models.administrative import UnitQuerySet
from units.permissions import Action, Over, reaches
from units.scope import where

__all__ = ["agencies_of", "choices", "for_slips", "people_of", "roots", "units_of", "waiting"]


def units_of(user: User, today: date) -> UnitQuerySet:
    """Units in force on `today` whose people `user` sees."""
    return Unit.objects.on(today).filter(where(user, Action.PEOPLE))


def roots(user: User, today: date) -> list[Unit]:
    """Units of the posts from which `user` looks, in force; all that stand under none for who sees everything."""
    found = reaches(user, Action.PEOPLE)
    if any(reach.over is Over.ALL for reach in found):
        return list(Unit.objects.on(today).filter(parent=None))
    return list(Unit.objects.on(today).filter(path__in={reach.path for reach in found}))


def agencies_of(unit: Unit) -> QuerySet[Agency]:
    """In office order, without those that have ended."""
    today = timezone.localdate()
    return unit.agencies.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).order_by(
        "-heads_unit", "name", "pk"
    )


def choices(user: User, unit: Unit) -> QuerySet[Agency]:
    """Agencies of `unit`, and the committees of its neighbours and of the units below, as far as `user` keeps accounts."""
    today = timezone.localdate()
    near = Q(unit__parent=unit) | Q(unit__parent=unit.parent_id) if unit.parent_id else Q(unit__parent=unit)
    found = Agency.objects.filter(where(user, Action.ACCOUNTS, "unit__")).filter(
        Q(unit=unit) | near & Q(heads_unit=True)
    )
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    return found.filter(living, unit__valid_to__isnull=True).select_related("unit").in_office_order()


def people_of(user: User, unit: Unit) -> QuerySet[User]:
    """Active accounts with a post in `unit`, none of the system's administrators."""
    posted = User.objects.filter(posts__agency__unit=unit, is_active=True, is_staff=False, is_superuser=False)
    return posted.distinct().order_by("title", "username")


def waiting(user: User, unit: Unit) -> QuerySet[User]:
    """Of posts in force, as far as `user` keeps accounts; unit by unit."""
    posts = Post.objects.in_force(timezone.localdate()).filter(where(user, Action.ACCOUNTS, "agency__unit__"))
    posts = posts.filter(agency__unit__path__startswith=unit.path)
    never = User.objects.filter(last_login=None, email="", password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return never.filter(is_active=True, pk__in=posts.values("user")).order_by("username")


def for_slips(user: User, unit: Unit) -> QuerySet[User]:
    """People of `unit`, and those below it who wait for a slip."""
    here, below = people_of(user, unit).order_by().values("pk"), waiting(user, unit).order_by().values("pk")
    return User.objects.filter(Q(pk__in=here) | Q(pk__in=below)).order_by("username")
