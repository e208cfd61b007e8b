"""Việc của tôi: what one person owes, from one query; the page, the counts of the bar and the reminders read it.

A duty is an entry in a state that waits for a right the person has: to enter, to hand on what is complete, to decide
as leader, to review. `owed` gives the rows, `tally` counts them by group and `rows` words them for the page.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from plans.models import Evidence, Figure, Measure, Progress, Task
from plans.reviewing import reviewed_by_route
from units import working_days
from units.permissions import Action, can_anywhere, reaches, units_where

__all__ = ["GROUPS", "Row", "count", "in_group", "is_ready", "most_urgent", "owed", "rows", "tally", "when_due"]

Level, State = Progress.Level, Progress.State
SOON = timedelta(days=7)
SHOWN = 60  # rows of the first page; the counts always tell all

# Group -> (heading, icon, tone of the heading), in the order of the page.
GROUPS = {
    "now": ("Làm ngay", "exclamation-triangle-fill", "c-bad"),
    "week": ("Đến hạn trong 7 ngày tới", "clock", ""),
    "submit": ("Đã nhập xong, chờ trình lãnh đạo", "send", ""),
    "lead": ("Chờ lãnh đạo duyệt, gửi cấp trên", "person-check", ""),
    "review": ("Chờ thẩm định", "clipboard-check", ""),
    "later": ("Việc khác của kỳ", "calendar3", ""),
}
PLACE = {name: n for n, name in enumerate(GROUPS)}
VIEWS = {  # the chips: address word -> condition on `owed`
    "qua-han": Q(late=True),
    "tra-lai": Q(state=State.RETURNED),
    "sap-den-han": Q(place=PLACE["week"]),
    "cho-trinh": Q(place=PLACE["submit"]),
    "cho-duyet": Q(place=PLACE["lead"]),
    "cho-tham-dinh": Q(place=PLACE["review"]),
}


# --- Which ------------------------------------------------------------------------------------------------------------


def owed(user, today):
    """Entries that wait for `user`, each with `place` (of its group), `owed_by` (the date that counts) and `late`."""
    mine = Progress.objects.filter(_waits_for(user)).annotate(owed_by=_owed_by())
    late = Case(When(owed_by__lt=today, then=Value(True)), default=Value(False))
    return mine.annotate(late=late, place=_place(user, today))


def in_group(user, name, today):
    """Entries of one group of GROUPS."""
    return owed(user, today).filter(place=PLACE[name])


def _waits_for(user):
    """The condition of all duties; a right the person lacks adds nothing to the question."""
    condition = Q(pk__in=[])
    for action, duty in ((Action.ENTER, _to_enter), (Action.SUBMIT, _to_decide), (Action.REVIEW, _to_review)):
        if can_anywhere(user, action):
            condition |= duty(user)
    return condition


def _to_enter(user):
    return Q(unit__in=units_where(user, Action.ENTER), open=True, state__in=Progress.ENTERABLE)


def _to_decide(user):
    """With the leader; where one person does both, complete drafts too."""
    decided = Q(state=State.WITH_LEADER)
    if any(reach.seat.unit.one_hand for reach in reaches(user, Action.SUBMIT)):
        alone = Q(open=True, unit__one_hand=True, state__in=[State.DRAFT, State.RETURNED])
        decided |= alone & is_ready()
    return Q(unit__in=units_where(user, Action.SUBMIT)) & decided


def _to_review(user):
    return reviewed_by_route(user) & Q(state=State.IN_REVIEW)


def _owed_by():
    """The unit's inner due date, or the task's own deadline where that comes first and the work isn't done."""
    undone = ~Q(level__in=[Level.DONE, Level.NONE])
    typed = Q(state__in=Progress.ENTERABLE)
    sooner = typed & undone & Q(task__deadline__lt=F("due_inside"))
    cases = When(sooner, then=F("task__deadline")), When(typed, then=F("due_inside"))
    return Case(*cases, default=F("due"), output_field=DateField())


def _place(user, today):
    """Number of the group; who only reviews is spared the questions about drafts."""
    cases = [
        When(state=State.IN_REVIEW, then=Value(PLACE["review"])),
        When(state=State.WITH_LEADER, then=Value(PLACE["lead"])),
    ]
    if can_anywhere(user, Action.ENTER) or can_anywhere(user, Action.SUBMIT):
        cases += [
            When(state=State.RETURNED, then=Value(PLACE["now"])),
            When(Q(state=State.DRAFT) & is_ready(), then=Value(PLACE["submit"])),
            When(owed_by__lt=today, then=Value(PLACE["now"])),
            When(owed_by__lte=today + SOON, then=Value(PLACE["week"])),
        ]
    return Case(*cases, default=Value(PLACE["later"]), output_field=IntegerField())


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
    at_rest = Q(level__in=[Level.NOT_STARTED, Level.NONE])
    return Q(copied=False) & (at_rest | worked & (Q(level=Level.DOING) | proven))


# --- How many ---------------------------------------------------------------------------------------------------------


def tally(found):
    """{"all", each word of VIEWS, each name of GROUPS: count} of `owed`, in one query."""
    kinds = found.order_by().values_list("place", "state", "late").annotate(n=Count("pk"))
    seen, names = Counter(), list(GROUPS)
    for place, state, late, n in kinds:
        seen[names[place]] += n
        seen["tra-lai"] += n * (state == State.RETURNED)
        seen["qua-han"] += n * late
    words = {"sap-den-han": "week", "cho-trinh": "submit", "cho-duyet": "lead", "cho-tham-dinh": "review"}
    views = {word: seen[group] for word, group in words.items()}
    groups = {name: seen[name] for name in names}
    return {"all": sum(groups.values()), "qua-han": seen["qua-han"], "tra-lai": seen["tra-lai"], **views, **groups}


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


def rows(found, today, *, view="", start=0, limit=SHOWN):
    """Of `owed`, up to `limit` Rows in the order of urgency, from `start`; `view`: a word of VIEWS.

    Three queries: keys in their order (of narrow rows: thousands may wait for a reviewer), their entries, the calendar.
    """
    ordered = found.filter(VIEWS.get(view, Q())).order_by("place", "owed_by", "unit", "task__position", "pk").values_list("pk", "place", "owed_by")
    keys = list(ordered[start : start + limit])
    dimension = Task.objects.filter(pk=OuterRef("task")).values("pk").annotate(first=Min("dimensions__number"))
    entries = Progress.objects.select_related("task__plan", "task__lead", "period", "unit")
    entries = entries.annotate(dimension=Subquery(dimension.values("first"))).in_bulk([key for key, _, _ in keys])
    calendar, names = working_days.load(), list(GROUPS)
    when = {due: when_due(due, today, calendar) for _, _, due in keys}
    return [row_of(entries[key], names[place], due, *when[due]) for key, place, due in keys]


def most_urgent(found):
    """Of Rows in their order, the one the page's primary button opens; None when nothing waits."""
    return found[0] if found else None


def row_of(entry, group, due, when, tone):
    """The Row of an entry of `group`, owed by `due`."""
    verb, page = _verb(entry, group)
    badge = entry.level if group == "submit" else entry.state
    tone = "c-back" if entry.state == State.RETURNED and tone != "c-bad" else tone
    return Row(entry, group, verb, reverse(page, args=[entry.pk]), badge, when, tone, due)


def _verb(entry, group):
    fixed = {"review": ("Thẩm định", "review_entry"), "lead": ("Duyệt", "entry"), "submit": ("Xem lại", "entry")}
    if group in fixed:
        return fixed[group]
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
