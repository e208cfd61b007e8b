"""Figures of the portal that lead a score: what tasks in force measure, beside the sub-dimension they serve."""

from collections.abc import Iterator

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from indicators.book import Book
from indicators.kin import Kin
from indicators.leading import Leading
from plans.counting.figures.totals import totals
from plans.models import Measure, Plan, Task
from plans.permissions import visible_plans
from units.models import User
from units.permissions import Action
from units.scope import where

__all__ = ["figures_of_plans"]

SOURCE = "Số liệu tiến độ trên hệ thống"


def figures_of_plans(user: User, of: Kin, year: int, book: Book) -> Iterator[Leading]:
    """Totals of the figures that plans in force ask for; only of units whose whole standing `user` sees, and only where
    codes of the scores' year mean the same in the plan's."""
    seen = visible_plans(user).filter(where(user, Action.VIEW, "unit__"))
    rows = Measure.objects.filter(
        task__plan__in=seen.filter(unit__in=of.lineage, state__in=Plan.IN_FORCE), task__withdrawn=None, retired=None
    )
    structure = book.structure(year)[0]
    measures = [
        measure
        for measure in rows.select_related("task__plan__unit")
        if book.structure(measure.task.plan.year_from)[0] == structure
    ]
    codes = _codes({measure.task_id for measure in measures}) if measures else {}
    for total in totals(measures) if measures else ():
        yield from _beside(total.measure, total.value, codes[total.measure.task_id])


def _codes(tasks):
    """{task: codes of the parts and numbers of the whole dimensions it serves}. One query."""
    current = Task.objects.filter(pk__in=tasks).order_by()
    parts = current.values_list("pk", "sub_dimensions__code")
    numbers = current.values_list("pk", Cast("dimensions__number", CharField()))
    found = {key: set() for key in tasks}
    for task, code in numbers.union(parts):
        found[task] |= {code} if code else set()
    return {
        task: sorted(code for code in said if "." in code or not any(one.startswith(f"{code}.") for one in said))
        for task, said in found.items()
    }


def _beside(measure, value, codes):
    task, today = measure.task, timezone.localdate()
    for code in codes:
        yield Leading(
            code, measure.name, value, measure.unit_of_measure, today, f"{SOURCE}: {task.plan.number or task.plan.title}",
            url=reverse("task", args=[task.pk]),
        )  # fmt: skip
