"""Bộ tài khoản cho đơn vị mới: the committee and the accounts every unit needs, proposed at once and made in one step.

proposed  rows of the set that are still lacking, each with a name to sign in with
make      what was wanted of them, all or none
committee the body that heads the unit, made where the list of agencies does not have it yet
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from units.accounts import managing
from units.accounts.names import suggested
from units.accounts.table import NEEDED
from units.models import Agency, Post, Role, Unit, User
from units.models.people import folded_name
from units.permissions import Action, require

__all__ = ["Place", "committee", "make", "proposed"]

SET = (*NEEDED, Role.UNIT_ADMIN)
_HEADS = {Unit.Kind.DEPARTMENT: "Thủ trưởng"}  # what heads a committee is its chairman


@dataclass(frozen=True)
class Place:
    """One row: role, what is proposed for its title and name, and whether every unit needs it."""

    role: Role
    title: str
    username: str
    needed: bool


def committee(unit: Unit) -> Agency:
    """The body that heads `unit`, not stored where it is not known yet: "UBND xã Hồng Quang"."""
    known = Agency.objects.filter(unit=unit, heads_unit=True).first()
    name = unit.name if unit.kind == Unit.Kind.DEPARTMENT else f"UBND {unit.short_name}"
    symbol = "" if unit.kind == Unit.Kind.DEPARTMENT else "UBND"
    return known or Agency(unit=unit, name=name, heads_unit=True, symbol=symbol, place=unit.place_name[:60])


def proposed(unit: Unit, today: date) -> list[Place]:
    """Roles of the set that nobody holds in `unit` on `today`; two queries and one for the committee."""
    held = Post.objects.in_force(today).filter(agency__unit=unit, user__is_active=True)
    roles, office = set(held.values_list("role", flat=True)), committee(unit)
    taken = names_taken([suggested(office, role, ()) for role in SET])
    return [
        Place(role, _title(role, unit), suggested(office, role, taken), role in NEEDED)
        for role in SET
        if role not in roles
    ]


def names_taken(beginning: Sequence[str]) -> set[str]:
    """Names to sign in with that begin like one of `beginning` and belong to somebody."""
    stems = {folded_name(name).partition(".")[0] for name in beginning}
    found: set[str] = set()
    for stem in stems:
        found |= set(User.objects.filter(name_key__startswith=stem).values_list("name_key", flat=True))
    return found


def _title(role, unit):
    level = "" if unit.kind == Unit.Kind.DEPARTMENT else f" UBND {unit.get_kind_display()}"
    head = _HEADS.get(unit.kind, "Chủ tịch")
    return f"{head}{level}" if role == Role.LEADER else f"{role.label}"


@transaction.atomic
def make(unit: Unit, rows: Sequence[tuple[Role, dict[str, Any]]], *, by: User, since: date) -> list[User]:
    """Accounts for `rows` [(role, {username, title, legal_name, email, phone})]; all or none.

    Raises Refused, Http404, SetRefused naming the row.
    """
    require(by, Action.ACCOUNTS, unit)
    office = committee(unit)
    if not office.pk:
        office.save()
    made = []
    for place, (role, words) in enumerate(rows):
        try:
            made.append(managing.make(office, by=by, role=role, since=since, **words))
        except (ValidationError, ValueError) as reason:
            raise SetRefused(place, reason) from reason
    return made


class SetRefused(Exception):
    """The row at `place` was refused for `reason`; nothing was made."""

    def __init__(self, place: int, reason: ValidationError | ValueError) -> None:
        super().__init__(str(reason))
        self.place, self.reason = place, reason
