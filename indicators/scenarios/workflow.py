"""A scenario kept, and taken off again while no plan stands on it."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from indicators.models import Scenario
from journal.notes import Kind, note
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, require

__all__ = ["keep", "remove"]


@transaction.atomic
def keep(*, unit: Unit, province: Unit, year: int, name: str, moves: Mapping[str, Decimal], by: User) -> Scenario:
    """Keep what was thought of; the same name, year and moves twice is one scenario (a second click)."""
    require(by, Action.EDIT_PLAN, unit)
    plain = {code: str(value) for code, value in sorted(moves.items())}
    for same in Scenario.objects.select_for_update().filter(unit=unit, province=province, year=year, name=name, by=by):
        if same.moves == plain:
            return same
    return Scenario.objects.create(unit=unit, province=province, year=year, name=name, moves=plain, by=by)


@transaction.atomic
def remove(scenario: Scenario, *, by: User) -> None:
    """Off the list. Raises Conflict while a plan gives it as its reason."""
    require(by, Action.EDIT_PLAN, scenario.unit)
    note(Kind.IMPORT_DISCARDED, by=by, unit=scenario.unit, subject=scenario, said=f"bỏ kịch bản {scenario}")
    try:
        scenario.delete()
    except ProtectedError:
        raise Conflict("Kịch bản này là căn cứ của một kế hoạch nên không bỏ được.", title="Đang được dùng") from None
