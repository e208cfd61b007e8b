"""The review queue: which entries wait for this reviewer, in what order, and which need a close look.

`awaiting(user)` is the list form of what `plans.progress.workflow.moves_for` offers one by one; a test holds them
together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Case, Count, F, Func, IntegerField, Min, Q, Subquery, Value, When
from django.utils import timezone

from plans.counting import plausible
from plans.counting.completeness import LATE, LocalDate
from plans.models import Evidence, Measure, Plan, Progress, Rollup, Step
from plans.models.progress import ProgressQuerySet
from post import working_days
from post.working_days import Calendar
from units.models import User
from units.permissions import Action, reaches
from units.text import fold
from units.vietnamese import vn_num

__all__ = ["Item", "Waiting", "awaiting", "filtered", "in_order", "items", "objections", "page_of", "remember_count",
           "reviewed_by_route", "waiting", "waiting_count"]  # fmt: skip

FALLS_NOTABLY = 30  # per cent: a summed figure this much below the last period's is worth a look
HANDING_IN = ("hand_in", "hand_in_alone")
Level = Progress.Level


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
    dimension: int | None = None,
    period: int | None = None,
    lateness: str = "",
) -> ProgressQuerySet:
    """`queue` narrowed: words of the unit's name with or without marks, dimension 1–8 (0: none), period id, lateness."""
    for word in fold(unit).split():
        queue = queue.filter(unit__search_text__contains=word)
    if dimension is not None:
        queue = queue.filter(task__dimensions__number=dimension) if dimension else queue.filter(task__dimensions=None)
    if period:
        queue = queue.filter(period=period)
    if lateness:
        queue = queue.filter(LATE) if lateness == "late" else queue.exclude(LATE)
    return queue


def in_order(queue: ProgressQuerySet) -> ProgressQuerySet:
    """Late first, then who has waited longest."""
    late = Case(When(LATE, then=Value(0)), default=Value(1), output_field=IntegerField())
    return queue.order_by(late, "waiting_since", "pk")


def page_of(
    queue: ProgressQuerySet, start: int, size: int, *, also: int | None = None, total: int | None = None
) -> tuple[list[Progress], Progress | None, int]:
    """(entries `start` to `start + size` in order, the entry with id `also` or None, how many the whole queue holds).

    One query: the page's keys are found on one index, only their rows are read, and the count comes along unless the
    caller knows the `total`.
    """
    keys = in_order(queue).values("pk")[start : start + size]
    rows = loaded().order_by()
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
    listed.sort(key=lambda row: (not is_late(row), row.waiting_since, row.pk))
    if total is None:
        total = found[0].total if found else 0
    return listed, next((row for row in found if row.pk == also), None), total


def is_late(entry: Progress) -> bool:
    """One row of `plans.counting.completeness.LATE`: first handed in after its own due date."""
    return entry.handed_in_at is not None and timezone.localdate(entry.handed_in_at) > entry.due


