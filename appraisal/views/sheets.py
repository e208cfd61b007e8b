"""The sheet of a unit: scored by itself, sent, appraised, objected to; and the rows behind a figure of the portal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from appraisal import adding, history, portal, results
from appraisal.forms import AnswerForm, JudgeForm, NoteForm, ReplyForm, VersionForm
from appraisal.models import Criterion, Group, Mark, Objection, Round, Sheet
from appraisal.permissions import fetch_mark, fetch_objection, fetch_sheet, holds
from appraisal.rounds import drawing, marking, moves, moving, objecting
from appraisal.scoring import SCORE_RULE
from appraisal.views import molds
from appraisal.views.cells import sheet_url
from plans.counting.yearly import SAYS
from plans.permissions import visible_entries
from units.addresses import whole
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.vietnamese import vn_time

__all__ = ["figure", "judge", "keep", "move", "object_to", "reply", "save", "sheet"]

TOLD = (Round.State.OBJECTING, Round.State.COUNCIL, Round.State.PUBLISHED, Round.State.LOCKED)
PAGE = 100
AT_ONCE = 15  # criteria: a longer sheet is shown group by group, on old machines and poor lines too


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet as whoever opens it may work on it."""
    return _page(request, fetch_sheet(request.user, pk))


def _page(request, row: Sheet, status: int = 200, group: int = 0, **typed: Any) -> HttpResponse:
    """`answers` {mark key: bound form}, `judged` {mark key: bound form}, `objected`, `replied` in `typed`: refused forms.

    A long sheet shows one group of criteria at a time: `group`, by its number, else the one the address names.
    """
    user, held, today = request.user, row.round, timezone.localdate()
    read = adding.frame(held.set)
    marks = {mark.criterion_id: mark for mark in row.marks.all()}
    shown = _shown(read, group or whole(request.GET.get("nhom")))
    prefetch_related_objects(
        [marks[one.pk] for group in shown for one in read.leaves(group) if one.pk in marks], "proofs", "objections__by"
    )
    inside = holds(user, held.unit)
    seen = inside or held.state in TOLD
    hers = drawing.hers_to_look(held, user) if inside else {}
    blind = {mark.pk for mark in marks.values() if hers.get(mark.pk) is False}
    page: dict[str, Any] = {
        "blind": blind, "hers": hers,
        "typing": marking.may_answer(row, user), "charges": marking.charges_of(held) if inside else {}, "inside": inside,
        "seen": seen, "objecting": held.takes_objections(today) and can(user, Action.SEND_SCORE, row.unit),
        "replying": held.state == Round.State.OBJECTING and can(user, Action.APPRAISE, held.unit),
    }  # fmt: skip
    page["before"] = history.last_time(held, sheet__unit=row.unit_id)
    own, given = adding.totals(read, marks, held)
    groups = [
        (group, own.groups[group.number], given.groups[group.number],
         [_line(request, row, line, marks.get(line.pk), page, typed) for line in _in_order(read, group)])
        for group in shown
    ]  # fmt: skip
    found = results.Row(row, own, given, None, "")
    context = {
        **page, "sheet": row, "held": held, "groups": groups, "own": own, "given": given, "rule": SCORE_RULE,
        "moves": [(name, moves.MOVES[name]) for name in moves.moves_for(row, user, today)],
        "note": typed.get("note") or NoteForm(),
        "version": VersionForm(initial={"version": row.version}), "lacking": typed.get("lacking", []),
        "keeping": inside and can(user, Action.APPRAISE, held.unit) and row.state == Sheet.State.SENT,
        "way": results.way_up(found, read, marks, held) if seen and not blind else None, "differs": marking.DIFFERS_RULE,
        "object_rule": objecting.OBJECT_RULE, "steps": [] if blind else row.steps.select_related("by", "acting_for")[:30],
        "refused": bool(typed),
        "tabs": [(one, one in shown) for one in read.groups] if len(shown) < len(read.groups) else [],
        "drafts": row.state not in Sheet.TYPED and can(user, Action.DRAFT_PAPER, row.unit),
    }  # fmt: skip
    return render(request, "appraisal/sheet.html", context, status=status)


