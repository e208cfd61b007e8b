"""The same totals counted by the database: a page that only names a number reads none of the figures it is made of.

A figure's periods that overlap count once (`apart`), which sums in SQL cannot say of each figure. So it is said once for
all periods: `chosen` are those that would count of a figure reported in each. A figure that has all of them, or none
beside them, is the sum of its chosen ones; the rest are read. Where a plan was superseded or a unit abolished, one figure
may stand for another: then `sums` gives up, and `totals` is asked.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import BigIntegerField, Count, F, Max, Q, Sum, Window
from django.db.models.functions import Cast, Round, RowNumber
from django.utils import timezone

from plans.counting.figures.reading import DEEPEST, RECEIVED, sources_of
from plans.counting.figures.values import apart, combine, of_sources
from plans.models import Figure, Measure, Period, Progress, Rollup

__all__ = ["Counted", "sums"]

PARTS = 10_000  # figures have four decimals: whole numbers are added exactly on every database


class Counted(NamedTuple):
    """What `Total` says without its sources; `of_units`: {unit key: how many figures that count it gave}."""

    measure: Measure
    value: Decimal | None
    own: bool
    set_aside: Decimal | None
    reporting: int
    of_units: dict[int, int]


class Node(NamedTuple):
    """A measure below, as far as it is counted."""

    pk: int
    parent_id: int | None
    rollup: str
    retired: date | None
    plan_id: int
    unit_id: int


class Own(NamedTuple):
    """What a unit entered for one measure: its value, and of how many entries."""

    value: Decimal | None
    entries: int


def sums(measures: Iterable[Measure]) -> list[Counted] | None:
    """[Counted] of `measures` as they stand now, in their order; None where a figure may stand for another's.

    A query a level, one for the periods, one for the figures; up to four more where periods overlap, where only the
    newest number counts, where a unit reported part of the periods.
    """
    roots, day = list(measures), timezone.localdate()
    nodes = _tree(roots, day)
    if nodes is None:
        return None
    own = _own(nodes, day)
    below: dict[int | None, list[Node]] = {}
    for node in nodes.values():
        below.setdefault(node.parent_id, []).append(node)
    return [_counted(root, nodes[root.pk], below, own) for root in roots]


def _tree(roots, day):
    """{measure key: Node} of the roots and all below; None where a plan was superseded or a unit abolished."""
    columns = ("pk", "parent_id", "rollup", "retired", "task__plan_id", "task__plan__unit_id")
    asked = ("task__plan__superseded_by_id", "task__plan__unit__valid_to", "task__withdrawn", "task__amends_id")
    found, rows = {}, Measure.objects.filter(pk__in=[root.pk for root in roots])
    for _ in range(DEEPEST + 1):
        level = {}
        for *said, successor, ended, withdrawn, amends in rows.order_by().values_list(*columns, *asked):
            known = not found or said[1] in found  # a child of a plan's other measures
            if not known or said[0] in found or (found and _left_out(withdrawn, amends, day)):
                continue
            if successor or ended:
                return None
            level[said[0]] = Node(*(said if found else [said[0], None, *said[2:]]))
        if not level:
            break
        found |= level
        rows = Measure.objects.filter(parent__task__plan__in={node.plan_id for node in level.values()})
    return found


def _left_out(withdrawn, amends, day):
    return (withdrawn is not None and withdrawn <= day) or amends is not None


def _own(nodes, day):
    """{measure key: Own} of every measure somebody handed in a number of."""
    figures = Figure.objects.filter(
        entry__plan__in={node.plan_id for node in nodes.values()}, entry__state__in=RECEIVED
    )
    if any(node.retired and node.retired <= day for node in nodes.values()):
        going = (
            Q(measure__retired=None) | Q(measure__retired__gt=day) | Q(measure__retired__gt=F("entry__period__ends"))
        )
        figures = figures.filter(going)
    periods = _periods(nodes)
    chosen = {period.pk for period in apart_periods(periods)}
    found = _summed(figures, nodes, chosen, every=len(chosen) == len(periods))
    if len(chosen) < len(periods):
        found |= _read(_partly(figures, nodes, chosen, found), day)
    if any(node.rollup == Rollup.LATEST for node in nodes.values()):
        found |= _newest(figures, nodes)
    return found


def _periods(nodes):
    """Periods of which anything came, the last first, of those that end together the widest."""
    came = Progress.objects.filter(state__in=RECEIVED, plan__in={node.plan_id for node in nodes.values()})
    return list(Period.objects.filter(pk__in=set(came.order_by().values_list("period_id", flat=True).distinct()))
                .order_by("-ends", "starts"))  # fmt: skip


def apart_periods(periods: Iterable[Period]) -> list[Period]:
    """`apart` of periods themselves."""
    return [said.period for said in apart(map(_Of, periods))]  # type: ignore[type-var]


class _Of(NamedTuple):
    period: Period


def _summed(figures, nodes, chosen, every):
    kept = figures if every else figures.filter(entry__period__in=chosen)
    total = Sum(Cast(Round(F("value") * PARTS), BigIntegerField()))
    added = kept.order_by().values("measure_id").annotate(n=Count("pk"), total=total, most=Max("value"))
    return {
        key: Own(_value(nodes[key].rollup, number, total, most), number)
        for key, number, total, most in added.values_list("measure_id", "n", "total", "most") if key in nodes
    }  # fmt: skip


def _value(rule, number, total, most):
    if rule == Rollup.MAXIMUM:
        return most
    return Decimal(total) / PARTS / (number if rule == Rollup.AVERAGE else 1)


def _partly(figures, nodes, chosen, found):
    """Keys of measures reported in other periods than the chosen, and not in each of the chosen."""
    beside = figures.exclude(entry__period__in=chosen).order_by().values_list("measure_id", flat=True).distinct()
    return [key for key in beside if key in nodes and (key not in found or found[key].entries < len(chosen))]


def _read(keys, day):
    """{measure key: Own} from the figures themselves."""
    measures = list(Measure.objects.filter(pk__in=keys).select_related("task__plan__unit")) if keys else []
    sources = sources_of(measures, (None, None, None), day) if measures else {}
    kept = {one.pk: (one, apart(sources[one.pk])) for one in measures if sources[one.pk]}
    return {key: Own(of_sources(one, found), len(found)) for key, (one, found) in kept.items()}


def _newest(figures, nodes):
    """{measure key: Own} of those of which only the newest number counts."""
    place = Window(RowNumber(), "measure_id", [F("entry__period__ends").desc(), F("entry__period__starts").asc()])
    rows = figures.filter(measure__rollup=Rollup.LATEST).annotate(place=place).filter(place=1)
    return {key: Own(value, 1) for key, value in rows.order_by().values_list("measure_id", "value") if key in nodes}


def _counted(measure, node, below, own):
    parts = [_counted(None, child, below, own) for child in below.get(node.pk, ())]
    under = combine(node.rollup, [part.value for part in parts], [part.reporting for part in parts])
    if node.pk in own:
        value, entries = own[node.pk]
        return Counted(measure, value, True, under, 1, {node.unit_id: entries})
    units: dict[int, int] = {}
    for part in parts:
        for unit, entries in part.of_units.items():
            units[unit] = units.get(unit, 0) + entries
    return Counted(measure, under, False, None, sum(p.reporting for p in parts if p.value is not None), units)
