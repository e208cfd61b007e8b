"""Phân tích: who overrates himself by group, and the cheapest way of each unit to the next class."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from appraisal import adding, results
from appraisal.permissions import fetch_round, require_holder
from appraisal.rounds import drawing
from appraisal.views import cells
from units.requests import SignedInRequest

__all__ = ["analysis"]


@login_required
def analysis(request: SignedInRequest, pk: int) -> HttpResponse:
    """To who works on the round; the furthest above the appraised total first."""
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    read, blind = adding.frame(held.set), drawing.blind_to(held, request.user)
    rows = [] if blind else results.rows(held, read, ways=True)
    ordered = sorted(rows, key=lambda row: (row.overrates is None, -(row.overrates or 0)))
    sums = [row.overrates for row in rows if row.overrates is not None]
    context = {
        "held": held, "read": read, "blind": len(blind),
        "gaps": cells.of_gaps(ordered, read.groups),
        "over": sum(one > 0 for one in sums), "under": sum(one < 0 for one in sums), "even": sum(one == 0 for one in sums),
        "ways": cells.of_ways(((row, way) for row in rows if (way := results.way_from(row, read))), read),
    }  # fmt: skip
    return render(request, "appraisal/analysis.html", context)
