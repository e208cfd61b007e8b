"""A person's due dates as an iCalendar file: each a day with an alarm on the working day before.

feed        the calendar of one person
link        her private address, made on first asking; renewed or revoked, the old one is dead
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from plans.counting import completeness
from plans.counting.owed import plan_in_force
from plans.models import Charge, Period, Plan, Progress, Task, in_charge
from post import working_days
from post.models import EARLIEST, Preference
from units.characters import fit_for_files, one_line
from units.models import User
from units.permissions import Action, reaches
from units.scope import units_where

__all__ = ["Date", "dates", "event_of", "feed", "link", "owner", "renew", "revoke"]

KEPT = timedelta(days=60)  # what is longer past falls out of the calendar
DAYS_AHEAD = (3, 0)  # alarms: three days before and on the day, or on the working day before


def link(preference: Preference) -> str:
    """The address of the feed; empty when there is none."""
    key = preference.calendar_key
    return settings.SITE_URL + reverse("calendar_feed", args=[key]) if key else ""


def renew(user: User) -> None:
    """Give `user` a new secret address; an earlier one answers no more."""
    Preference.objects.update_or_create(user=user, defaults={"calendar_key": secrets.token_urlsafe(24)})


def revoke(user: User) -> None:
    Preference.objects.filter(user=user).update(calendar_key=None)


def owner(key: str) -> User | None:
    """Whose calendar `key` opens, if that account still works; None otherwise."""
    found = Preference.objects.select_related("user").filter(calendar_key=key, user__is_active=True).first()
    return found.user if found else None


def feed(user: User, today: date) -> bytes:
    """Due dates of the periods and tasks `user` answers for, from 60 days back."""
    calendar = Calendar()
    calendar.add("prodid", "-//PAPI Portal//vi")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Hạn báo cáo PAPI")
    calendar.add("x-published-ttl", "PT6H")
    worked = working_days.load()
    for entry in dates(user, today):
        calendar.add_component(event_of(entry, worked, today))
    return calendar.to_ical()


def dates(user: User, today: date) -> "list[Date]":
    """Everything that stands in her calendar: reports, and tasks with a deadline of their own."""
    return [*_periods(user, today), *_tasks(user, today)]


@dataclass(frozen=True)
class Date:
    """One event. `uid` stays the same whatever becomes of it; `version` and `changed` where a change of it is kept."""

    uid: str
    day: date
    title: str
    address: str
    done: bool = False
    version: int = 1
    changed: datetime | None = None


def _periods(user, today):
    """Dates of reports owed by the units she enters for or leads: the inner date is that of what lies in her hands, and
    where her agency collects, each other's own."""
    units = units_where(user, Action.ENTER) | units_where(user, Action.SUBMIT)
    collecting = {seat.unit.pk for seat in user.seats if seat.post.agency.collects}
    entered = {reach.seat.unit.pk for reach in reaches(user, Action.ENTER)}
    entries = Progress.objects.filter(completeness.expected(today), unit__in=units, due__gte=today - KEPT)
    sent = completeness.sendings(entries, today=today)
    facts = entries.order_by().values_list(
        "period",
        "unit",
        "period__name",
        "unit__name",
        "due_inside",
        "due",
        in_charge("agency"),
        in_charge("agency__name"),
    )
    own = {reach.seat.post.agency_id for reach in reaches(user, Action.ENTER)}
    found: dict[tuple, list] = defaultdict(list)
    for period, unit, name, unit_name, inside, due, agency, agency_name in facts.distinct():
        found[period, unit, name, unit_name, due].append((inside, None if agency in own else agency, agency_name))
    for (period, unit, name, unit_name, due), inner in found.items():
        done = not sent[unit, period].missing
        mine = min((inside for inside, other, _ in inner if other is None), default=None)
        enters = unit in entered and mine is not None
        address = f"{reverse('grid', args=[period])}?don_vi={unit}" if enters else reverse("work")
        yield from _of_report(period, unit, name, unit_name, mine or due, due, enters, address, done)
        if unit in collecting:
            yield from _of_others(period, unit, f"{name}, {unit_name}", inner, done)
    for row, unit, unit_name in _planned(units, today):
        if (unit, row.pk) not in sent:
            words = row.pk, unit, row.name, unit_name, row.due_inside, row.due
            yield from _of_report(*words, unit in entered, reverse("work"), False)


