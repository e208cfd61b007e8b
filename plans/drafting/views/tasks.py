"""The tasks of a draft, row by row; and the page of one task with its figures, units and extensions."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from plans.counting import coverage, figures, fiveclear, offers
from plans.drafting.forms.links import PlanLinksForm
from plans.drafting.forms.plan import ExtensionForm, PlanForm, read_base
from plans.drafting.forms.tasks import ManyTasksForm, TaskForm
from plans.drafting.links import whole_words
from plans.drafting.relations import in_one_sentence, relation_words
from plans.drafting.wording import TASK_LABELS, difference, in_words, task_words
from plans.drafting.workflow import extension, life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Plan, Task
from plans.permissions import fetch_plan, may, openable, visible_entries, visible_plans
from units.matching import Matcher
from units.merging import Clash
from units.models import User
from units.permissions import Action, can, who_may
from units.requests import SignedInRequest
from units.text import nfc

ACTS = {
    "len": lambda task, by: plan_tasks.move_task(task, by=by, up=True),
    "xuong": lambda task, by: plan_tasks.move_task(task, by=by, up=False),
    "nhan-ban": lambda task, by: plan_tasks.duplicate(task, by=by),
    "xoa": lambda task, by: plan_tasks.remove_task(task, by=by),
}


PLACES: dict[int | str | None, str] = {
    None: "#nhiem-vu",
    "moi": "#new-task",
    "many": "#nhieu",
}  # where the eye returns to, if not to a task


def rows_context(plan: Plan) -> dict[str, Any]:
    """What `_task_rows.html` shows of a draft: its tasks with findings, the form for many, agencies to offer."""
    tasks = list(plan.tasks.worded().order_by("position", "pk"))
    for task in tasks:
        task.findings = fiveclear.findings(task)
    context = {"plan": plan, "tasks": tasks, "many": ManyTasksForm(plan=plan, tasks=tasks)}
    return context | {"agency_names": Matcher(plan.unit).names(), "has_above": plan.parents.exists()}


def editor_context(plan: Plan, user: User) -> dict[str, Any]:
    """The whole editor as it opens: the plan's own text and links, offers from above, the rows."""
    form = PlanForm(instance=plan, initial={"version": plan.version, "base": json.dumps(whole_words(plan))})
    context = {"form": form, "links": PlanLinksForm.of(plan, user), "clash": [], "text_open": False}
    offered = life.offered(plan, user)
    issuers = "" if "issue" in offered else who_may(Action.ISSUE_PLAN, plan.unit)
    context |= {"offers": offers.count_offers(plan.amends or plan), "offered": offered, "issuers": issuers}
    return context | rows_context(plan)


