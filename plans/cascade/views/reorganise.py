"""Sắp xếp đơn vị: choose an abolished unit, see what it still holds, hand it over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from plans.cascade.forms.reorganise import HandOverForm
from plans.cascade.workflow import reorganise as way
from units import ending
from units.errors import Refused
from units.models import Unit
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest


@login_required
def reorganise(request: SignedInRequest) -> HttpResponse:
    """Step one: which unit; everything that waits stands in one list."""
    if not (can_anywhere(request.user, Action.ADMIN) or can_anywhere(request.user, Action.ASSIGN)):
        raise Refused("Tài khoản này không có quyền sắp xếp đơn vị.")
    return render(request, "plans/reorganise.html", {"units": way.waiting(request.user)[:200], "rule": ending.RULE})


@login_required
def reorganise_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Step two: an heir for every plan and person, the day, then it is done."""
    unit = get_object_or_404(Unit, pk=pk)
    if not way.may_reorganise(request.user, unit):
        raise Refused(f"Tài khoản này không có quyền sắp xếp {unit.name}.")
    stock = way.inventory(unit)
    form = HandOverForm(request.POST or None, stock=stock)
    if request.method == "POST" and form.is_valid():
        plans, posts = form.heirs()
        try:
            drafts, moved = way.hand_over(
                unit, by=request.user, day=form.cleaned_data["day"], plan_heirs=plans, post_heirs=posts
            )
        except ValueError as reason:
            form.add_error("day", str(reason))
        else:
            messages.success(request, f"Đã bàn giao {len(drafts)} kế hoạch, {len(moved)} người của {unit.name}.")
            return redirect("reorganise")
    context = {"unit": unit, "stock": stock, "form": form, "rule": ending.RULE}
    return render(request, "plans/reorganise_unit.html", context, status=422 if form.errors else 200)
