"""Kế hoạch năm sau: a draft from last year's scores: its targets, the tasks that go on, new ones for what nobody serves."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from indicators.models import Scenario, SubDimension
from plans.drafting.typical_tasks import Typical, words_of
from plans.drafting.workflow.life import new_plan
from plans.drafting.workflow.tasks import add_task, copy_task
from plans.models import Plan, Target, Task
from units.models import Agency, Unit, User

__all__ = ["next_year"]


@transaction.atomic
def next_year(
    unit: Unit, *, by: User, year: int, targets: Sequence[Mapping[str, Any]], going_on: Collection[Task],
    fresh: Sequence[tuple[SubDimension, Typical]], scenario: Scenario | None = None,
) -> Plan:  # fmt: skip
    """The draft of `unit` for `year`; `going_on`: tasks of an earlier plan (fetched with `worded()`), deadlines moved;
    `fresh`: typical tasks, each tied to the sub-dimension it shall serve; `scenario`: the plan's reason.

    Raises Refused without the right to write the unit's plans.
    """
    office = Agency.objects.get(unit=unit, heads_unit=True)
    title = f"Kế hoạch nâng cao Chỉ số PAPI năm {year}"
    plan = new_plan(unit, by=by, issuer=office, title=title, year_from=year, year_to=year, scenario=scenario)
    Target.objects.bulk_create(Target(plan=plan, **words) for words in targets)
    for task in going_on:
        copy_task(task, plan, years=year - task.plan.year_from)
    for sub, typical in fresh:
        add_task(
            plan, by=by, words=words_of(typical) | {"dimensions": [sub.dimension.number], "sub_dimensions": [sub.pk]}
        )
    return plan
