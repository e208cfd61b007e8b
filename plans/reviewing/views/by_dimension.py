"""Thẩm định theo nội dung: how much of each PAPI dimension waits, and the way to its units and entries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from plans.reviewing import by_dimension
from plans.reviewing import queue as reviewing
from plans.reviewing.views.shared import require_reviewer, ways
from units.requests import SignedInRequest
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS


@login_required
def review_dimensions(request: SignedInRequest) -> HttpResponse:
    """One row a dimension that has something waiting."""
    require_reviewer(request.user)
    rows = by_dimension.dimensions_waiting(reviewing.awaiting(request.user))
    named = [(row, DIMENSION_NAMES.get(row.number, GENERAL_TASKS)) for row in rows]
    return render(request, "plans/review_dimensions.html", {"rows": named, "ways": ways("review_dimensions")})
