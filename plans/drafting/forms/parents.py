"""The task above that a task carries out, as choices of a select."""

from collections.abc import Iterable
from typing import Any

from plans.models import Task

LONGEST = 120  # letters of a task in a list to choose from


def short(task: Task) -> str:
    """A task as one line of a list."""
    text = str(task)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def parent_choices(above: Iterable[Task], alike: Iterable[Task] = ()) -> list[tuple[str, Any]]:
    """Choices of a select over `above` (tasks with plan and unit), a group a plan; `alike` once more on top."""
    groups = {}
    for task in above:
        groups.setdefault(task.plan, []).append((task.pk, short(task)))
    suggested = [("Gần giống nhất", [(task.pk, short(task)) for task in alike])] if alike else []
    named = [(f"{plan.number or 'Dự thảo'}, {plan.unit.name}", rows) for plan, rows in groups.items()]
    return [("", "Không: nhiệm vụ riêng của đơn vị"), *suggested, *named]
