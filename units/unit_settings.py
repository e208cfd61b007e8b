"""The verb on a unit's own setting "một người nhập và gửi": by its leader or the administrator, with a reason, traced."""

from django.db import transaction

from units.errors import Conflict
from units.models import SettingStep, Unit, User
from units.permissions import Action, require
from units.text import nfc

__all__ = ["ONE_HAND_RULE", "switch_one_hand"]

ONE_HAND_RULE = (
    "Người đã nhập tiến độ không tự duyệt, tự gửi chính tiến độ đó, kể cả khi làm thay theo ủy quyền, trừ khi lãnh đạo "
    "hoặc quản trị bật “một người nhập và gửi” cho đơn vị; khi đó vết xử lý ghi rõ người nhập và người gửi là một."
)


@transaction.atomic
def switch_one_hand(unit: Unit, *, by: User, on: bool, reason: str) -> SettingStep:
    """Switch the setting of `unit`. Raises Refused, Http404, ValueError without a reason, Conflict when it stands so."""
    require(by, Action.SETTINGS, unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do thay đổi.")
    if not Unit.objects.filter(pk=unit.pk, one_hand=not on).update(one_hand=on):
        raise Conflict("Cài đặt này vừa được đổi. Mở lại trang để xem.")
    return SettingStep.objects.create(
        unit=unit, setting="one_hand", old=not on, new=on, reason=nfc(reason.strip())[:300], by=by
    )
