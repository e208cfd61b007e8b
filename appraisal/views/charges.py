"""Phân công thẩm định: which appraiser has which groups of criteria."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from appraisal import adding
from appraisal.permissions import fetch_round, require_holder
from appraisal.rounds import charging, marking
from units.addresses import whole
from units.permissions import Action, require
from units.requests import SignedInRequest

__all__ = ["charges"]


@login_required
def charges(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read by who works on the round; written by who organises it, all groups of the page in one go."""
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    groups, error = adding.frame(held.set).groups, ""
    standing = marking.charges_of(held)
    if request.method == "POST":
        require(request.user, Action.INDEX, held.unit)
        standing = {group.pk: _ticked(request, group.pk) for group in groups}
        try:
            changed = charging.charge(held, standing, by=request.user)
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, f"Đã ghi phân công, {changed} nhóm thay đổi.")
            return redirect("index_charges", pk)
    people = charging.appraisers(held)
    known = {person.pk for person in people}
    rows = [
        (group, [(person, person.pk in standing.get(group.pk, set())) for person in people],
         standing.get(group.pk, set()) - known)
        for group in groups
    ]  # fmt: skip
    context = {
        "held": held, "rows": rows, "people": people, "may": charging.may_charge(held, request.user), "error": error,
        "rule": charging.CHARGE_RULE,
    }  # fmt: skip
    return render(request, "appraisal/charges.html", context, status=422 if error else 200)


def _ticked(request, group):
    found = (whole(key) for key in request.POST.getlist(f"nhom-{group}"))
    return {key for key in found if key is not None}
