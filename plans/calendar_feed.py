"""A person's due dates as an iCalendar file: each a day with an alarm on the working day before.

feed        the calendar of one person
link        her private address, made on first asking; renewed or revoked, the old one is dead
"""

import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from plans import completeness
from plans.models import Period, Plan, Progress, Task
from units import working_days
from units.models import Preference
from units.models.post_office import EARLIEST
from units.permissions import Action, can_anywhere, units_where

__all__ = ["feed", "link", "owner", "renew", "revoke"]

KEPT = timedelta(days=60)  # what is longer past falls out of the calendar
DAYS_AHEAD = (3, 0)  # alarms: three days before and on the day, or on the working day before


def link(preference: Preference) -> str:
    """The address of the feed; empty when there is none."""
    key = preference.calendar_key
    return settings.SITE_URL + reverse("calendar_feed", args=[key]) if key else ""


def renew(user) -> None:
    """Give `user` a new secret address; an earlier one answers no more."""
    Preference.objects.update_or_create(user=user, defaults={"calendar_key": secrets.token_urlsafe(24)})


def revoke(user) -> None:
    Preference.objects.filter(user=user).update(calendar_key=None)


def owner(key: str):
    """Whose calendar `key` opens, if that account still works; None otherwise."""
    found = Preference.objects.select_related("user").filter(calendar_key=key, user__is_active=True).first()
    return found.user if found else None


def feed(user, today) -> bytes:
    """Due dates of the periods and tasks `user` answers for, from 60 days back."""
    calendar = Calendar()
    calendar.add("prodid", "-//PAPI Portal//vi")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Hạn báo cáo PAPI")
    calendar.add("x-published-ttl", "PT6H")
    worked = working_days.load()
    for entry in (*_periods(user, today), *_tasks(user, today)):
        calendar.add_component(_event(*entry, worked))
    return calendar.to_ical()


def _periods(user, today):
    """(uid, day, title, address, done) of reports owed by the units she enters for or leads."""
    units = units_where(user, Action.ENTER) | units_where(user, Action.SUBMIT)
    entries = Progress.objects.filter(unit__in=units, plan__state__in=Plan.IN_FORCE, due__gte=today - KEPT)
    sent = completeness.sendings(entries, today=today)
    dates = entries.order_by().values_list("period", "unit", "period__name", "unit__name", "due_inside", "due")
    for period, unit, name, unit_name, inside, due in dates.distinct():
        done, address = not sent[unit, period].missing, reverse("grid", args=[period])
        if can_anywhere(user, Action.ENTER):
            yield f"p{period}-u{unit}-trong", inside, f"Hạn trình lãnh đạo: {name}, {unit_name}", address, done
        yield f"p{period}-u{unit}-tren", due, f"Hạn gửi cấp trên: {name}, {unit_name}", address, done
    yield from _planned(units, today, {period for period, *_ in dates})


def _planned(units, today, known):
    """Periods that are announced but not open yet: the date stands, nothing can be entered."""
    plans = Plan.objects.in_force().filter(unit__in=units)
    own = Q(plan__in=plans.filter(reports_under=None)) | Q(plan__in=plans.values("reports_under"))
    coming = Period.objects.filter(own, state=Period.State.PLANNED, due__gte=today).exclude(pk__in=known)
    for period in coming.distinct():
        yield f"p{period.pk}", period.due, f"Hạn gửi cấp trên: {period.name}", reverse("work"), False


def _tasks(user, today):
    tasks = Task.objects.current().filter(
        plan__unit__in=units_where(user, Action.ENTER), plan__state__in=Plan.IN_FORCE, deadline__gte=today - KEPT
    )
    finished = Progress.objects.filter(
        level__in=[Progress.Level.DONE, Progress.Level.NONE], state__in=Progress.RECEIVED
    )
    done = set(finished.filter(task__in=tasks).values_list("task", flat=True))
    for task in tasks.select_related("plan"):
        title = f"Thời hạn nhiệm vụ: {task} ({task.plan.number or task.plan.title})"
        yield f"t{task.pk}", task.deadline, title, reverse("plan", args=[task.plan_id]), task.pk in done


def _event(uid, day, title, address, done, worked):
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", f"Đã gửi – {title}" if done else title)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_URL + address)
    for ahead in () if done else DAYS_AHEAD:
        event.add_component(_alarm(title, worked.on_or_before(day - timedelta(days=ahead))))
    return event


def _alarm(title, day):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    moment = timezone.make_aware(datetime.combine(day, EARLIEST)).astimezone(UTC)
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    return alarm
