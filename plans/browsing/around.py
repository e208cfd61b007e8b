"""What stands around one plan, read at once: the plans above it, those it replaced, the change being drafted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from plans.models import Plan
from plans.permissions import visible_among
from units.models import User

__all__ = ["Around", "around"]


@dataclass(frozen=True)
class Around:
    """`parents` of the plan, seen or not; of them and of those it `replaced` the ones a person sees; the amendment."""

    parents: Sequence[Plan]
    above: Sequence[Plan]
    replaced: Sequence[Plan]
    under_way: Plan | None


def around(plan: Plan, user: User) -> Around:
    """One query, one more for who inherited and where a plan beside it is of a unit that is no more."""
    is_parent = Exists(Plan.parents.through.objects.filter(from_plan=plan.pk, to_plan=OuterRef("pk")))
    beside = Plan.with_amendments.filter(Q(is_parent) | Q(amends=plan.pk) | Q(superseded_by=plan.pk))
    found = list(beside.with_heads().annotate(is_parent=is_parent))
    parents = [row for row in found if row.is_parent and row.amends_id is None]
    replaced = [row for row in found if row.superseded_by_id == plan.pk]
    under_way = next((row for row in found if row.amends_id == plan.pk), None)
    return Around(parents, visible_among(user, parents), visible_among(user, replaced), under_way)
