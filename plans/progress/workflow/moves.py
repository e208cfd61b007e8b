"""The table of moves of an entry, and who may type into it or make a move now: it offers the buttons and guards them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from plans.counting import owed
from plans.models import Plan, Progress
from plans.permissions import may_enter, reaches_entry
from units.models import Agency, Seat, User
from units.permissions import Action, reaches

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
    return owed.why_over(entry, timezone.localdate())


def moves_for(entry: Progress, user: User) -> list[str]:
    """Names of the moves `user` may make on `entry` now, in the order of MOVES: the buttons to offer."""
    return [name for name in MOVES if allowed(entry, user, name)]


def allowed(entry: Progress, user: User, name: str) -> bool:
    """May `user` make move `name` on `entry` now."""
    step = MOVES[name]
    fits = entry.state in step.start and _fits(entry, user, name) and not is_own(entry, user, name)
    return fits and bool(seat_on(entry, user, step.action))


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
    seats = [reach.seat for reach in reaches(user, action) if reaches_entry(reach, entry)]
    if action in IN_REVIEWERS_HAND:
        seats = [seat for seat in seats if receives(seat.post.agency, entry.plan)]
    return seats[0] if seats else None


def receives(agency: Agency, plan: Plan) -> bool:
    """Does `plan` report through `agency`: the one it names, else any agency with the reviewing duty."""
    return agency.pk == plan.receiving_agency_id if plan.receiving_agency_id else agency.reviews
