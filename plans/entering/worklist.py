"""Việc của tôi: what one person owes, from one query; the page, the counts of the bar and the reminders read it.

A duty is an entry in a state that waits for a right the person has: to enter, to hand on what is complete, to decide
as leader, to review. `survey` orders, counts and words them for the page; `owed` is its part of the number in the bar.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.utils import timezone

from plans.counting import plausible
from plans.counting.owed import asked
from plans.entering.whose import Hands, Whose
from plans.entering.work_rows import WorkRow, row_of, when_due
from plans.models import Evidence, Figure, Measure, Progress, Task, in_charge
from plans.models.progress import ProgressQuerySet
from plans.permissions import entries_to_enter
from plans.reviewing import queue as reviewing
from post import working_days
from units.models import User
from units.permissions import Action, can_anywhere, reaches
from units.scope import units_where

__all__ = [
    "GROUPS",
    "Survey",
    "in_group",
    "is_ready",
    "most_urgent",
    "owed",
    "owed_by",
    "survey",
]

Level, State = Progress.Level, Progress.State
SOON = timedelta(days=7)
SHOWN = 20  # rows of a page, light enough for an old machine; the counts always tell all
SHOWN_FIELDS = (  # what a row's words need; the texts an official typed stay where they are
    "state", "level", "return_reason", "period__name", "period__starts", "period__ends",
    "unit__name", "task__code", "task__text", "task__lead__name",
    "task__lead_text", "task__plan__number", "task__plan__title",
)  # fmt: skip

# Group -> (heading, icon, tone of the heading), in the order of the page.
GROUPS = {
    "now": ("Làm ngay", "exclamation-triangle-fill", "c-bad"),
    "week": ("Đến hạn trong 7 ngày tới", "clock", ""),
    "submit": ("Đã nhập xong, chờ trình lãnh đạo", "send", ""),
    "lead": ("Chờ lãnh đạo duyệt, gửi cấp trên", "person-check", ""),
    "later": ("Việc khác của kỳ", "calendar3", ""),
    "agency": ("Của bộ phận", "diagram-3", ""),
    "others": ("Cần đôn đốc: bộ phận khác phụ trách", "bell", ""),
    "review": ("Chờ thẩm định", "clipboard-check", ""),
}
NAMES = list(GROUPS)
PLACE = {name: n for n, name in enumerate(NAMES)}
VIEWS = {  # the chips: word of the address -> is this Key one of them
    "qua-han": lambda key: key.late,
    "tra-lai": lambda key: key.state == State.RETURNED,
    "sap-den-han": lambda key: NAMES[key.place] == "week",
    "cho-trinh": lambda key: NAMES[key.place] == "submit",
    "cho-duyet": lambda key: NAMES[key.place] == "lead",
    "cua-bo-phan": lambda key: NAMES[key.place] == "agency",
    "can-don-doc": lambda key: NAMES[key.place] == "others",
    "cho-tham-dinh": lambda key: False,  # thousands: never listed one by one to be counted
}


# --- Which ------------------------------------------------------------------------------------------------------------


def owed(user: User) -> ProgressQuerySet:
    """Entries of the person's own unit that wait for `user`, unordered; nothing of work that is over."""
    return Progress.objects.filter(_waits_for(user, OWN_DUTIES), asked(timezone.localdate()))


def in_group(user: User, name: str, today: date) -> ProgressQuerySet:
    """Entries of one group of GROUPS."""
    return Progress.objects.filter(pk__in=[key.pk for key in _own_keys(user, today) if NAMES[key.place] == name])


def _waits_for(user, duties):
    """The condition of `duties` together; a right the person lacks adds nothing to the question."""
    condition = Q(pk__in=[])
    for action, duty in duties.items():
        if can_anywhere(user, action):
            condition |= duty(user)
    return condition


def _to_enter(user):
    return entries_to_enter(user) & Q(open=True, state__in=Progress.ENTERABLE)


def _to_decide(user):
    """With the leader; where one person does both, complete drafts too. What she typed herself another must send,
    unless the unit lets one person do both."""
    decided = Q(state=State.WITH_LEADER)
    if any(reach.seat.unit.one_hand for reach in reaches(user, Action.SUBMIT)):
        alone = Q(open=True, unit__one_hand=True, state__in=[State.DRAFT, State.RETURNED])
        decided |= alone & is_ready()
    by_another = ~Q(typed_by=user) | Q(unit__one_hand=True)
    return Q(unit__in=units_where(user, Action.SUBMIT)) & decided & by_another


OWN_DUTIES = {Action.ENTER: _to_enter, Action.SUBMIT: _to_decide}


def is_ready() -> Q:
    """Q over entries: `plans.progress.workflow.missing` would find nothing. A test holds the two together."""
    entry = OuterRef("pk")
    lacks_figure = Exists(
        Measure.objects.asked(timezone.localdate())
        .filter(task=OuterRef("task"))
        .exclude(pk__in=Figure.objects.filter(entry=OuterRef(OuterRef("pk"))).values("measure"))
    )
    lacks_place = Exists(Evidence.objects.filter(entry=entry, proves_at=""))
    proven = Q(Exists(Evidence.objects.filter(entry=entry))) | ~Q(explanation="")
    worked = Q(level__in=[Level.DOING, Level.DONE]) & ~Q(result="") & ~lacks_figure & ~lacks_place
    at_rest = Q(level__in=[Level.NOT_STARTED, Level.NONE])
    return Q(copied=False) & (at_rest | worked & (Q(level=Level.DOING) | proven))


