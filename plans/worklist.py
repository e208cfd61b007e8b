"""Việc của tôi: what one person owes, from one query; the page, the counts of the bar and the reminders read it.

A duty is an entry in a state that waits for a right the person has: to enter, to hand on what is complete, to decide
as leader, to review. `owed` gives the rows, `tally` counts them by group and `rows` words them for the page.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, DateField, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from plans.models import Evidence, Figure, Measure, Progress, Task
from plans.reviewing import reviewed_by_route
from units import working_days
from units.permissions import Action, can_anywhere, units_where

__all__ = ["GROUPS", "Row", "count", "is_ready", "most_urgent", "owed", "rows", "tally", "when_due"]

Level, State = Progress.Level, Progress.State
SOON = timedelta(days=7)
SHOWN = 100  # rows of the first page; the counts always tell all

# Group -> (heading, icon, tone of the heading), in the order of the page.
GROUPS = {
    "now": ("Làm ngay", "exclamation-triangle-fill", "c-bad"),
    "week": ("Đến hạn trong 7 ngày tới", "clock", ""),
    "submit": ("Đã nhập xong, chờ trình lãnh đạo", "send", ""),
    "lead": ("Chờ lãnh đạo duyệt, gửi cấp trên", "person-check", ""),
    "review": ("Chờ thẩm định", "clipboard-check", ""),
    "later": ("Việc khác của kỳ", "calendar3", ""),
}
VIEWS = {  # the chips: address word -> condition on `owed`
    "qua-han": Q(late=True),
    "tra-lai": Q(state=State.RETURNED),
    "sap-den-han": Q(group="week"),
    "cho-trinh": Q(group="submit"),
    "cho-duyet": Q(group="lead"),
    "cho-tham-dinh": Q(group="review"),
    "viec-khac": Q(group="later"),
}


# --- Which ------------------------------------------------------------------------------------------------------------


def owed(user, today):
    """Entries that wait for `user`, each with `group`, `owed_by` (the date that counts), `late` and `dimension`."""
    mine = Progress.objects.filter(_waits_for(user))
    return mine.annotate(owed_by=_owed_by()).annotate(
        late=Case(When(owed_by__lt=today, then=Value(True)), default=Value(False)),
        group=_group(today),
        place=Case(*(When(group=name, then=Value(n)) for n, name in enumerate(GROUPS)), default=Value(9)),
    )


def _waits_for(user):
    entering = Q(unit__in=units_where(user, Action.ENTER), open=True, state__in=Progress.ENTERABLE)
    deciding = Q(unit__in=units_where(user, Action.SUBMIT)) & (
        Q(state=State.WITH_LEADER)
        | Q(open=True, unit__one_hand=True, state__in=[State.DRAFT, State.RETURNED]) & is_ready()
    )
    reviewing = reviewed_by_route(user) & Q(state=State.IN_REVIEW)
    duties = {Action.ENTER: entering, Action.SUBMIT: deciding, Action.REVIEW: reviewing}
    condition = Q(pk__in=[])
    for action, duty in duties.items():
        if can_anywhere(user, action):
            condition |= duty
    return condition


def _owed_by():
    """The unit's inner due date, or the task's own deadline where that comes first and the work isn't done."""
    undone = ~Q(level__in=[Level.DONE, Level.NONE])
    typed = Q(state__in=Progress.ENTERABLE)
    sooner = typed & undone & Q(task__deadline__lt=F("due_inside"))
    return Case(
        When(sooner, then=F("task__deadline")), When(typed, then=F("due_inside")), default=F("due"),
        output_field=DateField(),
    )  # fmt: skip


def _group(today):
    return Case(
        When(state=State.IN_REVIEW, then=Value("review")),
        When(state=State.WITH_LEADER, then=Value("lead")),
        When(state=State.RETURNED, then=Value("now")),
        When(Q(state=State.DRAFT) & is_ready(), then=Value("submit")),
        When(owed_by__lt=today, then=Value("now")),
        When(owed_by__lte=today + SOON, then=Value("week")),
        default=Value("later"),
        output_field=CharField(),
    )


