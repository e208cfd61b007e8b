"""Phân công trong đơn vị: the unit's tasks by dimension with who is in charge, changed in place or many at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.assigning import workflow as way
from plans.assigning.forms import ChargeForm, Choices, InnerDaysForm
from plans.assigning.proposals import proposals
from plans.counting.agencies import standing
from plans.models import Charge, Period, Plan, Task
from plans.permissions import OWN_WORK_RULE, fetch_plan
from plans.progress import inner_dates
from units import undoing
from units.models import Agency, Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS


@login_required
def assignment(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """The page; POST saves what was changed in place, or gives the ticked tasks to one."""
    plan = fetch_plan(request.user, plan_pk)
    page = _Page(plan, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, Action.CHARGE, plan.unit)
        if page.form.is_valid() and _given(request, page):
            return redirect("assignment", plan.pk)
    context = page.context(request.user)
    return render(request, "plans/assignment.html", context, status=422 if page.form.errors else 200)


class _Page:
    """A plan's tasks with their charges and the form over them, read once a request."""

    def __init__(self, plan: Plan, data: Any) -> None:
        self.plan, self.today = plan, timezone.localdate()
        self.tasks = list(plan.tasks.current().select_related("lead", "plan__unit").prefetch_related("dimensions"))
        rows = Charge.objects.filter(task__in=self.tasks).with_names()
        self.all = list(rows)
        self.charges = {row.task_id: row for row in self.all if row.until is None}
        self.choices = Choices(plan.unit, self.today)
        self.form = ChargeForm(data, tasks=self.tasks, choices=self.choices, charges=self.charges)

    def context(self, user):
        proposed = proposals(self.plan)
        rows = [self._row(task, proposed.get(task.pk)) for task in self.tasks]
        period = Period.objects.open().filter(plan=self.plan.calendar).order_by("due").first()
        seen = can(user, Action.VIEW, self.plan.unit)  # who reads a superior's plan sees no standing of it
        found = standing(period, self.plan.unit, self.today) if period and seen else []
        return {
            "plan": self.plan, "form": self.form, "groups": _by_dimension(rows), "strip": self._strip(),
            "unassigned": len(self.tasks) - len(self.charges), "proposed": len(proposed),
            "may": can(user, Action.CHARGE, self.plan.unit), "rule": way.CHARGE_RULE, "own_rule": OWN_WORK_RULE,
            "may_set": can(user, Action.SETTINGS, self.plan.unit), "period": period, "standing": found,
            "asks": self._asks(), "inner_rule": inner_dates.INNER_RULE, "total": len(self.tasks),
        }  # fmt: skip

    def _row(self, task, proposal):
        past = [row for row in self.all if row.task_id == task.pk and row.until is not None]
        return {
            "task": task, "charge": self.charges.get(task.pk), "field": self.form[f"task-{task.pk}"],
            "proposal": proposal, "past": past,
        }  # fmt: skip

    def _asks(self):
        """Whether the plan gives something to a Party, Front or mass organisation of the unit, which is asked in writing."""
        led = any(row.agency.is_requested for row in self.charges.values())
        asked = (Agency.Kind.PARTY, Agency.Kind.FRONT, Agency.Kind.MASS)
        through = Task.coordinating.through.objects.filter(agency__unit=self.plan.unit_id, agency__kind__in=asked)
        return led or through.filter(task__in=self.tasks).exists()

    def _strip(self):
        """[(agency, how many tasks)] of those that have some, in the order of the choices."""
        counts = {row.pk: 0 for row in self.choices.agencies}
        names = {row.agency_id: row.agency for row in self.charges.values()}
        for charge in self.charges.values():
            counts[charge.agency_id] = counts.get(charge.agency_id, 0) + 1
        return [(names[key], count) for key, count in counts.items() if count]


def _by_dimension(rows):
    """[(heading, rows)]: each task once, under its first dimension; general ones last."""
    groups: dict[int, list] = {}
    for row in rows:
        first = min((one.number for one in row["task"].dimensions.all()), default=99)
        groups.setdefault(first, []).append(row)
    name = {**DIMENSION_NAMES, 99: GENERAL_TASKS}
    return [(f"{key}. {name[key]}" if key != 99 else name[key], groups[key]) for key in sorted(groups)]


