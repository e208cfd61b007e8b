"""Pages of a round: a new one, where it stands, its results, one criterion across all units."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from appraisal import adding, history, results
from appraisal.forms import NoteForm, RoundForm
from appraisal.models import Mark, Round, Sheet
from appraisal.permissions import fetch_round, fetch_set, holds, visible_sheets
from appraisal.rounds import drawing, marking, moves, moving, showing
from appraisal.scoring import TIE_RULE
from appraisal.views import cells, molds
from units.permissions import Action, can, require
from units.requests import SignedInRequest

__all__ = ["criterion", "move", "new", "one_round"]

ACROSS = 10  # units of a page that compares one criterion
PAPERS = (Round.State.COUNCIL, Round.State.PUBLISHED, Round.State.LOCKED)  # when tờ trình and decision may be drafted


@login_required
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A round by an issued set."""
    of = fetch_set(request.user, pk)
    require(request.user, Action.INDEX, of.unit)
    form = RoundForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        try:
            made = moving.begin(of, by=request.user, **form.cleaned_data)
        except ValueError as wrong:
            form.add_error("year", str(wrong))
        else:
            messages.success(request, "Đã lập đợt chấm.")
            return redirect("index_round", made.pk)
    return render(request, "appraisal/round_new.html", {"form": form, "of": of}, status=422 if form.errors else 200)


@login_required
def one_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where it stands, and what it has come to: to who holds it at any time, to the others once published."""
    return _page(request, fetch_round(request.user, pk))


def _page(request, held: Round, status: int = 200, **more: Any) -> HttpResponse:
    today, read = timezone.localdate(), adding.frame(held.set)
    inside, told = holds(request.user, held.unit), held.state in (Round.State.PUBLISHED, Round.State.LOCKED)
    blind = drawing.blind_to(held, request.user) if inside else set()
    rows = results.rows(held, read) if (inside or told) and not blind else []
    offered = moves.moves_for(held, request.user, today)
    context = {
        "held": held, "read": read, "inside": inside, "told": told, "tie_rule": TIE_RULE, "blind": len(blind),
        "showing": showing.may_show(held, request.user),
        "drafts": inside and held.state in PAPERS and can(request.user, Action.DRAFT_PAPER, held.unit),
        "ranking": cells.of_ranking(rows, read.groups),
        "heads": cells.of_criteria(held.pk, results.heads(read)) if inside else [],
        "moves": [(name, moves.MOVES[name]) for name in offered],
        "own": [] if inside else visible_sheets(request.user).filter(round=held, unit__in=_units(request)),
        "waiting": _waiting(rows), "note": NoteForm(), "classes": adding.classes_of(held.set),
    }  # fmt: skip
    return render(request, "appraisal/round.html", context | more, status=status)


def _units(request):
    return [seat.unit.pk for seat in request.user.seats]


def _waiting(rows):
    """{state of a sheet: how many}, of those there are."""
    states = [row.sheet.state for row in rows]
    return [(state, states.count(state)) for state in Sheet.State.values if state in states]


@login_required
@require_POST
def move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One step of the round."""
    held = fetch_round(request.user, pk)
    if name not in moves.MOVES or moves.MOVES[name].during:
        raise Http404("Không có bước này.")
    moving.move(held, name, by=request.user)
    messages.success(request, f"{moves.MOVES[name].label}: xong.")
    return redirect("index_round", held.pk)


@login_required
def criterion(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """Like with like: one criterion across all units of the round, for those who appraise it."""
    held = fetch_round(request.user, pk)
    require(request.user, Action.APPRAISE, held.unit)
    leaves = adding.frame(held.set).leaves()
    place = next((n for n, one in enumerate(leaves) if one.pk == row), None)
    if place is None:
        raise Http404("Không có tiêu chí này trong đợt chấm.")
    asked, charges = leaves[place], marking.charges_of(held)
    marks = Mark.objects.filter(sheet__round=held, criterion=row).select_related("sheet__unit")
    hers = drawing.hers_to_look(held, request.user)
    ordered = marks.prefetch_related("proofs").order_by("sheet__unit__sort_key", "pk")
    before = history.last_time(held, criterion__code=asked.code, criterion__group__number=asked.group.number)
    page = Paginator(ordered, ACROSS).get_page(request.GET.get("trang"))
    lines = [
        _line(request, held, mark, asked, charges, hers)
        | {"before": before.get((mark.sheet.unit_id, asked.group.number, asked.code))}
        for mark in page
    ]
    around = leaves[place - 1] if place else None, leaves[place + 1] if place + 1 < len(leaves) else None
    context = {
        "held": held,
        "asked": asked,
        "lines": lines,
        "page": page,
        "around": around,
        "rule": marking.DIFFERS_RULE,
    }
    return render(request, "appraisal/criterion.html", context)


def _line(request, held, mark, asked, charges, hers):
    mark.sheet.round, mark.criterion = held, asked
    hidden = hers.get(mark.pk) is False
    may = mark.pk not in hers and marking.may_judge(mark.sheet, request.user, asked.group_id, charges)
    stands = {
        "points": mark.given if mark.given is not None else mark.own_points,
        "left_out": mark.left_out,
        "reason": mark.reason,
    }
    return {"mark": mark, "own": adding.own_of(mark, asked, held), "may": may, "hidden": hidden,
            "form": molds.judging(mark, stands) if may else None}  # fmt: skip
