"""Kỳ này của đơn vị: entries of the nearest open period by where they stand, and the rows behind each figure."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count

from plans.counting.owed import asked
from plans.models import Period
from plans.models.progress import ProgressQuerySet
from plans.permissions import visible_entries
from units.models import User
from units.permissions import Action

__all__ = ["STATES", "label", "rows", "summed"]


class Line(NamedTuple):
    """States counted together, what the line is called, its icon."""

    states: tuple[str, ...]
    label: str
    icon: str


STATES = {  # word of the address -> the line of the box
    "da-duyet": Line(("approved", "locked"), "Cấp trên đã duyệt", "shield-check"),
    "cho-tham-dinh": Line(("submitted",), "Chờ thẩm định", "send"),
    "cho-duyet": Line(("with_leader",), "Chờ lãnh đạo duyệt", "person-check"),
    "dang-nhap": Line(("draft", "returned"), "Đang nhập, chưa trình", "pencil"),
    "chua-nhap": Line(("missing",), "Chưa nhập", "circle-half"),
}
HANDED_ON = "Đã trình"
DONE = ("da-duyet", "cho-tham-dinh", "cho-duyet")


def label(name: str) -> str:
    """What the list behind a figure is called."""
    return STATES[name].label if name in STATES else HANDED_ON


def _entries(user, today):
    """What both the figures and the rows read."""
    mine = visible_entries(user, Action.ENTER, Action.SUBMIT)
    return mine.filter(asked(today), open=True, period__state=Period.State.OPEN)


def rows(user: User, period: int, name: str, today: date) -> ProgressQuerySet | None:
    """Entries behind the line `name` of STATES (or "da-trinh", all that was handed on); None for another word."""
    states = [state for word in DONE for state in STATES[word].states] if name == "da-trinh" else None
    if states is None and name not in STATES:
        return None
    found = _entries(user, today).filter(period=period, state__in=states or STATES[name].states)
    return found.for_rows().order_by("unit__sort_key", "task__position", "pk")


def summed(user: User, today: date) -> dict[str, Any] | None:
    """The open period whose due date is nearest, with its entries by state; None without an open one. One query."""
    fields = ("period_id", "period__name", "period__starts", "period__ends", "due_inside", "due", "state")
    counted = _entries(user, today).order_by().values_list(*fields).annotate(n=Count("pk"))
    found: dict[tuple, dict[str, int]] = {}
    for *period, state, n in counted:
        found.setdefault(tuple(period), {})[state] = n
    if not found:
        return None
    nearest = min(found, key=lambda period: (period[5] < today, abs((period[5] - today).days)))
    return _told(nearest, found[nearest])


def _told(period, states):
    pk, name, starts, ends, due_inside, due = period
    lines = [(word, line, sum(states.get(state, 0) for state in line.states)) for word, line in STATES.items()]
    total, done = sum(states.values()), sum(n for word, _, n in lines if word in DONE)
    return {
        "pk": pk, "name": name, "starts": starts, "ends": ends, "due_inside": due_inside, "due": due, "total": total,
        "done": done, "percent": 100 * done / total, "lines": lines,
    }  # fmt: skip
