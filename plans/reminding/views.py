"""Personal reminder settings, the private calendar feed, and what the administrator sees before it goes out."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plans.permissions import fetch_plan
from plans.reminding import calendar_feed as feeds
from plans.reminding.forms import DaysBeforeForm, PreferenceForm
from plans.reminding.workflow import set_days_before
from post import digest, working_days
from post.letters import preferences
from post.milestones import days_before
from post.models import KINDS
from units.errors import Refused
from units.fields import DateField
from units.permissions import Action, can, can_anywhere, require
from units.requests import SignedInRequest

A_PAGE = 50


@login_required
def my_reminders(request: SignedInRequest) -> HttpResponse:
    """Channels, hour, kinds; and the calendar address."""
    preference = preferences([request.user.pk])[request.user.pk]
    form = PreferenceForm(request.POST or None, user=request.user, preference=preference)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu cài đặt nhắc việc")
        return redirect("my_reminders")
    fixed = [(label, why) for label, why, free in KINDS.values() if not free]
    link = feeds.link(preference)
    context = {"form": form, "fixed": fixed, "link": link, "subscribe": "webcal:" + link.partition(":")[2]}
    return render(request, "plans/my_reminders.html", context, status=422 if form.errors else 200)


@login_required
def plan_reminders(request: SignedInRequest, plan_pk: int) -> HttpResponse:
    """When the units that report by a plan's periods are reminded; whoever opens the periods sets the days before."""
    plan = fetch_plan(request.user, plan_pk)
    if request.method == "POST":
        require(request.user, Action.PERIODS, plan.unit)
    typed = ", ".join(str(n) for n in days_before(plan.calendar.reminder_days))
    form = DaysBeforeForm(request.POST or None, initial={"days": typed})
    if request.method == "POST" and form.is_valid():
        set_days_before(plan, by=request.user, days=form.cleaned_data["days"])
        messages.success(request, "Đã lưu lịch nhắc của kế hoạch")
        return redirect("plan_reminders", plan.pk)
    may = plan.calendar == plan and can(request.user, Action.PERIODS, plan.unit)
    context = {"plan": plan, "form": form, "typed": typed, "may": may}
    return render(request, "plans/plan_reminders.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def calendar_link(request: SignedInRequest) -> HttpResponse:
    """Make, renew or (`viec=bo`) revoke the private calendar address."""
    if request.POST.get("viec") == "bo":
        feeds.revoke(request.user)
        messages.success(request, "Đã bỏ địa chỉ lịch; ai có địa chỉ cũ cũng không xem được nữa")
    else:
        feeds.renew(request.user)
        messages.success(request, "Đã tạo địa chỉ lịch mới")
    return redirect("my_reminders")


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a private address; no sign-in, for calendar programs have none."""
    user = feeds.owner(key)
    if not user:
        raise Http404("Địa chỉ lịch này không còn dùng được.")
    answer = HttpResponse(feeds.feed(user, timezone.localdate()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="papi.ics"'
    return answer


@login_required
def reminders(request: SignedInRequest) -> HttpResponse:
    """What goes out next and why, or on a day (`?ngay=`): a dry run, nothing is written."""
    if not (request.user.is_superuser or can_anywhere(request.user, Action.ADMIN)):
        raise Refused("Trang nhắc việc của toàn hệ thống dành cho quản trị.", who_may="Quản trị")
    calendar = working_days.load()
    today, wrong = _day(request, calendar)
    digests = digest.compose(today, calendar=calendar)
    context = {
        "page": Paginator(digests, A_PAGE).get_page(request.GET.get("trang")), "day": today, "wrong": wrong,
        "off": calendar.why_off(today), "goes_out": calendar.on_or_after(today),
        "lines": sum(len(one.dues) for one in digests), "redirect_to": settings.MAIL_REDIRECT_TO,
    }  # fmt: skip
    return render(request, "plans/reminders.html", context, status=422 if wrong else 200)


def _day(request, calendar) -> tuple[date, str]:
    """(the day asked for or the next on which reminders go out, what was typed if it is no date)."""
    typed = request.GET.get("ngay", "").strip()
    try:
        day = DateField(required=False).clean(typed)
    except ValidationError:
        day = None
    return (day, "") if day else (digest.next_day(timezone.now(), calendar), typed)
