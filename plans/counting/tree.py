"""The hierarchy of plans: each plan under the plan it carries out, province → district → commune or straight."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from plans.models import Plan

SHOWN_BELOW = 8  # children shown under one plan before "Xem đủ"


@dataclass(frozen=True)
class Branch:
    """A line of the tree: a plan at `level`, or (plan None) the rest of `parent`'s children, `hidden` of them."""

    level: int
    plan: Plan | None = None
    parent: Plan | None = None
    hidden: int = 0
    below: int = 0


def rows(plans: Sequence[Plan], shown_below: int = SHOWN_BELOW) -> list[Branch]:
    """Rows of `plans` (list of Plan in office order) as a tree, one query for the links; each plan appears once.

    A plan with several parents stands under the nearest one above: a parent of the same unit before the unit above.
    """
    by_key = {plan.pk: plan for plan in plans}
    children, rooted = defaultdict(list), set()
    for plan in plans:
        if parent := _nearest_parent(plan, by_key):
            children[parent].append(plan)
            rooted.add(plan.pk)
    lines, seen = [], set()
    for plan in plans:
        if plan.pk not in rooted:
            _walk(plan, 0, children, shown_below, lines, seen)
    return lines


def link_parents(plans: list[Plan]) -> list[Plan]:
    """Set `parent_keys` on every plan of the list; one query. Call before `rows`."""
    links = Plan.parents.through.objects.filter(from_plan__in=[plan.pk for plan in plans])
    found = defaultdict(list)
    for child, parent in links.values_list("from_plan_id", "to_plan_id"):
        found[child].append(parent)
    for plan in plans:
        plan.parent_keys = found[plan.pk]
    return plans


def _nearest_parent(plan, by_key):
    known = [by_key[key] for key in plan.parent_keys if key in by_key and key != plan.pk]
    nearest = max(known, key=lambda row: (row.unit.depth, row.pk), default=None)
    return nearest.pk if nearest else None


def _walk(plan, level, children, shown_below, lines, seen):
    if plan.pk in seen:
        return
    seen.add(plan.pk)
    below = children[plan.pk]
    lines.append(Branch(level, plan, below=len(below)))
    for child in below[:shown_below]:
        _walk(child, level + 1, children, shown_below, lines, seen)
    if len(below) > shown_below:
        lines.append(Branch(level + 1, parent=plan, hidden=len(below) - shown_below))
