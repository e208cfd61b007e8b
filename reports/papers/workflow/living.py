"""Papers are written, numbered and signed by bodies that exist: after its last day a unit issues nothing, its heir does."""

from datetime import date

from django.utils import timezone

from units.errors import Conflict
from units.models import Agency, Succession
from units.vietnamese import vn_date

__all__ = ["lives", "require_living"]


def lives(agency: Agency, day: date | None = None) -> bool:
    """Whether the unit of `agency` is in force on `day`, today unless told otherwise."""
    return agency.unit.lives_on(day or timezone.localdate())


def require_living(agency: Agency, day: date | None = None) -> None:
    """Raises Conflict naming the last day and the heir."""
    if lives(agency, day):
        return
    unit = agency.unit
    heirs = Succession.objects.filter(old=unit).select_related("new").order_by("new__sort_key")
    names = ", ".join(row.new.full_name for row in heirs)
    when = f"từ sau ngày {vn_date(unit.valid_to)}" if unit.valid_to else ""
    raise Conflict(
        f"{unit.full_name} đã kết thúc hoạt động {when} nên không soạn, lấy số, ký, phát hành văn bản được nữa"
        + (f"; văn bản do đơn vị kế thừa ban hành: {names}." if names else ".")
    )
