"""The review queue: which entries wait for this reviewer, in what order, and how many.

`awaiting(user)` is the list form of what `plans.progress.workflow.moves_for` offers one by one; a test holds them
together.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Func, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from plans.counting.completeness import LATE, LocalDate, overdue
from plans.models import Plan, Progress, Task
from plans.models.progress import ProgressQuerySet
from units.models import User
from units.permissions import Action, reaches
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS
from units.text import fold

__all__ = ["Waiting", "awaiting", "filtered", "heading", "in_order", "loaded", "needs_a_look", "objections", "page_of",
           "remember_count", "reviewed_by_route", "waiting", "waiting_count"]  # fmt: skip


# --- Which ------------------------------------------------------------------------------------------------------------


def reviewed_by_route(user: User, action: Action = Action.REVIEW) -> Q:
    """Q over entries `user` reviews: plans of the units the right reaches that report through the seat's agency.

    Asked of plans, which are few, so that a queue of many thousand entries is read from one index.
    """
    condition = Q(pk__in=[])
    for reach in reaches(user, action):
        agency = reach.seat.post.agency
        route = Q(receiving_agency=agency.pk)
        if agency.reviews:
            route |= Q(receiving_agency__isnull=True)
        condition |= reach.q("unit__") & route
    return Q(plan__in=Plan.objects.filter(condition).order_by().values("pk"))


def awaiting(user: User) -> ProgressQuerySet:
    """Entries that wait for `user`'s review, unordered."""
    return Progress.objects.in_review().filter(reviewed_by_route(user))


def objections(user: User) -> ProgressQuerySet:
    """Entries whose unit objected to the appraisal and waits for `user`'s answer."""
    return Progress.objects.filter(reviewed_by_route(user), objected_at__isnull=False)


def filtered(
    queue: ProgressQuerySet,
    *,
    unit: str = "",
    unit_key: int | None = None,
    task: int | None = None,
    dimension: int | None = None,
    period: int | None = None,
    lateness: str = "",
) -> ProgressQuerySet:
    """`queue` narrowed: words of the unit's name with or without marks or the unit's key, a task with those that carry it
    out below, dimension 1–8 (0: none), period id, and one mark: late, in_time, closely, clear."""
    for word in fold(unit).split():
        queue = queue.filter(unit__search_text__contains=word)
    if dimension is not None:
        queue = queue.filter(task__dimensions__number=dimension) if dimension else queue.filter(task__dimensions=None)
    if period:
        queue = queue.filter(period=period)
    if unit_key:
        queue = queue.filter(unit=unit_key)
    if task:
        queue = queue.filter(Q(task=task) | Q(task__parent=task))
    return queue.filter(_mark(lateness)) if lateness else queue


def _mark(name):
    marks = {"late": LATE, "in_time": ~LATE}
    look = needs_a_look(timezone.localdate())
    return {**marks, "closely": look, "clear": ~look}[name]


def needs_a_look(today: date) -> Q:
    """Entries that bulk approval leaves to a person: what was found in them, what nobody looked for yet, work overdue."""
    return Q(looked=False) | ~Q(flags="") | overdue(today)


def in_order(queue: ProgressQuerySet, by: str = "") -> ProgressQuerySet:
    """Late first, then who has waited longest; or `by` one of ORDERS, each ending with who has waited longest."""
    late = Case(When(LATE, then=Value(0)), default=Value(1), output_field=IntegerField())
    first: dict[str, list[Any]] = {
        "": [late],
        "cho": [],
        "don_vi": [F("unit__sort_key"), F("unit"), F("task__position")],
        "nhiem_vu": [Coalesce("task__parent__position", "task__position"), Coalesce("task__parent", "task")],
        "noi_dung": [_first_dimension().asc(nulls_last=True)],
    }
    return queue.order_by(*first.get(by, [late]), "waiting_since", "pk")


