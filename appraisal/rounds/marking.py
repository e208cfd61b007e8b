"""Answers and points on a sheet: what the unit types, what the appraiser gives, each change in the trace.

answer       the unit's answers to some criteria, and their proofs, as far as the version fits
judge        the appraiser's points of one criterion; other points than the unit's own need a reason
keep_rest    what nobody judged yet of a sheet is given the unit's own points
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from appraisal import adding, results
from appraisal.models import Criterion, GroupCharge, IndexStep, Mark, Proof, Round, SecondLook, Sheet
from appraisal.steps import trace
from units.errors import Conflict, Refused
from units.models import Seat, User
from units.permissions import Action, can, require
from units.text import nfc_lines

__all__ = [
    "DIFFERS_RULE",
    "TYPED",
    "answer",
    "charges_of",
    "check",
    "judge",
    "keep_rest",
    "may_answer",
    "may_judge",
    "settle",
]

TYPED = ("top", "bottom", "yes", "typed", "not_applicable", "explanation")
DIFFERS_RULE = "Điểm thẩm định khác điểm tự chấm thì ghi lý do."
JUDGING = (Round.State.SCORING, Round.State.APPRAISING)


def may_answer(sheet: Sheet, user: User) -> bool:
    """While the sheet is in the unit's hands and the round takes scores."""
    return (
        sheet.state in Sheet.TYPED
        and sheet.round.state == Round.State.SCORING
        and can(user, Action.SELF_SCORE, sheet.unit)
    )


@transaction.atomic
def answer(
    sheet: Sheet, values: Mapping[int, Mapping[str, Any]], *, by: User, version: int,
    proofs: Mapping[int, Iterable[Mapping[str, str]]] | None = None,
) -> Sheet:  # fmt: skip
    """Store {mark key: {field of TYPED: value}} and, of marks named in `proofs`, their proofs in place of the old ones.

    Raises Refused, Http404, Conflict when the sheet has moved on or somebody else saved since `version`.
    """
    seat = require(by, Action.SELF_SCORE, sheet.unit)
    if not may_answer(sheet, by):
        raise Conflict(f"Phiếu đang ở bước “{sheet.get_state_display()}”, không sửa được nữa.")
    if not Sheet.objects.filter(pk=sheet.pk, version=version, state=sheet.state).update(version=F("version") + 1):
        raise Conflict("Phiếu vừa được người khác lưu. Mở lại trang để xem bản mới nhất; phần đang gõ còn ở máy này.")
    sheet.refresh_from_db(fields=["version"])
    marks = {
        mark.pk: mark
        for mark in sheet.marks.select_related("criterion").filter(pk__in=[*values, *(proofs or {})])
        if mark.criterion.source != Criterion.Source.IMPORT  # taken in by who organises the round
    }
    changes = [change for key, said in values.items() if key in marks for change in _answered(marks[key], said)]
    Mark.objects.bulk_update(marks.values(), TYPED, batch_size=200)
    for key, rows in (proofs or {}).items():
        if key in marks:
            changes += _proved(marks[key], rows)
    _add_up(sheet)
    if changes:
        trace(sheet, "answer", by=by, seat=seat, changes=changes)
    return sheet


def _answered(mark, said):
    before = {name: getattr(mark, name) for name in said}
    for name, value in said.items():
        setattr(mark, name, nfc_lines(value) if name == "explanation" else value)
    return [
        {"field": f"{mark.criterion.code}.{name}", "old": _plain(old), "new": _plain(getattr(mark, name))}
        for name, old in before.items()
        if old != getattr(mark, name)
    ]


def _proved(mark, rows):
    old = list(mark.proofs.values("document", "section", "page", "link"))
    new = [{name: row.get(name, "") for name in ("document", "section", "page", "link")} for row in rows]
    new = [row for row in new if row["document"] or row["link"]]
    if old == new:
        return []
    mark.proofs.all().delete()
    Proof.objects.bulk_create([Proof(mark=mark, **row) for row in new])
    return [{"field": f"{mark.criterion.code}.proofs", "old": _papers(old), "new": _papers(new)}]


def _papers(rows):
    return "; ".join(", ".join(part for part in row.values() if part) for row in rows)


def _plain(value):
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else value


def _add_up(sheet):
    read = adding.frame(sheet.round.set)
    results.add_up(sheet.round, [sheet], read, adding.by_sheet(sheet.marks.all()))


# --- Appraising -----------------------------------------------------------------------------------------------------


def may_judge(
    sheet: Sheet, user: User, group: int | None = None, charges: Mapping[int, set[int]] | None = None
) -> bool:
    """While the sheet lies with the appraisers; a group somebody is named for is hers alone.

    `charges` {group key: people's keys}, read once for many.
    """
    if sheet.state != Sheet.State.SENT or sheet.round.state not in JUDGING:
        return False
    named = (charges if charges is not None else charges_of(sheet.round)).get(group or 0)
    return can(user, Action.APPRAISE, sheet.round.unit) and (not named or user.pk in named)


