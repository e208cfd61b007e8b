"""Cài đặt của đơn vị: "một người nhập và gửi", how its name is written, and who changed it when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from units.agency_settings import COLLECT_RULE, NUMBERS_RULE, collect, enter_own, number_elsewhere
from units.models import Agency, Unit
from units.namesakes import bare
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.signers import waiting
from units.text import nfc
from units.unit_settings import NOUN_RULE, ONE_HAND_RULE, say_noun, switch_one_hand


@login_required
def unit_settings(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows setting and trace, POST switches it with a reason."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.SETTINGS, unit)
    error, reason = "", nfc(request.POST.get("reason", ""))
    if request.method == "POST":
        try:
            switch_one_hand(unit, by=request.user, on=request.POST.get("on") == "1", reason=reason)
            messages.success(request, "Đã đổi cài đặt của đơn vị")
            return redirect("unit_settings", pk)
        except ValueError as refusal:
            error = str(refusal)
    steps = unit.setting_steps.select_related("by")
    context = {"unit": unit, "steps": steps, "rule": ONE_HAND_RULE, "error": error, "reason": reason}
    context |= {"noun_rule": NOUN_RULE, "without_noun": _without_noun(unit)}
    context["signers"] = waiting(request.user).filter(agency__unit=unit).count()
    return render(request, "units/unit_settings.html", context, status=422 if error else 200)


def _without_noun(unit):
    return (unit.name[:1].lower() + unit.name[1:], bare(unit.name))


@login_required
@require_POST
def unit_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """How the unit's name is written in running text and as địa danh."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.SETTINGS, unit)
    if request.POST.get("keeps") in ("0", "1"):
        say_noun(unit, by=request.user, keeps=request.POST["keeps"] == "1")
        messages.success(request, f"Đã ghi cách viết tên: {unit.short_name}; địa danh {unit.place_name}")
    return redirect("unit_settings", pk)


@login_required
def unit_agencies(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agencies of a unit: which one collects, which enter only what is in their charge, whence their numbers come."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.SETTINGS, unit)
    return render(request, "units/unit_agencies.html", _agencies(unit))


def _agencies(unit, *, wrong=None, error="", reason=""):
    steps = unit.setting_steps.filter(setting__in=["collects", "enters_own", "numbers"]).select_related("by")
    return {"unit": unit, "agencies": Agency.objects.filter(unit=unit), "rule": COLLECT_RULE, "steps": steps, "wrong": wrong,
            "error": error, "reason": reason, "numbers_rule": NUMBERS_RULE}  # fmt: skip


@login_required
@require_POST
def agency_setting(request: SignedInRequest, pk: int, setting: str) -> HttpResponse:
    """Switch one setting of an agency: "dau-moi" names it the collecting one, "viec-minh" keeps it to its own work,
    "so-ngoai" leaves its numbers to its own system."""
    if setting not in ("dau-moi", "viec-minh", "so-ngoai"):
        raise Http404("Không có cài đặt này.")
    agency = get_object_or_404(Agency.objects.select_related("unit"), pk=pk)
    on, reason = request.POST.get("on") == "1", nfc(request.POST.get("reason", ""))
    try:
        if setting == "dau-moi":
            collect(agency, by=request.user, on=on)
        elif setting == "so-ngoai":
            number_elsewhere(agency, by=request.user, on=on)
        else:
            enter_own(agency, by=request.user, on=on, reason=reason)
    except ValueError as refusal:
        context = _agencies(agency.unit, wrong=agency.pk, error=str(refusal), reason=reason)
        return render(request, "units/unit_agencies.html", context, status=422)
    messages.success(request, f"Đã đổi cài đặt của {agency.name}.")
    return redirect("unit_agencies", agency.unit_id)
