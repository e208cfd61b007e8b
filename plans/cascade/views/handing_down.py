"""Down the line: handing tasks to units, answering the changes of the plan above, exemptions and extensions."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from plans.cascade.forms.handing_down import ExemptForm, HandDownForm
from plans.cascade.workflow import handing_down as way
from plans.cascade.workflow.taking_back import take_back
from plans.counting import figures
from plans.counting import offers as above
from plans.counting.coverage import depths_below
from plans.drafting.forms.plan import ExtensionForm
from plans.drafting.workflow import extension
from plans.models import Extension, Measure, Task
from plans.permissions import fetch_plan, may, openable, openable_counts
from units import undoing
from units.addresses import whole
from units.errors import Refused
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest
from units.text import nfc

ASKED: dict[str, str] = {
    Extension.State.ASKED: "Đã gửi đề nghị gia hạn lên cấp trên",
    Extension.State.WITH_LEADER: "Đã trình lãnh đạo đơn vị đề nghị gia hạn; lãnh đạo gửi lên cấp trên",
}

LISTED = 24  # sources of a figure on the page of all figures; with more they are on the page of its task


@login_required
def cascade(request: SignedInRequest, pk: int) -> HttpResponse:
    """Giao xuống; `?nv=` and `?dv=` tick tasks and units beforehand, as the matrix asks."""
    plan = fetch_plan(request.user, pk)
    _require_assigning(request.user)
    initial = {"tasks": request.GET.getlist("nv"), "units": request.GET.getlist("dv")}
    level = _level(request, plan)
    form = HandDownForm(request.POST or None, plan=plan, user=request.user, level=level, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = way.hand_down(plan, form.cleaned_data["tasks"], list(form.cleaned_data["units"]), by=request.user)
        messages.success(request, _said_with_undo(request, plan, given))
        return redirect("coverage", pk)
    chosen = {key: {str(value) for value in _values(form, key)} for key in ("tasks", "units")}
    context = {"plan": plan, "form": form, "chosen": chosen, "tasks": form.fields["tasks"].queryset}
    context |= {"units": form.fields["units"].queryset, "level": level, "levels": range(1, depths_below(plan) + 1)}
    return render(request, "plans/cascade.html", context, status=422 if form.errors else 200)


def _require_assigning(user):
    """Raises Refused before a form is read; to which units she assigns, the form and the verb know."""
    if not can_anywhere(user, Action.ASSIGN):
        raise Refused("Tài khoản này không có quyền giao nhiệm vụ xuống đơn vị cấp dưới.")


def _level(request, plan):
    asked = whole(request.GET.get("cap"))
    return asked if asked and asked <= depths_below(plan) else 1


def _values(form, key):
    return form.data.getlist(key) if form.is_bound else form.initial[key]


def _said_with_undo(request, plan, given):
    if not given:
        return _said(given)
    step = plan.steps.filter(verb="hand_down", by=request.user).latest("pk")
    copies = [task.pk for _, _, added in given for task in added]
    kept = undoing.ticket("hand_down", request.user, {"step": step.pk, "copies": copies})
    return undoing.offered(request, _said(given), url=reverse("cascade_undo", args=[plan.pk]), kept=kept)


@login_required
@require_POST
def cascade_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was handed down a moment ago."""
    plan = fetch_plan(request.user, pk)
    _require_assigning(request.user)
    kept = undoing.read("hand_down", request.user, request.POST.get("kept", ""))
    count = take_back(get_object_or_404(plan.steps, pk=kept["step"]), kept["copies"], by=request.user)
    messages.success(request, f"Đã hoàn tác giao nhiệm vụ cho {count} đơn vị.")
    return redirect("coverage", pk)


def _said(given):
    if not given:
        return "Các đơn vị đã có đủ những nhiệm vụ này."
    return f"Đã giao cho {len(given)} đơn vị; mỗi đơn vị có dự thảo để xem lại và ban hành."


@login_required
@require_GET
def offers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the plan above changed since this one took its tasks: difference, take or decline."""
    plan = fetch_plan(request.user, pk)
    context = {"plan": plan, "offers": above.offers(plan), "lacking": above.lacking(plan)}
    context |= {"may_edit": may(request.user, Action.EDIT_PLAN, plan) and plan.state != plan.State.CLOSED}
    return render(request, "plans/cascade_offers.html", context)


@login_required
@require_POST
def task_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nhận a task of the plan above that was not handed down."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    task = get_object_or_404(Task.objects.select_related("plan"), pk=whole(request.POST.get("task")))
    edited = way.adopt(plan, task, by=request.user)
    said = "Đã đưa nhiệm vụ vào bản sửa đổi đang soạn." if edited.amends_id else "Đã đưa nhiệm vụ vào dự thảo."
    messages.success(request, said)
    return redirect("offers", pk)


@login_required
@require_POST
def offer_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nhận or không nhận one offer."""
    task = get_object_or_404(Task.objects.select_related("plan"), pk=pk)
    fetch_plan(request.user, task.plan_id, Action.EDIT_PLAN)
    if request.POST.get("answer") == "nhan":
        edited = way.take(task, by=request.user)
        messages.success(request, "Đã đưa sửa đổi vào bản đang soạn." if edited.amends_id else "Đã nhận sửa đổi.")
    else:
        try:
            way.decline(task, by=request.user, reason=nfc(request.POST.get("reason", "")))
            messages.success(request, "Đã ghi là không nhận, kèm lý do.")
        except ValueError as reason:
            messages.error(request, str(reason))
    return redirect("offers", task.plan_id)


