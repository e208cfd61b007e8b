"""Thẩm định theo nhiệm vụ: one task across all units, figures side by side, those far from the rest marked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.counting import closely
from plans.reviewing import by_task
from plans.reviewing import queue as reviewing
from plans.reviewing.views.shared import require_reviewer, ways
from units.requests import SignedInRequest

CRUMBS = (("review_units", "Chờ thẩm định"), ("review_tasks", "Theo nhiệm vụ"))


@login_required
def review_tasks(request: SignedInRequest) -> HttpResponse:
    """Every task with waiting entries: of how many units, how many clear."""
    require_reviewer(request.user)
    rows = by_task.tasks_waiting(reviewing.awaiting(request.user))
    reviewing.remember_count(request.user, sum(row.waiting for row in rows))
    return render(request, "plans/review_tasks.html", {"rows": rows, "ways": ways("review_tasks")})


@login_required
def review_task(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task: its figures as dots with the middle one, then each waiting entry in a line of a table."""
    require_reviewer(request.user)
    queue = reviewing.filtered(reviewing.awaiting(request.user), task=pk)
    row = next((one for one in by_task.tasks_waiting(queue) if one.task.pk == pk), None)
    if row is None:
        raise Http404("Nhiệm vụ này không còn mục nào chờ bạn thẩm định.")
    compared = by_task.strips(request.user, pk, row.ends)
    looked = closely.items(queue.filter(period__ends=row.ends).for_rows().in_office_order(), with_steps=False)
    apart = by_task.told_apart(compared)
    return render(request, "plans/review_task.html", {
        "crumbs": [(label, reverse(name)) for name, label in CRUMBS], "row": row, "strips": compared,
        "ways": ways("review_tasks"),
        "items": [(item, apart.get(item.entry.pk, [])) for item in looked], "enough": by_task.ENOUGH,
        "clear": sum(not item.flags and item.entry.pk not in apart for item in looked),
    })  # fmt: skip