def show_rows(
    request: SignedInRequest, plan: Plan, focus: int | str | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The rows for htmx, else the page again; `focus`: a task or one of PLACES. What was refused comes back
    with what was typed, with and without JavaScript."""
    if request.htmx:
        return render(request, "plans/_task_rows.html", rows_context(plan) | {"focus": focus} | more, status=status)
    if status != 200:
        context = editor_context(plan, request.user) | more
        return render(request, "plans/plan_edit.html", context, status=status)
    anchor = PLACES.get(focus, f"#nv-{focus}")
    return redirect(reverse("plan_edit", args=[plan.pk]) + anchor)


def _fetch_task(request, pk, action=Action.EDIT_PLAN):
    task = Task.objects.worded().filter(pk=pk).first()
    if not task:
        raise Http404("Không tìm thấy nhiệm vụ này.")
    task.plan = fetch_plan(request.user, task.plan_id, action)
    return task


@login_required
@require_POST
def task_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new row from its text alone (Enter adds the next); everything else is filled in later."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    text = nfc(request.POST.get("text", ""))
    if not text:
        return show_rows(request, plan, status=422, add_error="Cần ghi nội dung nhiệm vụ.")
    last = plan.tasks.order_by("-position").first()
    words = {"text": text, "section": last.section if last else ""}
    plan_tasks.add_task(plan, by=request.user, words=words)
    return show_rows(request, plan, focus="moi")


@login_required
def task_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task's form: in its row with htmx, as a page without."""
    task = _fetch_task(request, pk)
    form, clash, status = TaskForm.of(task, plan=task.plan), [], 200
    if request.method == "POST":
        form = TaskForm(request.POST, plan=task.plan, task=task)
        try:
            if form.is_valid():
                meanwhile = _changed_meanwhile(task, form)
                return _row(request, _save(task, form, request.user), meanwhile)
            status = 422
        except Clash as met:
            task = _fetch_task(request, pk)
            clash = [(TASK_LABELS[name], in_words(name, theirs)) for name, (_, theirs) in met.fields.items()
                     if name in TASK_LABELS]  # fmt: skip
            form, status = _asking_again(request.POST, task, met), 409
    template = "plans/_task_form.html" if request.htmx else "plans/task_edit.html"
    context = {"task": task, "plan": task.plan, "form": form, "clash": clash, "last": clash and _last_step(task)}
    context |= {"agency_names": [] if request.htmx else form.matcher.names()}
    return render(request, template, context, status=status)


def _save(task, form, user):
    return plan_tasks.save_task(
        task, by=user, version=form.cleaned_data["version"], words=form.words(), base=form.base_words()
    )  # fmt: skip


def _changed_meanwhile(task, form):
    """[Change] that somebody else saved since the form was opened; they stay, and the person is told of them."""
    if form.cleaned_data["version"] == task.version:
        return []
    return difference(
        form.base_words(), {name: now for name, now in task_words(task).items() if name in form.base_words()}
    )


def _asking_again(posted, task, met):
    """The form once more, knowing what stands now in the fields both changed; the version stays the one it was opened
    with, so that what only the other changed is still merged."""
    again = posted.copy()
    seen = {name: theirs for name, (_, theirs) in met.fields.items()}
    again["base"] = json.dumps(read_base(posted.get("base")) | seen)
    form = TaskForm(again, plan=task.plan, task=task)
    form.is_valid()
    return form


def _last_step(task):
    return task.plan.steps.filter(verb="edit_task").select_related("by").first()


@login_required
@require_GET
def task_row(request: SignedInRequest, pk: int) -> HttpResponse:
    """The row as it stands, when editing is given up."""
    return _row(request, _fetch_task(request, pk))


def _row(request, task, meanwhile=()):
    if not request.htmx:
        if meanwhile:
            messages.info(request, f"Người khác vừa sửa: {_said(meanwhile)}. Đã giữ cả hai.")
        return redirect(reverse("plan_edit", args=[task.plan_id]) + f"#nv-{task.pk}")
    task.findings = fiveclear.findings(task)
    context = {"task": task, "plan": task.plan, "meanwhile": meanwhile, "last": meanwhile and _last_step(task)}
    return render(request, "plans/_task_row.html", context)


def _said(changes):
    return "; ".join(f"{change.label.lower()} “{change.new}”" for change in changes)


@login_required
@require_POST
def task_act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Up, down, again, away: one row at a time."""
    if act not in ACTS:
        raise Http404("Không có việc này.")
    task = _fetch_task(request, pk)
    beside = _beside(task) if act == "xoa" else task.pk
    made = ACTS[act](task, request.user)
    return show_rows(request, task.plan, focus=made.pk if made else beside, act=act)


def _beside(task):
    """The task the eye goes to when this one is gone: the next, else the one before; "moi", the new one's place."""
    order = list(task.plan.tasks.order_by("position", "pk").values_list("pk", flat=True))
    place = order.index(task.pk)
    return next(iter(order[place + 1 : place + 2] or order[max(place - 1, 0) : place]), "moi")


@login_required
@require_GET
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task: what it asks, who carries it out below, what the figures say, its extensions."""
    row = _fetch_task(request, pk, Action.VIEW_PLAN)
    below = (
        Task.objects.current()
        .filter(parent=row, plan__in=visible_plans(request.user))
        .select_related("plan__unit", "lead")
    )
    asked = list(row.extensions.select_related("asked_by", "decided_by", "task__plan__unit"))
    for one in asked:
        one.answerable = extension.may_answer(one, request.user)
        one.sendable = extension.may_send(one, request.user)
        one.mine_to_take_back = extension.may_take_back(one, request.user)
    measures = row.measures.select_related("task__plan__unit")
    context = {
        "task": row, "plan": row.plan, "findings": fiveclear.findings(row), "parent": _visible_parent(row, request.user),
        "below": list(below.order_by("plan__unit__sort_key")), "totals": openable(request.user, figures.totals(measures)),
        "extensions": asked, "form": ExtensionForm() if extension.may_ask(row, request.user) else None,
        "entries": _seen_entries(row, request.user), "relations": _relations(row),
        "may_edit": may(request.user, Action.EDIT_PLAN, row.plan) and row.plan.state == row.plan.State.DRAFT,
        "not_clear": f"Chưa đủ {fiveclear.rule().name}.",
        "units": coverage.units_below(row.plan).count(), "exemptions": _seen_exemptions(row, request.user),
    }  # fmt: skip
    return render(request, "plans/task.html", context)


def _relations(row):
    """What must hold between its figures, as sentences."""
    told = relation_words(list(row.measures.filter(retired=None).prefetch_related("relations")))
    return [in_one_sentence(*one) for one in told]


def _seen_exemptions(row, user):
    return [one for one in row.exemptions.select_related("unit") if can(user, Action.VIEW, one.unit)]


def _seen_entries(row, user):
    """The latest entries of the task's own unit, for those who see its standing."""
    seen = visible_entries(user, Action.VIEW).filter(task=row)
    return seen.select_related("period").order_by("-period__ends")[:8]


def _visible_parent(row, user):
    return visible_plans(user).filter(tasks=row.parent_id).exists() and row.parent if row.parent_id else None
