"""What came after a part of a sum is found by plan and unit, and is what asking every pair would find."""

import random
from types import SimpleNamespace as Row

from plans.counting.figures.standing import _later
from plans.counting.figures.successors import Successors


def world(chance):
    """(successors, parts): plans of a few units, some superseded, some units with heirs, also in a ring."""
    count, units = chance.randint(1, 7), chance.randint(1, 4)
    plans = [Row(pk=n, unit_id=chance.randrange(units), superseded_by_id=None) for n in range(count)]
    after = Successors(plans)
    after.__dict__["next"] = {n: chance.randrange(count) for n in range(count) if chance.random() < 0.5}
    after.__dict__["heirs"] = {n: {chance.randrange(units)} for n in range(units) if chance.random() < 0.6}
    chosen = [chance.choice(plans) for _ in range(chance.randint(1, 9))]
    return after, [Row(measure=Row(pk=n, task=Row(plan=plan, plan_id=plan.pk))) for n, plan in enumerate(chosen)]


def came_after(after, later, earlier):
    """Whether the plan `later` superseded `earlier`, or is one of a unit that succeeded its unit."""
    if later.pk == earlier.pk:
        return False
    return later.pk in after.plans_after(earlier) or later.unit_id in after.heirs_of(earlier.unit_id)


def test_by_plan_and_unit_as_pair_by_pair():
    chance = random.Random(20261130)
    for _ in range(300):
        after, parts = world(chance)
        pairs = {
            one.measure.pk: {
                other.measure.pk
                for other in parts
                if came_after(after, other.measure.task.plan, one.measure.task.plan)
            }
            for one in parts
        }
        assert {key: {part.measure.pk for part in rows} for key, rows in _later(parts, after).items()} == pairs
