"""Ghép nhiệm vụ với nhiệm vụ cấp trên: for plans written or read in before anything was handed down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.cascade.forms.linking import TaskLinksForm
from plans.drafting.likeness import tasks_above
from plans.drafting.workflow import tasks as plan_tasks
from plans.permissions import fetch_plan
from units.permissions import Action
from units.requests import SignedInRequest


@login_required
def task_links(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every task with the likeliest tasks above; nothing hangs on anything until it is saved."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    above = tasks_above(plan)
    tasks = list(plan.tasks.current().select_related("parent__plan__unit").order_by("position", "pk"))
    form = TaskLinksForm(request.POST or None, tasks=tasks, above=above)
    if request.method == "POST" and form.is_valid():
        count = plan_tasks.link_tasks(plan, form.chosen(), by=request.user)
        messages.success(request, f"Đã ghép lại {count} nhiệm vụ." if count else "Không có gì thay đổi.")
        return redirect("plan_edit" if plan.state == plan.State.DRAFT else "plan", pk)
    context = {"plan": plan, "form": form, "above": above, "parents": plan.parents.select_related("unit")}
    return render(request, "plans/task_links.html", context, status=422 if form.errors else 200)
