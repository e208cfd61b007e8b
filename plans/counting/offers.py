"""What the plan above has for this one: changes since its tasks were taken, and tasks no plan of the unit carries out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from plans.counting.coverage import is_for_the_upper_level
from plans.models import Exemption, Plan, PlanStep, Task
from plans.models.task import TaskQuerySet
from units.models import Unit

__all__ = ["Offer", "count_offers", "held_below", "lacking", "offered", "offers"]


@dataclass(frozen=True)
class Offer:
    """What changed above since `task` was taken: `changes` = [{label, old, new}], `withdrawn` when the parent ended."""

    task: Task
    parent: Task
    changes: list
    withdrawn: bool


def offered() -> TaskQuerySet:
    """Current tasks of any plan whose parent has moved on, without those answered in the amendment under way: dropping
    that amendment offers them again."""
    # By the key of each parent: joined, PostgreSQL would read every task of the country to find those of one plan.
    above = Task.objects.filter(pk=OuterRef("parent")).exclude(plan=OuterRef("plan")).order_by()
    tasks = Task.objects.current().annotate(above_version=Subquery(above.values("version")))
    tasks = tasks.filter(above_version__gt=F("parent_version")).exclude(parent_version=0)
    under_way = Plan.with_amendments.filter(amends=OuterRef("plan"))
    drafted = Task.objects.filter(amends=OuterRef("pk"), parent_version__lt=OuterRef("above_version"))
    return tasks.filter(~Exists(under_way) | Exists(drafted))


def _offered(plan):
    return offered().filter(plan=plan)


def count_offers(plan: Plan) -> int:
    """How many tasks of `plan` have a change above to take or decline."""
    return 0 if plan.state == Plan.State.CLOSED else _offered(plan).count()


def offers(plan: Plan) -> list[Offer]:
    """[Offer] of `plan`, in its order; two queries."""
    tasks = list(_offered(plan).select_related("parent__plan__unit").order_by("position", "pk"))
    steps = PlanStep.objects.filter(
        plan__in={task.parent.plan_id for task in tasks}, verb__in=["amend", "extension_granted"]
    )
    changes = [row for step in steps.order_by("at", "pk") for row in step.changes if row.get("task")]
    return [_offer(task, changes) for task in tasks]


def _offer(task, changes):
    own = [row for row in changes if row["task"] == task.parent_id and row.get("version", 0) > task.parent_version]
    merged = {}
    for row in own:
        merged[row["field"]] = {**row, "old": merged.get(row["field"], row)["old"]}
    return Offer(task, task.parent, list(merged.values()), withdrawn=task.parent.withdrawn is not None)


def lacking(plan: Plan, parents: Iterable[Plan] | None = None) -> list[Task]:
    """Tasks of the plans in force above `plan` that reach its unit and that no plan of the unit carries out; `parents`
    (their units loaded) where they were read already."""
    unit, found = plan.unit, []
    known = plan.parents.select_related("unit") if parents is None else parents
    above = [parent for parent in known if parent.in_force and _is_above(parent.unit, unit)]
    for parent in above:
        held = {key for key, _ in held_below(parent, [unit])}
        tasks = parent.tasks.current().select_related("lead", "plan__unit").order_by("position", "pk")
        found += [task for task in tasks if task.pk not in held and not is_for_the_upper_level(task)]
    return found


def _is_above(upper, unit):
    return unit.path.startswith(upper.path) and unit.pk != upper.pk


def held_below(plan: Plan, units: Iterable[Unit]) -> set[tuple[int, int]]:
    """(upper task, unit) pairs that exist already or don't apply."""
    below = (
        Task.objects.current().filter(parent__plan=plan, plan__unit__in=units).exclude(plan__state=Plan.State.CLOSED)
    )
    exempt = Exemption.objects.filter(task__plan=plan, unit__in=units).order_by().values_list("task_id", "unit_id")
    return set(below.order_by().values_list("parent_id", "plan__unit_id").union(exempt))
