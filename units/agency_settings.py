"""Verbs on the agencies of a unit: who collects, who enters only what is in its charge, whose numbers come from elsewhere;
traced, off until said.

collect             name the one agency through which the unit's others hand in, or none
enter_own           an agency's officials enter its own work and read the unit's
number_elsewhere    the office's own system gives its numbers, the clerk enters them here
"""

from django.db import transaction

from units.errors import Conflict
from units.models import Agency, SettingStep, User
from units.permissions import Action, require
from units.settings_trace import switched
from units.text import nfc

__all__ = ["COLLECT_RULE", "NUMBERS_RULE", "collect", "enter_own", "number_elsewhere"]

COLLECT_RULE = (
    "Các ban, ngành, bộ phận báo cáo qua cơ quan đầu mối (Văn phòng HĐND và UBND, Phòng Văn hóa – Xã hội…); đầu mối xem và "
    "nhập được mọi nhiệm vụ của đơn vị, đôn đốc bộ phận chưa nhập, rồi trình lãnh đạo."
)
NUMBERS_RULE = (
    "Cơ quan đã có hệ thống quản lý văn bản cấp số thì bật “số do hệ thống của cơ quan cấp”: cổng thôi tự cấp, giữ số; văn "
    "thư ghi số và ngày đã lấy ở hệ thống ấy trước khi lãnh đạo ký."
)


@transaction.atomic
def collect(agency: Agency, *, by: User, on: bool) -> SettingStep:
    """Name `agency` the one through which its unit's others hand in, in place of any other; or no longer.

    Raises Refused, Http404; Conflict where it stands so, enters only its own work, or others still enter only theirs.
    """
    require(by, Action.SETTINGS, agency.unit)
    others = Agency.objects.filter(unit=agency.unit_id)
    if not on and others.filter(enters_own=True).exists():
        raise Conflict(
            "Còn cơ quan chỉ nhập nhiệm vụ mình phụ trách nên cần một đầu mối. Chọn cơ quan khác làm đầu mối."
        )
    if on and agency.enters_own:
        raise Conflict(f"{agency.name} đang chỉ nhập nhiệm vụ mình phụ trách; tắt đặt đó trước khi làm đầu mối.")
    if on:
        others.exclude(pk=agency.pk).update(collects=False)
    if not others.filter(pk=agency.pk, collects=not on).update(collects=on):
        raise Conflict("Cài đặt này vừa được đổi. Mở lại trang để xem.")
    agency.collects = on
    return _traced(agency, SettingStep.Setting.COLLECTS, on, by, "")


@transaction.atomic
def enter_own(agency: Agency, *, by: User, on: bool, reason: str) -> SettingStep:
    """Keep what `agency`'s officials enter to its own work, or no longer. Raises Refused, Http404, ValueError without a
    reason; Conflict where it stands so, and where no agency collects: nobody would enter what is in no one's charge."""
    require(by, Action.SETTINGS, agency.unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do thay đổi.")
    if on and not Agency.objects.filter(unit=agency.unit_id, collects=True).exclude(pk=agency.pk).exists():
        raise Conflict("Chọn cơ quan đầu mối tổng hợp khác trước: nhiệm vụ chưa phân công cần có cơ quan nhập.")
    if not Agency.objects.filter(pk=agency.pk, enters_own=not on).update(enters_own=on):
        raise Conflict("Cài đặt này vừa được đổi. Mở lại trang để xem.")
    agency.enters_own = on
    return _traced(agency, SettingStep.Setting.ENTERS_OWN, on, by, reason)


@transaction.atomic
def number_elsewhere(agency: Agency, *, by: User, on: bool) -> SettingStep:
    """Numbers of `agency`'s papers come from its own system, or from the books here again. Raises Refused, Http404,
    Conflict where it stands so."""
    require(by, Action.SETTINGS, agency.unit)
    if not Agency.objects.filter(pk=agency.pk, numbers_elsewhere=not on).update(numbers_elsewhere=on):
        raise Conflict("Cài đặt này vừa được đổi. Mở lại trang để xem.")
    agency.numbers_elsewhere = on
    return _traced(agency, SettingStep.Setting.NUMBERS, on, by, "")


def _traced(agency, setting, on, by, reason):
    said = f"{agency.name}: {'bật' if on else 'tắt'}" + (f"; {nfc(reason.strip())}" if reason.strip() else "")
    return switched(agency.unit, setting, old=not on, new=on, reason=said, by=by)
