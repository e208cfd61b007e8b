"""Bộ tài khoản cho đơn vị mới: one sheet of what is lacking, made in one step."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from papi_portal.accounts import sets
from papi_portal.accounts.forms import SetForm
from papi_portal.accounts.views.people import first_way
from units.accounts import first_sign_in, table
from units.models import Unit
from units.permissions import Action, require
from units.requests import SignedInRequest


@login_required
def people_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET proposes, POST makes what is ticked, all or none."""
    unit, today = get_object_or_404(Unit, pk=pk), timezone.localdate()
    require(request.user, Action.ACCOUNTS, unit)
    posted = request.POST if request.method == "POST" else None
    rows = [(place, _form(place, posted)) for place in sets.proposed(unit, today)]
    wanted = [(place, form) for place, form in rows if form.is_bound and (not form.is_valid() or _ticked(form))]
    made = _made(unit, wanted, request.user, today)
    if made:
        first_way(request, made)
        return redirect("people_unit", pk)
    context = {"unit": unit, "rows": rows, "empty": posted is not None and not wanted, "office": sets.committee(unit),
               "rule": table.RULE, "key_rule": first_sign_in.RULE}  # fmt: skip
    return render(request, "accounts/people_set.html", context, status=200 if posted is None else 422)


def _form(place, posted):
    known = {"title": place.title, "username": place.username, "wanted": place.needed}
    return SetForm(posted, prefix=place.role.value, initial=known)


def _ticked(form):
    return form.cleaned_data["wanted"]


def _made(unit, wanted, by, today):
    """The accounts, or None with the reason at its row."""
    if not wanted or not all(form.is_valid() for _, form in wanted):
        return None
    rows = [(place.role, {**form.cleaned_data}) for place, form in wanted]
    for _, words in rows:
        words.pop("wanted")
    try:
        return sets.make(unit, rows, by=by, since=today)
    except sets.SetRefused as refusal:
        wanted[refusal.place][1].take(refusal.reason)
        return None
