"""Rút mẫu: marks looked at on the spot, marks appraised a second time, and how far the two appraisers agree."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from appraisal import adding
from appraisal.agreement import AGREEMENT_RULE, LEAST, agreement
from appraisal.forms import CheckForm, DrawForm, LookForm, NoteForm, SettleForm
from appraisal.models import Draw, Round, SecondLook, SpotCheck
from appraisal.permissions import fetch_round, require_holder, visible_rounds
from appraisal.rounds import drawing
from appraisal.views import molds
from units.addresses import whole
from units.permissions import Action, can, require
from units.requests import SignedInRequest

__all__ = ["check", "draw", "draws", "look", "settle"]

PAGE = 8
ROWS = ("mark__criterion__group", "mark__sheet__unit", "mark__given_by")


@login_required
def draws(request: SignedInRequest, pk: int) -> HttpResponse:
    """To who works on the round."""
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    return _page(request, held)


def _page(request, held: Round, status: int = 200, **typed: Any) -> HttpResponse:
    """`typed`: refused forms, `draw` {kind: form}, `check`, `look`, `settle` {row key: form}."""
    made = {draw.kind: draw for draw in held.draws.select_related("by")}
    appraises = can(request.user, Action.APPRAISE, held.unit) and held.state == Round.State.APPRAISING
    spot, second = _parts(request, made, typed)
    looks = drawing.seen(held) if second else []
    may = drawing.may_draw(held, request.user)
    context = {
        "held": held, "rule": drawing.DRAW_RULE, "blind_rule": drawing.BLIND_RULE, "may": may,
        "forms": [(kind, typed.get("draw", {}).get(kind) or DrawForm(auto_id=f"{kind}-%s"), Draw.Kind(kind).label)
                  for kind in Draw.Kind.values if may and kind not in made],
        "left_behind": drawing.left_behind(held) if may and second else 0, "note": typed.get("note") or NoteForm(),
        "spot": spot, "second": second, "both": len(made) == len(Draw.Kind.values),
        **_spots(request, held, spot, appraises, typed), **_seconds(request, held, looks, appraises, may, typed),
    }  # fmt: skip
    return render(request, "appraisal/draws.html", context, status=status)


def _parts(request, made, typed) -> tuple[Draw | None, Draw | None]:
    """(lot of spot checks, of second looks) to show: one of the two, the one that the address names or a form is of."""
    spot, second = made.get(Draw.Kind.SPOT), made.get(Draw.Kind.SECOND)
    if spot and second:
        asked = request.GET.get("phan") == "lan-hai" or not typed.keys().isdisjoint(("look", "settle", "note"))
        return (None, second) if asked else (spot, None)
    return spot, second


def _spots(request, held, draw, appraises, typed):
    if draw is None:
        return {}
    rows = draw.checks.select_related(*ROWS, "by").prefetch_related("mark__proofs")
    ordered = rows.order_by("mark__sheet__unit__sort_key", "mark__criterion__group__number", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    counts = dict.fromkeys(("", *SpotCheck.Found.values), 0)
    for found in draw.checks.values_list("found", flat=True):
        counts[found] += 1
    lines = [
        (row, _line(row.mark, held), _form(
            CheckForm, row, "check", typed, {"found": row.found, "on": row.on, "note": row.note}
         ) if appraises else None)
        for row in page
    ]  # fmt: skip
    said = [(label, counts[kind]) for kind, label in SpotCheck.Found.choices]
    return {"page": page, "checks": lines, "counts": said, "waiting": counts[""]}


def _seconds(request, held, looks, appraises, may, typed):
    """Counts over all of them; of hers and of those that differ the first PAGE."""
    refused, unsettled = typed.get("look", {}), typed.get("settle", {})
    mine = [row.pk for row in looks if row.person == request.user.pk and not row.is_done]
    mine.sort(key=lambda key: key not in refused)  # what was typed is on the page
    apart = [row for row in looks if row.differs and row.pk not in mine]
    differ = sorted(apart, key=lambda row: (row.pk not in unsettled, bool(row.settled_at)))
    hers, apart = _whole(mine[:PAGE]), _whole([row.pk for row in differ[:PAGE]])
    return {
        "mine": [(row, _line(row.mark, held), refused.get(row.pk) or molds.looking(row.pk) if appraises else None)
                 for row in hers],
        "more": max(0, len(mine) - PAGE),
        "differ": [(row, _form(SettleForm, row, "settle", typed, {"points": row.points})
                    if may and not row.settled_at else None) for row in apart],
        "differing": len(differ), "looked": sum(row.is_done for row in looks), "looks": len(looks),
        "agreement": agreement(drawing.pairs(held, looks)), "agreement_rule": AGREEMENT_RULE, "least": LEAST,
    }  # fmt: skip


def _whole(keys):
    """The looks with these keys and all that a row shows, in their order."""
    rows = SecondLook.objects.filter(pk__in=keys).select_related(*ROWS, "person", "settled_by")
    found = {row.pk: row for row in rows.prefetch_related("mark__proofs")} if keys else {}
    return [found[key] for key in keys]


def _form(form, row, name, typed, initial):
    return typed.get(name, {}).get(row.pk) or form(initial=initial, auto_id=f"{name}-{row.pk}-%s")


def _line(mark, held):
    """As the partial of answers takes it."""
    row = mark.criterion
    return {"mark": mark, "row": row, "own": adding.own_of(mark, row, held),
            "of_portal": row.source == row.Source.PORTAL}  # fmt: skip


@login_required
@require_POST
def draw(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Draw one of the two lots."""
    held = fetch_round(request.user, pk)
    require(request.user, Action.INDEX, held.unit)
    if kind in ("chia-lai", "bo-phan-con-lai"):
        return _second_lot(request, held, kind)
    if kind not in Draw.Kind.values:
        raise Http404("Không có loại mẫu này.")
    form = DrawForm(request.POST, auto_id=f"{kind}-%s")
    if not form.is_valid():
        return _page(request, held, 422, draw={kind: form})
    verb = drawing.draw_spot if kind == Draw.Kind.SPOT else drawing.draw_second
    made = verb(held, by=request.user, share=form.cleaned_data["share"])
    messages.success(request, f"Đã rút mẫu {Draw.Kind(kind).label.lower()}, số gieo {made.seed}.")
    return redirect("index_draws", pk)


