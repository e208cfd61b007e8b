"""Kỳ báo cáo cả năm: a year's periods of several kinds at once, looked at as a year, then made."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.models import CutOff
from plans.permissions import fetch_plan
from plans.progress import whole_year
from plans.reviewing.forms.whole_year import CALENDAR, CUT, MakeYearForm, YearForm, opened_with
from post import working_days
from units import undoing
from units.permissions import Action, can, require
from units.requests import SignedInRequest


@login_required
def periods_year(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """The form in the address, the year it makes below; POST makes the ticked periods."""
    plan = fetch_plan(request.user, plan_pk)
    if request.method == "POST":
        require(request.user, Action.PERIODS, plan.unit)
    days = whole_year.days_for(plan)
    system = _system(request, days)
    year = min(max(timezone.localdate().year, plan.year_from), plan.year_to)
    opened = opened_with(days, system, year)
    form = YearForm(request.GET if "nam" in request.GET else opened, system=system)
    rows = _rows(plan, form)
    making = MakeYearForm(request.POST or None, keys=[row.key for row in rows])
    if request.method == "POST" and rows and _made(request, plan, form, making, rows, system):
        return redirect("periods", plan.pk)
    refused = bool(making.errors) or (request.method == "POST" and not rows)
    context = {
        "plan": plan, "form": form, "making": making, "days": days, "rows": rows, "systems": _systems(plan, system),
        "system": system, "drawn": _drawing(form, rows), "rule": whole_year.DAYS_RULE,
        "cut_offs": CutOff.objects.all() if system == CUT else (), "may": can(request.user, Action.PERIODS, plan.unit),
        "ticked": (making["ky"].value() or []) if making.is_bound else [row.key for row in rows if not row.exists],
        "moved": making["doi"].value() or [] if making.is_bound else [],
    }  # fmt: skip
    return render(request, "plans/periods_year.html", context, status=422 if refused else 200)


def _system(request, days):
    asked = request.GET.get("he", "")
    return asked if asked in (CALENDAR, CUT) else CUT if days is None or days.cut else CALENDAR


def _systems(plan, system):
    base = reverse("periods_year", args=[plan.pk])
    shown = ((CALENDAR, "Theo lịch", "calendar3"), (CUT, "Theo chế độ 15–14", "calendar-check"))
    return [
        {"label": label, "url": f"{base}?{urlencode({'he': word})}", "icon": icon, "current": word == system}
        for word, label, icon in shown
    ]


def _rows(plan, form):
    if not form.is_valid():
        return []
    try:
        return whole_year.year_rows(plan, **form.wanted(), calendar=working_days.load())
    except ValueError as refusal:
        form.add_error("nam", str(refusal))
        return []


def _made(request, plan, form, making, rows, system):
    if not making.is_valid():
        return False
    asked, data = making.cleaned_data, form.cleaned_data
    wanted = [row.moved if row.key in asked["doi"] else row for row in rows if row.key in asked["ky"]]
    try:
        new = whole_year.make_year(plan, wanted, by=request.user)
    except ValueError as refusal:
        making.add_error(None, str(refusal))
        return False
    if asked["nho"]:
        whole_year.remember(plan, by=request.user, inside=data["trong"], up=data["len"], cut=system == CUT,
                            below=asked["nho"] == "don-vi", source=asked["can_cu"])  # fmt: skip
    kept = undoing.ticket("periods", request.user, {"made": [row.pk for row in new]})
    said, url = f"Đã tạo {len(new)} kỳ báo cáo, chưa mở", reverse("periods_undo", args=[plan.pk])
    messages.success(request, undoing.offered(request, said, url=url, kept=kept))
    return True


def _drawing(form, rows):
    """{"whole": days of the line, "months": [(x, name)], "bars": [(row, x, width, x of the due flag)]}: days counted from 1
    December of the year before to 31 January of the year after; None when there is nothing to draw."""
    if not rows:
        return None
    year = form.cleaned_data["nam"]
    first, last = date(year - 1, 12, 1), date(year + 1, 1, 31)
    months = [(date(year + (n - 1) // 12, (n - 1) % 12 + 1, 1), f"T{(n - 1) % 12 + 1}") for n in range(14)]

    def at(day):
        return (min(max(day, first), last) - first).days

    bars = [(row, at(row.starts), at(row.ends) - at(row.starts) + 1, at(row.due)) for row in rows]
    return {"whole": at(last), "months": [(at(day), name) for day, name in months], "bars": bars}
