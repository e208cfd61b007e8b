"""What PAPI published beside the scores: intervals and groups, read for a page at once."""

from dataclasses import dataclass

from .book import Book, Estimates
from .composites import Composite, group_names
from .scores import Part
from .uncertainty import Estimate, differ, is_off, rank_range, rank_ranges, told

__all__ = ["Standing", "all_ranges", "beside_median", "published_groups", "standing"]


@dataclass(frozen=True)
class Standing:
    """How sure one province's composite of a year is; None and "" where PAPI gave no interval or no group."""

    own: Estimate | None
    ranks: tuple[int, int] | None
    change: str
    group: str
    gap: str


def all_ranges(book: Book, composite: Composite) -> dict[int, tuple[int, int]]:
    """{province: the ranks it may hold within the error}; empty unless all ranked ones have intervals."""
    sure = book.estimates.get((composite.year, ""), {})
    return rank_ranges(sure, [key for key, value in composite.values.items() if value is not None])


def published_groups(book: Book, year: int) -> dict[int, str]:
    """{province: name of the group PAPI put it in}, of those published."""
    return {key: group_names(year)[place - 1] for key, place in book.groups.get(year, {}).items()}


def standing(book: Book, province: int, year: int, comparable: bool) -> Standing:
    """The Standing of `province` in `year`; `comparable` with the year before."""
    composite, sure, groups = book.composites[year], book.estimates, published_groups(book, year)
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
