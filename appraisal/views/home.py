"""Chỉ số nội bộ: rounds and sets one sees."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from appraisal.permissions import may_organise, own_sheets, visible_rounds, visible_sets
from units.requests import SignedInRequest

__all__ = ["home"]


@login_required
def home(request: SignedInRequest) -> HttpResponse:
    """What is under way first."""
    context = {
        "rounds": visible_rounds(request.user)[:100], "sets": visible_sets(request.user)[:100],
        "own": own_sheets(request.user)[:20], "may": may_organise(request.user),
    }  # fmt: skip
    return render(request, "appraisal/home.html", context)
