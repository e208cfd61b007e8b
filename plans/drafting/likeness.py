"""Which tasks of a plan above a task most likely carries out, by the words both have; suggests, never decides."""

from collections.abc import Iterable

from plans.models import Plan, Task
from units.text import fold

ALIKE = 0.5  # share of common words from which a suggestion is put forward as the answer
WORTH_SHOWING = 0.25


def likeness(one: str, other: str) -> float:
    """0 … 1: twice the common words over the words of both (Dice); marks and case do not count."""
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0


def closest(text: str, tasks: Iterable[Task], most: int = 3) -> list[tuple[float, Task]]:
    """[(likeness, task)] of `tasks`, best first, without those that have next to nothing in common with `text`."""
    scored = [(likeness(text, task.text), task) for task in tasks]
    found = [row for row in scored if row[0] >= WORTH_SHOWING]
    return sorted(found, key=lambda row: (-row[0], row[1].position))[:most]


def tasks_above(plan: Plan) -> list[Task]:
    """Current tasks of the plans that `plan` carries out, plan by plan in their order; one query."""
    parents = plan.parents.values("pk")
    found = plan.tasks.model.objects.current().filter(plan__in=parents).select_related("plan__unit")
    return list(found.order_by("plan__unit__depth", "plan_id", "position", "pk"))
