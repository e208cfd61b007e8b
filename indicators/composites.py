"""One figure of one year for all provinces, be it of a part or the composite: its order, median, groups."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median, quantiles

__all__ = ["GROUPS_SINCE_2022", "GROUPS_UNTIL_2021", "SHOWN_PLACES", "Composite", "Year", "difference", "group_names"]

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

    @cached_property
    def bounds(self) -> list[Decimal]:
        """The three points that part the four groups, highest first."""
        return quantiles(self.partial.values(), n=4, method="inclusive")[::-1]

    def group(self, province: int) -> str:
        """Quartile group as worked out here (not published): "" where the composite is missing.

        Linear percentiles over all rows, incomplete ones too, bounds included, reproduce the published sizes of 2017,
        2019 and 2022; PAPI's own tie rule differs in other years, so a page must say that this is computed.
        """
        value = self.values.get(province)
        if value is None or len(self.partial) < 2:
            return ""
        return group_names(self.year)[sum(value < bound for bound in self.bounds)]


def difference(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """`value` less `other`, both as shown (four decimals), so that a reader who subtracts agrees."""
    if value is None or other is None:
        return None
    return value.quantize(SHOWN_PLACES) - other.quantize(SHOWN_PLACES)
