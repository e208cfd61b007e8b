"""What PAPI published beside the scores: intervals and groups, read for a page at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .models import Interval, PublishedGroup
from .scores import Composite, Part, group_names
from .uncertainty import Estimate, differ, is_off, rank_range, rank_ranges, told

__all__ = ["Standing", "all_ranges", "beside_median", "estimates", "published_groups", "standing"]

Estimates = dict[tuple[int, str], dict[int, Estimate]]


@dataclass(frozen=True)
class Standing:
    """How sure one province's composite of a year is; None and "" where PAPI gave no interval or no group."""

    own: Estimate | None
    ranks: tuple[int, int] | None
    change: str
    group: str
    gap: str


def estimates(years: Iterable[int], province: int | None = None) -> Estimates:
    """{(year, code): {province: Estimate}}: of all provinces the composite, of `province` every part. One query."""
    found: Estimates = defaultdict(dict)
    rows = Interval.objects.filter(Q(code="") | Q(province=province), year__in=list(years))
    for year, code, key, value, low, high, error in rows.values_list(
        "year", "code", "province", "value", "low", "high", "error"
    ):
        middle = value if value is not None else (low + high) / 2
        found[year, code][key] = Estimate(middle, low, high, error)
    return found


def all_ranges(composite: Composite) -> dict[int, tuple[int, int]]:
    """{province: the ranks it may hold within the error}; empty unless all ranked ones have intervals. One query."""
    sure = estimates([composite.year]).get((composite.year, ""), {})
    return rank_ranges(sure, [key for key, value in composite.values.items() if value is not None])


def published_groups(year: int) -> dict[int, str]:
    """{province: name of the group PAPI put it in}, of those published. One query."""
    rows = PublishedGroup.objects.filter(year=year).values_list("province", "place")
    return {key: group_names(year)[place - 1] for key, place in rows}


def standing(
    province: int, composite: Composite, sure: Estimates, groups: dict[int, str], comparable: bool
) -> Standing:
    """The Standing of `province`; `sure` as of `estimates` with the year before. No query."""
    year = composite.year
    now, before = sure.get((year, ""), {}), sure.get((year - 1, ""), {})
    own = now.get(province)
    return Standing(
        own=own,
        ranks=rank_range(now, [key for key, value in composite.values.items() if value is not None], province),
        change=told(differ(own, before.get(province))) if comparable else "",
        group=groups.get(province, ""),
        gap=told(is_off(own, composite.median)),
    )


def beside_median(part: Part, province: int, year: int, sure: Estimates) -> bool | None:
    """Whether the median lies outside the part's interval; None without one."""
    one = sure.get((year, part.code), {}).get(province)
    return is_off(one, part.median)
