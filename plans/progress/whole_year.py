"""Kỳ báo cáo cả năm: the periods of a year of several kinds at once, looked at before they are made.

days_for     how many working days after the cut-off reports are due: the plan's own, its unit's line, the country's
remember     keep them for a plan, or for a unit and all below it
year_rows    every period of the chosen kinds with its due dates, what is off about them, and whether it exists
make_year    create the ticked ones
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from journal.notes import Kind as Noted
from journal.notes import note
from plans.models import CutOff, Mark, Period, Plan, PlanStep, ReportingDays
from plans.progress.spans import CUT_OF, cut_spans, spans
from post.working_days import Calendar
from units.models import User
from units.permissions import Action, require

__all__ = ["DAYS_RULE", "YearRow", "days_for", "make_year", "remember", "year_rows"]

DAYS_RULE = (
    "Ngày làm việc không kể thứ Bảy, Chủ nhật, ngày lễ, ngày nghỉ bù. Tính bằng ngày thường mà hạn rơi vào ngày nghỉ thì "
    "hạn được nêu tên, dời khi người lập kỳ đánh dấu. Ngày chốt theo chế độ 15–14 và số ngày đặt sẵn do quản trị sửa được; "
    "dấu kiểm chứng cho biết nguồn."
)
SAID = "{inside} ngày làm việc nộp trong đơn vị, {up} ngày làm việc gửi cấp trên"


def days_for(plan: Plan) -> ReportingDays | None:
    """The row nearest to `plan`: its own, then of its unit, then of each unit above, then the country's; one query."""
    line = [plan.unit.path, *reversed(plan.unit.superior_paths())]
    asked = Q(plan=plan) | Q(unit__path__in=line) | Q(plan=None, unit=None)
    rows = ReportingDays.objects.filter(asked).select_related("unit", "plan")
    return min(rows, key=lambda row: _distance(row, line), default=None)


def _distance(row, line):
    if row.plan_id:
        return -1
    return line.index(row.unit.path) if row.unit else len(line)


@transaction.atomic
def remember(plan: Plan, *, by: User, inside: int, up: int, cut: bool, below: bool, source: str = "") -> ReportingDays:
    """Keep these days for `plan`, or (`below`) for its unit and every unit below; traced. Raises Refused."""
    seat = require(by, Action.PERIODS, plan.unit)
    values = {"inside": inside, "up": up, "cut": cut, "mark": Mark.OWN, "source": source[:300]}
    whose = {"unit": plan.unit} if below else {"plan": plan}
    stood = ReportingDays.objects.filter(**whose).first()
    row, _ = ReportingDays.objects.update_or_create(**whose, defaults=values)
    said, before = SAID.format(inside=inside, up=up), stood and SAID.format(inside=stood.inside, up=stood.up)
    if below:
        old = {"số ngày nộp báo cáo": before or ""}
        note(Noted.SETTING, by=by, unit=plan.unit, said=said, before=old, after={"số ngày nộp báo cáo": said})
    PlanStep.objects.create(plan=plan, verb="reporting_days", by=by, acting_for=seat.acting_for, note=said)
    return row


@dataclass(frozen=True)
class YearRow:
    """One period as the rule makes it. `off`: {field: (why nobody works that day, the next working day)}."""

    kind: str
    name: str
    starts: date
    ends: date
    due_inside: date
    due: date
    exists: bool = False
    off: dict[str, tuple[str, date]] | None = None

    @property
    def key(self) -> str:
        """What a form names it by."""
        return f"{self.starts:%Y%m%d}-{self.ends:%Y%m%d}"

    @property
    def dues(self) -> list[tuple[date, tuple[str, date] | None]]:
        """[(due date, what is off about it)] inside, then upward."""
        off = self.off or {}
        return [(self.due_inside, off.get("due_inside")), (self.due, off.get("due"))]

    @property
    def moved(self) -> "YearRow":
        """The same with the due dates that fall on days off on the next working day."""
        days: dict[str, Any] = {name: day for name, (_, day) in (self.off or {}).items()}
        return replace(self, off={}, **days)


def year_rows(
    plan: Plan, *, kinds: Collection[str], year: int, inside: int, up: int, working: bool, calendar: Calendar
) -> list[YearRow]:
    """Every period of `kinds` in `year`, by last day; due `inside` and `up` days after it, working days or the calendar's.

    Raises ValueError when the year is not the plan's. Two queries.
    """
    if not plan.year_from <= year <= plan.year_to:
        raise ValueError(f"Năm {year} nằm ngoài thời gian của kế hoạch ({plan.years}).")
    rules, known = list(CutOff.objects.all()), set(plan.periods.values_list("starts", "ends"))
    found = [
        (kind, *span)
        for kind in kinds
        for span in (cut_spans(kind, year, rules) if kind in CUT_OF else spans(kind, year))
    ]
    rows = [_row(kind, name, starts, ends, inside, up, working, calendar) for kind, name, starts, ends in found]
    rows = [replace(row, exists=(row.starts, row.ends) in known) for row in rows]
    return sorted(rows, key=lambda row: (row.ends, row.starts))


def _row(kind, name, starts, ends, inside, up, working, calendar):
    after = calendar.add if working else _days_later
    due = {"due_inside": after(ends, inside), "due": after(ends, up)}
    off = {field: (why, calendar.on_or_after(day)) for field, day in due.items() if (why := calendar.why_off(day))}
    return YearRow(kind, name, starts, ends, **due, off=off)


def _days_later(day, count):
    return day + timedelta(days=count)


@transaction.atomic
def make_year(plan: Plan, rows: Collection[YearRow], *, by: User) -> list[Period]:
    """Create each of `rows` that does not exist yet, closed until somebody opens it. Raises Refused, ValueError when none
    is left; pressed twice it makes nothing twice."""
    require(by, Action.PERIODS, plan.unit)
    Plan.with_amendments.select_for_update().get(pk=plan.pk)
    known = set(plan.periods.values_list("starts", "ends"))
    wanted = [row for row in rows if (row.starts, row.ends) not in known]
    if not wanted:
        raise ValueError("Chưa chọn kỳ nào chưa có.")
    names = ("kind", "name", "starts", "ends", "due_inside", "due")
    return [Period.objects.create(plan=plan, **{name: getattr(row, name) for name in names}) for row in wanted]
