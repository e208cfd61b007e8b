"""The table of moves of an entry: who may type into it or make a move now, and what it must have before.

It offers the buttons and guards them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from plans.models import Plan, Progress
from plans.permissions import may_enter, require_entering, seats_over
from units.errors import Conflict, Refused
from units.models import Agency, Seat, User
from units.permissions import Action, require, who_may
from units.unit_settings import ONE_HAND_RULE

State = Progress.State


@dataclass(frozen=True)
class Move:
    """A step of the way: the word on the button, the right it takes, where from and where to."""

    label: str
    action: Action
    start: tuple
    end: str
    needs_note: bool = False
    complete: bool = False  # refused while something is missing
    receipt: bool = False
    said: str = ""  # the verb in the trace, past tense


MOVES = {
    "submit": Move(
        "Trình lãnh đạo", Action.ENTER, (State.DRAFT, State.RETURNED), State.WITH_LEADER, complete=True, receipt=True,
        said="trình lãnh đạo",
    ),
    "withdraw": Move("Rút lại", Action.ENTER, (State.WITH_LEADER,), State.DRAFT, said="rút lại"),
    "hand_in": Move(
        "Gửi cấp trên", Action.SUBMIT, (State.WITH_LEADER,), State.IN_REVIEW, complete=True, receipt=True,
        said="gửi cấp trên",
    ),
    "hand_in_alone": Move(
        "Gửi cấp trên", Action.SUBMIT, (State.DRAFT, State.RETURNED), State.IN_REVIEW, complete=True, receipt=True,
        said="gửi cấp trên",
    ),
    "sign_off": Move(
        "Duyệt", Action.SUBMIT, (State.WITH_LEADER,), State.APPROVED, complete=True, receipt=True, said="duyệt"
    ),
    "hand_back": Move(
        "Trả lại người nhập", Action.SUBMIT, (State.WITH_LEADER,), State.RETURNED, needs_note=True, said="trả lại người nhập"
    ),
    "approve": Move("Duyệt", Action.REVIEW, (State.IN_REVIEW,), State.APPROVED, said="duyệt"),
    "undo": Move("Hoàn tác duyệt", Action.REVIEW, (State.APPROVED,), State.IN_REVIEW, said="hoàn tác duyệt"),
    "send_back": Move("Trả lại", Action.REVIEW, (State.IN_REVIEW,), State.RETURNED, needs_note=True, said="trả lại"),
    "reopen": Move(
        "Mở lại", Action.REOPEN, (State.APPROVED, State.LOCKED), State.RETURNED, needs_note=True, said="mở lại"
    ),
}  # fmt: skip
IN_REVIEWERS_HAND = (Action.REVIEW, Action.REOPEN)
SENT_UP = ("hand_in", "hand_in_alone", "sign_off")  # the moves that need a second person
CLOSED_RULE = (
    "Khi kỳ đã đóng, đơn vị không nhập, không trình thêm. Lãnh đạo đơn vị vẫn gửi được tiến độ đã trình trước khi đóng; "
    "phần chưa trình chỉ gửi được khi cơ quan cấp trên mở riêng cho đơn vị. Tiến độ được duyệt sau khi đóng kỳ, hoặc sau "
    "khi báo cáo của kỳ đã phát hành, được khóa ngay."
)
OWN_ENTRY = "Người nhập, gửi tiến độ không tự thẩm định, duyệt chính tiến độ đó; cần một người khác."
UNDO_WITHIN = timedelta(minutes=15)  # after that an approval is taken back by reopening, with a reason


def may_edit(entry: Progress, user: User) -> bool:
    """May `user` type into `entry` now: the right, an open period, work in force, an entry still in the unit's hands."""
    return may_be_typed(entry) and may_enter(user, entry)


def may_be_typed(entry: Progress) -> bool:
    """Whether the unit may still type into `entry` today, whoever asks."""
    return entry.open and entry.state in Progress.ENTERABLE and not why_over(entry)


def why_over(entry: Progress) -> str:
    """Why nobody can type into `entry` or hand it in any more today, as a sentence; "" while one can."""
    return entry.why_over(timezone.localdate())


def moves_for(entry: Progress, user: User) -> list[str]:
    """Names of the moves `user` may make on `entry` now, in the order of MOVES: the buttons to offer."""
    return [name for name in MOVES if allowed(entry, user, name)]


def allowed(entry: Progress, user: User, name: str) -> bool:
    """May `user` make move `name` on `entry` now."""
    return _stands(entry, user, name) and bool(seat_on(entry, user, MOVES[name].action))


