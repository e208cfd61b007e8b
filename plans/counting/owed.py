"""What is owed on a day, said in this one place for dashboard, reports, reminders, lists, forms and buttons.

Work is owed on a day while all of these hold:
- its plan is in force: issued by then, and neither ended nor superseded (`Plan.ended` is the first day it is not);
- its task is part of the plan: added by then (`Task.since`), and not withdrawn (`Task.withdrawn` is the first day it is
  no longer carried out);
- its unit is still there (`Unit.valid_to` is its last day), or lived through the whole period before it ended;
- the unit is not exempted from the task above, nor is the period closed for it by an exception.

`of` below: "" for today's columns, "then_" for those of a past day (`plans.counting.as_of.standing`), which knew other
exceptions and exemptions.

What was handed in stays counted; what was not is missing only while it is owed. Of a unit that has ended nobody is
reminded, for there is nobody to ask; what it owed of a period it lived through stays said, and may still be handed in.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from plans.counting.terms import exempt_now, shut_now
from plans.models import Exemption, Plan, Progress

__all__ = [
    "asked",
    "going_on",
    "left_open",
    "not_applied",
    "owed",
    "plan_in_force",
    "reminded_of",
    "shown",
    "unit_in_force",
]


def plan_in_force(day: date, prefix: str = "plan__") -> Q:
    """Rows whose plan is in force on `day`; `prefix` leads to the plan ("" for plans themselves)."""
    running = Q(**{f"{prefix}state__in": Plan.IN_FORCE})
    return _issued(day, prefix) & (running | Q(**{f"{prefix}state": Plan.State.CLOSED, f"{prefix}ended__gt": day}))


def _issued(day, prefix="plan__"):
    return Q(**{f"{prefix}date__isnull": True}) | Q(**{f"{prefix}date__lte": day})


def unit_in_force(day: date, prefix: str = "unit__") -> Q:
    """Rows whose unit is there on `day`: its last day is today or still to come."""
    end = f"{prefix}valid_to"
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})


def carried_out(day: date) -> Q:
    """Entries whose task is part of the plan on `day`: added by then, and not withdrawn."""
    added = Q(task__since__isnull=True) | Q(task__since__lte=day)
    return added & (Q(task__withdrawn__isnull=True) | Q(task__withdrawn__gt=day))


def going_on(day: date) -> Q:
    """Entries that may still be typed and handed in on `day`; of one row, with the reason why not: `Progress.why_over`.

    A test holds the two together.
    """
    lived_through = Q(unit__valid_to__gte=F("period__ends"))
    return plan_in_force(day) & carried_out(day) & (unit_in_force(day) | lived_through)


def asked(day: date, of: str = "") -> Q:
    """Entries that lists and forms offer on `day`: going on, and no exemption from the task above."""
    return going_on(day) & ~_exempt(of)


def shown(day: date) -> Q:
    """Entries a unit's pages of a period list: what is asked, and all in which something was typed."""
    return asked(day) | ~Q(state=Progress.State.EMPTY)


def owed(day: date, of: str = "") -> Q:
    """Entries that are missing on `day` unless they have come."""
    return asked(day, of) & ~(Q(then_shut=True) if of else Q(shut_now()))


def reminded_of(day: date) -> Q:
    """Entries somebody is asked for on `day`: owed by a unit still there, in periods open to it."""
    return owed(day) & unit_in_force(day) & Q(open=True)


def left_open(day: date, of: str = "") -> Q:
    """Of entries neither come nor owed on `day`: those the unit was let off, as its plan, the unit itself or the period
    ended for it. Not what was withdrawn, nor what the plan's successor asks in its stead in the same period."""
    replacing = Progress.objects.filter(
        period=OuterRef("period"), unit=OuterRef("unit"), plan=OuterRef("plan__superseded_by")
    )
    return _issued(day) & carried_out(day) & ~_exempt(of) & ~Q(Exists(replacing))


def _exempt(of=""):
    return Q(then_exempt=True) if of else Q(exempt_now())


def not_applied(entry: Progress) -> str:
    """Why the task does not apply to the entry's unit, as the office above wrote it; "" when it does. One query."""
    if not entry.task.parent_id:
        return ""
    exempt = Exemption.objects.filter(task=entry.task.parent_id, unit=entry.unit_id)
    return exempt.values_list("reason", flat=True).first() or ""
