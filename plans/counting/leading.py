"""Figures of the portal that lead a score: what tasks in force measure, beside the sub-dimension they serve."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from indicators.leading import Leading
from indicators.models import StructureVersion
from plans.counting.figures.totals import totals
from plans.counting.score_work import lineage
from plans.models import Measure, Plan
from plans.permissions import visible_plans
from units.models import Unit, User
from units.permissions import Action
from units.scope import where

__all__ = ["figures_of_plans"]

SOURCE = "Số liệu tiến độ trên hệ thống"


def figures_of_plans(user: User, province: Unit, year: int) -> Iterator[Leading]:
    """Totals of the figures that plans in force ask for; only of units whose whole standing `user` sees, and only where
    codes of the scores' year mean the same in the plan's."""
    seen = visible_plans(user).filter(where(user, Action.VIEW, "unit__"), unit__in=lineage(province))
    plans = list(seen.filter(state__in=Plan.IN_FORCE))
    structure, *others = StructureVersion.of_years(year, *(plan.year_from for plan in plans))
    same = [plan.pk for plan, other in zip(plans, others, strict=True) if other == structure]
    rows = Measure.objects.filter(task__plan__in=same, task__withdrawn=None, retired=None)
    measures = list(
        rows.select_related("task__plan__unit").prefetch_related("task__dimensions", "task__sub_dimensions")
    )
    for total in totals(measures) if measures else ():
        yield from _beside(total.measure, total.value)


def _beside(measure, value):
    task, today = measure.task, timezone.localdate()
    subs = list(task.sub_dimensions.all())
    named = {sub.dimension_id for sub in subs}
    codes = [sub.code for sub in subs] + [str(one.number) for one in task.dimensions.all() if one.pk not in named]
    for code in codes:
        yield Leading(
            code, measure.name, value, measure.unit_of_measure, today, f"{SOURCE}: {task.plan.number or task.plan.title}",
            url=reverse("task", args=[task.pk]),
        )  # fmt: skip
