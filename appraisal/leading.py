"""What the newest published round of the internal index gave, beside the dimension its criteria name."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from appraisal import results
from appraisal.models import Criterion, Intake, Round
from appraisal.permissions import visible_rounds
from indicators.book import Book
from indicators.kin import Kin
from indicators.leading import Leading
from units.models import User

__all__ = ["figures_of_index", "shares_of"]


def figures_of_index(user: User, of: Kin, year: int, book: Book) -> Iterator[Leading]:
    """Points given as per cent of the points that could be had, of all units together, by dimension; criteria without one
    and those that do not apply are left out."""
    rounds = visible_rounds(user).told().filter(unit__in=of.lineage)
    held = rounds.order_by("-year", "-pk").first()
    if held is None or book.structure(held.year)[0] != book.structure(year)[0]:
        return
    sums = shares_of(held)
    told_on = timezone.localdate(held.published_at) if held.published_at else held.appraise_by
    as_of = min(told_on, date(held.year, 12, 31))  # what was scored is the year, whenever that was done
    source = held.name if str(held.year) in held.name else f"{held.name}, năm {held.year}"
    for number, (share, units) in sums.items():
        yield Leading(
            str(number), f"Chỉ số nội bộ, tiêu chí về nội dung này: {units} đơn vị", share, "%", as_of, source,
            url=reverse("index_round", args=[held.pk]),
        )  # fmt: skip
    yield from _taken_in(held)


def _taken_in(held):
    """Figures of another source (the 766 score): the mean of its units, beside the dimension the criterion names."""
    taken = {
        one.criterion_id: one for one in held.intakes.filter(state=Intake.State.TAKEN).select_related("criterion")
    }
    for one in taken.values():
        row = one.criterion
        tops = [(Decimal(top), bottom and Decimal(bottom)) for _, top, bottom, *_ in one.rows if top is not None]
        values = [top if not bottom else 100 * top / bottom for top, bottom in tops]
        if row.dimension and values and row.rule != Criterion.Rule.YES_NO:
            mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"))
            unit = "%" if tops[0][1] else ""
            yield Leading(
                str(row.dimension), f"{row.name}, trung bình {len(values)} đơn vị", mean, unit, one.as_of, one.source,
                url=reverse("index_criterion", args=[held.pk, row.pk]),
            )  # fmt: skip


def shares_of(held: Round) -> dict[int, tuple[Decimal | None, int]]:
    """{dimension: (points given as per cent of those that could be had, of how many units)}: as published, else counted by
    one query."""
    sums: dict[int, list[Decimal]] = {}
    for parts in _by_unit(held):
        for number, (points, most) in parts.items():
            had = sums.setdefault(int(number), [Decimal(0), Decimal(0), Decimal(0)])
            had[0], had[1], had[2] = had[0] + Decimal(points), had[1] + Decimal(most), had[2] + 1
    return {
        number: ((100 * points / most).quantize(Decimal("0.1")) if most else None, int(units))
        for number, (points, most, units) in sorted(sums.items())
    }


def _by_unit(held):
    frozen = [row["by_dimension"] for row in held.results if "by_dimension" in row]
    return frozen if frozen and len(frozen) == len(held.results) else results.by_dimension(held).values()