def guard(entry: Progress, name: str, by: User) -> Seat:
    """The seat in which `by` may make move `name` now. Raises Refused, Conflict, Http404 with the reason; Incomplete."""
    step = MOVES[name]
    seat = seat_on(entry, by, step.action)
    if not seat:
        require_entering(by, entry) if step.action is Action.ENTER else require(by, step.action, entry.unit)
        raise Refused("Kế hoạch này báo cáo qua cơ quan khác.", who_may=who_may(step.action, entry.unit))
    if entry.state in step.start and is_own(entry, by, name):
        raise Refused(ONE_HAND_RULE if name in SENT_UP else OWN_ENTRY, who_may=who_may(step.action, entry.unit))
    if not _stands(entry, by, name):
        if name not in ("approve", "undo") and (over := why_over(entry)):
            raise Conflict(over)
        raise Conflict(f"Nhiệm vụ đang ở bước “{entry.get_state_display()}”, không {step.label.lower()} được nữa.")
    if step.complete and (lacking := missing(entry)):
        raise Incomplete(lacking)
    return seat


def _stands(entry, user, name):
    """Whether the entry stands where the move begins, and the move is not one over her own work."""
    return entry.state in MOVES[name].start and _fits(entry, user, name) and not is_own(entry, user, name)


def is_own(entry: Progress, user: User, name: str) -> bool:
    """Would `user` by move `name` approve or send up what she typed herself, in her own post or in another's stead?

    The unit's setting lets one person enter and send; what she entered or sent herself nobody appraises.
    """
    if name in SENT_UP:
        return entry.typed_by_id == user.pk and not entry.unit.one_hand
    return name == "approve" and user.pk in (entry.typed_by_id, entry.signed_off_by_id)


def _fits(entry, user, name):
    """Which of the moves upward a unit uses follows from where it stands and from its own setting; after the period has
    closed for it, from CLOSED_RULE.

    Only who approved may undo it, for a short while and as long as nobody answered it. Work no longer in force goes
    neither up nor back: what lies with the office above may only be approved.
    """
    if name == "undo":
        own = entry.reviewer_id == user.pk and not entry.objection
        return own and entry.waiting_since > timezone.now() - UNDO_WITHIN
    if name != "approve" and why_over(entry):
        return False
    top, alone = entry.unit.parent_id is None, entry.unit.one_hand
    if name == "sign_off":
        return top
    if name == "hand_in":
        return not top
    if name == "hand_in_alone":
        return alone and not top and entry.open
    return entry.open or name in ("approve", "send_back", "reopen")


def seat_on(entry: Progress, user: User, action: Action) -> Seat | None:
    """The seat for a right; entering also asks in whose charge the task is, reviewing that the plan reports through that
    seat's agency."""
    seats = seats_over(user, action, entry)
    if action in IN_REVIEWERS_HAND:
        seats = [seat for seat in seats if receives(seat.post.agency, entry.plan)]
    return seats[0] if seats else None


def receives(agency: Agency, plan: Plan) -> bool:
    """Does `plan` report through `agency`: the one it names, else any agency with the reviewing duty."""
    return agency.pk == plan.receiving_agency_id if plan.receiving_agency_id else agency.reviews


# --- What must be there before it leaves a hand -----------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """Something an entry lacks: the form field to go to, and the message."""

    field: str
    message: str


class Incomplete(Exception):
    """Handing on was refused; `missing` lists what to complete, each with its place."""

    def __init__(self, lacking: Sequence[Missing]) -> None:
        super().__init__("; ".join(item.message for item in lacking))
        self.missing = lacking


def missing(entry: Progress) -> list[Missing]:
    """List of Missing: what must be there before the entry leaves a hand."""
    lacking = []
    if not entry.level:
        lacking.append(Missing("level", "Chưa chọn mức độ thực hiện"))
    if entry.copied:
        lacking.append(Missing("result", "Kết quả còn nguyên văn chép từ kỳ trước, cần sửa hoặc xác nhận"))
    if entry.level in (Progress.Level.DOING, Progress.Level.DONE):
        lacking += _missing_of_work(entry)
    return lacking


def _missing_of_work(entry):
    lacking = [] if entry.result.strip() else [Missing("result", "Chưa ghi kết quả đã làm")]
    have = {row.measure_id for row in entry.figures.all()}
    lacking += [
        Missing(f"figure-{measure.pk}", f"Chưa có số liệu: {measure.name}")
        for measure in entry.task.asked_measures()
        if measure.pk not in have
    ]
    papers = list(entry.evidence.all())
    if entry.level == Progress.Level.DONE and not papers and not entry.explanation.strip():
        lacking.append(Missing("explanation", "“Hoàn thành” cần tài liệu kiểm chứng hoặc lời giải trình"))
    lacking += [
        Missing(f"evidence-{paper.pk}", f"“{paper.name}” chưa ghi chứng minh tại mục, trang nào")
        for paper in papers
        if not paper.proves_at.strip()
    ]
    return lacking
