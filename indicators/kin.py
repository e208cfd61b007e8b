"""A province among its kin: those merged with it, those that went on with it; read for a page by one query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from units.models import Succession, Unit

__all__ = ["Kin", "kin"]


@dataclass(frozen=True)
class Kin:
    """`merged`: provinces that went into the same new one, itself too; of a new one, those it was made of; by name.
    `heirs`: itself while it lives, else those that went on with it. `others`: further units asked for, by key."""

    unit: Unit
    merged: list[Unit]
    heirs: list[Unit]
    others: dict[int, Unit]

    @property
    def lineage(self) -> list[int]:
        """Keys of the province and those that went on with it."""
        return sorted({self.unit.pk, *(one.pk for one in self.heirs)})


def kin(pk: int, *others: int | None) -> Kin:
    """The Kin of the unit `pk`. Raises Http404 without such a unit. One query."""
    heirs = Succession.objects.filter(old=pk)
    same = Q(new=pk) | Q(new__in=heirs.values("new"))
    merged = Succession.objects.filter(same)
    keys = {pk, *(one for one in others if one)}
    wanted = Q(pk__in=keys) | Q(pk__in=heirs.values("new")) | Q(pk__in=merged.values("old"))
    flags = {
        "is_heir": Exists(heirs.filter(new=OuterRef("pk"))),
        "is_merged": Exists(merged.filter(old=OuterRef("pk"))),
    }
    rows: list[Any] = list(Unit.objects.filter(wanted).annotate(**flags))
    unit = next((one for one in rows if one.pk == pk), None)
    if unit is None:
        raise Http404
    provinces = [one for one in rows if one.depth == 0]
    return Kin(
        unit,
        [one for one in provinces if one.is_merged],
        [unit] if unit.valid_to is None else [one for one in provinces if one.is_heir],
        {one.pk: one for one in rows if one.pk in keys},
    )
