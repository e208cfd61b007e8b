"""What the plan page tells of every task: coverage below, share on track, findings of the 5 rõ check, the one badge.

Entries count as everywhere (`plans.counting.completeness.expected`): those that have come, and those still owed.
Reads only; the number of queries does not depend on how many tasks or units there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.counting.completeness import expected
from plans.models import Charge, Evidence, Extension, Period, Plan, Progress, Task
from plans.permissions import visible_units
from units.models import User
from units.permissions import Action
from units.scope import where

from . import agencies, coverage, fiveclear

SETTLED = (Progress.Level.DONE, Progress.Level.NONE)


@dataclass
class Tally:
    """Latest entries of one task, its own and those of the units below."""

    on_track: int = 0
    entries: int = 0
    begun: int = 0
    settled: int = 0

    def count(self, level: str, *, late: bool) -> None:
        """Take one entry in: on track unless its task's deadline has passed and it isn't settled."""
        settled = level in SETTLED
        self.entries += 1
        self.settled += settled
        self.on_track += settled or not late
        self.begun += level not in ("", Progress.Level.NOT_STARTED)

    @property
    def level(self) -> str:
        """What the units together have reached, for a task nobody typed a level for above."""
        if self.entries and self.settled == self.entries:
            return Progress.Level.DONE.value
        return (Progress.Level.DOING if self.begun else Progress.Level.NOT_STARTED).value


@dataclass(frozen=True)
class TaskLine:
    """One task of the plan page."""

    task: Task
    findings: list
    cover: coverage.TaskCover | None  # None: no units below
    on_track: int
    entries: int
    badge: str
    asked: Extension | None
    old_deadlines: list  # dates that a granted extension moved, oldest first
    charge: Charge | None = None  # in whose charge inside the unit

    @property
    def percent(self) -> float | None:
        return _share(self.on_track, self.entries)

    @property
    def overdue(self) -> bool:
        return self.badge == "overdue"

    @property
    def under_covered(self) -> bool:
        return bool(self.cover and self.cover.missing)


@dataclass(frozen=True)
class Overview:
    """The whole plan: its lines in order, the units below, and how many of them have a plan in force."""

    lines: list
    units: list
    with_plan: int

    @property
    def percent(self) -> float | None:
        return _share(sum(line.on_track for line in self.lines), sum(line.entries for line in self.lines))

    @property
    def vague(self) -> list[TaskLine]:
        return [line for line in self.lines if line.findings]

    @property
    def without_plan(self) -> int:
        return len(self.units) - self.with_plan


def _share(on_track: int, entries: int) -> float | None:
    return 100 * on_track / entries if entries else None


def overview(plan: Plan, today: date, user: User) -> Overview:
    """The Overview of `plan` as of `today` over the units whose standing `user` may see: hers and those below."""
    tasks = list(plan.tasks.worded().current().select_related("plan"))
    units = visible_units(user, coverage.units_below(plan))
    matrix = coverage.matrix(plan, tasks, units) if units else None
    cover = {row.task.pk: row for row in matrix.rows} if matrix else {}
    own, reached = tallies(plan, today, seen=where(user, Action.VIEW, "unit__"))
    asked, old = _extensions(plan)
    charges = agencies.in_charge_on(tasks, today)
    lines = [
        TaskLine(
            task, fiveclear.findings(task), cover.get(task.pk), reached[task.pk].on_track,
            reached[task.pk].entries,
            badge=_badge(task, own.get(task.pk), reached[task.pk], task.pk in asked, today if plan.in_force else None),
            asked=asked.get(task.pk), old_deadlines=old[task.pk], charge=charges.get(task.pk),
        )
        for task in tasks
    ]  # fmt: skip
    return Overview(lines, units, _with_plan(matrix))


def _extensions(plan):
    """({task: the request waiting for an answer}, {task: old deadlines})."""
    asked, old = {}, defaultdict(list)
    shown = [*Extension.OPEN, Extension.State.GRANTED]
    rows = Extension.objects.filter(task__plan=plan, state__in=shown)
    for row in rows.order_by("asked_at"):
        if row.state in Extension.OPEN:
            asked[row.task_id] = row
        else:
            old[row.task_id].append(row.old_deadline)
    return asked, old


def _with_plan(matrix):
    if not matrix:
        return 0
    return len({key for row in matrix.rows for key, cell in row.cells.items() if cell.state == coverage.ASSIGNED})


def tallies(plan: Plan, today: date, *, seen: Q | None = None) -> tuple[dict[int, tuple[str, str]], dict[int, Tally]]:
    """({task: (level, state)} of the plan's own latest entries, {task: Tally} with those below), of units `seen`; only
    entries that count on `today`."""
    reached, own = defaultdict(Tally), {}
    top, entries = _hanging(plan, today, seen)
    columns = ("task_id", "level", "appraised_level", "state", "task__deadline")
    for task, level, appraised, state, deadline in entries.values_list(*columns):
        if task not in top:
            continue
        final, upper = appraised or level, top[task]
        reached[upper].count(final, late=bool(deadline and deadline < today))
        if upper == task:
            own[task] = (final, state)
    return own, reached


def evidenced(plan: Plan, today: date, *, seen: Q | None = None) -> dict[int, int]:
    """{task of the plan: how many of the entries that `tallies` counts have evidence}."""
    top, entries = _hanging(plan, today, seen)
    counts: dict[int, int] = defaultdict(int)
    shown = Evidence.objects.filter(entry=OuterRef("pk"))
    for task in entries.filter(Exists(shown)).values_list("task_id", flat=True):
        if task in top:
            counts[top[task]] += 1
    return counts


def _hanging(plan, today, seen):
    """({task here or below: the plan's task it hangs on}, the latest entries of all of them)."""
    top = {key: key for key in plan.tasks.values_list("pk", flat=True)}
    plans = {plan.pk}
    for task, upper, below in coverage.hanging_on(list(top), Task.objects.all(), "plan_id"):
        top[task] = upper
        plans.add(below)
    return top, latest_entries().filter(expected(today), seen or Q(), plan__in=plans).order_by()


def latest_entries() -> QuerySet[Progress]:
    """Entries of the latest period that has begun, of whichever calendar each reports by; one announced has none yet."""
    begun = Period.objects.exclude(state=Period.State.PLANNED)
    later = begun.filter(plan=OuterRef("period__plan"), ends__gt=OuterRef("period__ends"))
    return Progress.objects.filter(~Exists(later))


def _badge(task, own, tally, asked, today):
    """`today` is None where nothing is owed: a draft, an amendment under way and a plan that ended are never late."""
    level, state = own or ("", "")
    level = level or tally.level
    if asked:
        return "extension"
    if state == Progress.State.RETURNED:
        return "returned"
    if today and task.deadline and task.deadline < today and level not in SETTLED:
        return "overdue"
    return level
