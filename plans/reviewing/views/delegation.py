"""Ủy quyền: lending one's posts to a colleague for some days, and taking them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.reviewing import delegation as lending
from plans.reviewing.forms.delegation import DelegationForm
from units.models import Delegation


@login_required
def delegations(request):
    """Delegations given and received, and the form for a new one."""
    today = timezone.localdate()
    people = lending.colleagues(request.user, today=today)
    form = DelegationForm(request.POST or None, colleagues=people, initial={"valid_from": f"{today:%d/%m/%Y}"})
    if request.method == "POST" and form.is_valid() and _delegated(request, form, today):
        return redirect("delegations")
    rows = list(lending.mine(request.user))
    context = {"form": form, "rows": rows, "today": today}
    return render(request, "plans/delegations.html", context, status=422 if form.errors else 200)


def _delegated(request, form, today):
    try:
        row = lending.delegate(
            by=request.user, to=form.cleaned_data["to"], valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"], reason=form.cleaned_data["reason"], today=today,
        )  # fmt: skip
    except ValueError as refusal:
        form.add_error("valid_to", str(refusal))
        return False
    messages.success(request, f"Đã ủy quyền cho {row.to_user} đến hết {row.valid_to:%d/%m/%Y}")
    return True


@login_required
@require_POST
def delegation_end(request, pk):
    """Take back what was lent."""
    between_us = Q(from_user=request.user) | Q(to_user=request.user)
    row = get_object_or_404(Delegation.objects.filter(between_us), pk=pk)
    lending.end(row, by=request.user, today=timezone.localdate())
    messages.success(request, f"Đã thôi ủy quyền cho {row.to_user}")
    return redirect("delegations")
