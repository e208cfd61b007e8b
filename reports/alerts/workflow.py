"""Verbs on alerts: set a rule, mute an alert with a reason, show it again; each leaves its row and a line in the journal."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.notes import Kind, note
from plans.models import Period
from reports.alerts import following
from reports.alerts.rules import SAYS, rules_of
from reports.models import AlertKind, AlertMute, AlertRule
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, can, require
from units.text import nfc

__all__ = ["MOST", "MUTE_RULE", "TOLD_RULE", "may_mute", "mute", "set_rule", "show_again"]

MOST = {AlertKind.GAP: 100, AlertKind.FALLING: 100, AlertKind.SILENT: 365, AlertKind.UNPROVED: 999, AlertKind.ODD: 999}
MUTE_RULE = "Tắt một cảnh báo cần ghi lý do; cảnh báo ấy không hiện đến hết kỳ, bật lại được."
TOLD_RULE = (
    "Cảnh báo được báo trong bản tin cho người thẩm định và lãnh đạo của đơn vị đặt quy tắc: mỗi cảnh báo một lần, hết "
    "rồi có lại thì báo lại; đã tắt thì không báo. Ai cũng tự bỏ loại thư này được."
)


@transaction.atomic
def set_rule(
    unit: Unit, kind: AlertKind, *, by: User, threshold: int, on: bool, told: bool = False
) -> AlertRule | None:
    """A new version of the rule; None where it stands so already. Raises Refused, Http404, ValueError out of bounds."""
    require(by, Action.SETTINGS, unit)
    if not 1 <= threshold <= MOST[kind]:
        raise ValueError(f"Ngưỡng từ 1 đến {MOST[kind]}.")
    stands = rules_of(unit)[kind]
    if (stands.threshold, stands.on, stands.told) == (threshold, on, told):
        return None
    before = {"ngưỡng": stands.threshold, "bật": stands.on, "bản tin": stands.told}
    after = {"ngưỡng": threshold, "bật": on, "bản tin": told}
    note(Kind.SETTING, by=by, unit=unit, said=f"Quy tắc cảnh báo: {SAYS[kind]}", before=before, after=after)
    return AlertRule.objects.create(unit=unit, kind=kind, threshold=threshold, on=on, told=told, by=by)


def may_mute(user: User, unit: Unit) -> bool:
    """Who reviews for the unit, and who sets its rules."""
    return any(can(user, action, unit) for action in (Action.URGE, Action.SETTINGS))


def mute(unit: Unit, about: Unit, period: Period, kind: AlertKind, *, by: User, reason: str) -> AlertMute:
    """Show it no more in this period. Raises Refused, Http404; ValueError without a reason; Conflict where it is muted."""
    _require(by, unit)
    reason = nfc(reason.strip())
    if not reason:
        raise ValueError("Cần ghi lý do tắt cảnh báo.")
    try:
        with transaction.atomic():
            row = AlertMute.objects.create(
                unit=unit, about=about, period=period, kind=kind, reason=reason[:300], by=by
            )
            following.hush(row)
            note(Kind.SETTING, by=by, unit=unit, said=f"Tắt cảnh báo “{kind.label}” về {about.name}: {reason}"[:300])
    except IntegrityError as error:
        raise Conflict("Cảnh báo này vừa được tắt. Mở lại trang để xem.") from error
    return row


@transaction.atomic
def show_again(row: AlertMute, *, by: User) -> None:
    """Raises Refused, Http404; Conflict where it is shown already."""
    _require(by, row.unit)
    if not AlertMute.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now(), ended_by=by):
        raise Conflict("Cảnh báo này vừa được bật lại. Mở lại trang để xem.")
    note(Kind.SETTING, by=by, unit=row.unit, said=f"Bật lại cảnh báo “{row.get_kind_display()}” về {row.about.name}")


def _require(by, unit):
    if not may_mute(by, unit):
        require(by, Action.SETTINGS, unit)
