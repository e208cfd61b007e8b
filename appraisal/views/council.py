"""The council's page: what is put to the vote, who voted how, what was decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from appraisal.forms import BallotForm, MotionForm
from appraisal.models import Mark, Motion, Round
from appraisal.permissions import fetch_round, require_holder, visible_rounds
from appraisal.rounds import voting
from units.permissions import Action, can, require
from units.requests import SignedInRequest

__all__ = ["council", "propose", "vote"]


@login_required
def council(request: SignedInRequest, pk: int) -> HttpResponse:
    """To those who hold the round."""
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    return _page(request, held)


def _page(request, held: Round, status: int = 200, **typed: Any) -> HttpResponse:
    motions = held.motions.select_related("mark__sheet__unit", "mark__criterion", "by").prefetch_related(
        "ballots__member"
    )
    sits = held.state == Round.State.COUNCIL and can(request.user, Action.VOTE, held.unit)
    rows = [(one, *_counted(one), sits and one.carried is None and not _voted(one, request.user)) for one in motions]
    context = {
        "held": held, "rows": rows, "rule": voting.VOTE_RULE,
        "form": MotionForm(held=held) if voting.may_propose(held, request.user) else None,
    }  # fmt: skip
    return render(request, "appraisal/council.html", context | typed, status=status)


def _counted(one):
    cast = [ballot.yes for ballot in one.ballots.all()]
    return cast.count(True), cast.count(False)


def _voted(one, user):
    return any(ballot.member_id == user.pk for ballot in one.ballots.all())


@login_required
@require_POST
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put to the vote."""
    held = fetch_round(request.user, pk)
    voting.require_proposer(held, request.user)
    form = MotionForm(request.POST, held=held)
    if form.is_valid():
        given = form.cleaned_data
        mark = get_object_or_404(Mark, sheet=given["sheet"], criterion=given["criterion"]) if given["sheet"] else None
        try:
            voting.propose(held, by=request.user, reason=given["reason"], mark=mark, points=given["points"])
        except ValueError as wrong:
            form.add_error("points", str(wrong))
        else:
            messages.success(request, "Đã trình biểu quyết.")
            return redirect("index_council", pk)
    return _page(request, held, 422, form=form)


@login_required
@require_POST
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """One ballot."""
    motion = get_object_or_404(
        Motion.objects.select_related("round__unit", "round__set", "mark__criterion", "mark__sheet__round__set"),
        pk=pk, round__in=visible_rounds(request.user),
    )  # fmt: skip
    require(request.user, Action.VOTE, motion.round.unit)
    form = BallotForm(request.POST)
    if form.is_valid():
        voting.vote(motion, by=request.user, yes=form.cleaned_data["yes"] == "yes")
        messages.success(request, "Đã ghi phiếu biểu quyết.")
        return redirect("index_council", motion.round_id)
    return _page(request, motion.round, 422)
