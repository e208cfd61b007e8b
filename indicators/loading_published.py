"""Loads what public sources quote of PAPI's intervals and groups; what nobody published stays unknown."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.db import transaction

from units.loading import NOT_KNOWN_EARLIER, read_rows, upsert
from units.models import Unit

from .book import published
from .models import Interval, PublishedGroup, Source

__all__ = ["load_published"]

FIXTURES = Path(__file__).parent / "fixtures"
HUNDREDTH = Decimal("0.01")
INTERVALS = {
    "key": "papi-2023-khoang-tin-cay",
    "name": "PAPI 2023, bảng chỉ tiêu cấp tỉnh (CECODES, RTA và UNDP)",
    "url": "https://papi.org.vn/",
    "note": "Khoảng tin cậy 95% của hai tỉnh, theo bản mô tả công khai github.com/tunah72/papi-dashboard.",
}
GROUPS = {
    "key": "papi-2022-nhom",
    "name": "Bốn nhóm PAPI 2022, theo nhatrang.khanhhoa.gov.vn",
    "url": "https://nhatrang.khanhhoa.gov.vn/",
    "note": "Khoảng điểm và số tỉnh của mỗi nhóm như đã công bố; mỗi tỉnh vào nhóm có khoảng chứa điểm của tỉnh.",
}


@transaction.atomic
def load_published() -> Counter:
    """Intervals as quoted, and groups by the published bounds; needs units and scores. Safe to run twice."""
    provinces = dict(Unit.objects.filter(valid_from=NOT_KNOWN_EARLIER, depth=0).values_list("code", "pk"))
    return _intervals(provinces) + _groups()


def _intervals(provinces):
    source = Source.objects.update_or_create(key=INTERVALS["key"], defaults=INTERVALS)[0]
    rows = [
        Interval(
            year=int(row["year"]), province_id=provinces[row["province"]], code=row["code"], source=source,
            **{name: Decimal(row[name]) for name in ("value", "low", "high")},
        )
        for row in read_rows(FIXTURES / "intervals.csv")
    ]  # fmt: skip
    return upsert(Interval, rows, key=["year", "code", "province_id"], fields=["value", "low", "high", "source_id"])


def _groups():
    """Raises ValueError where the bounds do not hold as many provinces as were published: then nothing is loaded."""
    source = Source.objects.update_or_create(key=GROUPS["key"], defaults=GROUPS)[0]
    by_year, rows = published().composites, []
    for bound in read_rows(FIXTURES / "groups.csv"):
        year, low, high = int(bound["year"]), Decimal(bound["low"]), Decimal(bound["high"])
        values = by_year[year].values if year in by_year else {}
        held = [key for key, value in values.items() if value is not None and low <= _shown(value) <= high]
        if values and len(held) != int(bound["size"]):
            raise ValueError(f"{year}, nhóm {bound['place']}: {len(held)} tỉnh, đã công bố {bound['size']}")
        rows += [PublishedGroup(year=year, province_id=key, place=int(bound["place"]), source=source) for key in held]
    return upsert(PublishedGroup, rows, key=["year", "province_id"], fields=["place", "source_id"])


def _shown(value):
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