@login_required
@require_POST
def task_exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Không áp dụng: the office above marks units, with the reason."""
    task = get_object_or_404(Task.objects.select_related("plan__unit"), pk=pk)
    fetch_plan(request.user, task.plan_id)
    _require_assigning(request.user)
    form = ExemptForm(request.POST, plan=task.plan)
    if form.is_valid():
        way.exempt(task, list(form.cleaned_data["units"]), by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Đã ghi." if form.cleaned_data["reason"].strip() else "Đã bỏ dấu không áp dụng.")
        return redirect(reverse("coverage", args=[task.plan_id]) + f"?nv={pk}#thieu")
    messages.error(request, "Chưa chọn đơn vị nào; lý do đã ghi còn ở dưới.")
    kept = urlencode({"nv": pk, "ly_do": nfc(request.POST.get("reason", ""))})
    return redirect(reverse("coverage", args=[task.plan_id]) + f"?{kept}#thieu")


@login_required
@require_GET
def extensions(request: SignedInRequest) -> HttpResponse:
    """Đề nghị gia hạn that wait for this person: to send up her unit's own, to answer those from below."""
    if not (can_anywhere(request.user, Action.EXTEND) or can_anywhere(request.user, Action.SUBMIT)):
        raise Refused("Tài khoản này không gửi, không trả lời đề nghị gia hạn.")
    return render(request, "plans/extensions.html", {"asked": extension.waiting(request.user)})


@login_required
@require_POST
def extension_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Đề nghị gia hạn one task."""
    task = get_object_or_404(Task.objects.select_related("plan__unit"), pk=pk)
    fetch_plan(request.user, task.plan_id, Action.EDIT_PLAN)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        try:
            row = extension.ask(task, by=request.user, **form.cleaned_data)
            messages.success(request, f"{ASKED[row.state]}; hạn cũ vẫn giữ cho tới khi được đồng ý.")
            return redirect("task", pk)
        except ValueError as reason:
            form.add_error("new_deadline", str(reason))
    return render(request, "plans/extension_ask.html", {"task": task, "plan": task.plan, "form": form}, status=422)


@login_required
@require_POST
def extension_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Gửi or không gửi the unit's own request, by its leader."""
    row = get_object_or_404(Extension.objects.select_related("task__plan__unit", "asked_by"), pk=pk)
    fetch_plan(request.user, row.task.plan_id)
    try:
        if request.POST.get("sent"):
            extension.send_up(row, by=request.user)
        else:
            extension.hold(row, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, f"Đề nghị gia hạn: {row.get_state_display().lower()}.")
    except ValueError as reason:
        messages.error(request, str(reason))
    return redirect(reverse("task", args=[row.task_id]) + "#gia-han")


@login_required
@require_POST
def extension_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rút lại one's own request before anybody has decided."""
    row = get_object_or_404(Extension.objects.select_related("task__plan__unit", "asked_by"), pk=pk)
    fetch_plan(request.user, row.task.plan_id)
    extension.take_back(row, by=request.user, note=nfc(request.POST.get("note", "")))
    messages.success(request, "Đã rút lại đề nghị gia hạn; thời hạn hiện nay giữ nguyên.")
    return redirect(reverse("task", args=[row.task_id]) + "#gia-han")


@login_required
@require_POST
def extension_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Đồng ý or không đồng ý, by the office above."""
    row = get_object_or_404(Extension.objects.select_related("task__plan__unit"), pk=pk)
    fetch_plan(request.user, row.task.plan_id)
    try:
        extension.answer(
            row, by=request.user, granted=bool(request.POST.get("granted")), note=nfc(request.POST.get("note", ""))
        )
        messages.success(request, "Đã trả lời đề nghị gia hạn.")
    except ValueError as reason:
        messages.error(request, str(reason))
    return redirect(reverse("task", args=[row.task_id]) + "#gia-han")


@login_required
@require_GET
def plan_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every measured figure of a plan, rolled up along the cascade and opened into its entries."""
    plan = fetch_plan(request.user, pk)
    measures = Measure.objects.filter(task__plan=plan, task__withdrawn=None).select_related("task__plan__unit")
    totals = _opened(request.user, list(measures.order_by("task__position", "position")))
    context = {"plan": plan, "totals": totals, "with_task": True, "listed": LISTED}
    return render(request, "plans/plan_figures.html", context)


def _opened(user, measures):
    """The figures of `measures`, and the sources of those that have few: a province's have tens of thousands."""
    counted = figures.sums(measures)
    if counted is None:
        return openable(user, figures.totals(measures))
    found = openable_counts(user, counted)
    few = [row.total.measure for row in found if 0 < row.number <= LISTED]
    opened = {row.total.measure: row for row in openable(user, figures.totals(few))} if few else {}
    return [opened.get(row.total.measure, row) for row in found]