# --- How many ---------------------------------------------------------------------------------------------------------


class Key(NamedTuple):
    """As little of an entry as its place in the list needs."""

    pk: int
    place: int
    owed_by: date
    state: str
    late: bool


@dataclass(frozen=True)
class Survey:
    """A page of the list: `tally` of everything, `rows` of this page, `total` of the chosen view."""

    tally: dict
    rows: list
    total: int


def survey(user: User, today: date, *, view: str = "", start: int = 0, limit: int = SHOWN) -> Survey:
    """The Survey for `user`: what the unit itself owes by urgency, then what waits for review, longest first.

    `view`: a word of VIEWS. Own entries are one query of narrow rows, counted here; what waits for review may be
    thousands and is counted and cut by the database. At most five queries.
    """
    own = _own_keys(user, today)
    in_review = 0
    if can_anywhere(user, Action.REVIEW):
        in_review = reviewing.remember_count(user, reviewing.awaiting(user).count())
    chosen = [key for key in own if view not in VIEWS or VIEWS[view](key)]
    reviewed = in_review if view in ("", "cho-tham-dinh") else 0
    keys = chosen[start : start + limit]
    if reviewed and len(keys) < limit:
        keys += _review_keys(user, max(start - len(chosen), 0), limit - len(keys))
    return Survey(_tally(own, in_review), _rows(keys, today), len(chosen) + reviewed)


def _own_keys(user, today):
    """Keys of what the unit itself owes, by urgency; placed here, where a row's dates and state are at hand."""
    if not any(can_anywhere(user, action) for action in OWN_DUTIES):
        return []
    ready = Case(When(Q(state=State.DRAFT) & is_ready(), then=True), default=False)
    facts = owed(user).values_list("state", "level", "task__deadline", "due_inside", "due", ready, "pk", "unit__sort_key",
                                   "task__position", in_charge("agency"), in_charge("post"))  # fmt: skip
    hands = Hands(user)
    found = [(_key(today, hands.whose(*fact[9:]), *fact[:7]), fact[7:9]) for fact in facts]
    found.sort(key=lambda pair: (pair[0].place, pair[0].owed_by, pair[1], pair[0].pk))
    return [key for key, _ in found]


def _key(today, whose, state, level, deadline, due_inside, due, ready, pk):
    owed_by = _owed_by(state, level, deadline, due_inside, due)
    return Key(pk, PLACE[_group(state, whose, ready, owed_by, today)], owed_by, state, owed_by < today)


def owed_by(entry: Progress) -> date:
    """The one due date of an entry, on every list and page: see `_owed_by`."""
    return _owed_by(entry.state, entry.level, entry.task.deadline, entry.due_inside, entry.due)


def _owed_by(state, level, deadline, due_inside, due):
    """The unit's inner due date, or the task's own deadline where that comes first and the work isn't done."""
    if state not in Progress.ENTERABLE:
        return due
    undone = deadline and level not in (Level.DONE, Level.NONE)
    return min(deadline, due_inside) if undone else due_inside


def _group(state, whose, ready, owed_by, today):
    """Name of the group: what is hers by urgency, then her agency's, then what others have yet to hand in."""
    if state == State.WITH_LEADER:
        return "lead"
    if whose is Whose.OTHERS:
        return "others"
    if ready:
        return "submit"
    if whose is Whose.AGENCYS:
        return "agency"
    if state == State.RETURNED or owed_by < today:
        return "now"
    return "week" if owed_by <= today + SOON else "later"


def _review_keys(user, start, limit):
    queue = reviewing.awaiting(user).order_by("waiting_since", "pk").values_list("pk", "due")
    place, state = PLACE["review"], State.IN_REVIEW
    return [Key(pk, place, due, state, False) for pk, due in queue[start : start + limit]]


def _tally(own, in_review):
    """{"all", each word of VIEWS, each name of GROUPS: count}."""
    groups = Counter(NAMES[key.place] for key in own)
    groups["review"] = in_review
    views = {word: sum(map(belongs, own)) for word, belongs in VIEWS.items()} | {"cho-tham-dinh": in_review}
    return {"all": len(own) + in_review, **views, **{name: groups[name] for name in NAMES}}


# --- In words ---------------------------------------------------------------------------------------------------------


def _rows(keys, today):
    """Rows of `keys` in their order: their entries, the calendar, and what does not look right about them, four queries."""
    dimension = Task.dimensions.through.objects.filter(task=OuterRef("task")).order_by("dimension__number")
    entries = Progress.objects.select_related("task__plan", "task__lead", "period", "unit").only(*SHOWN_FIELDS)
    entries = entries.annotate(
        dimension=Subquery(dimension.values("dimension__number")[:1]), in_charge=in_charge("agency__name")
    )
    found = entries.in_bulk([key.pk for key in keys])
    calendar = working_days.load()
    when = {key.owed_by: when_due(key.owed_by, today, calendar) for key in keys}
    doubts = plausible.of_entries(entry for entry in found.values() if entry.state != State.EMPTY)
    return [
        row_of(found[key.pk], NAMES[key.place], key.owed_by, *when[key.owed_by], doubts.get(key.pk, ()))
        for key in keys
    ]


def most_urgent(found: Sequence[WorkRow]) -> WorkRow | None:
    """Of Rows in their order, the one the page's primary button opens; None when nothing waits."""
    return found[0] if found else None
