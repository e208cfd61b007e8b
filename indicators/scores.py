"""Provincial PAPI figures worked out from published sub-dimension scores: sums, medians, gaps, ranks, trends.

A dimension is the sum of its sub-dimensions, the composite the unweighted sum of all of them; both exist only where no
part is missing. A missing score is None everywhere: never 0, never interpolated, never ranked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median, quantiles
from typing import TypedDict

from django.db.models import Count, Sum

from units.models import Unit

from .models import Break, Score, SubDimension

# Words of PAPI's four groups (tứ phân vị), best first; they changed with the 2022 report.
GROUPS_UNTIL_2021 = ("Cao nhất", "Trung bình cao", "Trung bình thấp", "Thấp nhất")
GROUPS_SINCE_2022 = ("Cao", "Trung bình cao", "Trung bình thấp", "Thấp")
SHOWN_PLACES = Decimal("0.0001")


def group_names(year: int) -> tuple[str, str, str, str]:
    """The words of PAPI's four groups in `year`, best first."""
    return GROUPS_SINCE_2022 if year >= 2022 else GROUPS_UNTIL_2021


@dataclass(frozen=True)
class Year:
    """One figure of one year for all provinces: `values` maps province id to Decimal or None (missing)."""

    year: int
    values: dict[int, Decimal | None]

    @cached_property
    def ranked(self) -> list[Decimal]:
        """Values that exist, highest first."""
        return sorted((value for value in self.values.values() if value is not None), reverse=True)

    @property
    def n_ranked(self) -> int:
        return len(self.ranked)

    @cached_property
    def median(self) -> Decimal | None:
        return median(self.ranked) if self.ranked else None

    @property
    def best(self) -> Decimal | None:
        return self.ranked[0] if self.ranked else None

    @property
    def worst(self) -> Decimal | None:
        return self.ranked[-1] if self.ranked else None

    @property
    def best_province(self) -> int | None:
        return next((key for key, value in self.values.items() if value == self.best), None) if self.ranked else None

    def rank(self, province: int) -> int | None:
        """1 is the highest; equal values share a rank; None where the value is missing."""
        value = self.values.get(province)
        return None if value is None else self.ranked.index(value) + 1

    def gap(self, province: int) -> Decimal | None:
        """Own value less the median; None where the value is missing."""
        return difference(self.values.get(province), self.median)


@dataclass(frozen=True)
class Composite(Year):
    """The composite index of a year; `partial` holds the sums of what there is, 0 where PAPI published nothing."""

    partial: dict[int, Decimal]

    def group(self, province: int) -> str:
        """Quartile group as worked out here (not published): "" where the composite is missing.

        Linear percentiles over all rows, incomplete ones too, bounds included, reproduce the published sizes of 2017,
        2019 and 2022; PAPI's own tie rule differs in other years, so a page must say that this is computed.
        """
        value = self.values.get(province)
        if value is None:
            return ""
        bounds = reversed(quantiles(self.partial.values(), n=4, method="inclusive"))
        return group_names(self.year)[sum(value < bound for bound in bounds)]


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


class _Sums(TypedDict):
    """A province's points of a year as the database adds them up."""

    year: int
    province: int
    total: Decimal | None
    known: int
    parts: int


def composites() -> dict[int, Composite]:
    """The composite of every year there are scores of, oldest year first. One query."""
    rows = (
        Score.objects.values("year", "province").annotate(total=Sum("value"), known=Count("value"), parts=Count("pk"))
    ).order_by("year", "province__sort_key")
    by_year: dict[int, list[_Sums]] = defaultdict(list)
    for row in rows:
        by_year[row["year"]].append(row)
    return {year: _composite(year, rows) for year, rows in by_year.items()}


def _composite(year: int, rows: list[_Sums]) -> Composite:
    parts = max(row["parts"] for row in rows)
    values = {row["province"]: row["total"] if row["known"] == parts else None for row in rows}
    return Composite(year, values, {row["province"]: row["total"] or Decimal(0) for row in rows})


