"""Answers about units that other floors' pages ask for while people type."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date

from units.models import Unit

MOST = 12  # more than one screen of choices is not read; typing another word is quicker


@login_required
def unit_search(request):
    """Units by name, marks or no marks, closest first: `?q=`, and `on=YYYY-MM-DD`, `under=<id>` to narrow.

    {"results": [{"id", "label", "old"}], "more": true when there are others}
    """
    units = Unit.objects.filter(sample=False).exclude(kind=Unit.Kind.DEPARTMENT)
    day = _day(request.GET.get("on", ""))
    units = units.on(day) if day else units
    if request.GET.get("under", "").isdecimal():
        units = units.under(get_object_or_404(Unit, pk=request.GET["under"]))
    found = list(units.search(request.GET.get("q", ""))[: MOST + 1])
    results = [{"id": unit.pk, "label": unit.choice_label, "old": unit.valid_to is not None} for unit in found[:MOST]]
    return JsonResponse({"results": results, "more": len(found) > MOST})


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None
