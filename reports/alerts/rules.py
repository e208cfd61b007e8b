"""The rules that hold for a unit: its own newest, else those of the house; and what each says.

gap         a unit's share on track is so many points or more below the median of the units beside it
falling     its share on track is so many points or more below that of the period before
silent      something is missing and nothing was typed or sent for so many days (counted from the period's first day)
unproved    so many or more tasks are done without a paper that proves it
odd         so many or more entries in review hold figures that want a close look
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.models import AlertKind, AlertRule
from units.models import Unit

__all__ = ["HOUSE", "SAYS", "Rule", "rules_of", "rules_of_units"]

HOUSE = {AlertKind.GAP: 15, AlertKind.FALLING: 10, AlertKind.SILENT: 14, AlertKind.UNPROVED: 1, AlertKind.ODD: 1}
SAYS = {
    AlertKind.GAP: "Đúng tiến độ thấp hơn trung vị các đơn vị từ … điểm",
    AlertKind.FALLING: "Đúng tiến độ giảm so với kỳ trước từ … điểm",
    AlertKind.SILENT: "Còn mục chưa gửi mà không có cập nhật từ … ngày",
    AlertKind.UNPROVED: "Nhiệm vụ “Hoàn thành” thiếu tài liệu, từ … nhiệm vụ",
    AlertKind.ODD: "Mục chờ thẩm định có số liệu cần xem kỹ, từ … mục",
}


@dataclass(frozen=True)
class Rule:
    """One rule as it holds; `told`: its alerts go into the digest too; `own`: the unit set it itself."""

    kind: AlertKind
    threshold: int
    on: bool = True
    told: bool = False
    own: bool = False

    @property
    def says(self) -> str:
        return SAYS[self.kind]

    @property
    def filled(self) -> str:
        """What it says with the threshold that holds in its gap."""
        return SAYS[self.kind].replace("…", str(self.threshold))


def rules_of(unit: Unit) -> dict[AlertKind, Rule]:
    """{kind: Rule} of all kinds, in their order; one query."""
    return rules_of_units([unit.pk])[unit.pk]


def rules_of_units(units: Iterable[int]) -> dict[int, dict[AlertKind, Rule]]:
    """{key of the unit: its rules}; one query."""
    house = {kind: Rule(kind, threshold) for kind, threshold in HOUSE.items()}
    found = {unit: dict(house) for unit in units}
    for row in AlertRule.objects.filter(unit__in=list(found)).order_by("pk"):
        kind = AlertKind(row.kind)
        found[row.unit_id][kind] = Rule(kind, row.threshold, row.on, row.told, own=True)
    return found
