"""Provincial PAPI figures worked out from published sub-dimension scores: sums, medians, gaps, ranks, trends.

A dimension is the sum of its sub-dimensions, the composite the unweighted sum of all of them; both exist only where no
part is missing. A missing score is None everywhere: never 0, never interpolated, never ranked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from units.models import Unit

from .book import Book
from .composites import Composite, Year

__all__ = ["Part", "Point", "ScoreRow", "list_of_year", "parts_of", "sub_parts", "trend", "widest_gap_first"]


@dataclass(frozen=True)
class Part:
    """A dimension (code "1") or sub-dimension (code "1.1") of one province in one year, beside all provinces."""

    code: str
    name: str
    value: Decimal | None
    median: Decimal | None
    best: Decimal | None
    worst: Decimal | None
    gap: Decimal | None
    rank: int | None
    n_ranked: int
    range_min: Decimal | None = None
    range_max: Decimal | None = None
    name_verified: bool = True
    recent: tuple[tuple[int, Decimal | None], ...] = ()  # own values of up to three years to compare, oldest first


@dataclass(frozen=True)
class Point:
    """One year of a province's trend; `comparable` says whether a line may lead here from the year before."""

    year: int
    value: Decimal | None
    median: Decimal | None
    best: Decimal | None
    rank: int | None
    n_ranked: int
    group: str
    comparable: bool


@dataclass(frozen=True)
class ScoreRow:
    """One province in the list of a year."""

    province: Unit
    value: Decimal | None
    rank: int | None
    n_ranked: int
    group: str
    dimensions: tuple[Decimal | None, ...]
    ranks: tuple[int, int] | None = None  # within the error, where every province has an interval
    published: str = ""  # the group PAPI put it in


def list_of_year(book: Book, year: int) -> list[ScoreRow]:
    """All provinces of a year: ranked ones first, those without a composite after them by name. One query."""
    composite, figures = book.composites[year], book.figures[year]
    numbers = [str(one.number) for one in book.dimensions(year)]
    rows = [
        ScoreRow(
            province=province,
            value=composite.values[province.pk],
            rank=composite.rank(province.pk),
            n_ranked=composite.n_ranked,
            group=composite.group(province.pk),
            dimensions=tuple(figures[number].values.get(province.pk) for number in numbers),
        )
        for province in Unit.objects.filter(pk__in=composite.values)
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank, row.province.sort_key))


def trend(province: int, by_year: Mapping[int, Composite], breaks: Mapping[int, set[str]]) -> list[Point]:
    """A province's composite through the years. No query."""
    return [
        Point(
            year=year,
            value=composite.values.get(province),
            median=composite.median,
            best=composite.best,
            rank=composite.rank(province),
            n_ranked=composite.n_ranked,
            group=composite.group(province),
            comparable=year - 1 in by_year and not breaks.get(year),
        )
        for year, composite in by_year.items()
    ]


def sub_parts(book: Book, province: int, year: int) -> list[Part]:
    """Sub-dimensions of one province in one year by code; a code's earlier years only as far back as they can be
    compared."""
    return [
        _part(
            code, sub.name or sub.name_en, province, book.figures[year][code], range_min=sub.range_min,
            range_max=sub.range_max, name_verified=sub.name_verified, recent=_recent(book, province, year, code),
        )
        for code, sub in book.subs[year].items()
    ]  # fmt: skip


def parts_of(book: Book, province: int, year: int) -> tuple[list[Part], list[Part]]:
    """Dimensions by number and sub-dimensions by code of one province in one year."""
    figures = book.figures[year]
    dimensions = [
        _part(str(one.number), one.name, province, figures[str(one.number)]) for one in book.dimensions(year)
    ]
    return dimensions, sub_parts(book, province, year)


def widest_gap_first(parts: list[Part]) -> list[Part]:
    """Furthest below the median first; those without a score last."""
    return sorted(parts, key=lambda part: (part.gap is None, part.gap or 0))


def _recent(book: Book, province: int, year: int, code: str) -> tuple[tuple[int, Decimal | None], ...]:
    """(year, value) of the last three years, cut at the latest break."""
    found: list[tuple[int, Decimal | None]] = []
    for at in range(year - 2, year + 1):
        if code in book.broken.get(at, ()):
            found.clear()
        figures = book.figures.get(at, {}).get(code)
        if figures and province in figures.values:
            found.append((at, figures.values[province]))
    return tuple(found)


def _part(code: str, name: str, province: int, figures: Year, **more) -> Part:
    return Part(
        code=code,
        name=name,
        value=figures.values.get(province),
        median=figures.median,
        best=figures.best,
        worst=figures.worst,
        gap=figures.gap(province),
        rank=figures.rank(province),
        n_ranked=figures.n_ranked,
        **more,
    )
