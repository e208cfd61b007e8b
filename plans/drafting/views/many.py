"""Many tasks of a draft changed or moved at once, and put back as they stood."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.drafting.forms.tasks import ManyTasksForm
from plans.drafting.views.tasks import show_rows
from plans.drafting.wording import task_words
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Plan
from plans.permissions import fetch_plan
from units import undoing
from units.permissions import Action
from units.requests import SignedInRequest


@login_required
@require_POST
def tasks_many(request: SignedInRequest, pk: int) -> HttpResponse:
    """Section, deadline, rhythm, lead, dimension or place of every ticked task at once."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    form = ManyTasksForm(request.POST, plan=plan, tasks=list(plan.tasks.order_by("position", "pk")))
    if not form.is_valid():
        return show_rows(request, plan, focus="many", status=422, many=form)
    kept = undoing.ticket("tasks_many", request.user, _stands(plan, form))
    said = f"Đã sửa {_do_many(plan, form, request.user)} nhiệm vụ."
    url = reverse("tasks_undo", args=[pk])
    if not request.htmx:
        messages.success(request, undoing.offered(request, said, url=url, kept=kept))
    return show_rows(request, plan, focus="many", many_done=said, undo={"url": url, "kept": kept})


def _do_many(plan, form, user):
    keys, after = form.cleaned_data["keys"], form.cleaned_data["after"]
    moved = 0 if after is None else plan_tasks.move_many(plan, keys, by=user, after=after)
    words = form.words()
    return max(moved, plan_tasks.edit_many(plan, keys, by=user, words=words) if words else 0)


def _stands(plan, form) -> dict[str, Any]:
    """What the tasks to be changed say now, and behind which each stands where they are to be moved."""
    keys, moves = form.cleaned_data["keys"], form.cleaned_data["after"] is not None
    names = {*form.words(), *(["section"] if moves else [])}
    found = plan.tasks.worded().filter(pk__in=keys)
    words = {str(task.pk): {name: task_words(task)[name] for name in names} for task in found}
    order = list(plan.tasks.order_by("position", "pk").values_list("pk", flat=True)) if moves else []
    behind = [(pk, order[n - 1] if n else 0) for n, pk in enumerate(order) if pk in keys]
    return {"words": words, "behind": behind}


@login_required
@require_POST
def tasks_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tasks of the last such act as they stood before it, while the plan is a draft."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    kept = undoing.read("tasks_many", request.user, request.POST.get("kept", ""))
    said = f"Đã hoàn tác sửa {_put_back(plan, kept, request.user)} nhiệm vụ."
    if not request.htmx:
        messages.success(request, said)
    return show_rows(request, plan, focus="many", many_done=said)


@transaction.atomic
def _put_back(plan: Plan, kept: dict[str, Any], user) -> int:
    there = set(plan.tasks.values_list("pk", flat=True))
    for key, before in kept["behind"]:
        if key in there and (before in there or not before):
            plan_tasks.move_many(plan, [key], by=user, after=before)
    for key, words in kept["words"].items():
        plan_tasks.edit_many(plan, [int(key)], by=user, words=words)
    return len({int(key) for key in kept["words"]} & there)
