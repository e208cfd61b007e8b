"""Verbs on a unit's own settings: by its leader or the administrator, traced.

switch_one_hand  "một người nhập và gửi", with a reason
say_noun         whether the common noun belongs to the unit's name in running text and as địa danh
"""

from django.db import transaction

from units.errors import Conflict
from units.models import SettingStep, Unit, User
from units.permissions import Action, require
from units.settings_trace import switched
from units.text import nfc

__all__ = ["NOUN_RULE", "ONE_HAND_RULE", "say_noun", "switch_one_hand"]

ONE_HAND_RULE = (
    "Người đã nhập tiến độ không tự duyệt, tự gửi chính tiến độ đó, kể cả khi làm thay theo ủy quyền, trừ khi lãnh đạo "
    "hoặc quản trị bật “một người nhập và gửi” cho đơn vị; khi đó vết xử lý ghi rõ người nhập và người gửi là một."
)
NOUN_RULE = (
    "Đơn vị mang tên người, sự kiện lịch sử hoặc chữ số giữ danh từ chung, viết hoa, cả trong câu và ở địa danh: “Phường "
    "Trần Hưng Đạo”, “Quận 1”; đơn vị khác viết “xã Tiền Phong”, địa danh “Tiền Phong” (Phụ lục I, II Nghị định "
    "30/2020/NĐ-CP)."
)


@transaction.atomic
def switch_one_hand(unit: Unit, *, by: User, on: bool, reason: str) -> SettingStep:
    """Switch the setting of `unit`. Raises Refused, Http404, ValueError without a reason, Conflict when it stands so."""
    require(by, Action.SETTINGS, unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do thay đổi.")
    if not Unit.objects.filter(pk=unit.pk, one_hand=not on).update(one_hand=on):
        raise Conflict("Cài đặt này vừa được đổi. Mở lại trang để xem.")
    return switched(unit, "one_hand", old=not on, new=on, reason=nfc(reason.strip()), by=by)


@transaction.atomic
def say_noun(unit: Unit, *, by: User, keeps: bool) -> SettingStep:
    """A person's word on the name of `unit`, over our list's. Raises Refused, Http404."""
    require(by, Action.SETTINGS, unit)
    old = unit.noun_kept
    Unit.objects.filter(pk=unit.pk).update(keeps_noun=keeps)
    unit.keeps_noun = keeps
    said = f"xác nhận: {unit.short_name}; địa danh {unit.place_name}"
    return switched(unit, "keeps_noun", old=old, new=keeps, reason=said, by=by)
