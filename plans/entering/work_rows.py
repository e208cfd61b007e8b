"""One thing to do in words: the one verb with its address, where the duty comes from, and when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from plans.counting import plausible
from plans.models import Progress
from post.working_days import Calendar

State = Progress.State
A_QUARTER = 92  # days


@dataclass(frozen=True)
class WorkRow:
    """One thing to do: the entry, the one verb with its address, and when, in words."""

    entry: Progress
    group: str
    verb: str
    url: str
    badge: str
    when: str
    tone: str
    due: date
    doubts: tuple[str, ...] = ()  # what does not look right, to be seen before handing on

    @property
    def source(self) -> str:
        """Plan, item and who is in charge, else who leads: where the duty comes from."""
        task = self.entry.task
        who = getattr(self.entry, "in_charge", None) or task.lead_name
        parts = (task.plan.number or task.plan.title, task.code and f"mục {task.code}", who)
        return " · ".join(part for part in parts if part)


def row_of(
    entry: Progress, group: str, due: date, when: str, tone: str, doubts: Iterable[plausible.Finding] = ()
) -> WorkRow:
    """The WorkRow of an entry of `group`, owed by `due`; `doubts`: its `plausible.Finding`s."""
    verb, page = _verb(entry, group)
    badge = entry.level if group == "submit" else entry.state
    tone = "c-back" if entry.state == State.RETURNED and tone != "c-bad" else tone
    return WorkRow(entry, group, verb, reverse(page, args=[entry.pk]), badge, when, tone, due,
               tuple(one.said for one in doubts))  # fmt: skip


def _verb(entry, group):
    fixed = {"review": ("Thẩm định", "review_entry"), "lead": ("Duyệt", "entry"), "submit": ("Xem lại", "entry")}
    if group in fixed:
        return fixed[group]
    words = {State.EMPTY: "Nhập tiến độ", State.DRAFT: "Nhập tiếp", State.RETURNED: "Sửa và gửi lại"}
    return words[entry.state], "entry"


def when_due(due: date, today: date, calendar: Calendar) -> tuple[str, str]:
    """(words, tone class) of a due date: "Quá 4 ngày làm việc", "Ngày mai", "Còn 3 ngày"; the date stands beside it.

    After a quarter nobody counts in days: "Quá hạn từ 25/10/2024".
    """
    days = (due - today).days
    if days < -A_QUARTER:
        return f"Quá hạn từ {due:%d/%m/%Y}", "c-bad"
    if days < 0:
        return f"Quá {calendar.between(due, today) or 1} ngày làm việc", "c-bad"
    if days < 2:
        return ("Hôm nay", "Ngày mai")[days], "c-warn"
    return f"Còn {days} ngày", ""
