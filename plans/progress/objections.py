"""Verbs after the appraisal: the unit's leader may object once when it differs, the reviewing office answers.

object_to       say once why the appraised level is not right
answer          reply, and keep the appraisal or take the reported level after all
may_object, may_answer      the buttons to offer; the verbs ask the same
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plans.models import Progress, Step
from plans.progress import letters
from plans.progress.workflow import seat_on
from units.errors import Conflict, Refused
from units.models import User
from units.permissions import Action, require, who_may
from units.text import nfc_lines

__all__ = ["answer", "may_answer", "may_object", "object_to"]

State = Progress.State


def differs(entry: Progress) -> bool:
    """Did the office above judge otherwise than the unit reported?"""
    return bool(entry.appraised_level) and entry.appraised_level != entry.level


def may_object(entry: Progress, user: User) -> bool:
    """May `user` object now: the right to hand in, an approved entry judged otherwise, and no objection yet."""
    return _open_to_objection(entry) and bool(seat_on(entry, user, Action.SUBMIT))


def may_answer(entry: Progress, user: User) -> bool:
    """May `user` answer now: a reviewer of the entry, and an objection nobody answered."""
    return _waits_for_answer(entry) and bool(seat_on(entry, user, Action.REVIEW))


def _open_to_objection(entry):
    return entry.state == State.APPROVED and differs(entry) and not entry.objection


def _waits_for_answer(entry):
    return entry.state in (State.APPROVED, State.LOCKED) and bool(entry.objection) and not entry.objection_answer


def object_to(entry: Progress, *, by: User, text: str) -> Step:
    """Object to the appraised level with reasons; returns the Step.

    Raises Refused (no right), Conflict (not judged otherwise, or objected already), ValueError without reasons.
    """
    if not text.strip():
        raise ValueError("Cần ghi nội dung kiến nghị.")
    step = _object(entry, by=by, text=nfc_lines(text))
    letters.moves_made([step])
    return step


@transaction.atomic
def _object(entry, *, by, text):
    seat = require(by, Action.SUBMIT, entry.unit)
    if not _open_to_objection(entry) or not _noted(entry, objection=text, objected_at=timezone.now()):
        raise Conflict("Mỗi kết quả thẩm định khác báo cáo được kiến nghị một lần, khi chưa khóa.")
    return _trace(entry, "object", by=by, seat=seat, note=text)


def answer(entry: Progress, *, by: User, text: str, accept: bool = False) -> Step:
    """Answer the objection; `accept` takes the reported level after all. Returns the Step.

    Raises Refused (no right, or the plan reports elsewhere), Conflict (nothing to answer, or locked and `accept`),
    ValueError without text.
    """
    if not text.strip():
        raise ValueError("Cần ghi nội dung trả lời.")
    step = _answer(entry, by=by, text=nfc_lines(text), accept=accept)
    letters.moves_made([step])
    return step


@transaction.atomic
def _answer(entry, *, by, text, accept):
    seat = _reviewing_seat(entry, by)
    if not _waits_for_answer(entry):
        raise Conflict("Không còn kiến nghị nào chờ trả lời ở nhiệm vụ này.")
    if accept and entry.state == State.LOCKED:
        raise Conflict("Tiến độ đã khóa nên không đổi được kết quả thẩm định; cần mở lại trước.")
    marks = {"appraised_level": ""} if accept else {}
    if not _noted(entry, objection_answer=text, objected_at=None, **marks):
        raise Conflict("Nhiệm vụ này vừa được người khác xử lý. Mở lại trang để xem bước mới nhất.")
    changes = [{"field": "appraised_level", "old": entry.appraised_level, "new": entry.level}] if accept else []
    return _trace(entry, "answer", by=by, seat=seat, note=text, changes=changes)


def _noted(entry, **marks):
    """One conditional update, as every move of an entry: whoever changes the row owns the step. Each step, each lock and
    each objection makes the version one higher, so the version read says that nothing of them has changed."""
    rows = Progress.objects.filter(pk=entry.pk, version=entry.version)
    return rows.update(version=F("version") + 1, **marks)


def _reviewing_seat(entry, by):
    seat = seat_on(entry, by, Action.REVIEW)
    if not seat:
        require(by, Action.REVIEW, entry.unit)
        raise Refused("Kế hoạch này báo cáo qua cơ quan khác.", who_may=who_may(Action.REVIEW, entry.unit))
    return seat


def _trace(entry, verb, *, by, seat, note, changes=()):
    return Step.objects.create(
        entry=entry, verb=verb, by=by, acting_for=seat.acting_for, at=timezone.now(), from_state=entry.state,
        to_state=entry.state, note=note, changes=list(changes),
    )  # fmt: skip