def _first_dimension():
    through = Task.dimensions.through.objects.filter(task=OuterRef("task")).order_by("dimension__number")
    return Subquery(through.values("dimension__number")[:1])


def heading(entry: Progress, by: str) -> str:
    """What the queue in the order `by` stands under at this entry of `page_of`; empty where the order makes no groups."""
    match by:
        case "don_vi":
            return entry.unit.name
        case "nhiem_vu":
            return str(entry.task.parent or entry.task)
        case "noi_dung":
            number = getattr(entry, "dimension", None)
            return f"{number}. {DIMENSION_NAMES[number]}" if number else GENERAL_TASKS
    return ""


def page_of(
    queue: ProgressQuerySet, start: int, size: int, *, also: int | None = None, total: int | None = None, by: str = ""
) -> tuple[list[Progress], Progress | None, int]:
    """(entries `start` to `start + size` in the order `by`, the entry with id `also` or None, how many there are).

    One query: the page's keys are found on one index, only their rows are read, and the count comes along unless the
    caller knows the `total`.
    """
    keys = in_order(queue, by).values("pk")[start : start + size]
    rows = in_order(loaded(), by)
    if by == "noi_dung":
        rows = rows.annotate(dimension=_first_dimension())
    if total is None:
        count = queue.order_by().annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("n")
        rows = rows.annotate(total=Subquery(count))
    if also:
        rows = rows.filter(Q(pk__in=keys) | Q(pk=also)).annotate(
            listed=Case(When(pk__in=keys, then=True), default=False)
        )
    else:
        rows = rows.filter(pk__in=keys)
    found = list(rows)
    listed = [row for row in found if not also or row.listed]
    if total is None:
        total = found[0].total if found else 0
    return listed, next((row for row in found if row.pk == also), None), total


NEAR = {  # what list, pane and rights need of the rows beside an entry; the rest stays where it is
    "task": ("code", "text", "deadline", "rhythm", "product", "since", "withdrawn", "parent"),
    "task__parent": ("code", "text"),
    "period": ("name", "starts", "ends"),
    "unit": ("name", "full_name", "path", "parent", "one_hand", "valid_to"),
    "plan": ("number", "title", "receiving_agency", "state", "date", "ended", "superseded_by"),
    **dict.fromkeys(("typed_by", "signed_off_by", "reviewer"), ("title", "username", "first_name", "last_name")),
}


def loaded() -> ProgressQuerySet:
    """Entries with what list, pane and rights need, in one query."""
    own = [field.name for field in Progress._meta.concrete_fields]
    beside = [f"{row}__{name}" for row, names in NEAR.items() for name in names]
    return Progress.objects.select_related(*NEAR).only(*own, *beside)


# --- How many ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A queue as one line: entries, units, since when the oldest waits, and its periods [(id, name, entries)]."""

    entries: int = 0
    units: int = 0
    oldest: date | None = None
    periods: list = field(default_factory=list)


def waiting(queue: ProgressQuerySet) -> Waiting:
    """Sum up `queue` in one query."""
    rows = list(
        queue.order_by()
        .values_list("period_id", "period__name", "unit_id")
        .annotate(entries=Count("pk"), oldest=LocalDate(Min("waiting_since")))
    )
    periods = defaultdict(int)
    for period, name, _, entries, _ in rows:
        periods[period, name] += entries
    named = [(period, name, entries) for (period, name), entries in sorted(periods.items(), reverse=True)]
    since = [row[4] for row in rows if row[4]]
    return Waiting(sum(row[3] for row in rows), len({row[2] for row in rows}), min(since, default=None), named)


def waiting_count(user: User) -> int:
    """How many entries wait for `user`, for the app bar; asked of the database at most once a request."""
    known = getattr(user, "_entries_awaiting", None)
    return remember_count(user, awaiting(user).count()) if known is None else known


def remember_count(user: User, count: int) -> int:
    """Keep the count for the rest of the request: the page and the bar show the same figure from one query."""
    user._entries_awaiting = count
    return count
