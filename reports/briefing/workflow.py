"""Verbs on briefings: ask for one, try again, have them made of every period; and what the order asks for on a day."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from journal.notes import Kind, note
from plans.models import Period
from reports.briefing.doorbells import ring_on_commit
from reports.dashboard.forms import calendars
from reports.models import Briefing, BriefingOrder
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, can, require

__all__ = ["MOST_DAYS", "ask", "make_ordered", "order", "try_again"]

MOST_DAYS = 60
LATE = timedelta(days=7)  # an order set later than this asks for nothing any more
State = Briefing.State


@transaction.atomic
def ask(unit: Unit, period: Period, *, by: User, ordered: bool = False) -> Briefing:
    """A briefing to be made; one that is still being made is given back. Raises Refused, Http404."""
    require(by, Action.DRAFT_PAPER, unit)
    under_way = Briefing.objects.filter(unit=unit, period=period, by=by, state__in=[State.WAITING, State.RUNNING])
    row = under_way.first() or Briefing.objects.create(unit=unit, period=period, by=by, ordered=ordered)
    ring_on_commit(row.pk)
    return row


@transaction.atomic
def try_again(row: Briefing, *, by: User) -> None:
    """Raises Refused, Http404; Conflict where it has not failed."""
    require(by, Action.DRAFT_PAPER, row.unit)
    if not Briefing.objects.filter(pk=row.pk, state=State.FAILED).update(state=State.WAITING, error=""):
        raise Conflict("Bản tóm tắt này đang được lập hoặc đã lập xong. Mở lại trang để xem.")
    ring_on_commit(row.pk)


@transaction.atomic
def order(unit: Unit, *, by: User, on: bool, days: int) -> BriefingOrder:
    """Have one made of every period, `days` after its due date, or no longer. Raises Refused, Http404, ValueError."""
    require(by, Action.DRAFT_PAPER, unit)
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"Số ngày từ 0 đến {MOST_DAYS}.")
    row, _ = BriefingOrder.objects.update_or_create(unit=unit, defaults={"on": on, "days": days, "by": by})
    note(Kind.SETTING, by=by, unit=unit, said="Lịch lập bản tóm tắt", after={"bật": on, "ngày sau hạn": days})
    return row


def make_ordered(today: date) -> int:
    """Ask for what the orders want by `today` and has not been asked for; returns how many."""
    made = 0
    for row in BriefingOrder.objects.filter(on=True).select_related("unit", "by"):
        if not can(row.by, Action.DRAFT_PAPER, row.unit):  # her post ended: another has to set it again
            continue
        last = today - timedelta(days=row.days)
        done = Briefing.objects.filter(unit=row.unit, ordered=True).values("period")
        due = calendars(row.unit).filter(due__lte=last, due__gt=last - LATE).exclude(pk__in=done)
        made += sum(_ordered(row, period) for period in due)
    return made


def _ordered(row, period):
    try:
        with transaction.atomic():
            made = Briefing.objects.create(unit=row.unit, period=period, by=row.by, ordered=True)
            ring_on_commit(made.pk)
    except IntegrityError:  # another run asked for it
        return False
    return True