def _given(request, page):
    """Make the changes asked for; False with the reason on the form when something does not fit."""
    form, user = page.form, request.user
    ticked = request.POST.get("act") == "many"
    if ticked and not form.cleaned_data["chosen"]:
        form.add_error("to", "Chưa chọn nhiệm vụ nào. Đánh dấu các nhiệm vụ rồi bấm lại.")
        return False
    try:
        with transaction.atomic():
            moved = sum(_give(value, tasks, page, user) for value, tasks in form.wanted(ticked=ticked).items())
    except ValueError as reason:
        form.add_error("since" if "gày" in str(reason) else "to", str(reason))
        return False
    _tell(request, page.plan, page.charges, moved, f"Đã phân công {moved} nhiệm vụ.")
    return True


def _tell(request, plan, before, moved, said):
    """What was done, with the way back: the charges that hold now and did not, those that held and do not."""
    if not moved:
        messages.success(request, "Phân công không có gì thay đổi.")
        return
    known = {row.pk for row in before.values()}
    now = set(Charge.objects.unended().filter(task__plan=plan).values_list("pk", flat=True))
    kept = undoing.ticket("charge", request.user, {"made": sorted(now - known), "ended": sorted(known - now)})
    url = reverse("assignment_undo", args=[plan.pk])
    messages.success(request, undoing.offered(request, said, url=url, kept=kept))


@login_required
@require_POST
def undo(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """Take back what was given out a moment ago."""
    plan = fetch_plan(request.user, plan_pk)
    require(request.user, Action.CHARGE, plan.unit)
    kept = undoing.read("charge", request.user, request.POST.get("kept", ""))
    count = way.take_back(plan, by=request.user, made=kept["made"], ended=kept["ended"])
    messages.success(request, f"Đã hoàn tác phân công {count} nhiệm vụ.")
    return redirect("assignment", plan.pk)


def _give(value, tasks, page, user):
    note, to = page.form.cleaned_data["note"], page.choices.read(value)
    if to is None:
        return way.release(tasks, by=user, note=note)
    agency, post = to
    since = page.form.cleaned_data["since"]
    return len(way.charge(tasks, by=user, agency=agency, post=post, since=since, note=note))


@login_required
@require_POST
def propose(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """Take every proposal of the page at once: leads of the plan, and whoever had the same task last year."""
    plan = fetch_plan(request.user, plan_pk)
    require(request.user, Action.CHARGE, plan.unit)
    found = proposals(plan)
    before = {row.task_id: row for row in Charge.objects.unended().filter(task__plan=plan)}
    by_target: dict[tuple, list[Task]] = {}
    for task in plan.tasks.current().filter(pk__in=found).select_related("plan__unit"):
        proposal = found[task.pk]
        by_target.setdefault((proposal.agency, proposal.post, proposal.why), []).append(task)
    with transaction.atomic():
        for (agency, post, why), tasks in by_target.items():
            way.charge(tasks, by=request.user, agency=agency, post=post, note=f"Theo đề xuất: {why}")
    _tell(request, plan, before, len(found), f"Đã phân công {len(found)} nhiệm vụ theo đề xuất.")
    return redirect("assignment", plan.pk)


@login_required
def inner_days(request: SignedInRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """By which day each agency of the unit hands in to the collecting one in a period."""
    period = get_object_or_404(Period.objects.select_related("plan"), pk=period_pk)
    unit = get_object_or_404(Unit, pk=unit_pk)
    require(request.user, Action.CHARGE, unit)
    agencies = [row for row in Choices(unit, timezone.localdate()).agencies if not row.collects]
    days = dict(period.inner_dates.filter(agency__unit=unit).values_list("agency_id", "day"))
    form = InnerDaysForm(request.POST or None, agencies=agencies, days=days)
    if request.method == "POST" and form.is_valid() and _said(request, period, agencies, form):
        messages.success(request, f"Đã ghi hạn nộp cho đầu mối, kỳ {period.name}.")
        return redirect("inner_days", period.pk, unit.pk)
    context = {"period": period, "unit": unit, "form": form, "rule": inner_dates.INNER_RULE}
    return render(request, "plans/inner_days.html", context, status=422 if form.errors else 200)


def _said(request, period, agencies, form):
    """Each agency's day; what does not fit is told at its field, and nothing is kept by halves."""
    with transaction.atomic():
        for agency in agencies:
            try:
                day = form.cleaned_data[f"agency-{agency.pk}"]
                inner_dates.say(period, agency, by=request.user, day=day)
            except ValueError as reason:
                form.add_error(f"agency-{agency.pk}", str(reason))
        if form.errors:
            transaction.set_rollback(True)
    return not form.errors
