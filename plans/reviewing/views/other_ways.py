"""Gửi bằng cách khác, nhập sau: of one period, what units say they sent another way, and the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from plans.models import OtherWay, Period, Progress
from plans.permissions import fetch_plan, visible_entries
from plans.progress import other_ways as telling
from plans.reviewing.forms.other_ways import AnswerForm, TellForm
from units.models import Unit
from units.permissions import Action
from units.requests import SignedInRequest


@login_required
def other_ways(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was told of one period, of the units whose standing she may see, and the form for her own."""
    row = get_object_or_404(Period.objects.select_related("plan__unit"), pk=pk)
    fetch_plan(request.user, row.plan_id)
    form = TellForm(request.POST or None, units=_own(request.user, row))
    if request.method == "POST" and form.is_valid():
        try:
            telling.tell(row, form.cleaned_data.pop("unit"), by=request.user, **form.cleaned_data)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi; cơ quan nhận báo cáo sẽ xác nhận")
            return redirect("other_ways", row.pk)
    return _page(request, row, form)


def _page(request, row, form, **answered):
    context = {
        "period": row, "plan": row.plan, "form": form, "rule": telling.OTHER_WAY_RULE, "rows": _rows(row, request.user),
        "may": bool(_own(request.user, row)), **answered,
    }  # fmt: skip
    refused = form.errors or answered
    return render(request, "plans/other_ways.html", context, status=422 if refused else 200)


def _own(user, period):
    """Units that report in the period and for which she may say so."""
    units = Unit.objects.filter(pk__in=Progress.objects.filter(period=period).values("unit"))
    return [unit for unit in units if telling.may_tell(user, unit)]


def _rows(period, user):
    """[(row, [(name, step)] she may do, the day it was due)]."""
    seen = visible_entries(user, Action.VIEW).filter(period=period).values("unit")
    rows = OtherWay.objects.filter(period=period, unit__in=seen).select_related("unit", "by", "period__plan__unit")
    return [
        (row, [(name, telling.MOVES[name]) for name in telling.offered(row, user)], telling.due_of(period, row.unit))
        for row in rows
    ]


@login_required
@require_POST
def other_way_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One of MOVES on what was told."""
    row = get_object_or_404(OtherWay.objects.select_related("unit", "period__plan__unit"), pk=pk)
    fetch_plan(request.user, row.period.plan_id)
    if name not in telling.MOVES:
        raise Http404("Không tìm thấy trang này.")
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise ValueError("; ".join(str(error) for errors in form.errors.values() for error in errors))
        telling.move(row, name, by=request.user, **form.cleaned_data)
    except ValueError as refusal:
        told = TellForm(units=_own(request.user, row.period))
        return _page(request, row.period, told, answered=row.pk, typed=request.POST, why=str(refusal))
    messages.success(request, telling.MOVES[name].label)
    return redirect("other_ways", row.period_id)
