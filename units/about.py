"""A unit's own page: what it is, what it was made of and became, and who works there, for those who may look."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from units.holders import people_seen
from units.models import Unit
from units.permissions import Action, can
from units.requests import SignedInRequest


@login_required
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name, code, dates and succession are public data and open to everyone who signs in; names of people are not."""
    row = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    people = people_seen(request.user).filter(agency__unit=row).order_by("-agency__heads_unit", "agency__name", "pk")
    context = {
        "unit": row,
        "made_of": row.predecessors.select_related("old").order_by("old__sort_key"),
        "became": row.successors.select_related("new").order_by("new__sort_key"),
        "people": people,
        "follows": can(request.user, Action.VIEW, row),
        "sets": can(request.user, Action.SETTINGS, row),
    }
    return render(request, "units/unit.html", context)
