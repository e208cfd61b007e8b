"""The tables of moves of a round and of a sheet: who may make one now, from where to where. They offer and guard."""

from dataclasses import dataclass
from datetime import date

from appraisal.models import Round, Sheet
from units.errors import Conflict, Refused
from units.models import Seat, User
from units.permissions import Action, can, require, who_may
from units.unit_settings import ONE_HAND_RULE

__all__ = ["MOVES", "OWN_RULE", "Move", "allowed", "guard", "moves_for"]

R, S = Round.State, Sheet.State
OWN_RULE = "Người trình phiếu tự chấm không tự duyệt phiếu ấy."


@dataclass(frozen=True)
class Move:
    """A step: word on the button, right, from where, where to; `during`: states of the round in which a sheet makes it."""

    label: str
    action: Action
    start: tuple[str, ...]
    end: str
    said: str
    needs_note: bool = False
    during: tuple[str, ...] = ()


MOVES = {
    # of a round
    "open": Move("Mở đợt chấm", Action.INDEX, (R.DRAFT,), R.SCORING, "mở đợt chấm"),
    "close": Move("Kết thúc tự chấm", Action.INDEX, (R.SCORING,), R.APPRAISING, "kết thúc tự chấm"),
    "tell": Move("Thông báo kết quả dự kiến", Action.INDEX, (R.APPRAISING,), R.OBJECTING, "thông báo kết quả dự kiến"),
    "sit": Move("Trình hội đồng", Action.INDEX, (R.OBJECTING,), R.COUNCIL, "trình hội đồng"),
    "publish": Move("Công bố kết quả", Action.PUBLISH_INDEX, (R.COUNCIL,), R.PUBLISHED, "công bố kết quả"),
    "lock": Move("Khóa đợt chấm", Action.INDEX, (R.PUBLISHED,), R.LOCKED, "khóa đợt chấm"),
    # of a sheet
    "submit": Move("Trình lãnh đạo", Action.SELF_SCORE, (S.OPEN, S.RETURNED), S.WITH_HEAD, "trình lãnh đạo",
                   during=(R.SCORING,)),
    "withdraw": Move("Rút lại", Action.SELF_SCORE, (S.WITH_HEAD,), S.OPEN, "rút lại", during=(R.SCORING,)),
    "hand_back": Move("Trả lại người chấm", Action.SEND_SCORE, (S.WITH_HEAD,), S.RETURNED, "trả lại người chấm",
                      needs_note=True, during=(R.SCORING,)),
    "send": Move("Duyệt, gửi thẩm định", Action.SEND_SCORE, (S.WITH_HEAD,), S.SENT, "duyệt, gửi thẩm định",
                 during=(R.SCORING,)),
    "send_back": Move("Trả lại đơn vị", Action.APPRAISE, (S.SENT,), S.RETURNED, "trả lại đơn vị", needs_note=True,
                      during=(R.SCORING,)),
    "finish": Move("Hoàn thành thẩm định", Action.APPRAISE, (S.SENT,), S.APPRAISED, "hoàn thành thẩm định",
                   during=(R.SCORING, R.APPRAISING)),
    "take_up": Move("Thẩm định lại", Action.APPRAISE, (S.APPRAISED,), S.SENT, "thẩm định lại", needs_note=True,
                    during=(R.SCORING, R.APPRAISING)),
}  # fmt: skip


def moves_for(row: Round | Sheet, user: User, today: date) -> list[str]:
    """Names of the moves `user` may make now, in the order of MOVES: the buttons to offer."""
    return [name for name in MOVES if allowed(row, user, name, today)]


def allowed(row: Round | Sheet, user: User, name: str, today: date) -> bool:
    """May `user` make move `name` on `row` on `today`."""
    step = MOVES[name]
    return _stands(row, name) and not too_early(row, name, today) and not _own(row, name, user) and can(
        user, step.action, whose(row, step)
    )  # fmt: skip


def guard(row: Round | Sheet, name: str, by: User, today: date) -> Seat:
    """The seat in which `by` may make the move. Raises Refused, Http404, Conflict with the reason."""
    step = MOVES[name]
    seat = require(by, step.action, whose(row, step))
    if not _stands(row, name):
        said = row.get_state_display()
        raise Conflict(f"Đang ở bước “{said}”, không {step.label[0].lower()}{step.label[1:]} được nữa.")
    if early := too_early(row, name, today):
        raise Conflict(early, title="Chưa đến lúc")
    if _own(row, name, by):
        raise Refused(f"{OWN_RULE} {ONE_HAND_RULE}", who_may=who_may(step.action, whose(row, step)))
    return seat


def whose(row, step):
    """Over which unit the right of a move is asked: of a sheet's own steps the scored one, else whoever holds the round."""
    own = isinstance(row, Sheet) and step.action in (Action.SELF_SCORE, Action.SEND_SCORE)
    return row.unit if own or isinstance(row, Round) else row.round.unit


def _stands(row, name):
    step = MOVES[name]
    if isinstance(row, Round):
        return not step.during and row.state in step.start
    return row.state in step.start and row.round.state in step.during


def too_early(row: Round | Sheet, name: str, today: date) -> str:
    """Why the calendar of the round keeps a move back, as a sentence; "" where it does not."""
    if not isinstance(row, Round):
        return ""
    if name == "open" and today < row.opens:
        return f"Đợt chấm mở từ ngày {row.opens:%d/%m/%Y}."
    if name == "sit" and row.object_by and today <= row.object_by:
        return f"Còn nhận kiến nghị đến hết ngày {row.object_by:%d/%m/%Y}."
    return ""


def _own(row, name, user):
    return name == "send" and row.submitted_by_id == user.pk and not row.unit.one_hand
