"""Making the reporting periods of a plan: the calendar's kinds of a year, or a free span such as 01/12–31/05.

planned         the periods make_periods would create, to be looked at before
days_off        due dates of theirs on days nobody works, in words; they stay until a person moves them
make_periods    create them with due dates so many days after their end
unmake          take away what was made a moment ago and never opened
make_free       create one of any dates
redate          other name or due dates for a period and its entries
switch          open or close many periods at once, for every unit that reports by them
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Period, Plan, Progress
from plans.progress import inner_dates
from plans.progress.period_trace import changed, trace
from plans.progress.periods import close_period, open_period
from plans.progress.spans import spans
from post import working_days
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require
from units.text import nfc
from units.vietnamese import vn_date

__all__ = [
    "Planned", "days_off", "make_free", "make_periods", "planned", "redate", "spans", "switch", "unmake", "why_no_new_dates",
]  # fmt: skip

Kind = Period.Kind


@transaction.atomic
def make_periods(plan: Plan, *, by: User, kind: str, year: int, days_inside: int, days_up: int) -> list[Period]:
    """Create the periods of `kind` in `year` that don't exist yet; due dates are days after the last day.

    A due date on a day off stays where the rule puts it: `days_off` names it, a person moves it (`redate`). Returns the
    new Periods. Raises Refused without the right, ValueError when the year is not the plan's or all exist.
    """
    require(by, Action.PERIODS, plan.unit)
    rows = planned(plan, kind=kind, year=year, days_inside=days_inside, days_up=days_up)
    return [_create(plan, **vars(row)) for row in rows]


@transaction.atomic
def unmake(plan: Plan, keys: Iterable[int], *, by: User) -> int:
    """Delete periods made a moment ago; returns how many. Raises Refused without the right, Conflict once one of them was
    opened or given an exception."""
    require(by, Action.PERIODS, plan.unit)
    rows = plan.periods.filter(pk__in=list(keys)).select_for_update()
    if any(row.state != Period.State.PLANNED or row.exceptions.exists() for row in rows):
        raise Conflict("Có kỳ đã mở hoặc đã có ngoại lệ nên không hoàn tác được; kỳ không dùng thì đóng lại.")
    count = len(rows)
    rows.delete()
    return count


@dataclass(frozen=True)
class Planned:
    """One period as the rule makes it."""

    kind: str
    name: str
    starts: date
    ends: date
    due_inside: date
    due: date


def planned(plan: Plan, *, kind: str, year: int, days_inside: int, days_up: int) -> list[Planned]:
    """The periods of `kind` in `year` that don't exist yet. Raises ValueError as `make_periods` does."""
    if not plan.year_from <= year <= plan.year_to:
        raise ValueError(f"Năm {year} nằm ngoài thời gian của kế hoạch ({plan.years}).")
    known = set(plan.periods.values_list("starts", "ends"))
    wanted = [span for span in spans(kind, year) if span[1:] not in known]
    if not wanted:
        raise ValueError("Các kỳ này đã có.")
    inside, up = timedelta(days=days_inside), timedelta(days=days_up)
    return [Planned(kind, name, starts, ends, ends + inside, ends + up) for name, starts, ends in wanted]


def days_off(rows: Iterable[Planned | Period], calendar: working_days.Calendar) -> list[str]:
    """ "Quý I năm 2026: hạn gửi cấp trên 05/04/2026 là Chủ nhật" for each due date nobody works on, in order."""
    return [
        f"{row.name}: {label} {vn_date(day)} là {why}"
        for row in rows
        for label, day in (("hạn nộp trong đơn vị", row.due_inside), ("hạn gửi cấp trên", row.due))
        if (why := calendar.why_off(day))
    ]


def make_free(plan: Plan, *, by: User, name: str, starts: date, ends: date, due_inside: date, due: date) -> Period:
    """Create one period of any dates. Raises Refused without the right, ValueError with what does not fit."""
    require(by, Action.PERIODS, plan.unit)
    _check(starts, ends, due_inside, due)
    if plan.periods.filter(starts=starts, ends=ends).exists():
        raise ValueError("Đã có kỳ với đúng khoảng thời gian này.")
    return _create(plan, kind=Kind.FREE, name=name, starts=starts, ends=ends, due_inside=due_inside, due=due)


def _check(starts, ends, due_inside, due):
    if ends < starts:
        raise ValueError(f"Ngày cuối kỳ {ends:%d/%m/%Y} trước ngày đầu kỳ {starts:%d/%m/%Y}.")
    if due < due_inside:
        raise ValueError(f"Hạn gửi cấp trên {due:%d/%m/%Y} trước hạn nộp trong đơn vị {due_inside:%d/%m/%Y}.")


def _create(plan, **values):
    row = Period(plan=plan, **values)
    try:
        row.full_clean(validate_constraints=True)
    except ValidationError as refusal:
        raise ValueError("; ".join(refusal.messages)) from refusal
    row.save()
    return row


@transaction.atomic
def redate(period: Period, *, by: User, name: str, due_inside: date, due: date, reason: str = "") -> None:
    """Other name and due dates; entries of units without an exception follow. Dates that units have been told need a
    reason. Raises Refused or ValueError."""
    seat = require(by, Action.PERIODS, period.plan.unit)
    _check(period.starts, period.ends, due_inside, due)
    wanted = {"name": name, "due_inside": due_inside, "due": due}
    stood = Period.objects.filter(pk=period.pk).values(*wanted).get()
    if why := why_no_new_dates(period, reason=reason, **wanted):
        raise ValueError(why)
    if changes := changed(period, stood, wanted):
        trace(period, "period_dates", by=by, seat=seat, note=nfc(reason.strip()), changes=changes)
    Period.objects.filter(pk=period.pk).update(name=name, due_inside=due_inside, due=due)
    excepted = period.exceptions
    entries = Progress.objects.filter(period=period)
    entries.exclude(unit__in=excepted.exclude(due=None).values("unit")).update(due=due)
    entries.exclude(unit__in=excepted.exclude(due_inside=None).values("unit")).update(due_inside=due_inside)
    inner_dates.follow([Period.objects.get(pk=period.pk)])


def why_no_new_dates(period: Period, *, reason: str = "", **wanted: Any) -> str:
    """What is lacking before the dates of `period` may be those in `wanted`: the reason; "" when nothing."""
    moved = any(wanted.get(name, getattr(period, name)) != getattr(period, name) for name in ("due_inside", "due"))
    told = period.state != Period.State.PLANNED
    return (
        "Cần ghi lý do đổi hạn: kỳ đã mở, các đơn vị đã được báo hạn cũ."
        if moved and told and not reason.strip()
        else ""
    )


@transaction.atomic
def switch(periods: Iterable[Period], *, by: User, opening: bool) -> int:
    """Open or close each of `periods`; returns how many were switched, those already so left alone."""
    already = Period.State.OPEN if opening else Period.State.CLOSED
    turning = [period for period in periods if period.state != already]
    for period in turning:
        open_period(period, by=by) if opening else close_period(period, by=by)
    return len(turning)
