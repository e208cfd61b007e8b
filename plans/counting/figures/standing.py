"""What stands of several totals of one thing: a number of a predecessor goes where a successor's stands for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from plans.counting.figures.successors import Successors
from plans.counting.figures.values import Total, of_parts, of_sources
from plans.models import Rollup


def standing(parts: Sequence[Total], rule: str, after: Successors) -> Sequence[Total]:
    """`parts` without what those that came after already stand for.

    Latest and average look at the state of things: the predecessor's number goes when a successor has one. A sum keeps
    of overlapping periods the one that ends last. The highest keeps all.
    """
    if sum(part.value is not None for part in parts) < 2 or rule == Rollup.MAXIMUM or after.nobody:
        return parts
    later = _later(parts, after)
    if rule in (Rollup.LATEST, Rollup.AVERAGE):
        return [
            part
            for part in parts
            if not any(other.value is not None and after.replaces(other, part) for other in later[part.measure.pk])
        ]
    return _each_period_once(parts, later, after) if any(later.values()) else parts


def _later(parts, after):
    """{measure key: the parts that came after it}, found by plan and unit: a province has a thousand parts, and asking
    every pair takes a minute."""
    by_plan, by_unit = defaultdict(list), defaultdict(list)
    for part in parts:
        by_plan[part.measure.task.plan_id].append(part)
        by_unit[part.measure.task.plan.unit_id].append(part)
    return {part.measure.pk: _after(part.measure.task.plan, by_plan, by_unit, after) for part in parts}


def _after(plan, by_plan, by_unit, after):
    plans, units = after.plans_after(plan), after.heirs_of(plan.unit_id)
    found = [other for pk in plans for other in by_plan.get(pk, ())]
    found += [other for pk in units for other in by_unit.get(pk, ())]
    return [*{other.measure.pk: other for other in found if other.measure.task.plan_id != plan.pk}.values()]


def _each_period_once(parts, later, after):
    """Parts of a sum, each without the numbers whose period overlaps a later-ending one of its line."""
    line = {key: {other.measure.pk for other in others} for key, others in later.items()}
    found = [(source, part.measure.pk) for part in parts for source in part.entries()]
    found.sort(key=lambda pair: (-pair[0].period.ends.toordinal(), pair[0].period.starts, len(line[pair[1]])))
    kept, gone = [], defaultdict(set)
    for source, part in found:
        beside = (other for other, its in kept if part in line[its] or its in line[part])
        if any(_overlap(source, other) and after.same_area(source, other) for other in beside):
            gone[part].add(source)
        else:
            kept.append((source, part))
    return [_without(part, gone[part.measure.pk]) for part in parts]


def _overlap(one, other):
    return one.period.starts <= other.period.ends and other.period.starts <= one.period.ends


def _without(total, gone):
    if not gone:
        return total
    if total.own:
        sources = tuple(source for source in total.sources if source not in gone)
        return replace(total, sources=sources, value=of_sources(total.measure, sources))
    parts = tuple(_without(part, gone) for part in total.parts)
    return replace(total, parts=parts, value=of_parts(total.measure, parts))
