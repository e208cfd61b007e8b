"""Several years of one set side by side, and beside PAPI's own dimensions: from what was published, as it was published."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from appraisal.leading import shares_of
from appraisal.models import CriteriaSet, Round
from indicators.book import published
from indicators.kin import kin

__all__ = ["BESIDE_RULE", "Beside", "Year", "beside_papi", "of_units", "told_rounds"]

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


@dataclass(frozen=True)
class Beside:
    """One dimension over the years: `index` per cent of the points that could be had, `papi` the province's score, each
    None where there is none; `broken` years whose sub-dimensions cannot be compared with the year before."""

    number: int
    name: str
    index: list[Decimal | None]
    papi: list[Decimal | None]
    broken: list[bool]


def beside_papi(of: CriteriaSet, years: list[Year]) -> tuple[list[int], list[Beside]]:
    """(years, dimensions that criteria of the set name); the province is the one that holds the set, under whichever
    name its scores were published. One query a year and two for the book."""
    book, own = published(), kin(of.unit_id)
    shares = {year.held.year: shares_of(year.held) for year in years}
    named = sorted({number for found in shares.values() for number in found})
    if not named:
        return [], []
    first, last = min(shares), max(shares)
    span = [year for year in range(first, last + 1) if year in shares or year in book.figures]
    names = {row.number: row.name for year in reversed(span) for row in book.dimensions(year)} or {}
    known = [_known(book, own, year) for year in span]
    return span, [
        Beside(
            number, names.get(number, f"Nội dung {number}"),
            [shares.get(year, {}).get(number, (None, 0))[0] for year in span],
            [values.get(str(number)) for values in known],
            [any(code.startswith(f"{number}.") for code in book.broken.get(year, ())) for year in span],
        )
        for number in named
    ]  # fmt: skip


def _known(book, own, year) -> dict[str, Decimal | None]:
    """{"5": score of the province that year}: its own row, never a mean over those it was made of."""
    figures = book.figures.get(year, {})
    return {code: row.values.get(own.unit.pk) for code, row in figures.items() if "." not in code}
