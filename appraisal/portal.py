"""What the portal itself knows of a criterion: its two numbers for every unit of a round, and the entries behind them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from appraisal.adding import Frame
from appraisal.models import Criterion, Mark, Sheet
from plans.counting import yearly
from plans.models import Progress
from units.models import Unit

__all__ = ["filled_in", "rows_of", "shares"]


def shares(read: Frame, units: Iterable[Unit], year: int, day: date) -> dict[tuple[int, int], tuple[int, int]]:
    """{(unit key, criterion key): (how many, of how many)}; nothing is asked where no criterion is the portal's."""
    asked = [row for row in read.leaves() if row.source == Criterion.Source.PORTAL]
    units = list(units)
    known = yearly.shares(units, year, day) if asked else {}
    return {
        (unit.pk, row.pk): known.get((unit.pk, row.figure, row.dimension), (0, 0)) for unit in units for row in asked
    }


def filled_in(read: Frame, sheets: Iterable[Sheet], marks: dict[int, dict[int, Mark]], day: date) -> list[Mark]:
    """Marks whose portal figures have changed, with the new ones set; not yet stored."""
    sheets = list(sheets)
    changed = []
    known = shares(read, [sheet.unit for sheet in sheets], sheets[0].round.year, day) if sheets else {}
    by_unit = {sheet.unit_id: marks[sheet.pk] for sheet in sheets}
    for (unit, criterion), sides in known.items():
        mark, now = by_unit[unit].get(criterion), tuple(map(Decimal, sides))
        if mark and (mark.portal_top, mark.portal_bottom) != now:
            mark.portal_top, mark.portal_bottom = now
            changed.append(mark)
    return changed


def rows_of(row: Criterion, unit: Unit, year: int, day: date) -> QuerySet[Progress]:
    """The entries that the figure of `row` counts, `good` those above the line."""
    return yearly.rows(unit, row.figure, row.dimension, year, day)