def is_ready():
    """Q over entries: `plans.workflow.progress.missing` would find nothing. A test holds the two together."""
    entry = OuterRef("pk")
    lacks_figure = Exists(
        Measure.objects.filter(task=OuterRef("task")).exclude(
            pk__in=Figure.objects.filter(entry=OuterRef(OuterRef("pk"))).values("measure")
        )
    )
    lacks_place = Exists(Evidence.objects.filter(entry=entry, proves_at=""))
    proven = Q(Exists(Evidence.objects.filter(entry=entry))) | ~Q(explanation="")
    worked = Q(level__in=[Level.DOING, Level.DONE]) & ~Q(result="") & ~lacks_figure & ~lacks_place
    return Q(copied=False) & (Q(level__in=[Level.NOT_STARTED, Level.NONE]) | worked & (Q(level=Level.DOING) | proven))


# --- How many ---------------------------------------------------------------------------------------------------------


def tally(user, today):
    """{"all", each word of VIEWS, each name of GROUPS: count}, in one query."""
    counts = {f"view_{n}": Count("pk", filter=condition) for n, condition in enumerate(VIEWS.values())}
    groups = {f"group_{name}": Count("pk", filter=Q(group=name)) for name in GROUPS}
    found = owed(user, today).aggregate(all=Count("pk"), **counts, **groups)
    views = {word: found[f"view_{n}"] for n, word in enumerate(VIEWS)}
    return {"all": found["all"], **views, **{name: found[f"group_{name}"] for name in GROUPS}}


def count(user):
    """How many things wait for `user`: the number in the bar. One query."""
    return Progress.objects.filter(_waits_for(user)).count()


# --- In words ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One thing to do: the entry, the one verb with its address, and when, in words."""

    entry: Progress
    group: str
    verb: str
    url: str
    badge: str
    when: str
    tone: str
    due: date

    @property
    def source(self):
        """Plan, item and who leads: where the duty comes from."""
        task = self.entry.task
        parts = (task.plan.number or task.plan.title, task.code and f"mục {task.code}", task.lead_name)
        return " · ".join(part for part in parts if part)

    @property
    def is_new(self):
        return self.entry.state == State.EMPTY


def rows(user, today, *, view="", start=0, limit=SHOWN):
    """Up to `limit` Rows in the order of urgency, from `start`; `view`: a word of VIEWS. Two queries."""
    found = owed(user, today).filter(VIEWS.get(view, Q()))
    dimension = Task.objects.filter(pk=OuterRef("task")).values("pk").annotate(first=Min("dimensions__number"))
    found = found.for_rows().annotate(dimension=Subquery(dimension.values("first")))
    ordered = found.order_by("place", "owed_by", "unit__sort_key", "task__position", "pk")
    calendar = working_days.load()
    return [row_of(entry, today, calendar) for entry in ordered[start : start + limit]]


def most_urgent(found):
    """Of Rows in their order, the one the page's primary button opens; None when nothing waits."""
    return found[0] if found else None


def row_of(entry, today, calendar):
    verb, page = _verb(entry)
    when, tone = when_due(entry.owed_by, today, calendar)
    badge = entry.level if entry.group == "submit" else entry.state
    tone = "c-back" if entry.state == State.RETURNED and tone != "c-bad" else tone
    return Row(entry, entry.group, verb, reverse(page, args=[entry.pk]), badge, when, tone, entry.owed_by)


def _verb(entry):
    if entry.group == "review":
        return "Thẩm định", "review_entry"
    if entry.group == "lead":
        return "Duyệt", "entry"
    if entry.group == "submit":
        return "Xem lại", "entry"
    words = {State.EMPTY: "Nhập tiến độ", State.DRAFT: "Nhập tiếp", State.RETURNED: "Sửa và gửi lại"}
    return words[entry.state], "entry"


def when_due(due, today, calendar):
    """(words, tone class) of a due date: "Quá 4 ngày làm việc", "Ngày mai", "Còn 3 ngày"; the date stands beside it."""
    days = (due - today).days
    if days < 0:
        return f"Quá {calendar.between(due, today) or 1} ngày làm việc", "c-bad"
    if days < 2:
        return ("Hôm nay", "Ngày mai")[days], "c-warn"
    return f"Còn {days} ngày", ""
