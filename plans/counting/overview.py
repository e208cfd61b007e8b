"""What the plan page tells of every task: coverage below, share on track, findings of the 5 rõ check, the one badge.

Entries count as everywhere (`plans.counting.completeness.expected`): those that have come, and those still owed.
Reads only; the number of queries does not depend on how many tasks or units there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from indicators.models import SubDimension
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
    evidenced: int = 0

    def count(self, level: str, *, late: bool, shown: bool = False, times: int = 1) -> None:
        """Take so many entries in: on track unless their task's deadline has passed and they aren't settled; `shown`:
        with evidence."""
        self.evidenced += times * shown
        settled = level in SETTLED
        self.entries += times
        self.settled += times * settled
        self.on_track += times * (settled or not late)
        self.begun += times * (level not in ("", Progress.Level.NOT_STARTED))

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
    every = list(_tasks(plan))
    under = coverage.hanging(plan, (task.pk for task in every))
    tasks = [task for task in every if task.withdrawn is None]
    units = visible_units(user, coverage.units_below(plan))
    matrix = coverage.matrix(plan, tasks, units, under=under) if units else None
    cover = {row.task.pk: row for row in matrix.rows} if matrix else {}
    own, reached = tallies(plan, today, seen=where(user, Action.VIEW, "unit__"), under=under)
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


def _tasks(plan):
    """The plan's tasks with what a line and its findings tell of each; withdrawn ones, on which others may hang, too."""
    subs = Prefetch("sub_dimensions", SubDimension.objects.select_related("dimension"))
    told = plan.tasks.select_related("lead__unit")  # the plan is known: they were asked of it
    return told.prefetch_related("coordinating", "dimensions", subs, "measures")


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


def tallies(
    plan: Plan, today: date, *, seen: Q | None = None, under: coverage.Hanging | None = None,
    keys: Iterable[int] | None = None, evidence: bool = False,
) -> tuple[dict[int, tuple[str, str]], dict[int, Tally]]:  # fmt: skip
    """({task: (level, state)} of the plan's own latest entries, {task: Tally} with those below), of units `seen`; only
    entries that count on `today`. One query for both, and those that say what hangs on the plan, unless `under` does;
    `keys`: those of all the plan's tasks, where known; `evidence`: count it too.
    """
    reached, own = defaultdict(Tally), {}
    upper, entries = _hanging(plan, today, seen, under, keys)
    for task, state, parent, level, appraised, deadline, shown, times in _counted(entries, plan, evidence):
        top = upper.get(parent, task)
        if top is not None:
            late = bool(deadline and deadline < today)
            reached[top].count(appraised or level, late=late, shown=shown, times=times)
        if task is not None and top == task:
            own[task] = (appraised or level, state)
    return own, reached


def _counted(entries, plan, evidence):
    mine = Q(plan=plan.pk)
    words = {
        "own_task": Case(When(mine, then=F("task_id"))),
        "own_state": Case(When(mine, then=F("state"))),
        "shown": Exists(Evidence.objects.filter(entry=OuterRef("pk"))) if evidence else Value(False, BooleanField()),
    }
    by = ("own_task", "own_state", "task__parent_id", "level", "appraised_level", "task__deadline", "shown")
    return entries.annotate(**words).values(*by).annotate(n=Count("pk")).values_list(*by, "n")


def _hanging(plan, today, seen, under=None, keys=None):
    """(`leading_to` of the plan, latest entries of its own tasks and of those below)."""
    under = under or coverage.hanging(plan, plan.tasks.values_list("pk", flat=True) if keys is None else keys)
    upper, below = dict(zip(under.own, under.own, strict=True)), under.plans
    if under.deep:
        upper = leading_to(plan)
        hung = Task.objects.filter(parent__in=list(upper)).exclude(plan=plan).order_by()
        below = set(hung.values_list("plan_id", flat=True).distinct())
    entries = latest_entries().filter(expected(today), seen or Q()).order_by()
    return upper, entries.filter(plan__in=[plan.pk, *sorted(below)])


def leading_to(plan: Plan) -> dict[int, int]:
    """{task under which others hang: the task of `plan` it leads to}: the plan's own, and those between.

    The last level of tasks is not read: its entries are counted under their tasks' parents.
    """
    upper = {key: key for key in plan.tasks.values_list("pk", flat=True)}
    between = Task.objects.filter(Exists(Task.objects.filter(parent=OuterRef("pk"))))
    return upper | {task: top for task, top, *_ in coverage.hanging_on(list(upper), between)}


def latest_entries() -> QuerySet[Progress]:
    """Entries of `latest_periods`, which are read first: asked of each entry, SQLite walks through all periods'."""
    return Progress.objects.filter(period__in=latest_periods())


def latest_periods() -> list[int]:
    """Keys of the latest period that has begun, of whichever calendar anybody reports by; one announced has none yet."""
    begun = Period.objects.exclude(state=Period.State.PLANNED)
    later = begun.filter(plan=OuterRef("plan"), ends__gt=OuterRef("ends"))
    return list(Period.objects.filter(~Exists(later)).order_by().values_list("pk", flat=True))


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
