"""A line of trace for what was done to a set, a round or a sheet, in one place."""

from typing import Any

from django.utils import timezone

from appraisal.models import CriteriaSet, IndexStep, Round, Sheet
from units.models import Seat, User

__all__ = ["trace"]


def trace(
    row: CriteriaSet | Round | Sheet, verb: str, *, by: User, seat: Seat | None = None, note: str = "",
    changes: list[dict[str, Any]] | None = None,
) -> IndexStep:  # fmt: skip
    """The line; of a sheet it names the round as well."""
    about: dict[str, Any] = {"sheet": row, "round": row.round} if isinstance(row, Sheet) else {}
    about |= {"round": row} if isinstance(row, Round) else {}
    about |= {"set": row} if isinstance(row, CriteriaSet) else {}
    acting = seat.acting_for if seat else None
    return IndexStep.objects.create(
        **about, verb=verb, by=by, acting_for=acting, at=timezone.now(), note=note, changes=changes or []
    )