NEAR = {  # what list, pane and rights need of the rows beside an entry; the rest stays where it is
    "task": ("code", "text", "deadline", "rhythm", "product", "since", "withdrawn"),
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


# --- What to look at --------------------------------------------------------------------------------------------------


@dataclass
class Item:
    """An entry of the queue with its surroundings, enough for the list line and the whole comparison."""

    entry: Progress
    last: "Last | None"
    figures: list  # of Compared
    evidence: list
    rounds: int
    steps: list
    days: int  # working days it has waited
    days_late: int  # working days it came late, at least 1; 0 in time
    doubts: list = field(default_factory=list)  # of plausible.Finding
    flags: list = field(default_factory=list)


@dataclass(frozen=True)
class Compared:
    """One measure: this period, the last, the target, each Decimal or None."""

    measure: Measure
    now: Decimal | None
    last: Decimal | None
    target: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.now is None or self.last is None else self.now - self.last

    @property
    def below_target(self) -> bool:
        return self.now is not None and self.target is not None and self.now < self.target

    @property
    def fell(self) -> bool:
        """Lower than the last period, and notably so for sums, which periods of different length make uneven."""
        if self.change is None or self.last is None or self.change >= 0:
            return False
        is_sum = self.measure.rollup == Rollup.SUM
        return not is_sum or -self.change * 100 >= FALLS_NOTABLY * self.last


def items(entries: Iterable[Progress], *, worked: Calendar | None = None, with_steps: bool = True) -> list[Item]:
    """Item of each Progress in `entries` (loaded `for_rows`), in the same order; four queries however many.

    `worked`: the calendar of working days, one query more when it is not given.
    """
    entries, worked = list(entries), worked or working_days.load()
    last = _last_periods(entries)
    evidence, steps = _surroundings(entries, with_steps)
    ground = plausible.load(entries, steps=steps if with_steps else None)
    return [_item(entry, last.get(entry.pk), ground, evidence, steps, worked) for entry in entries]


class Last(NamedTuple):
    """The same task in the period before, as far as the comparison needs it."""

    pk: int
    task_id: int
    ends: date
    name: str
    level: str
    appraised_level: str
    result: str
    difficulties: str
    proposals: str

    @property
    def final_level(self) -> str:
        return self.appraised_level or self.level


def _last_periods(entries):
    """{entry id: Last or None}; one query."""
    columns = ("pk", "task_id", "period__ends", "period__name", *Last._fields[4:])
    earlier = Progress.objects.filter(task__in={entry.task_id for entry in entries}).exclude(level="").order_by()
    tasks = defaultdict(list)
    for row in map(Last._make, earlier.values_list(*columns)):
        tasks[row.task_id].append(row)
    return {
        entry.pk: max(
            (row for row in tasks[entry.task_id] if row.ends < entry.period.ends), key=attrgetter("ends"), default=None
        )
        for entry in entries
    }


def _surroundings(entries, with_steps):
    now = [entry.pk for entry in entries]
    evidence = _by_entry(Evidence.objects.filter(entry__in=now))
    traced = Step.objects.filter(entry__in=now).select_related("by", "acting_for") if with_steps else []
    return evidence, _by_entry(traced)


def _by_entry(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append(row)
    return grouped


def _item(entry, last, ground, evidence, steps, worked):
    compared = _compared(ground, entry, last)
    traced = steps[entry.pk]
    rounds = sum(step.verb in HANDING_IN for step in traced)
    waited = (
        worked.between(timezone.localdate(entry.waiting_since), timezone.localdate()) if entry.waiting_since else 0
    )
    late = max(worked.between(entry.due, timezone.localdate(entry.handed_in_at)), 1) if is_late(entry) else 0
    item = Item(entry, last, compared, evidence[entry.pk], rounds, traced, waited, late, ground.findings(entry))
    item.flags = look_closely(item)
    return item


def _compared(ground, entry, last):
    now, was = ground.figures[entry.pk], ground.figures[last.pk] if last else {}
    measures = [row for row in ground.measures[entry.task_id] if row.pk in now]
    return [Compared(row, now[row.pk], was.get(row.pk), row.target) for row in measures]


def look_closely(item: Item) -> list[str]:
    """Why this entry deserves a close look, in words; empty when nothing stands out. Bulk approval leaves these out."""
    entry, last = item.entry, item.last
    reasons = [one.said.rstrip(".") for one in item.doubts]
    reasons += [reason for row in item.figures for reason in _about_figure(row, entry.level)]
    if entry.level == Level.DONE and not item.evidence:
        reasons.append("báo “Hoàn thành” nhưng không có tài liệu kiểm chứng")
    if entry.is_overdue(timezone.localdate()):
        reasons.append(f"nhiệm vụ đã quá thời hạn {entry.task.deadline:%d/%m/%Y} mà chưa hoàn thành")
    if last and last.final_level == Level.DONE and entry.level in (Level.NOT_STARTED, Level.DOING):
        reasons.append("kỳ trước đã “Hoàn thành”, kỳ này thấp hơn")
    if last and entry.result.strip() and entry.result.strip() == last.result.strip():
        reasons.append("kết quả ghi giống hệt kỳ trước")
    return reasons


def _about_figure(row, level):
    name = row.measure.name
    if level == Level.DONE and row.below_target:
        yield f"báo “Hoàn thành” nhưng {name} {vn_num(row.now)} chưa đạt chỉ tiêu {vn_num(row.target)}"
    if row.fell:
        yield f"{name} giảm {vn_num(-row.change)} so với kỳ trước"
