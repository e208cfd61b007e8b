"""Tóm tắt cho lãnh đạo: asked for with one click, left, and found here or under the bell."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import Period
from reports.briefing import workflow
from reports.briefing.forms import OrderForm
from reports.dashboard.forms import calendars
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from reports.models import Briefing, BriefingOrder
from units.models import Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.stored import unchanged

SHOWN = 30


@login_required
def briefings(request: SignedInRequest) -> HttpResponse:
    """Those made, those being made, and the click that asks for another."""
    return _page(request, unit_asked(request))


def _page(request, unit, form: OrderForm | None = None, status: int = 200) -> HttpResponse:
    begun = [row for row in calendars(unit) if row.starts <= timezone.localdate()]
    period = next((row for row in begun if row.state == Period.State.OPEN), next(iter(begun), None))
    stands = BriefingOrder.objects.filter(unit=unit).first()
    said = {"days": stands.days if stands else 1, "on": bool(stands and stands.on)}
    context: dict[str, Any] = {
        "unit": unit, "period": period, "tabs": tabs(unit, "briefings"), "order": stands,
        "unit_chips": unit_chips(request.user, unit, "briefings"), "form": form or OrderForm(initial=said),
        "rows": Briefing.objects.filter(unit=unit).select_related("period", "by")[:SHOWN],
        "may": can(request.user, Action.DRAFT_PAPER, unit),
    }  # fmt: skip
    return render(request, "reports/briefing/briefings.html", context, status=status)


@login_required
def briefing(request: SignedInRequest, pk: int) -> HttpResponse:
    """One: its state while it is made, then its frozen figures with their rows, and the file."""
    row = _fetch(request, pk)
    context = {"row": row, "unit": row.unit, "tabs": tabs(row.unit, "briefings"),
               "may": can(request.user, Action.DRAFT_PAPER, row.unit)}  # fmt: skip
    return render(request, "reports/briefing/briefing.html", context)


@login_required
def briefing_pdf(request: SignedInRequest, pk: int) -> FileResponse:
    """The file."""
    row = _fetch(request, pk)
    if not row.pdf:
        raise Http404("Bản tóm tắt này chưa lập xong.")
    name = f"tom-tat-{row.period.ends:%Y-%m-%d}.pdf"
    return FileResponse(unchanged(row.pdf), as_attachment="tai" in request.GET, filename=name)


def _fetch(request, pk) -> Briefing:
    row = get_object_or_404(Briefing.objects.select_related("unit", "period__plan", "by"), pk=pk)
    require(request.user, Action.VIEW, row.unit)
    return row


@login_required
@require_POST
def briefing_ask(request: SignedInRequest, pk: int, period: int) -> HttpResponse:
    """Have one made now."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.DRAFT_PAPER, unit)
    row = workflow.ask(unit, get_object_or_404(calendars(unit), pk=period), by=request.user)
    messages.success(request, "Đang lập bản tóm tắt. Có thể rời trang này; lập xong sẽ báo ở chuông.")
    return redirect("briefing", row.pk)


@login_required
@require_POST
def briefing_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again what failed."""
    row = _fetch(request, pk)
    workflow.try_again(row, by=request.user)
    return redirect("briefing", row.pk)


@login_required
@require_POST
def briefing_order(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have them made of every period, or no longer."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.DRAFT_PAPER, unit)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _page(request, unit, form, status=422)
    workflow.order(unit, by=request.user, on=form.cleaned_data["on"], days=form.cleaned_data["days"])
    messages.success(request, "Đã đặt lịch lập bản tóm tắt.")
    return redirect(f"{reverse('briefings')}?don_vi={unit.pk}")
