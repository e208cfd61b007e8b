"""Several years of one set side by side, and beside PAPI's own dimensions: from what was published, as it was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Subquery

from appraisal.leading import shares_of
from appraisal.models import CriteriaSet, Mark, Round
from indicators.book import published
from indicators.kin import kin
from units.statuses import DIMENSION_NAMES

__all__ = ["BESIDE_RULE", "Beside", "Year", "beside_papi", "last_time", "of_units", "told_rounds"]

BESIDE_RULE = (
    "Hai thước đo khác nhau đứng cạnh nhau để đọc, không phải để chứng minh: chỉ số nội bộ chấm đơn vị cấp dưới, PAPI hỏi "
    "người dân cả tỉnh. Vài điểm theo năm không nói lên quan hệ nào; cổng không tính tương quan. Năm PAPI đổi cấu trúc "
    "nội dung không so với năm trước."
)


@dataclass(frozen=True)
class Year:
    """A published round: `same` whether it was scored by the same version of the set as the round before it."""

    held: Round
    same: bool


def told_rounds(rounds: Iterable[Round]) -> list[Year]:
    """Published rounds, the oldest first."""
    ordered = sorted(rounds, key=lambda held: (held.year, held.pk))
    return [Year(held, not n or ordered[n - 1].set_id == held.set_id) for n, held in enumerate(ordered)]


def of_units(years: list[Year]) -> list[tuple[str, list[dict[str, Any] | None]]]:
    """[(name of the unit, its result in each year or None)], by the last year's rank; units are known by their key."""
    found: dict[int, list[dict[str, Any] | None]] = {}
    names: dict[int, str] = {}
    for place, year in enumerate(years):
        for row in year.held.results:
            total = None if row["total"] is None else Decimal(row["total"])
            found.setdefault(row["unit"], [None] * len(years))[place] = row | {"total": total}
            names[row["unit"]] = row["name"]

    def order(key: int) -> tuple[bool, int, str]:
        last = found[key][-1]
        return (not last or last["rank"] is None, last["rank"] or 0 if last else 0, names[key])

    return [(names[key], found[key]) for key in sorted(found, key=order)]


Key = tuple[int, int, str]  # unit, number of the group, code of the criterion


def last_time(held: Round, **about: Any) -> dict[Key, tuple[int, Decimal | None]]:
    """{Key: (year, points given; None where it did not apply)} of the newest published round before `held` by any version
    of its set; `about` narrows the marks. A criterion is known by its group and code. One query."""
    before = Round.objects.told().filter(
        unit=held.unit_id, set__code=held.set.code, set__unit=held.set.unit_id, year__lt=held.year
    )
    newest = before.order_by("-year", "-pk").values("pk")[:1]
    marks = Mark.objects.filter(sheet__round=Subquery(newest), **about)
    rows = marks.values_list(
        "sheet__unit", "criterion__group__number", "criterion__code", "sheet__round__year", "given", "left_out"
    )
    return {(unit, group, code): (year, None if out else given) for unit, group, code, year, given, out in rows}


@dataclass(frozen=True)
class Beside:
    """One dimension over the years: `index` per cent of the points that could be had, None where there is none; `papi`
    [(name of the province, its score)] of that year, of the province and of those it was made of, each by itself; `broken`
    years whose sub-dimensions cannot be compared with the year before."""

    number: int
    index: list[Decimal | None]
    papi: list[list[tuple[str, Decimal]]]
    broken: list[bool]

    @property
    def name(self) -> str:
        """As people know the dimension."""
        return DIMENSION_NAMES.get(self.number, f"Nội dung {self.number}")


BEFORE = 4  # years of PAPI shown before the first of the index


def beside_papi(of: CriteriaSet, years: list[Year]) -> tuple[list[int], list[Beside]]:
    """(years, dimensions that criteria of the set name). PAPI's scores are those of the province that holds the set and of
    those that went into it, never a mean over them. One query a year and two for the book."""
    book, own = published(), kin(of.unit_id)
    shares = {year.held.year: shares_of(year.held) for year in years}
    named = sorted({number for found in shares.values() for number in found})
    if not named:
        return [], []
    first, last = min(shares) - BEFORE, max(shares)
    span = [year for year in range(first, last + 1) if year in shares or year in book.figures]
    provinces = {one.pk: one for one in (own.unit, *own.merged)}.values()
    return span, [
        Beside(
            number, [shares.get(year, {}).get(number, (None, 0))[0] for year in span],
            [[*_scores(book, provinces, year, str(number))] for year in span],
            [any(code.startswith(f"{number}.") for code in book.broken.get(year, ())) for year in span],
        )
        for number in named
    ]  # fmt: skip


def _scores(book, provinces, year, code) -> Iterator[tuple[str, Decimal]]:
    row = book.figures.get(year, {}).get(code)
    for unit in provinces if row else ():
        if (value := row.values.get(unit.pk)) is not None:
            yield f"{unit.short_name}{' (trước 07/2025)' if unit.valid_to else ''}", value
