"""Cài đặt của đơn vị: "một người nhập và gửi", and who switched it when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from units.models import Unit
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.text import nfc
from units.unit_settings import ONE_HAND_RULE, switch_one_hand


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
    return render(request, "units/unit_settings.html", context, status=422 if error else 200)
