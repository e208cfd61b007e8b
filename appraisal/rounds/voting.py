"""The council: what is put to the vote, ballots, and the decision by more than half of its members."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from appraisal.models import Ballot, Mark, Motion, Round
from appraisal.rounds import letters
from appraisal.rounds.marking import check, settle
from appraisal.steps import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, can, require
from units.text import nfc_lines

__all__ = ["VOTE_RULE", "may_propose", "propose", "require_proposer", "verdict", "vote"]

VOTE_RULE = (
    "Hội đồng quyết định khi có đủ số thành viên tối thiểu biểu quyết và quá nửa tổng số thành viên tán thành. Mỗi thành "
    "viên biểu quyết một lần, không ủy quyền."
)


def verdict(yes: int, no: int, *, members: int, quorum: int) -> bool | None:
    """True: carried, more than half of all members; False: it cannot be any more; None: still open."""
    if yes + no >= quorum and yes * 2 > members:
        return True
    return False if (members - no) * 2 <= members else None


PROPOSE = (Action.INDEX, Action.VOTE)  # whoever organises the round, and whoever sits in its council


def may_propose(held: Round, user: User) -> bool:
    """Whether she may put something to the vote now."""
    return held.state == Round.State.COUNCIL and any(can(user, action, held.unit) for action in PROPOSE)


def require_proposer(held: Round, user: User) -> None:
    """Raises Refused, Http404."""
    if not any(can(user, action, held.unit) for action in PROPOSE):
        require(user, Action.INDEX, held.unit)


@transaction.atomic
def propose(held: Round, *, by: User, reason: str, mark: Mark | None = None, points: Decimal | None = None) -> Motion:
    """Put to the vote one mark at other points, or the results as a whole. Raises Refused, Conflict, ValueError."""
    require_proposer(held, by)
    if held.state != Round.State.COUNCIL:
        raise Conflict("Đợt chấm không ở bước hội đồng quyết định.")
    reason = nfc_lines(reason)
    if not reason:
        raise ValueError("Cần ghi lý do.")
    _require_open(held, mark)
    if mark is not None:
        check(mark.criterion, points, left_out=False)
    made = Motion.objects.create(round=held, mark=mark, points=None if mark is None else points, reason=reason, by=by)
    about = f"{mark.sheet.unit.name}, {mark.criterion.code}: {points:f}" if mark else "Kết quả chung"
    letters.put_to_vote(held, trace(held, "propose", by=by, note=f"{about}. {reason}"))
    return made


def _require_open(held, mark):
    Round.objects.select_for_update().get(pk=held.pk)
    if held.motions.filter(mark=None).exclude(carried=False).exists():
        raise Conflict("Kết quả chung đã trình biểu quyết; không đưa thêm nội dung.")
    if mark is None and held.motions.filter(carried=None).exists():
        raise Conflict("Còn nội dung chưa biểu quyết xong; kết quả chung biểu quyết sau cùng.")
    if mark is not None and held.motions.filter(mark=mark, carried=None).exists():
        raise Conflict("Tiêu chí này đang chờ biểu quyết.")


@transaction.atomic
def vote(motion: Motion, *, by: User, yes: bool) -> bool | None:
    """One member's ballot; the verdict after it. Raises Refused, Http404, Conflict for a second one or too many."""
    held = motion.round
    seat = require(by, Action.VOTE, held.unit)
    Motion.objects.select_for_update().get(pk=motion.pk)
    motion.refresh_from_db()
    if held.state != Round.State.COUNCIL or motion.carried is not None:
        raise Conflict("Nội dung này đã biểu quyết xong.")
    if motion.ballots.count() >= held.members:
        raise Conflict(f"Hội đồng có {held.members} thành viên và đã đủ phiếu.")
    try:
        with transaction.atomic():
            Ballot.objects.create(motion=motion, member=by, yes=yes)
    except IntegrityError as error:
        raise Conflict("Bạn đã biểu quyết nội dung này.") from error
    trace(held, "vote", by=by, seat=seat, note=f"{motion.pk}: {'tán thành' if yes else 'không tán thành'}")
    return _settle(motion, by, seat)


def _settle(motion, by, seat):
    held = motion.round
    cast = list(motion.ballots.values_list("yes", flat=True))
    found = verdict(cast.count(True), cast.count(False), members=held.members, quorum=held.quorum)
    if found is None:
        return None
    Motion.objects.filter(pk=motion.pk).update(carried=found, settled_at=timezone.now())
    if found and motion.mark:
        settle(motion.mark, by=by, points=motion.points, reason=motion.reason, seat=seat, verb="decide")
    trace(held, "carried" if found else "rejected", by=by, seat=seat, note=f"{motion.pk}: {motion.reason}")
    return found
