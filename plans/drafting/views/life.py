"""The steps of a plan's life: new, edited, amended, ended; it is issued with its number, in reports/registers."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.drafting.forms.links import PlanLinksForm
from plans.drafting.forms.plan import LAST, EndForm, NewPlanForm, PlanForm, read_base
from plans.drafting.links import LINK_LABELS, link_in_words, whole_words
from plans.drafting.typical_tasks import TYPICAL, words_of
from plans.drafting.views.tasks import editor_context
from plans.drafting.workflow import life as way
from plans.drafting.workflow.tasks import add_task
from plans.permissions import fetch_plan
from units.addresses import whole
from units.errors import Conflict, Refused
from units.merging import Clash
from units.models import Agency
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest


@login_required
def plan_new(request: SignedInRequest) -> HttpResponse:
    """Soạn kế hoạch: the unit, the years, and what to start from."""
    if not can_anywhere(request.user, Action.EDIT_PLAN):
        raise Refused("Tài khoản này không có quyền soạn kế hoạch.")
    form = NewPlanForm(request.POST or None, user=request.user, initial=_begun(request.GET))
    if request.method == "POST" and form.is_valid():
        plan = _start(form, request.user)
        messages.success(request, "Đã lập dự thảo; soạn tiếp các nhiệm vụ ở dưới.")
        return redirect("plan_edit", plan.pk)
    return render(request, "plans/plan_new.html", {"form": form}, status=422 if form.errors else 200)


def _begun(given):
    """What the address of an empty year says already: `?nam=2027&tu=truoc`."""
    year = whole(given.get("nam"))
    return ({"year": year} if year else {}) | ({"start": LAST} if given.get("tu") == "truoc" else {})


def _start(form, user):
    data = form.cleaned_data
    if data["start"] in form.earlier:
        return way.start_from(form.earlier[data["start"]], unit=data["unit"], by=user, year=data["year"])
    office = Agency.objects.get(unit=data["unit"], heads_unit=True)
    plan = way.new_plan(
        data["unit"], by=user, issuer=office, title=data["title"], year_from=data["year"],
        year_to=data["year_to"] or data["year"],
    )  # fmt: skip
    for typical in TYPICAL if data["start"] == "mau" else ():
        if not data["typical"] or str(typical.dimension or "chung") in data["typical"]:
            add_task(plan, by=user, words=words_of(typical))
    return plan


@login_required
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The editor of a draft: its tasks as rows, its own text folded above them."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    if plan.state != plan.State.DRAFT:
        raise Conflict(
            "Kế hoạch đã ban hành; muốn sửa, hãy soạn bản sửa đổi, bổ sung.", back_url=reverse("plan", args=[pk])
        )
    context, status = editor_context(plan, request.user), 200
    if request.method == "POST":
        form = PlanForm(request.POST, instance=plan)
        links = PlanLinksForm(request.POST, plan=plan, user=request.user)
        context |= {"form": form, "links": links, "text_open": True}
        try:
            if all([form.is_valid(), links.is_valid()]):
                _save_text(request, plan, form, links)
                return redirect("plan_edit", pk)
            status = 422
        except Clash as met:
            context |= {"form": _asking_again(request.POST, plan, met), "clash": _named(met, form)}
            status = 409
    return render(request, "plans/plan_edit.html", context, status=status)


def _save_text(request, plan, form, links):
    version, base = form.cleaned_data["version"], form.base_words()
    now = whole_words(fetch_plan(request.user, plan.pk))
    way.save_plan(plan, by=request.user, version=version, values=form.words() | links.words(), base=base)
    messages.success(request, "Đã lưu phần chung của kế hoạch.")
    if theirs := [name for name in base if name in now and base[name] != now[name]]:
        said = "; ".join(
            f"{label} “{words}”" for label, words in (_in_words(name, now[name], form) for name in theirs)
        )
        messages.info(request, f"Người khác vừa sửa: {said}. Đã giữ cả hai.")


def _asking_again(posted, plan, met):
    """The same text once more, knowing what stands now in the fields both changed: saving again decides those; what
    only the other changed is still merged, so the version stays the one it was opened with."""
    again = posted.copy()
    seen = {name: theirs for name, (_, theirs) in met.fields.items()}
    again["base"] = json.dumps(read_base(posted.get("base")) | seen)
    return PlanForm(again, instance=plan)


def _named(met, form):
    """[(label, theirs)] of the fields both changed."""
    return [_in_words(name, theirs, form) for name, (_, theirs) in met.fields.items()]


def _in_words(name, value, form):
    """(label, value as the page shows it) of one field of the text or the links."""
    if name in LINK_LABELS:
        return LINK_LABELS[name], link_in_words(name, value)
    return form.fields[name].label, value


@login_required
@require_POST
def plan_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sửa đổi, bổ sung: go on with the amendment under way, or begin one."""
    draft = way.amend(fetch_plan(request.user, pk, Action.EDIT_PLAN), by=request.user)
    return redirect("plan_edit", draft.pk)


@login_required
def plan_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Kết thúc or thay thế a plan in force."""
    plan = fetch_plan(request.user, pk, Action.ISSUE_PLAN)
    form = EndForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        if successor := form.cleaned_data["successor"]:
            way.supersede(plan, by=request.user, successor=successor)
        else:
            way.close(plan, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, "Kế hoạch đã kết thúc.")
        return redirect("plan", pk)
    return render(request, "plans/plan_end.html", {"plan": plan, "form": form}, status=422 if form.errors else 200)


@login_required
def plan_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Xóa dự thảo, asked once."""
    plan = fetch_plan(request.user, pk, Action.EDIT_PLAN)
    if request.method == "POST":
        back = plan.amends_id
        way.remove_draft(plan, by=request.user)
        messages.success(request, "Đã xóa dự thảo.")
        return redirect("plan", back) if back else redirect("plans")
    return render(request, "plans/plan_remove.html", {"plan": plan, "counted": way.counted_by(plan)})
