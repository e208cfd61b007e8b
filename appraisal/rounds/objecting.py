"""Objections to the provisional result: one a mark at a time, within the days of the round; each answer has a reason."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from appraisal.models import Mark, Objection, Round
from appraisal.rounds import letters
from appraisal.rounds.marking import check, settle
from appraisal.steps import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require
from units.text import nfc_lines

__all__ = ["OBJECT_RULE", "answer", "object_to"]

OBJECT_RULE = (
    "Lãnh đạo đơn vị kiến nghị về điểm từng tiêu chí trong thời hạn ghi ở kết quả dự kiến, kể cả ngày cuối. Mỗi kiến nghị "
    "được trả lời kèm lý do trước khi trình hội đồng."
)


@transaction.atomic
def object_to(mark: Mark, *, by: User, text: str, today: date | None = None) -> Objection:
    """Raises Refused, Http404, Conflict outside the term or while one waits; ValueError without words."""
    sheet = mark.sheet
    seat = require(by, Action.SEND_SCORE, sheet.unit)
    if not sheet.round.takes_objections(today or timezone.localdate()):
        raise Conflict("Không trong thời hạn nhận kiến nghị.", title="Ngoài thời hạn")
    text = nfc_lines(text)
    if not text:
        raise ValueError("Cần ghi nội dung kiến nghị.")
    try:
        with transaction.atomic():
            made = Objection.objects.create(mark=mark, text=text, by=by)
    except IntegrityError as error:
        raise Conflict("Kiến nghị trước về tiêu chí này chưa được trả lời.") from error
    letters.objected(made, trace(sheet, "object", by=by, seat=seat, note=f"{mark.criterion.code}: {text}"))
    return made


@transaction.atomic
def answer(objection: Objection, *, by: User, accepted: bool, text: str, points: Decimal | None = None) -> None:
    """Answer with a reason; accepted, the mark gets `points`. Raises Refused, Http404, Conflict, ValueError."""
    mark = objection.mark
    sheet, text = mark.sheet, nfc_lines(text)
    seat = require(by, Action.APPRAISE, sheet.round.unit)
    if sheet.round.state != Round.State.OBJECTING:
        raise Conflict("Đợt chấm không còn ở bước nhận kiến nghị.")
    if not text:
        raise ValueError("Trả lời kiến nghị cần ghi lý do.")
    if accepted:
        check(mark.criterion, points, left_out=False)
    changed = Objection.objects.filter(pk=objection.pk, answered_at=None).update(
        accepted=accepted, answer=text, answered_by=by, answered_at=timezone.now(), before=mark.given
    )
    if not changed:
        raise Conflict("Kiến nghị này vừa được trả lời.")
    objection.refresh_from_db()
    if accepted:
        step = settle(mark, by=by, points=points, reason=text, seat=seat, verb="accept")
    else:
        step = trace(sheet, "decline", by=by, seat=seat, note=f"{mark.criterion.code}: {text}")
    letters.answered(objection, step)
