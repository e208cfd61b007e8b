"""Whose figures are asked for: the unit of the address (`don_vi`), else that of the person's post still in force."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from units.addresses import whole
from units.errors import Refused
from units.models import Unit, User
from units.permissions import Action, reaches, require
from units.requests import SignedInRequest

__all__ = ["unit_asked", "unit_chips"]


def unit_asked(request: SignedInRequest) -> Unit:
    """The unit; Http404 for a stranger to it, Refused without the right to look."""
    asked = whole(request.GET.get("don_vi"))
    if asked is not None:
        unit = get_object_or_404(Unit, pk=asked)
        require(request.user, Action.VIEW, unit)
        return unit
    own = own_units(request.user)
    if not own:
        raise Refused("Tài khoản này không có quyền xem tổng hợp.", who_may="Người giữ chức vụ trong đơn vị")
    return own[0]


def own_units(user: User) -> list[Unit]:
    """Units of the person's posts, those in force first: who served before and after 01/07/2025 has two."""
    units = {reach.seat.unit.pk: reach.seat.unit for reach in reaches(user, Action.VIEW)}
    return sorted(units.values(), key=lambda unit: (unit.valid_to is not None, unit.sort_key))


def unit_chips(user: User, unit: Unit, page: str = "dashboard") -> list[dict[str, Any]]:
    """The page `page` of each of her units as chips; none for one unit."""
    own = own_units(user)
    return [
        {"label": row.choice_label, "url": f"{reverse(page)}?don_vi={row.pk}", "current": row.pk == unit.pk}
        for row in own
        if len(own) > 1
    ]
