"""Fills a database with the set: units as they stand in the register, one province after the other."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from plans.models import Progress
from units.models import Unit
from units.models.administrative import REFORM

from . import entries, people, store, work
from .size import Size

__all__ = ["fill"]


@transaction.atomic
def fill(size: Size, today: date, say: Callable[[str], object] = lambda line: None) -> int:
    """Writes the set as of `today`; returns how many entries. Reference data must be loaded, the rest empty."""
    chosen = _chosen(size)
    offices = people.seat([unit for province, communes in chosen for unit in (province, *communes)])
    plans, entered = work.Writer(size, offices, today), entries.Writer(offices, today)
    for province, communes in chosen:
        entered.write(plans.write(province, communes))
        say(f"{province.name}: {len(communes)} xã, phường, đặc khu")
    connection.check_constraints()
    store.tell_the_planner()
    return Progress.objects.count()


def _chosen(size: Size) -> list[tuple[Unit, list[Unit]]]:
    """[(province, its communes)] as they are since the reform; Hưng Yên first, whose year the portal was made for."""
    now = list(Unit.objects.filter(valid_from=REFORM, valid_to=None, sample=False).order_by("sort_key"))
    below: dict[int, list[Unit]] = {}
    for unit in now:
        if unit.parent_id:
            below.setdefault(unit.parent_id, []).append(unit)
    provinces = sorted((unit for unit in now if unit.parent_id is None), key=lambda unit: unit.code != "33")
    return [(unit, below[unit.pk][: size.communes]) for unit in provinces[: size.provinces]]