def _second_lot(request, held, kind):
    """What waits for somebody who left is shared out again, or taken out of the lot."""
    if kind == "chia-lai":
        count = drawing.share_again(held, by=request.user)
        messages.success(request, f"Đã chia lại {count} tiêu chí.")
        return _seconds_of(held.pk)
    form = NoteForm(request.POST)
    try:
        count = drawing.let_go(held, by=request.user, reason=form.cleaned_data["note"] if form.is_valid() else "")
    except ValueError as wrong:
        form.add_error("note", str(wrong))
        return _page(request, held, 422, note=form)
    messages.success(request, f"Đã bỏ {count} tiêu chí chưa chấm lần hai.")
    return _seconds_of(held.pk)


def _fetch(request, model, pk):
    rows = model.objects.filter(draw__round__in=visible_rounds(request.user)).select_related(
        *ROWS, "draw__round__unit"
    )
    row = get_object_or_404(rows, pk=pk)
    require_holder(request.user, row.draw.round.unit)
    return row


@login_required
@require_POST
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was found on the spot."""
    row = _fetch(request, SpotCheck, pk)
    require(request.user, Action.APPRAISE, row.draw.round.unit)
    form = CheckForm(request.POST, auto_id=f"check-{pk}-%s")
    if form.is_valid() and _done(form, "note", drawing.check, row, request.user, **form.cleaned_data):
        messages.success(request, "Đã ghi kết quả kiểm tra.")
        page = whole(request.GET.get("trang")) or 1
        return redirect(f"{reverse('index_draws', args=[row.draw.round_id])}?trang={page}#kt-{pk}")
    return _page(request, row.draw.round, 422, check={pk: form})


@login_required
@require_POST
def look(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second points."""
    row = _fetch(request, SecondLook, pk)
    require(request.user, Action.APPRAISE, row.draw.round.unit)
    form = LookForm(request.POST, auto_id=f"look-{pk}-%s")
    if form.is_valid():
        given = form.cleaned_data
        points = None if given["left_out"] else given["points"]
        if _done(form, "points", drawing.look, row, request.user, points=points, left_out=given["left_out"],
                 note=given["reason"]):  # fmt: skip
            messages.success(request, "Đã ghi điểm lần hai.")
            return _seconds_of(row.draw.round_id)
    return _page(request, row.draw.round, 422, look={pk: form})


@login_required
@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """How two different points end."""
    row = _fetch(request, SecondLook, pk)
    require(request.user, Action.INDEX, row.draw.round.unit)
    form = SettleForm(request.POST, auto_id=f"settle-{pk}-%s")
    if form.is_valid() and _done(form, "points", drawing.settle, row, request.user, **form.cleaned_data):
        messages.success(request, "Đã thống nhất điểm.")
        return _seconds_of(row.draw.round_id)
    return _page(request, row.draw.round, 422, settle={pk: form})


def _seconds_of(pk):
    return redirect(f"{reverse('index_draws', args=[pk])}?phan=lan-hai")


def _done(form, place, verb, row, by, **given):
    try:
        verb(row, by=by, **given)
    except ValueError as wrong:
        form.add_error("on" if isinstance(wrong, drawing.WrongDay) else place, str(wrong))
        return False
    return True