def _of_others(period, unit, words, inner, done):
    """When each other agency hands in to the one that collects."""
    days: dict[tuple, date] = {}
    for inside, agency, name in inner:
        if agency is not None:
            days[agency, name] = min(inside, days.get((agency, name), inside))
    for (agency, name), inside in days.items():
        yield Date(f"p{period}-u{unit}-a{agency}", inside, f"Hạn {name} nộp: {words}", reverse("work"), done)


def _of_report(period, unit, name, unit_name, due_inside, due, enters, address, done):
    uid = f"p{period}-u{unit}"
    if enters:
        yield Date(f"{uid}-trong", due_inside, f"Hạn trình lãnh đạo: {name}, {unit_name}", address, done)
    yield Date(f"{uid}-tren", due, f"Hạn gửi cấp trên: {name}, {unit_name}", address, done)


def _planned(units, today):
    """(Period, unit id, its name) of periods that are announced but not open yet: nothing can be entered."""
    plans = Plan.objects.in_force().filter(unit__in=units)
    calendars = defaultdict(set)
    for plan, above, unit, name in plans.values_list("pk", "reports_under", "unit", "unit__name"):
        calendars[above or plan].add((unit, name))
    for period in Period.objects.filter(plan__in=calendars, state=Period.State.PLANNED, due__gte=today):
        yield from ((period, *unit) for unit in sorted(calendars[period.plan_id]))


def _tasks(user, today):
    tasks = Task.objects.current().filter(plan_in_force(today), _in_her_hands(user), deadline__gte=today - KEPT)
    finished = Progress.objects.filter(
        level__in=[Progress.Level.DONE, Progress.Level.NONE], state__in=Progress.RECEIVED
    )
    done = set(finished.filter(task__in=tasks).values_list("task", flat=True))
    for task in tasks.select_related("plan"):
        title = f"Thời hạn nhiệm vụ: {task} ({task.plan.number or task.plan.title})"
        yield Date(
            f"t{task.pk}", task.deadline or today, title, reverse("plan", args=[task.plan_id]), task.pk in done,
            task.version, task.updated_at,
        )  # fmt: skip


def _in_her_hands(user):
    """Tasks in her agency's charge or, unless it is kept to its own work, in nobody's; all of the unit whose agency
    collects."""
    charged, condition = Charge.objects.current(), Q(pk__in=[])
    for reach in reaches(user, Action.ENTER):
        agency = reach.seat.post.agency
        hers = Q(pk__in=charged.filter(agency=agency).values("task"))
        free = Q(pk__in=[]) if reach.within else ~Q(pk__in=charged.values("task"))
        condition |= reach.q("plan__unit__") & (Q() if agency.collects else hers | free)
    return condition


def event_of(entry: Date, worked: working_days.Calendar, today: date) -> Event:
    """One date as an event of the whole day; alarms only for what is not done, on working days from `today` on."""
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", datetime.now(UTC))
    event.add("sequence", entry.version - 1)
    if entry.changed:
        event.add("last-modified", entry.changed.astimezone(UTC))
    title = one_line(fit_for_files(entry.title))
    event.add("summary", f"Đã gửi – {title}" if entry.done else title)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_URL + entry.address)
    days = {worked.on_or_before(entry.day - timedelta(days=ahead)) for ahead in DAYS_AHEAD}
    for day in sorted(days) if not entry.done else ():
        if day >= today:
            event.add_component(_alarm(title, day))
    return event


def _alarm(title, day):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    moment = timezone.make_aware(datetime.combine(day, EARLIEST)).astimezone(UTC)
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    return alarm
