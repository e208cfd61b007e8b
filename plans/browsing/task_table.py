"""Danh sách nhiệm vụ: a plan's tasks and every task below that carries one out, with how far each is, as rows of a file.

Units below are those she sees the standing of; who only reads a superior's plan has its tasks without its progress.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import FilteredRelation, Q

from plans.counting.overview import latest_periods, leading_to
from plans.models import Period, Plan, Progress, Task
from units.models import User
from units.permissions import Action, can
from units.scope import where
from units.vietnamese import vn_date

__all__ = ["HEAD", "rows"]

HEAD = (
    "Đơn vị", "Kế hoạch", "Mã", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Thuộc nhiệm vụ cấp trên", "Kỳ gần nhất",
    "Trạng thái", "Mức độ thực hiện", "Ngày gửi cấp trên", "Hạn gửi",
)  # fmt: skip
COLUMNS = (
    "plan_id", "plan__unit__full_name", "plan__number", "code", "text", "lead__name", "deadline", "parent__code",
    "latest__period_id", "latest__state", "latest__level", "latest__appraised_level", "latest__handed_in_at__date",
    "latest__due",
)  # fmt: skip
STATES, LEVELS = dict(Progress.State.choices), dict(Progress.Level.choices)
AT_ONCE = 1_000


def rows(plan: Plan, user: User) -> Iterator[Sequence[Any]]:
    """HEAD, then a row a task: the plan's own first, then unit by unit; read as it is written."""
    yield HEAD
    may_see = can(user, Action.VIEW, plan.unit)
    periods = dict(Period.objects.filter(pk__in=latest_periods()).order_by().values_list("pk", "name"))
    for key, *said in _tasks(plan, user, periods).values_list(*COLUMNS).iterator(chunk_size=AT_ONCE):
        yield _row(periods, *said, shown=may_see or key != plan.pk)


def _tasks(plan, user, periods):
    issued = Q(plan__amends=None) & ~Q(plan__state=Plan.State.DRAFT)
    below = Q(parent__in=list(leading_to(plan))) & where(user, Action.VIEW, "plan__unit__") & issued
    latest = FilteredRelation("entries", condition=Q(entries__period__in=list(periods)))
    return (
        Task.objects.current()
        .filter(Q(plan=plan) | below)
        .annotate(latest=latest)
        .order_by("plan__unit__depth", "plan__unit__sort_key", "plan_id", "position", "pk")
    )


def _row(
    periods, unit, number, code, text, lead, deadline, above, period, state, level, appraised, sent, due, *, shown
):
    progress = (
        [period, STATES.get(state), LEVELS.get(appraised or level), _day(sent), _day(due)] if shown else [None] * 5
    )
    return [unit, number, code, text, lead, _day(deadline), above, *progress]


@lru_cache(maxsize=1000)
def _day(day: date | None) -> str:
    return vn_date(day) if day else ""
