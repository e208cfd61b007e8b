"""The desk that asks: rounds, their places, posters, codes, paper forms; while a round runs only how many answered."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from pulse import answering, workflow
from pulse.forms import AnswerForm, BatchForm, CodesForm, MoveForm, PlaceForm, RoundForm
from pulse.intervals import needed
from pulse.models import Place, Round
from pulse.permissions import fetch_round, visible_rounds
from units.addresses import whole
from units.models import Unit
from units.permissions import Action, can, reaches, require
from units.requests import SignedInRequest

PAGE = 50
MARGINS = [(points, needed(points / 100)) for points in (3, 5, 10, 15)]


@login_required
def pulse_rounds(request: SignedInRequest) -> HttpResponse:
    """Rounds one may see, the newest first; where she may begin another."""
    rows = Paginator(visible_rounds(request.user), PAGE).get_page(request.GET.get("trang"))
    units = {reach.seat.unit.pk: reach.seat.unit for reach in reaches(request.user, Action.PULSE)}
    return render(request, "pulse/rounds.html", {"rows": rows, "units": list(units.values())})


@login_required
def pulse_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft of a unit."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.PULSE, unit)
    form = RoundForm(request.POST or None, initial={"strength": Round.Strength.OPEN})
    if request.method == "POST" and form.is_valid():
        values, questions = form.split()
        row = workflow.begin(unit, values, questions, by=request.user)
        messages.success(request, "Đã lưu bản soạn. Thêm nơi hỏi rồi mở đợt.")
        return redirect("pulse_round", row.pk)
    return _form_page(request, unit, form)


def _form_page(request, unit, form, row: Round | None = None) -> HttpResponse:
    chosen = {whole(str(value)) for value in form["questions"].value() or ()}
    context = {"unit": unit, "form": form, "row": row, "margins": MARGINS, "chosen": chosen}
    return render(request, "pulse/edit.html", context, status=422 if form.errors else 200)


@login_required
def pulse_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft changed."""
    row = fetch_round(request.user, pk, Action.PULSE)
    stands = {
        name: getattr(row, name) for name in ("title", "opens", "closes", "paper_days", "strength", "asks_words")
    }
    stands["questions"] = row.asked.values_list("question", flat=True)
    form = RoundForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        values, questions = form.split()
        workflow.change(row, values, questions, by=request.user)
        return redirect("pulse_round", row.pk)
    return _form_page(request, row.unit, form, row)


@login_required
def pulse_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """One round."""
    return _round_page(request, fetch_round(request.user, pk))


def _round_page(request, row, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    context = {
        "row": row, "unit": row.unit, "asked": row.asked.select_related("question__dimension"), "margins": MARGINS,
        "places": row.places.all(), "received": workflow.received(row), "moves": workflow.moves_for(row, user),
        "may": can(user, Action.PULSE, row.unit), "may_read": can(user, Action.PULSE_WORDS, row.unit),
        "place_form": PlaceForm(), "codes_form": CodesForm(), "move_form": MoveForm(),
        "public_url": settings.SITE_URL + reverse("pulse_public", args=[row.key]), **forms,
    }  # fmt: skip
    return render(request, "pulse/round.html", context, status=status)


@login_required
@require_POST
def pulse_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft thrown away."""
    row = fetch_round(request.user, pk, Action.PULSE)
    workflow.remove(row, by=request.user)
    messages.success(request, "Đã bỏ đợt đang soạn.")
    return redirect("pulse_rounds")


@login_required
@require_POST
def pulse_place_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A place more."""
    row, form = fetch_round(request.user, pk, Action.PULSE), PlaceForm(request.POST)
    if form.is_valid():
        try:
            workflow.add_place(row, form.cleaned_data["name"], by=request.user)
        except ValueError as refusal:
            form.add_error("name", str(refusal))
    if form.errors:
        return _round_page(request, row, 422, place_form=form)
    return redirect("pulse_round", row.pk)


@login_required
@require_POST
def pulse_place_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """A place less."""
    place = get_object_or_404(Place.objects.select_related("round__unit"), pk=pk)
    fetch_round(request.user, place.round_id, Action.PULSE)
    workflow.remove_place(place, by=request.user)
    return redirect("pulse_round", place.round_id)


@login_required
@require_POST
def pulse_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """A step of MOVES."""
    row, form = fetch_round(request.user, pk), MoveForm(request.POST)
    if name not in workflow.MOVES:
        raise Http404("Không có bước này.")
    if form.is_valid():
        try:
            today = timezone.localdate()
            workflow.move(row, name, by=request.user, reason=form.cleaned_data["reason"], today=today)
        except ValueError as refusal:
            form.add_error("reason", str(refusal))
    if form.errors:
        return _round_page(request, row, 422, move_form=form)
    messages.success(request, f"{workflow.MOVES[name].label}: đã xong.")
    return redirect("pulse_round", row.pk)


@login_required
def pulse_posters(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page for each place, to be printed and hung up."""
    row = fetch_round(request.user, pk, Action.PULSE)
    posters = [(place, *_code_of(place)) for place in row.places.all()]
    return render(request, "pulse/posters.html", {"row": row, "unit": row.unit, "posters": posters})


def _code_of(place):
    url = settings.SITE_URL + reverse("pulse_form", args=[place.key])
    svg = segno.make(url, error="m").svg_inline(scale=8, border=2, title="Mã QR của nơi hỏi")
    return url, mark_safe(svg)  # made here of our own address  # nosec B308, B703


@login_required
@require_POST
def pulse_codes(request: SignedInRequest, pk: int) -> HttpResponse:
    """New codes on a sheet to be printed; they are shown this once."""
    row, form = fetch_round(request.user, pk, Action.PULSE), CodesForm(request.POST)
    if not form.is_valid():
        return _round_page(request, row, 422, codes_form=form)
    made = workflow.codes(row, form.cleaned_data["number"], by=request.user)
    return render(request, "pulse/codes.html", {"row": row, "unit": row.unit, "codes": made})


@login_required
def pulse_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Paper forms of a batch, one after the other; place and number stay for the next."""
    row = fetch_round(request.user, pk, Action.PULSE)
    where = BatchForm(request.POST or None, row=row, initial=request.GET.dict())
    form = AnswerForm(request.POST or None, row=row)
    if request.method == "POST" and where.is_valid() and form.is_valid():
        given = where.cleaned_data
        of = workflow.batch(given["place"], given["batch"], by=request.user, today=timezone.localdate())
        try:
            answering.take_paper(of, form.answers(), words=form.cleaned_data.get("words", ""))
        except answering.NotOpen:
            form.add_error(None, "Đợt thăm dò chưa mở hoặc đã khóa nên không nhận phiếu giấy.")
        else:
            messages.success(request, f"Đã nhập một phiếu của lô {of.number}. Nhập tiếp phiếu sau.")
            return redirect(f"{reverse('pulse_paper', args=[row.pk])}?place={of.place_id}&batch={of.number}")
    wrong = bool(form.errors or where.errors)
    context = {"row": row, "unit": row.unit, "form": form, "where": where, "open": row.state == Round.State.OPEN}
    return render(request, "pulse/paper.html", context, status=422 if wrong else 200)
