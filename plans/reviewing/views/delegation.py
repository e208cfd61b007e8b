"""Ủy quyền: lending named rights to a colleague for some days, and taking them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.reviewing import delegation as lending
from plans.reviewing.forms.delegation import DelegationForm
from units.models import Delegation
from units.permissions import Action, Over, reaches
from units.requests import SignedInRequest
from units.signing_forms import RULE


@login_required
def delegations(request: SignedInRequest) -> HttpResponse:
    """Delegations given and received, and the form for a new one."""
    today = timezone.localdate()
    people = lending.colleagues(request.user, today=today)
    initial = {"valid_from": f"{today:%d/%m/%Y}"}
    powers = lending.lendable(request.user, today=today)
    form = DelegationForm(request.POST or None, colleagues=people, powers=powers, initial=initial)
    if request.method == "POST" and form.is_valid() and _delegated(request, form, today):
        return redirect("delegations")
    rows = list(lending.mine(request.user))
    context = {"form": form, "rows": rows, "today": today, "rule": RULE, "settings_of": _settings_of(request.user)}
    return render(request, "plans/delegations.html", context, status=422 if form.errors else 200)


def _settings_of(user):
    """Units whose settings she may change, beside her delegations."""
    return [reach.seat.unit for reach in reaches(user, Action.SETTINGS) if reach.over is Over.OWN]


def _delegated(request, form, today):
    try:
        row = lending.delegate(by=request.user, today=today, **form.cleaned_data)
    except ValueError as refusal:
        said = {"Ngày bắt": "valid_from", "Ngày kết": "valid_to", "Đã ủy q": "valid_to"}
        place = next((field for start, field in said.items() if str(refusal).startswith(start)), "rights")
        form.add_error(place, str(refusal))
        return False
    messages.success(request, f"Đã ủy quyền cho {row.to_user} đến hết {row.valid_to:%d/%m/%Y}")
    return True


@login_required
@require_POST
def delegation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was lent."""
    between_us = Q(from_user=request.user) | Q(to_user=request.user)
    row = get_object_or_404(Delegation.objects.filter(between_us), pk=pk)
    lending.end(row, by=request.user, today=timezone.localdate())
    messages.success(request, f"Đã thôi ủy quyền cho {row.to_user}")
    return redirect("delegations")
