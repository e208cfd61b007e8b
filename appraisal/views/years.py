"""Qua các năm: what units came to by one set over the years, and its dimensions beside those of PAPI."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from appraisal import history
from appraisal.permissions import fetch_set, visible_rounds
from appraisal.views import cells
from units.requests import SignedInRequest

__all__ = ["years"]


@login_required
def years(request: SignedInRequest, pk: int) -> HttpResponse:
    """Published rounds of every version of the set, to whoever sees it."""
    of = fetch_set(request.user, pk)
    rounds = visible_rounds(request.user).told().defer(None).filter(set__code=of.code, set__unit=of.unit_id)
    told = history.told_rounds(rounds)
    span, dimensions = history.beside_papi(of, told)
    context = {
        "of": of, "years": told, "rows": cells.of_years(history.of_units(told)), "span": span,
        "dimensions": [(one, list(zip(one.index, one.papi, one.broken, strict=True))) for one in dimensions],
        "rule": history.BESIDE_RULE,
    }  # fmt: skip
    return render(request, "appraisal/years.html", context)
