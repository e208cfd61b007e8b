"""The coverage matrix: every task of an upper plan against every unit below, a query a level whatever their number.

A unit implements a task when a task of its own plan hangs on it, directly or through the level between. A plan in
force counts as assigned; a draft (also an amendment in preparation) waits for the unit to confirm.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plans.models import Exemption, Plan, Task
from units.models import Unit
from units.models.administrative import UnitQuerySet

LEVELS_BETWEEN = 3  # a child task may hang on the upper one through as many plans, e.g. province → district → commune
FEW = 500  # keys handed to the database one by one
ASSIGNED, WAITING, MISSING, EXEMPT = "assigned", "to_confirm", "unassigned", "not_applicable"


class Cell(NamedTuple):
    """One task × unit: `state` is a code of the "assignment" statuses; `task` implements it, in `place` (number of its
    plan and its sign there) under `code`; `reason` exempts."""

    state: str
    task: int | None = None
    reason: str = ""
    place: str = ""
    code: str = ""


@dataclass(frozen=True)
class TaskCover:
    """One upper task against all units: cells by unit key and how many are in each state."""

    task: Task
    cells: dict
    assigned: int
    waiting: int
    missing: tuple  # unit keys
    exempt: int

    @property
    def wanted(self) -> int:
        """Units the task applies to."""
        return len(self.cells) - self.exempt

    @property
    def percent(self) -> float | None:
        return 100 * self.assigned / self.wanted if self.wanted else None


@dataclass(frozen=True)
class Matrix:
    """Rows in the plan's order against `units` in name order."""

    units: list
    rows: list

    @property
    def missing(self) -> int:
        return sum(len(row.missing) for row in self.rows)

    def missing_by_unit(self) -> dict[int, int]:
        """{unit key: tasks it still lacks}."""
        counts = dict.fromkeys((unit.pk for unit in self.units), 0)
        for row in self.rows:
            for key in row.missing:
                counts[key] += 1
        return counts


def units_below(plan: Plan, depth: int = 1) -> UnitQuerySet:
    """Units `depth` levels below the plan's own, in force on its day; departments are no target of the matrix."""
    day = plan.date or plan.created_at.date()
    below = Unit.objects.below(plan.unit).on(day).exclude(kind=Unit.Kind.DEPARTMENT)
    return below.filter(depth=plan.unit.depth + depth)


def depths_below(plan: Plan) -> int:
    """How many levels of units stand below the plan's unit: 2 for a province with districts, 1 without."""
    day = plan.date or plan.created_at.date()
    below = Unit.objects.below(plan.unit).on(day).exclude(kind=Unit.Kind.DEPARTMENT)
    return below.order_by("depth").values_list("depth", flat=True).distinct().count()


def matrix(plan: Plan, tasks: Sequence[Task], units: Sequence[Unit], *, under: "Hanging | None" = None) -> Matrix:
    """The Matrix of `tasks` (list, `lead` loaded) against `units` (list of Unit); a query a level, and two.

    `under`: what hangs on the plan, where that has been asked already.
    """
    wanted = {unit.pk for unit in units}
    found = _implementing(plan, wanted, under)
    exempt: dict[int, dict[int, str]] = defaultdict(dict)
    for task, unit, reason in Exemption.objects.filter(task__plan=plan, unit__in=wanted).values_list(*EXEMPTION):
        exempt[task][unit] = reason
    keys = [unit.pk for unit in units]
    return Matrix(list(units), [_row(task, keys, found[task.pk], exempt[task.pk]) for task in tasks])


EXEMPTION = ("task_id", "unit_id", "reason")


def _implementing(plan, wanted, under):
    """{upper task: {unit: Cell}}; a plan in force wins over a draft of the same unit."""
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    for key, unit, state, upper, number, code in descendants(plan, under):
        in_force, cells = state in Plan.IN_FORCE, found[upper]
        if unit in wanted and (in_force or unit not in cells):
            cells[unit] = Cell(ASSIGNED if in_force else WAITING, key, place=_place(number, code), code=code)
    return found


def _place(number, code):
    of_plan = f"nhiệm vụ {code}" if code else ""
    return f"{number}, {of_plan}" if number and of_plan else number or of_plan


@dataclass(frozen=True)
class Hanging:
    """Keys of a plan's tasks (`own`, withdrawn ones too), of the plans whose tasks hang on them, and whether others hang
    on those in their turn (`deep`)."""

    own: frozenset[int]
    plans: frozenset[int]
    deep: bool


def hanging(plan: Plan, own: Iterable[int]) -> Hanging:
    """What hangs on `own`, the keys of the tasks of `plan`; one query, read by plans."""
    keys = frozenset(own)
    on = Exists(Task.objects.filter(parent=OuterRef("pk")))
    rows = Task.objects.filter(parent__in=keys).order_by().values_list("plan_id")
    found = dict(rows.annotate(leading_on=Count("pk", filter=Q(on))))
    return Hanging(keys, frozenset(found) - {plan.pk}, any(found.values()))


def descendants(plan: Plan, under: Hanging | None = None) -> Iterator[tuple[int, int, str, int, str, str]]:
    """(task, its unit, its plan's state, upper task of `plan`, its plan's number, its code) of every task below."""
    below = Task.objects.current().exclude(plan__state=Plan.State.CLOSED)
    columns = ("plan__unit_id", "plan__state", "plan__number", "code")
    own = under.own if under else plan.tasks.values_list("pk", flat=True)
    levels = LEVELS_BETWEEN if under is None or under.deep else 1
    for key, upper, unit, state, number, code in hanging_on(own, below, *columns, levels=levels):
        yield key, unit, state, upper, number, code


def hanging_on(
    tops: Iterable[int], tasks: QuerySet[Task], *columns: str, levels: int = LEVELS_BETWEEN
) -> Iterator[tuple[Any, ...]]:
    """(key, key of the top it hangs on, *columns) of those `tasks` that hang on one of `tops`; a query a level.

    Level by level with lists of keys: until PostgreSQL has counted freshly handed down tasks, a join of tasks with
    their tasks' tasks may run for minutes. Thousands of keys go as their plans, of which there are fewer.
    """
    level = {key: key for key in tops}
    narrow = Q(parent__in=list(level))
    for _ in range(levels):
        rows = tasks.filter(narrow).order_by().values_list("pk", "parent_id", "plan_id", *columns)
        below = [row for row in rows if row[1] in level]
        yield from ((key, level[parent], *values) for key, parent, _, *values in below)
        level = {row[0]: level[row[1]] for row in below}
        if not level:
            return
        few = len(level) <= FEW
        narrow = Q(parent__in=list(level)) if few else Q(parent__plan__in={plan for _, _, plan, *_ in below})


def _row(task, keys, found, exempt):
    cells = {key: found.get(key) or _empty(exempt.get(key)) for key in keys}
    if is_for_the_upper_level(task) and not any(cell.task for cell in cells.values()):
        cells = {key: Cell(EXEMPT, reason=f"Do {task.lead.name} chủ trì") for key in cells}
    states = [cell.state for cell in cells.values()]
    missing = tuple(key for key, cell in cells.items() if cell.state == MISSING)
    return TaskCover(task, cells, states.count(ASSIGNED), states.count(WAITING), missing, states.count(EXEMPT))


def is_for_the_upper_level(task: Task) -> bool:
    """A task led by a department of the upper unit itself asks nothing of the units below until it is handed down."""
    return task.lead is not None and task.lead.unit_id == task.plan.unit_id and not task.lead.heads_unit


def _empty(reason):
    return NOBODY if reason is None else Cell(EXEMPT, reason=reason)


NOBODY = Cell(MISSING)
