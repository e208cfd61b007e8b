"""Loads the six regions as sets of peers, once: whoever edits one in the administration keeps what she wrote."""

from collections import Counter, defaultdict
from pathlib import Path

from django.db import transaction

from units.loading import NOT_KNOWN_EARLIER, read_rows
from units.models import Unit

from .models import PeerSet

__all__ = ["BASIS", "load_regions"]

FIXTURES = Path(__file__).parent / "fixtures"
BASIS = (
    "Quy hoạch các vùng thời kỳ 2021–2030 do Thủ tướng Chính phủ phê duyệt, 63 tỉnh trước 01/07/2025; theo Báo Bạc Liêu "
    "ngày 08/05/2024 (baobaclieu.vn)"
)


@transaction.atomic
def load_regions() -> Counter[str]:
    """A set for each region of the file that has none of its name yet; needs units."""
    provinces = dict(Unit.objects.filter(valid_from=NOT_KNOWN_EARLIER, depth=0).values_list("code", "pk"))
    regions = defaultdict(list)
    for row in read_rows(FIXTURES / "regions.csv"):
        regions[f"Vùng {row['region']}"].append(provinces[row["province"]])
    known = set(PeerSet.objects.filter(name__in=regions).values_list("name", flat=True))
    for name in [one for one in regions if one not in known]:
        PeerSet.objects.create(name=name, basis=BASIS).provinces.set(regions[name])
    return Counter(created=len(regions) - len(known), updated=0)