def list_of_year(composite: Composite) -> list[ScoreRow]:
    """All provinces of a year: ranked ones first, those without a composite after them by name. Two queries."""
    scores = Score.objects.filter(year=composite.year).values_list("province", "sub_dimension__dimension__number")
    sums: dict[tuple[int, int], Decimal | None] = {}
    numbers = set()
    for province, number, total, known, parts in scores.annotate(Sum("value"), Count("value"), Count("pk")):
        sums[province, number] = total if known == parts else None
        numbers.add(number)
    provinces = Unit.objects.filter(pk__in=composite.values)
    rows = [
        ScoreRow(
            province=province,
            value=composite.values[province.pk],
            rank=composite.rank(province.pk),
            n_ranked=composite.n_ranked,
            group=composite.group(province.pk),
            dimensions=tuple(sums.get((province.pk, number)) for number in sorted(numbers)),
        )
        for province in provinces
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank, row.province.sort_key))


def trend(province: int, by_year: dict[int, Composite], breaks: dict[int, set[str]]) -> list[Point]:
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


def breaks_by_year(rows: Iterable[Break] | None = None) -> dict[int, set[str]]:
    """Year -> codes of sub-dimensions that cannot be compared with the year before. One query, none for given `rows`."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in Break.objects.all() if rows is None else rows:
        found[row.year].add(row.code)
    return dict(found)


def sub_parts(province: int, year: int) -> tuple[list[Part], dict[str, dict[int, Decimal | None]]]:
    """Sub-dimensions of one province in one year, without earlier years, and all points {code: {province: points}}. One
    query."""
    subs = _by_sub(_rows(year))
    return [_sub_part(province, year, *found) for found in subs.values()], {
        c: values for c, (_, values) in subs.items()
    }


def parts_of(province: int, year: int, breaks: dict[int, set[str]]) -> tuple[list[Part], list[Part]]:
    """Dimensions by number and sub-dimensions by code of one province in one year. Two queries.

    `breaks` as of `breaks_by_year`: a code's earlier years are shown only as far back as they can be compared.
    """
    rows = _rows(year)
    subs, dimensions, recent = _by_sub(rows), _by_dimension(rows), _recent(province, year, breaks)
    sub_parts = [
        _sub_part(province, year, sub, values, recent=tuple(recent.get(code, ())))
        for code, (sub, values) in subs.items()
    ]
    dimension_parts = [
        _part(str(dimension.number), dimension.name, province, Year(year, values))
        for dimension, values in dimensions.items()
    ]
    return sorted(dimension_parts, key=lambda part: int(part.code)), sub_parts


def widest_gap_first(parts: list[Part]) -> list[Part]:
    """Furthest below the median first; those without a score last."""
    return sorted(parts, key=lambda part: (part.gap is None, part.gap or 0))


def difference(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """`value` less `other`, both as shown (four decimals), so that a reader who subtracts agrees."""
    if value is None or other is None:
        return None
    return value.quantize(SHOWN_PLACES) - other.quantize(SHOWN_PLACES)


def _rows(year):
    rows = Score.objects.filter(year=year).select_related("sub_dimension__dimension")
    return list(rows.order_by("sub_dimension__code", "province__sort_key"))


def _sub_part(province: int, year: int, sub: SubDimension, values: dict[int, Decimal | None], **more) -> Part:
    return _part(
        sub.code, sub.name or sub.name_en, province, Year(year, values),
        range_min=sub.range_min, range_max=sub.range_max, name_verified=sub.name_verified, **more,
    )  # fmt: skip


def _by_sub(scores: list[Score]) -> dict:
    subs: dict[str, tuple] = {}
    for score in scores:
        sub = score.sub_dimension
        subs.setdefault(sub.code, (sub, {}))[1][score.province_id] = score.value
    return subs


def _by_dimension(scores: list[Score]) -> dict:
    sums: dict = defaultdict(dict)
    for score in scores:
        values, key = sums[score.sub_dimension.dimension], score.province_id
        so_far = values.get(key, Decimal(0))
        values[key] = None if so_far is None or score.value is None else so_far + score.value
    return sums


def _recent(province: int, year: int, breaks: dict[int, set[str]]) -> dict[str, list]:
    """code -> [(year, value)] of the last three years, cut at the latest break."""
    rows = Score.objects.filter(province=province, year__range=(year - 2, year)).order_by("year")
    found: dict[str, list] = defaultdict(list)
    for code, at, value in rows.values_list("sub_dimension__code", "year", "value"):
        if code in breaks.get(at, ()):
            found[code].clear()
        found[code].append((at, value))
    return found


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
