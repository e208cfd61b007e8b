"""Which plans came after which: superseding ones, and those of the units that succeeded an abolished one."""

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from plans.counting.figures.reading import DEEPEST
from plans.counting.figures.values import Source, Total
from plans.models import Plan
from units.models import Succession


class Successors:
    """Which plans came after which: superseding ones of the unit, and those of the units that succeeded it."""

    def __init__(self, plans: Collection[Plan]) -> None:
        """Asked of the database when first needed, and only where a plan was superseded or a unit abolished."""
        self.plans = plans

    @cached_property
    def next(self) -> dict[int, int]:
        """{plan: the one that superseded it}, also of successors that are none of the plans in question."""
        found = {plan.pk: plan.superseded_by_id for plan in self.plans if plan.superseded_by_id}
        for _ in range(DEEPEST):
            unknown = set(found.values()) - set(found)
            rows = Plan.objects.filter(pk__in=unknown, superseded_by__isnull=False) if unknown else Plan.objects.none()
            pairs = dict(rows.order_by().values_list("pk", "superseded_by"))
            if not pairs:
                break
            found |= pairs
        return found

    @cached_property
    def heirs(self) -> dict[int, set[int]]:
        """{abolished unit: its heirs}, through heirs abolished in their turn."""
        found, gone = defaultdict(set), {plan.unit_id for plan in self.plans if plan.unit.valid_to}
        for _ in range(DEEPEST):
            if not gone:
                break
            links = Succession.objects.filter(old__in=gone).order_by().values_list("old", "new", "new__valid_to")
            gone = set()
            for old, new, ended in links:
                found[old].add(new)
                gone |= {new} if ended else set()
            gone -= set(found)
        return found

    @cached_property
    def nobody(self) -> bool:
        """Whether no plan was superseded and no unit abolished: every number stands."""
        return not self.next and not self.heirs

    def plans_after(self, plan: Plan) -> set[int]:
        """Keys of the plans that superseded `plan`, one after the other."""
        return _chain(plan.pk, lambda pk: {self.next[pk]} if pk in self.next else ())

    def heirs_of(self, unit: int) -> set[int]:
        return _chain(unit, lambda pk: self.heirs.get(pk, ()))

    def same_area(self, one: Source, other: Source) -> bool:
        """Whether two Sources speak of the same area: of one unit, a unit and its heir, one that lies in the other."""
        nested = one.unit.path.startswith(other.unit.path) or other.unit.path.startswith(one.unit.path)
        return nested or self._inherits(one, other) or self._inherits(other, one)

    def _inherits(self, new, old):
        """The heir's number stands for the old unit, unless both stood beside each other when its period ended."""
        beside = new.unit.valid_from <= new.period.ends and not _ended_before(old.unit, new.period.ends)
        return new.unit.pk in self.heirs_of(old.unit.pk) and not beside

    def replaces(self, later: Total, earlier: Total) -> bool:
        """Whether the Total `later`, which has a number, takes the place of `earlier` where only the newest counts: by
        the plan that superseded it, or by an heir's number of a period that reaches beyond the old unit's end."""
        plan, old = later.measure.task.plan, earlier.measure.task.plan
        if plan.pk in self.plans_after(old):
            return True
        return any(self._inherits(new, gone) for new in later.entries() for gone in earlier.entries())


def _chain(start, following):
    """Everything reached from `start`, without it."""
    found, level = set(), {start}
    for _ in range(DEEPEST):
        level = {pk for one in level for pk in following(one)} - found
        found |= level
    return found - {start}


def _ended_before(unit, day):
    return unit.valid_to is not None and unit.valid_to < day
