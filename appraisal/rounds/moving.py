"""Verbs on a round and its sheets, one step of MOVES at a time: a conditional update, a trace, those told who act next.

begin       a round of an issued set, for one year
move        one step of a round or a sheet
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from appraisal import adding, portal, results, sets
from appraisal.adding import Frame
from appraisal.models import CriteriaSet, Criterion, Mark, Motion, Objection, Round, Sheet
from appraisal.rounds import drawing, letters
from appraisal.rounds.moves import MOVES, guard
from appraisal.steps import trace
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require
from units.text import nfc_lines

__all__ = ["Incomplete", "Lacking", "begin", "missing", "move"]

UNSENT = "Quá hạn tự chấm, chưa được lãnh đạo đơn vị duyệt"
R, S = Round.State, Sheet.State


@dataclass(frozen=True)
class Lacking:
    """What a sheet lacks: at which criterion, in words."""

    criterion: Criterion
    message: str


class Incomplete(Exception):
    """Handing on was refused; `lacking` names each place."""

    def __init__(self, lacking: Sequence[Lacking]) -> None:
        super().__init__("; ".join(f"{one.criterion.code}: {one.message}" for one in lacking[:5]))
        self.lacking = lacking


@transaction.atomic
def begin(of: CriteriaSet, *, by: User, year: int, name: str, **dates: Any) -> Round:
    """A round in preparation. Raises Refused, Http404; ValueError with what does not fit; Conflict for a second one."""
    seat = require(by, Action.INDEX, of.unit)
    if of.state != CriteriaSet.State.ISSUED:
        raise ValueError("Bộ tiêu chí chưa ban hành. Ban hành bộ tiêu chí trước khi lập đợt chấm.")
    if not of.holds_in(year):
        raise ValueError(f"Bộ tiêu chí không áp dụng cho năm {year}.")
    try:
        with transaction.atomic():
            held = Round.objects.create(
                set=of, unit=of.unit, year=year, name=name, made_by=by, sample=of.sample, **dates
            )
    except IntegrityError as error:
        raise Conflict(f"Đã có đợt chấm năm {year} theo bộ tiêu chí này.", title="Đã có đợt chấm") from error
    trace(held, "begin", by=by, seat=seat)
    return held


@transaction.atomic
def move(row: Round | Sheet, name: str, *, by: User, note: str = "", today: date | None = None) -> None:
    """Make move `name`. Raises Refused, Http404, Conflict, Incomplete; ValueError when a needed note is empty."""
    today, note = today or timezone.localdate(), nfc_lines(note)
    step, seat = MOVES[name], guard(row, name, by, today)
    if step.needs_note and not note:
        raise ValueError("Cần ghi lý do.")
    if name in BEFORE:
        BEFORE[name](row, today)
    marks = {**MARKS.get(name, lambda *_: {})(row, by, note, today)}
    version = {"version": F("version") + 1} if isinstance(row, Sheet) else {}
    at = {"version": row.version} if isinstance(row, Sheet) else {}
    if (
        not type(row)
        ._default_manager.filter(pk=row.pk, state=row.state, **at)
        .update(state=step.end, **version, **marks)
    ):
        raise Conflict("Vừa có người khác xử lý. Mở lại trang để xem bước mới nhất.")
    row.refresh_from_db()
    if name in AFTER:
        AFTER[name](row, by, today)
    made = trace(row, name, by=by, seat=seat, note=note)
    letters.moved(row, name, made)


# --- What must hold before, what is written beside, what follows ----------------------------------------------------


def missing(sheet: Sheet, read: Frame | None = None, marks: dict[int, Mark] | None = None) -> list[Lacking]:
    """What the unit still has to say before its sheet leaves a hand."""
    read = read or adding.frame(sheet.round.set)
    if marks is None:
        marks = {mark.criterion_id: mark for mark in sheet.marks.prefetch_related("proofs")}
    asked = [row for row in read.leaves() if row.pk in marks]
    return [Lacking(row, said) for row in asked for said in _lacks(marks[row.pk], row, sheet.round)]


def _lacks(mark, row, held):
    said = bool(mark.explanation.strip())
    if mark.not_applicable:
        return [] if said else ["Không áp dụng thì ghi vì sao"]
    if row.source == Criterion.Source.IMPORT or adding.answer_of(mark, row, held).not_applicable:
        return []
    found = []
    if row.source == Criterion.Source.PORTAL:
        if mark.top is not None and (mark.top, mark.bottom) != (mark.portal_top, mark.portal_bottom) and not said:
            found.append("Số liệu khác số cổng tính thì ghi giải trình")
    elif _unanswered(mark, row):
        found.append("Chưa trả lời")
    if row.wants_evidence and not said and not any(proof.is_whole for proof in mark.proofs.all()):
        found.append("Cần tài liệu kiểm chứng ghi rõ mục hoặc trang, hoặc lời giải trình")
    return found


def _unanswered(mark, row):
    return {
        "yes_no": mark.yes is None, "points": mark.typed is None, "steps": mark.top is None,
    }.get(row.rule, None in (mark.top, mark.bottom))  # fmt: skip


def _whole(sheet, _today):
    if lacking := missing(sheet):
        raise Incomplete(lacking)


def _judged(sheet, _today):
    unjudged = sheet.marks.filter(given=None, left_out=False).count()
    if unjudged:
        raise Conflict(f"Còn {unjudged} tiêu chí chưa thẩm định.", title="Chưa thẩm định xong")


def _may_close(held, today):
    waiting = held.sheets.exclude(state__in=[S.SENT, S.APPRAISED]).count()
    if waiting and today <= held.score_by:
        raise Conflict(
            f"Còn {waiting} đơn vị chưa gửi phiếu và hạn tự chấm là hết ngày {held.score_by:%d/%m/%Y}.",
            title="Chưa hết hạn tự chấm",
        )


def _all_appraised(held, _today):
    waiting = held.sheets.exclude(state=S.APPRAISED).count()
    if waiting:
        raise Conflict(f"Còn {waiting} phiếu chưa thẩm định xong.", title="Chưa thẩm định xong")


def _all_told(held, today):
    _all_appraised(held, today)
    left = drawing.unfinished(held)
    said = [f"{left[name]} {words}" for name, words in LEFT.items() if left[name]]
    if said:
        raise Conflict(f"Còn {', '.join(said)}.", title="Mẫu rút chưa xong")


LEFT = {
    "spot": "tiêu chí chưa có kết quả kiểm tra thực tế", "second": "tiêu chí chưa chấm lần hai",
    "differ": "tiêu chí hai lần chấm khác nhau chưa thống nhất",
}  # fmt: skip


def _all_answered(held, _today):
    waiting = Objection.objects.filter(mark__sheet__round=held, answered_at=None).count()
    if waiting:
        raise Conflict(f"Còn {waiting} kiến nghị chưa trả lời.", title="Chưa trả lời hết kiến nghị")


def _council_has_decided(held, _today):
    if held.motions.filter(carried=None).exists():
        raise Conflict("Còn nội dung hội đồng chưa biểu quyết xong.", title="Hội đồng chưa quyết định")
    if not Motion.objects.filter(round=held, mark=None, carried=True).exists():
        raise Conflict("Hội đồng chưa thông qua kết quả chung của đợt chấm.", title="Hội đồng chưa quyết định")


def _has_units(held, today):
    if not sets.scored_units(held.set, today):
        raise Conflict("Không có đơn vị nào thuộc diện chấm theo bộ tiêu chí này.")


BEFORE = {
    "open": _has_units, "submit": _whole, "send": _whole, "finish": _judged, "close": _may_close,
    "tell": _all_told, "sit": _all_answered, "publish": _council_has_decided,
}  # fmt: skip
MARKS = {
    "submit": lambda sheet, by, note, today: {"submitted_by": by, "return_reason": ""},
    "send": lambda sheet, by, note, today: {"sent_by": by, "sent_at": timezone.now()},
    "hand_back": lambda sheet, by, note, today: {"return_reason": note},
    "send_back": lambda sheet, by, note, today: {"return_reason": note},
    "tell": lambda held, by, note, today: {"object_by": today + timedelta(days=held.objection_days)},
    "publish": lambda held, by, note, today: {"published_at": timezone.now(), "results": results.frozen(held)},
}


def _make_sheets(held, _by, today):
    read = adding.frame(held.set)
    asked = [row for row in read.leaves() if held.with_survey or row.rule != Criterion.Rule.SURVEY]
    sheets = Sheet.objects.bulk_create([Sheet(round=held, unit=unit) for unit in sets.scored_units(held.set, today)])
    Mark.objects.bulk_create([Mark(sheet=sheet, criterion=row) for sheet in sheets for row in asked], batch_size=2000)
    _fill_in(held, sheets, today)


def _fill_in(held, sheets, today):
    """The portal's own figures as of `today`, into the marks of some sheets, and their totals."""
    read = adding.frame(held.set)
    marks = adding.by_sheet(Mark.objects.filter(sheet__in=[sheet.pk for sheet in sheets]))
    changed = portal.filled_in(read, sheets, marks, today)
    Mark.objects.bulk_update(changed, ["portal_top", "portal_bottom"], batch_size=500)
    results.add_up(held, sheets, read, marks)


def _refill(sheet, _by, today):
    _fill_in(sheet.round, [sheet], today)


def _take_unsent(held, by, today):
    """Sheets nobody sent in time go on as they are; the trace of each says so."""
    left = list(held.sheets.exclude(state__in=[S.SENT, S.APPRAISED]).select_related("unit", "round"))
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in left]).update(state=S.SENT, version=F("version") + 1)
    for sheet in left:
        trace(sheet, "taken", by=by, note=UNSENT)
    _fill_in(held, list(held.sheets.select_related("unit", "round")), today)


def _keep_first(held, _by, _today):
    drawing.freeze(held)


AFTER = {
    "open": _make_sheets, "submit": _refill, "send": _refill, "close": _take_unsent, "tell": _keep_first,
}  # fmt: skip
