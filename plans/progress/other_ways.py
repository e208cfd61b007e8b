"""Gửi bằng cách khác, nhập sau: a report sent on paper or by another system while the portal was down is told here, and
the office that receives the reports of the period confirms it.

offered     what one person may do with one row, of MOVES
tell        a unit says what it sent, how and when
move        confirm, refuse or withdraw
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans.models import OtherWay, Period, PeriodException, Progress
from plans.progress.period_trace import trace
from plans.progress.periods import except_unit
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, can, require
from units.text import nfc
from units.vietnamese import vn_date

__all__ = ["MOVES", "OTHER_WAY_RULE", "due_of", "may_tell", "move", "offered", "tell"]

State = OtherWay.State
OTHER_WAY_RULE = (
    "Khi hệ thống không dùng được, đơn vị gửi báo cáo bằng cách khác đúng hạn, ghi lại ở đây rồi nhập vào hệ thống sau. "
    "Cơ quan nhận xác nhận và cho ngày nhập sau; ngày đã gửi trong hạn thì đơn vị được tính đúng hạn nếu nhập đến hết ngày "
    "ấy. Đã gửi sau hạn thì xác nhận chỉ ghi nhận, không đổi hạn."
)


@dataclass(frozen=True)
class Move:
    """One step: from TOLD to `to`, by whom, in which words."""

    to: str
    label: str
    by_receiver: bool
    wants_words: bool = False


MOVES: Mapping[str, Move] = MappingProxyType({
    "confirm": Move(State.CONFIRMED, "Xác nhận đã nhận", by_receiver=True),
    "refuse": Move(State.REFUSED, "Không xác nhận", by_receiver=True, wants_words=True),
    "withdraw": Move(State.WITHDRAWN, "Rút lại", by_receiver=False),
})  # fmt: skip


def may_tell(user: User, unit: Unit) -> bool:
    """Who enters for the unit, or sends up its progress."""
    return can(user, Action.ENTER, unit) or can(user, Action.SUBMIT, unit)


def offered(row: OtherWay, user: User) -> list[str]:
    """Names of MOVES `user` may do with `row` as it stands."""
    if row.state != State.TOLD:
        return []
    receiver = can(user, Action.PERIODS, row.period.plan.unit)
    return [name for name, step in MOVES.items() if (receiver if step.by_receiver else may_tell(user, row.unit))]


def due_of(period: Period, unit: Unit) -> date:
    """The day the report of `unit` is due upward: its exception's, else the period's."""
    own = PeriodException.objects.filter(period=period, unit=unit).exclude(due=None).first()
    return own.due if own and own.due else period.due


@transaction.atomic
def tell(period: Period, unit: Unit, *, by: User, way: str, sent_on: date, reason: str, number: str = "") -> OtherWay:
    """Say what `unit` sent another way. Raises Refused, Http404, ValueError for a day to come or a unit that does not
    report in the period, Conflict when it has been said."""
    action = Action.ENTER if can(by, Action.ENTER, unit) else Action.SUBMIT
    seat = require(by, action, unit)
    if sent_on > timezone.localdate():
        raise ValueError(f"Ngày gửi {vn_date(sent_on)} chưa tới.")
    if sent_on < period.starts:
        raise ValueError(f"Ngày gửi {vn_date(sent_on)} trước ngày đầu kỳ {vn_date(period.starts)}.")
    if not Progress.objects.filter(period=period, unit=unit).exists():
        raise ValueError(f"{unit.name} không báo cáo theo kỳ này.")
    values = {"way": way, "sent_on": sent_on, "number": nfc(number.strip()), "reason": nfc(reason.strip())}
    try:
        with transaction.atomic():
            row = OtherWay.objects.create(period=period, unit=unit, by=by, **values)
    except IntegrityError:
        raise Conflict(f"Kỳ này đã có lời ghi gửi bằng cách khác của {unit.name}.") from None
    trace(period, "other_way", by=by, seat=seat, note=_said(row), changes=_about(row))
    return row


@transaction.atomic
def move(row: OtherWay, name: str, *, by: User, words: str = "", enter_by: date | None = None) -> OtherWay:
    """Do one of MOVES. Confirmed, a report that went in time gives its unit until the end of `enter_by`.

    Raises Refused, Http404; ValueError without what the step needs; Conflict when somebody was faster.
    """
    step = MOVES[name]
    seat = require(by, *_right(step, row, by))
    if step.wants_words and not words.strip():
        raise ValueError("Cần ghi lý do không xác nhận.")
    in_time = name == "confirm" and row.sent_on <= due_of(row.period, row.unit)
    if in_time and (enter_by is None or enter_by < row.sent_on):
        raise ValueError("Cần ghi ngày đơn vị phải nhập xong vào hệ thống, không trước ngày đã gửi.")
    kept = {"state": step.to, "answer": nfc(words.strip()), "enter_by": enter_by if in_time else None}
    if not OtherWay.objects.filter(pk=row.pk, state=State.TOLD).update(**kept):
        raise Conflict("Lời ghi này vừa được trả lời. Mở lại trang để xem.")
    trace(row.period, f"other_way_{step.to}", by=by, seat=seat, note=words or _said(row), changes=_about(row))
    if in_time and enter_by and enter_by > due_of(row.period, row.unit):
        except_unit(row.period, row.unit, by=by, due=enter_by, reason=f"Gửi bằng cách khác, nhập sau: {_said(row)}"[:300],
                    due_inside=_inside(row, enter_by))  # fmt: skip
    return OtherWay.objects.get(pk=row.pk)


def _right(step, row, by):
    if step.by_receiver:
        return Action.PERIODS, row.period.plan.unit
    return Action.ENTER if can(by, Action.ENTER, row.unit) else Action.SUBMIT, row.unit


def _inside(row, enter_by):
    """The inner due date keeps its distance from the outer one."""
    return max(row.period.due_inside, enter_by - max(row.period.due - row.period.due_inside, timedelta(0)))


def _about(row):
    return [{"period": row.period_id, "unit": row.unit_id, "about": row.unit.name, "field": "other_way",
             "label": "gửi bằng cách khác", "old": "–", "new": _said(row), "was": ""}]  # fmt: skip


def _said(row):
    number = f", số {row.number}" if row.number else ""
    return f"gửi {row.get_way_display()} ngày {vn_date(row.sent_on)}{number}"