def _shown(read: adding.Frame, number: int | None) -> list[Group]:
    """All groups of a short set, of a long one the named or the first."""
    if len(read.leaves()) <= AT_ONCE:
        return list(read.groups)
    return [next((group for group in read.groups if group.number == number), read.groups[0])]


def _in_order(read, group):
    return [one for row, parts in read.tree(group) for one in (row, *parts)]


def _line(request, row, asked: Criterion, mark: Mark | None, page, typed):
    line: dict[str, Any] = {"row": asked, "mark": mark}
    if mark is None:
        return line
    mark.sheet, mark.criterion = row, asked
    line |= {"own": adding.own_of(mark, asked, row.round), "of_portal": asked.source == Criterion.Source.PORTAL}
    line["differs"] = (
        page["seen"] and not page["blind"] and mark.is_judged and (mark.given or 0) != (line["own"].points or 0)
    )
    if page["typing"] and asked.source != Criterion.Source.IMPORT:
        line["form"] = form = typed.get("answers", {}).get(mark.pk) or AnswerForm(mark=mark, row=asked)
        line["papers"] = "" if form.is_bound else molds.papers(mark, asked, form.papers)
    line["before"] = page["before"].get((row.unit_id, asked.group.number, asked.code))
    line["hidden"] = mark.pk in page["blind"]
    judges = page["inside"] and mark.pk not in page["hers"]
    if judges and marking.may_judge(row, request.user, asked.group_id, page["charges"]):
        stands = {
            "points": mark.given if mark.is_judged else mark.own_points,
            "left_out": mark.left_out,
            "reason": mark.reason,
        }
        line["judge"] = typed.get("judged", {}).get(mark.pk) or molds.judging(mark, stands)
    line["objections"] = [(one, _reply(one, page, typed)) for one in mark.objections.all()] if page["seen"] else []
    if page["objecting"] and not any(one.answered_at is None for one, _ in line["objections"]):
        line["object"] = typed.get("objected", {}).get(mark.pk) or NoteForm(auto_id=f"object-{mark.pk}-%s")
    return line


def _reply(one, page, typed):
    if one.answered_at or not page["replying"]:
        return None
    return typed.get("replied", {}).get(one.pk) or ReplyForm(auto_id=f"reply-{one.pk}-%s")


# --- The unit --------------------------------------------------------------------------------------------------------


@login_required
@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store what is typed right; to the script as JSON, to a plain form with the rest at its place."""
    row = fetch_sheet(request.user, pk)
    require(request.user, Action.SELF_SCORE, row.unit)
    version = VersionForm(request.POST)
    leaves = {one.pk: one for one in adding.frame(row.round.set).leaves()}
    marks = row.marks.prefetch_related("proofs")
    forms = {
        mark.pk: AnswerForm(request.POST, mark=mark, row=leaves[mark.criterion_id])
        for mark in marks
        if f"m{mark.pk}-explanation" in request.POST
    }
    wrong = {key: form for key, form in forms.items() if not form.is_valid()}
    right = {key: form for key, form in forms.items() if key not in wrong}
    saved = marking.answer(
        row, {key: form.values for key, form in right.items()}, by=request.user,
        version=version.cleaned_data["version"] if version.is_valid() else 0,
        proofs={key: form.proofs for key, form in right.items() if form.papers},
    )  # fmt: skip
    if request.headers.get("accept", "").startswith("application/json"):
        errors = {f"{form.prefix}-{name}": said[0] for form in wrong.values() for name, said in form.errors.items()}
        return JsonResponse({"version": saved.version, "saved_at": vn_time(timezone.now()), "errors": errors})
    if wrong:
        return _page(request, saved, 422, answers=wrong)
    messages.success(request, "Đã lưu phiếu tự chấm.")
    return redirect(sheet_url(pk, whole(request.GET.get("nhom"))))


@login_required
@require_POST
def move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One step of the sheet; what is lacking is said at its place."""
    row = fetch_sheet(request.user, pk)
    if name not in moves.MOVES or not moves.MOVES[name].during:
        raise Http404("Không có bước này.")
    form = NoteForm(request.POST)
    try:
        moving.move(row, name, by=request.user, note=form.cleaned_data["note"] if form.is_valid() else "")
    except moving.Incomplete as refusal:
        return _page(request, row, 422, lacking=refusal.lacking)
    except ValueError as wrong:
        form.add_error("note", str(wrong))
        return _page(request, row, 422, note=form)
    messages.success(request, f"{moves.MOVES[name].label}: xong.")
    return redirect("index_sheet", pk)


