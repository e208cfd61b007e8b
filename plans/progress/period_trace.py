"""Vết xử lý of reporting periods: what was done to a period or a unit in it, as lines of the trace of the period's plan.

A line keeps in "was" what it found, as plain values: past days are read from there (`plans.counting.terms`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from plans.models import Period, PeriodException, PlanStep
from units.models import Seat, Unit, User
from units.vietnamese import NO_FIGURE, vn_date

__all__ = ["VERBS", "changed", "exception_values", "steps_of", "trace"]

VERBS = {
    "period_open": "mở kỳ báo cáo",
    "period_close": "đóng kỳ báo cáo",
    "period_dates": "đổi tên, đổi hạn của kỳ",
    "period_exception": "ghi ngoại lệ của kỳ",
    "other_way": "ghi báo cáo gửi bằng cách khác",
    "other_way_confirmed": "xác nhận báo cáo gửi bằng cách khác",
    "other_way_refused": "không xác nhận báo cáo gửi bằng cách khác",
    "other_way_withdrawn": "rút lời ghi gửi bằng cách khác",
}
LABELS = {
    "name": "tên kỳ", "due_inside": "hạn nộp trong đơn vị", "due": "hạn gửi cấp trên", "state": "đóng, mở",
    "reason": "lý do",
}  # fmt: skip
AS_THE_PERIOD = "như cả kỳ"


def changed(
    period: Period, before: Mapping[str, Any], after: Mapping[str, Any], unit: Unit | None = None
) -> list[dict[str, Any]]:
    """The fields that differ, as changes of a step; of one `unit`, else of the period itself."""
    about = f"kỳ {period.name}" + (f", {unit.name}" if unit else "")
    empty = AS_THE_PERIOD if unit else NO_FIGURE
    return [
        {"period": period.pk, "unit": unit and unit.pk, "about": about, "field": name, "label": label,
         "old": _in_words(name, before[name], empty), "new": _in_words(name, after[name], empty),
         "was": _plain(before[name])}
        for name, label in LABELS.items()
        if name in after and (before[name] or None) != (after[name] or None)
    ]  # fmt: skip


def _in_words(name, value, empty):
    if isinstance(value, date):
        return vn_date(value)
    return str(Period.State(value).label if name == "state" and value else value or empty)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value or ""


def trace(
    period: Period, verb: str, *, by: User, seat: Seat, note: str = "", changes: Sequence[Mapping[str, Any]] = ()
) -> None:
    """One line about `period`; without changes it still names the period it is about."""
    rows = list(changes) or [{"period": period.pk, "unit": None}]
    PlanStep.objects.create(
        plan=period.plan, verb=verb, by=by, acting_for=seat.acting_for, note=note or period.name, changes=rows
    )


def steps_of(period: Period, units: Iterable[int] | None = None) -> list[PlanStep]:
    """Lines about `period`, newest first, with who did it; `units`: the only ones whose own exceptions may be read."""
    rows = PlanStep.objects.filter(plan=period.plan_id, verb__in=VERBS).select_related("by", "acting_for")
    found = [(row, _about(row, period.pk, units)) for row in rows]
    for row, changes in found:
        row.changes = changes
    return [row for row, changes in found if changes]


def _about(step, key, units):
    seen = None if units is None else {None, *units}
    return [one for one in step.changes if one.get("period") == key and (seen is None or one["unit"] in seen)]


def exception_values(row: PeriodException | None) -> dict[str, Any]:
    """What an exception says now; of a unit without one nothing."""
    return {name: getattr(row, name, None) or None for name in ("due_inside", "due", "state", "reason")}
