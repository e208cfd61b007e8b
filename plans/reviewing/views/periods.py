"""Kỳ báo cáo: making the periods of a plan, opening and closing them for everybody, exceptions for single units."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.counting import completeness
from plans.models import Period, Progress
from plans.permissions import fetch_plan, visible_entries
from plans.progress import period_making as making
from plans.progress.period_trace import steps_of
from plans.progress.periods import except_units
from plans.progress.trace import period_events
from plans.progress.workflow import CLOSED_RULE
from plans.reviewing.forms.periods import CalendarPeriodsForm, ExceptionForm, FreePeriodForm, RedateForm
from post import working_days
from units import undoing
from units.addresses import wholes
from units.models import Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest


@login_required
def periods(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """The periods of a plan with what came in, and the two ways of making new ones."""
    plan = fetch_plan(request.user, plan_pk)
    if request.method == "POST":
        require(request.user, Action.PERIODS, plan.unit)
    asked = request.POST.get("form")
    year = min(max(timezone.localdate().year, plan.year_from), plan.year_to)
    calendar = CalendarPeriodsForm(request.POST if asked == "calendar" else None, initial={"year": year})
    free = FreePeriodForm(request.POST if asked == "free" else None)
    preview = _preview(request, plan, calendar)
    if request.method == "POST" and preview is None and _made(request, plan, calendar, free):
        return redirect("periods", plan.pk)
    refused = bool(calendar.errors or free.errors)
    context = {
        "plan": plan, "lines": _lines(plan, request.user), "calendar": calendar, "free": free, "preview": preview,
        "may": can(request.user, Action.PERIODS, plan.unit), "own_only": not can(request.user, Action.VIEW, plan.unit),
    }  # fmt: skip
    return render(request, "plans/periods.html", context, status=422 if refused else 200)


def _preview(request, plan, form):
    """{"rows": the periods the calendar's rule would make, "off": their due dates on days off}, when asked to show them
    first; None otherwise, and where they can't be made, which the form then says."""
    if "preview" not in request.POST or not form.is_bound or not form.is_valid():
        return None
    try:
        rows = making.planned(plan, **form.cleaned_data)
    except ValueError:
        return None
    return {"rows": rows, "off": making.days_off(rows, working_days.load())}


def _made(request, plan, calendar, free):
    form = calendar if calendar.is_bound else free
    if not form.is_valid():
        return False
    make = making.make_periods if form is calendar else making.make_free
    try:
        new = make(plan, by=request.user, **form.cleaned_data)
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return False
    new = new if isinstance(new, list) else [new]
    kept = undoing.ticket("periods", request.user, {"made": [row.pk for row in new]})
    said, url = f"Đã tạo {len(new)} kỳ báo cáo, chưa mở", reverse("periods_undo", args=[plan.pk])
    messages.success(request, undoing.offered(request, said, url=url, kept=kept))
    if off := making.days_off(new, working_days.load()):
        said = "; ".join(off)
        messages.warning(request, f"Hạn rơi vào ngày nghỉ, hệ thống không tự dời: {said}. Mở kỳ để sửa hạn nếu cần.")
    return True


def _owed(plan, user, **periods):
    """Entries of the units that report to the plan's own unit, as the dashboard counts them; its own when none do.

    Of units whose standing `user` may see only: a commune finds its own row, the office above every row.
    """
    owed = visible_entries(user, Action.VIEW).filter(**periods)
    of_others = owed.exclude(unit=plan.unit_id)
    return of_others if plan.reporting_plans.exists() else owed


def _lines(plan, user):
    """[(Period, tally of units by sending state, units)] newest first; two queries."""
    rows = list(plan.periods.all())
    today = timezone.localdate()
    of_period = {row.pk: [] for row in rows}
    for (_, period), sending in completeness.sendings(_owed(plan, user, period__in=rows), today=today).items():
        of_period[period].append(sending)
    return [(row, completeness.tally(of_period[row.pk]), len(of_period[row.pk])) for row in rows]


@login_required
@require_POST
def periods_switch(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """Open or close the ticked periods for every unit that reports by them."""
    plan = fetch_plan(request.user, plan_pk)
    require(request.user, Action.PERIODS, plan.unit)
    chosen = plan.periods.filter(pk__in=wholes(request.POST.getlist("chon")))
    opening = request.POST.get("viec") == "mo"
    rows = list(chosen.select_related("plan__unit"))
    before = {row.pk: row.state for row in rows}
    count = making.switch(rows, by=request.user, opening=opening)
    turned = [pk for pk, state in before.items() if (state == Period.State.OPEN) != opening]
    said = f"Đã {'mở' if opening else 'đóng'} {count} kỳ"
    if not count:
        messages.warning(request, "Không có kỳ nào cần đổi.")
    else:
        kept = undoing.ticket("periods", request.user, {"turned": turned, "opening": opening})
        url = reverse("periods_undo", args=[plan.pk])
        messages.success(request, undoing.offered(request, said, url=url, kept=kept))
    return redirect("periods", plan.pk)


@login_required
@require_POST
def periods_undo(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """Periods made a moment ago go; those opened or closed a moment ago are turned round again."""
    plan = fetch_plan(request.user, plan_pk)
    require(request.user, Action.PERIODS, plan.unit)
    kept = undoing.read("periods", request.user, request.POST.get("kept", ""))
    if "made" in kept:
        said = f"Đã bỏ {making.unmake(plan, kept['made'], by=request.user)} kỳ vừa tạo"
    else:
        rows = plan.periods.filter(pk__in=kept["turned"]).select_related("plan__unit")
        count = making.switch(list(rows), by=request.user, opening=not kept["opening"])
        locked = "" if kept["opening"] else "; mục đã duyệt vẫn khóa"
        said = f"Đã {'đóng' if kept['opening'] else 'mở'} lại {count} kỳ{locked}"
    messages.success(request, said)
    return redirect("periods", plan.pk)


@login_required
def period(request: SignedInRequest, pk: int) -> HttpResponse:
    """One period: its dates, what every unit sent, and exceptions for the ticked units."""
    row = get_object_or_404(Period.objects.select_related("plan__unit"), pk=pk)
    fetch_plan(request.user, row.plan_id)
    asked = request.POST.get("form")
    if request.method == "POST":
        require(request.user, Action.PERIODS, row.plan.unit)
    dates = RedateForm(request.POST if asked == "dates" else None, initial=_dates(row), period=row)
    exception = ExceptionForm(request.POST if asked == "exception" else None)
    if request.method == "POST" and _changed(request, row, dates, exception):
        return redirect("period", row.pk)
    refused, units = bool(dates.errors or exception.errors), _units(row, request.user)
    own_only = not can(request.user, Action.VIEW, row.plan.unit)
    context = {
        "period": row, "plan": row.plan, "dates": dates, "exception": exception, "units": units,
        "ticked": request.POST.getlist("don_vi"), "may": can(request.user, Action.PERIODS, row.plan.unit),
        "own_only": own_only, "closed_rule": CLOSED_RULE,
        "events": period_events(steps_of(row, [unit.pk for unit, *_ in units] if own_only else None)),
    }  # fmt: skip
    return render(request, "plans/period.html", context, status=422 if refused else 200)


def _dates(row):
    return {"name": row.name, "due_inside": f"{row.due_inside:%d/%m/%Y}", "due": f"{row.due:%d/%m/%Y}"}


def _changed(request, row, dates, exception):
    form = dates if dates.is_bound else exception
    if not form.is_valid():
        return False
    try:
        said = _redate(request, row, form) if form is dates else _except(request, row, form)
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def _redate(request, row, form):
    making.redate(row, by=request.user, **form.cleaned_data)
    return f"Đã đổi hạn của kỳ {form.cleaned_data['name']}"


def _except(request, row, form):
    """Every ticked unit gets the exception; units outside the period are not found."""
    chosen = wholes(request.POST.getlist("don_vi"))
    units = list(_reporting(row).filter(pk__in=chosen))
    if not units:
        raise ValueError("Chưa chọn đơn vị nào.")
    except_units(row, units, by=request.user, **form.cleaned_data)
    return f"Đã ghi ngoại lệ cho {len(units)} đơn vị"


def _reporting(row):
    return Unit.objects.filter(pk__in=Progress.objects.filter(period=row).values("unit"))


def _units(row, user):
    """[(Unit, Sending, exception or None)] of the units that report in the period, by name; three queries."""
    owed = _owed(row.plan, user, period=row)
    counted = completeness.sendings(owed, today=timezone.localdate())
    own = {exception.unit_id: exception for exception in row.exceptions.all()}
    units = Unit.objects.filter(pk__in=[unit for unit, _ in counted])
    return [(unit, counted[unit.pk, row.pk], own.get(unit.pk)) for unit in units]