@login_required
@require_POST
def object_to(request: SignedInRequest, pk: int) -> HttpResponse:
    """An objection to one mark."""
    mark = fetch_mark(request.user, pk)
    form = NoteForm(request.POST, auto_id=f"object-{mark.pk}-%s")
    try:
        objecting.object_to(mark, by=request.user, text=form.cleaned_data["note"] if form.is_valid() else "")
    except ValueError as wrong:
        form.add_error("note", str(wrong))
        return _page(request, mark.sheet, 422, mark.criterion.group.number, objected={mark.pk: form})
    messages.success(request, "Đã gửi kiến nghị.")
    return _back(mark)


# --- The appraiser ---------------------------------------------------------------------------------------------------


@login_required
@require_POST
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Points of one criterion, from the sheet or, with `?tieu_chi`, from the page across units."""
    mark = fetch_mark(request.user, pk)
    require(request.user, Action.APPRAISE, mark.sheet.round.unit)
    form = JudgeForm(request.POST, auto_id=f"judge-{mark.pk}-%s")
    if form.is_valid():
        try:
            marking.judge(mark, by=request.user, **form.cleaned_data | {"points": _points(form)})
        except ValueError as wrong:
            form.add_error("reason" if str(wrong) == marking.DIFFERS_RULE else "points", str(wrong))
        else:
            messages.success(request, "Đã ghi điểm thẩm định.")
            if "tieu_chi" in request.GET:
                across = reverse("index_criterion", args=[mark.sheet.round_id, mark.criterion_id])
                return redirect(f"{across}?trang={whole(request.GET.get('trang')) or 1}#tc-{mark.pk}")
            return _back(mark)
    return _page(request, mark.sheet, 422, mark.criterion.group.number, judged={mark.pk: form})


def _back(mark):
    """To the criterion on its sheet."""
    return redirect(f"{sheet_url(mark.sheet_id, mark.criterion.group.number)}#tc-{mark.criterion_id}")


def _points(form):
    return None if form.cleaned_data["left_out"] else form.cleaned_data["points"]


@login_required
@require_POST
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is not judged yet, as the unit scored it."""
    row = fetch_sheet(request.user, pk)
    count = marking.keep_rest(row, by=request.user)
    messages.success(request, f"Đã giữ nguyên điểm tự chấm của {count} tiêu chí.")
    return redirect("index_sheet", pk)


@login_required
@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer to an objection."""
    one: Objection = fetch_objection(request.user, pk)
    require(request.user, Action.APPRAISE, one.mark.sheet.round.unit)
    form = ReplyForm(request.POST, auto_id=f"reply-{one.pk}-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            objecting.answer(
                one, by=request.user, accepted=given["accepted"] == "yes", text=given["text"], points=given["points"]
            )
        except ValueError as wrong:
            form.add_error("points", str(wrong))
        else:
            messages.success(request, "Đã trả lời kiến nghị.")
            return _back(one.mark)
    return _page(request, one.mark.sheet, 422, one.mark.criterion.group.number, replied={one.pk: form})


@login_required
def figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """The entries a figure of the portal counts, those below the line first."""
    mark = fetch_mark(request.user, pk)
    asked, row = mark.criterion, mark.sheet
    if asked.source != Criterion.Source.PORTAL:
        raise Http404("Tiêu chí này không do cổng tính.")
    counted = portal.rows_of(asked, row.unit, row.round.year, timezone.localdate())
    page = Paginator(counted, PAGE).get_page(request.GET.get("trang"))
    hers = set(visible_entries(request.user).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    context = {"mark": mark, "sheet": row, "asked": asked, "page": page, "says": SAYS[asked.figure], "hers": hers}
    return render(request, "appraisal/figure.html", context)