def charges_of(held: Round) -> dict[int, set[int]]:
    """{group key: keys of those who appraise it}."""
    found: dict[int, set[int]] = {}
    for group, person in GroupCharge.objects.filter(round=held).values_list("group", "person"):
        found.setdefault(group, set()).add(person)
    return found


@transaction.atomic
def judge(mark: Mark, *, by: User, points: Decimal | None, left_out: bool = False, reason: str = "") -> None:
    """Give `points`, or leave the criterion out. Raises Refused, Http404, Conflict; ValueError at the field's place."""
    sheet, row = mark.sheet, mark.criterion
    seat = require(by, Action.APPRAISE, sheet.round.unit)
    if not may_judge(sheet, by, row.group_id):
        _why_not(sheet, row)
    looks = SecondLook.objects.filter(mark=mark)
    if looks.filter(person=by).exists():
        raise Refused("Bạn chấm lần hai tiêu chí này nên người khác chấm lần một.")
    if looks.exclude(settled_at=None).exists():
        raise Conflict("Hai lần chấm đã thống nhất điểm; chỉ đổi theo kiến nghị hoặc quyết định của hội đồng.")
    reason = nfc_lines(reason)
    check(row, points, left_out)
    own = adding.own_of(mark, row, sheet.round)
    stays_out = left_out and not own.available
    if not stays_out and (left_out or points != (own.points or 0)) and not reason:
        raise ValueError(DIFFERS_RULE)
    _give(mark, by=by, points=points, left_out=left_out, reason=reason, seat=seat, verb="judge")


def check(row: Criterion, points: Decimal | None, left_out: bool) -> None:
    """Raises ValueError for points out of the criterion's bounds, or leaving out what always applies."""
    if left_out and points is not None:
        raise ValueError("Đã chọn không áp dụng thì không cho điểm.")
    if left_out and not row.may_not_apply and row.rule not in (Criterion.Rule.SURVEY, Criterion.Rule.RATIO, "steps"):
        raise ValueError("Tiêu chí này luôn áp dụng.")
    if not left_out and points is None:
        raise ValueError("Chưa cho điểm.")
    if points is not None and not row.least <= points <= row.most:
        raise ValueError(f"Điểm từ {_vn(row.least)} đến {_vn(row.most)}.")


def _vn(value):
    return f"{value:f}".replace(".", ",")


def _why_not(sheet, row):
    if sheet.state != Sheet.State.SENT or sheet.round.state not in JUDGING:
        raise Conflict(f"Phiếu đang ở bước “{sheet.get_state_display()}”, không thẩm định được nữa.")
    raise Refused(f"Nhóm {row.group.number} đã phân công người khác thẩm định.")


def settle(
    mark: Mark, *, by: User, points: Decimal | None, reason: str, seat: Seat, verb: str
) -> IndexStep:  # fmt: skip
    """The points an objection or the council brought, whatever the step of the sheet; the caller has asked for the right."""
    return _give(mark, by=by, points=points, left_out=False, reason=reason, seat=seat, verb=verb)


def _give(mark, *, by, points, left_out, reason, seat, verb):
    sheet, old = mark.sheet, "không áp dụng" if mark.left_out else _plain(mark.given)
    new = "không áp dụng" if left_out else _plain(points)
    changed = Mark.objects.filter(pk=mark.pk, given=mark.given, left_out=mark.left_out).update(
        given=points, left_out=left_out, reason=reason, given_by=by, given_at=timezone.now()
    )
    if not changed:
        raise Conflict("Tiêu chí này vừa được người khác thẩm định. Mở lại trang để xem.")
    mark.refresh_from_db()
    _add_up(sheet)
    change = {"field": f"{mark.criterion.code}.given", "old": old, "new": new}
    return trace(sheet, verb, by=by, seat=seat, note=reason, changes=[change])


@transaction.atomic
def keep_rest(sheet: Sheet, *, by: User) -> int:
    """What is not judged yet, in the groups that are hers, is given as the unit scored it; how many that were."""
    seat = require(by, Action.APPRAISE, sheet.round.unit)
    charges = charges_of(sheet.round)
    rows = sheet.marks.filter(given=None, left_out=False).exclude(looks__person=by).select_related("criterion")
    hers = [mark for mark in rows if may_judge(sheet, by, mark.criterion.group_id, charges)]
    now = timezone.now()
    for mark in hers:
        own = adding.own_of(mark, mark.criterion, sheet.round)
        mark.left_out, mark.given = not own.available, own.points
        mark.given = None if mark.left_out else own.points or Decimal(0)
        mark.given_by, mark.given_at = by, now
    Mark.objects.bulk_update(hers, ["given", "left_out", "given_by", "given_at"], batch_size=200)
    _add_up(sheet)
    if hers:
        trace(sheet, "keep_rest", by=by, seat=seat, note=f"{len(hers)} tiêu chí")
    return len(hers)
