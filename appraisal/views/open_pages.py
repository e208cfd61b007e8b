"""Kết quả công khai: the page of a published round that anybody may read, and the leader's switch for it."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from appraisal import adding
from appraisal.models import Round
from appraisal.permissions import fetch_round
from appraisal.rounds import showing
from appraisal.scoring import TIE_RULE
from units.requests import SignedInRequest

__all__ = ["public", "show"]

FIVE_MINUTES = 300  # seconds a browser or a proxy may keep the page; the guide says so


@login_required
@require_POST
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the page to citizens, or close it again."""
    held = fetch_round(request.user, pk)
    if request.POST.get("do") == "show":
        showing.show(held, by=request.user)
        messages.success(request, "Đã công khai kết quả cho người dân.")
    else:
        showing.hide(held, by=request.user)
        messages.success(request, "Đã thôi công khai. Bản đã lưu ở trình duyệt còn hiện tối đa 5 phút.")
    return redirect("index_round", pk)


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published, as it was frozen; 404 for a round that is not shown."""
    told = (Round.State.PUBLISHED, Round.State.LOCKED)
    held = get_object_or_404(
        Round.objects.select_related("set", "unit"), pk=pk, shown_since__isnull=False, state__in=told
    )
    if not held.results:
        raise Http404("Kết quả này chưa được công bố.")
    groups = [group for group in adding.frame(held.set).groups if not group.outside]
    ordered = sorted(held.results, key=lambda row: (row["rank"] is None, row["rank"] or 0, row["name"]))
    context = {
        "held": held, "groups": groups, "rows": [(row, _number(row["total"]), _shares(row, groups)) for row in ordered],
        "classes": adding.classes_of(held.set), "tie_rule": TIE_RULE,
    }  # fmt: skip
    return render(request, "appraisal/public.html", context)


def _shares(row, groups):
    parts = (row["groups"].get(str(group.number), ["0", "0"]) for group in groups)
    return [100 * Decimal(points) / Decimal(most) if Decimal(most) else None for points, most in parts]


def _number(text):
    return None if text is None else Decimal(text)
