"""Adding a task where a score lacks one, straight from the page of scores."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.models import SubDimension
from plans.drafting.workflow import life as way
from plans.drafting.workflow.tasks import add_task
from plans.permissions import fetch_plan
from units.permissions import Action
from units.requests import SignedInRequest
from units.text import nfc


@login_required
@require_POST
def task_for_score(request: SignedInRequest, plan_pk: int, sub_pk: int) -> HttpResponse:
    """A task for one sub-dimension: into the draft, or into the amendment of a plan in force; then its editor."""
    plan = fetch_plan(request.user, plan_pk, Action.EDIT_PLAN)
    sub = get_object_or_404(SubDimension.objects.select_related("dimension"), pk=sub_pk)
    text = nfc(request.POST.get("text", ""))
    if not text:
        messages.error(request, f"Chưa thêm nhiệm vụ cho nội dung {sub}: cần ghi nội dung nhiệm vụ.")
        return redirect("plan", plan.pk)
    draft = way.amend(plan, by=request.user) if plan.in_force else plan
    words = {"text": text, "dimensions": [sub.dimension.number], "sub_dimensions": [sub.pk]}
    task = add_task(draft, by=request.user, words=words)
    messages.success(request, f"Đã thêm nhiệm vụ cho nội dung {sub}; ghi tiếp chủ trì, thời hạn, sản phẩm.")
    return redirect(f"{reverse('plan_edit', args=[draft.pk])}#nv-{task.pk}")
