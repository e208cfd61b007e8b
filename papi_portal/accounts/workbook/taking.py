"""What a preview said, done: all or none, each by its verb and traced."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from papi_portal.accounts import sets
from units.accounts import managing
from units.errors import Conflict
from units.models import Agency, Role, Unit, User

__all__ = ["take"]


@transaction.atomic
def take(new: Sequence[dict[str, Any]], changed: Sequence[dict[str, Any]], *, by: User) -> list[User]:
    """The new accounts. Raises Refused, Http404, Conflict naming the account that can't be taken any more."""
    return [_made(row, by) for row in new] + [one for row in changed for one in _renamed(row, by)]


def _made(row, by):
    words = {name: row[name] for name in ("username", "title", "legal_name", "email", "phone")}
    try:
        return managing.make(
            _office(row), by=by, role=Role(row["role"]), since=date.fromisoformat(row["since"]), **words
        )
    except (ValidationError, ValueError) as refusal:
        raise Conflict(f"{row['username']}: {' '.join(getattr(refusal, 'messages', [str(refusal)]))}") from None


def _office(row):
    """The agency; a committee that was not stored is stored with its first account."""
    if row["agency"]:
        return Agency.objects.get(pk=row["agency"])
    office = sets.committee(Unit.objects.get(pk=row["unit"]))
    if not office.pk:
        office.save()
    return office


def _renamed(row, by):
    try:
        managing.rename(User.objects.get(pk=row["person"]), by=by, **row["words"])
    except (ValidationError, ValueError) as refusal:
        raise Conflict(f"{row['username']}: {' '.join(getattr(refusal, 'messages', [str(refusal)]))}") from None
    return []
