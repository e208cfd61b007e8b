"""The results of a round open to citizens, or closed to them again: by whoever publishes them, after publication."""

from django.db import transaction
from django.utils import timezone

from appraisal.models import Round
from appraisal.steps import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, can, require

__all__ = ["hide", "may_show", "show"]

TOLD = (Round.State.PUBLISHED, Round.State.LOCKED)


def may_show(held: Round, user: User) -> bool:
    """Once published, whoever publishes."""
    return held.state in TOLD and can(user, Action.PUBLISH_INDEX, held.unit)


def show(held: Round, *, by: User) -> None:
    """Raises Refused, Http404, Conflict before publication or when it is open."""
    _switch(held, by, "show", True)


def hide(held: Round, *, by: User) -> None:
    """Raises Refused, Http404, Conflict when it is not open."""
    _switch(held, by, "hide", False)


@transaction.atomic
def _switch(held, by, verb, opened):
    seat = require(by, Action.PUBLISH_INDEX, held.unit)
    if held.state not in TOLD:
        raise Conflict("Kết quả chưa công bố nên chưa công khai được cho người dân.")
    rows = Round.objects.filter(pk=held.pk, state__in=TOLD, shown_since__isnull=opened)
    if not rows.update(shown_since=timezone.now() if opened else None):
        raise Conflict("Kết quả đã được công khai." if opened else "Kết quả không còn công khai.")
    held.refresh_from_db(fields=["shown_since"])
    trace(held, verb, by=by, seat=seat)
