"""Figures counted by the database are the figures read one by one: any rule, overlapping periods, levels, retired ones."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from conftest import make_agency, make_unit
from plans.counting import figures
from plans.models import Figure, Measure, Period, Plan, Progress, Rollup, Task
from plans.tests.paper import fitting, make_period, make_plan
from units.models import Unit

pytestmark = pytest.mark.django_db
State = Progress.State
SPANS = [(1, 3), (1, 6), (4, 6), (1, 9), (7, 9), (9, 9), (10, 10), (1, 10)]  # months of 2026


@pytest.fixture
def tree(cast):
    """The province's one figure, two units below with theirs, one below the first."""
    top = _measure(cast.province, cast.province_office, "18/KH-UBND", None)
    units = [make_unit(f"Xã {n}", f"1230{n}", parent=cast.province, since=date(2025, 7, 1)) for n in range(3)]
    offices = [make_agency(unit, f"UBND {unit.name}", heads_unit=True, symbol="UBND") for unit in units]
    below = [_measure(*pair, f"0{n}/KH-UBND", top) for n, pair in enumerate(zip(units, offices, strict=True), start=1)]
    Measure.objects.filter(pk=below[2].pk).update(parent=below[0])
    for starts, ends in SPANS:
        last = date(2026, ends + 1, 1) - timedelta(days=1)
        make_period(top.task.plan, year=2026, name=f"{starts}-{ends}", starts=date(2026, starts, 1), ends=last)
    return [top, *below]


def _measure(unit, office, number, above):
    plan = make_plan(unit, office, number=number, year=2026, tasks=1, reports_under=above and above.task.plan)
    measure = plan.tasks.get().measures.get()
    Measure.objects.filter(pk=measure.pk).update(parent=above)
    Task.objects.filter(pk=measure.task_id).update(parent=above and above.task)
    return measure


def _report(measure, chance):
    for period in Period.objects.all():
        if chance.random() < 0.5:
            continue
        entry = Progress.objects.create(
            task=measure.task, plan=measure.task.plan, unit=measure.task.plan.unit, period=period, due=period.due,
            due_inside=period.due_inside, **fitting(chance.choice([*Progress.RECEIVED, *Progress.RECEIVED, State.DRAFT])),
        )  # fmt: skip
        value = Decimal(chance.randint(-(10**7), 10**9)) / 10_000
        Figure.objects.create(entry=entry, measure=measure, value=value)


def equal(measures):
    """Whether the database counts; then it says what the figures read one by one say."""
    counted = figures.sums(measures)
    for row, total in zip(counted or (), figures.totals(measures) if counted else (), strict=True):
        units = Counter(source.unit.pk for source in total.entries())
        said = total.value, total.own, total.set_aside, total.reporting, units
        assert (row.value, row.own, row.set_aside, row.reporting, row.of_units) == said
    return counted is not None


def test_the_database_adds_up_what_the_figures_say(tree):
    chance = random.Random(5)
    for _ in range(12):
        Figure.objects.all().delete()
        Progress.objects.all().delete()
        Measure.objects.update(rollup=chance.choice(Rollup.values), retired=None)
        Measure.objects.filter(pk=chance.choice(tree).pk).update(retired=chance.choice([date(2026, 7, 1), None]))
        for measure in chance.sample(tree, chance.randint(1, 4)):
            _report(measure, chance)
        assert equal(list(Measure.objects.select_related("task__plan__unit").order_by("pk")))
        assert equal(list(Measure.objects.filter(pk=tree[0].pk).select_related("task__plan__unit")))


def test_where_one_plan_came_after_another_it_leaves_the_answer_to_the_figures(tree):
    top = Measure.objects.filter(pk=tree[0].pk).select_related("task__plan__unit")
    Plan.objects.filter(pk=tree[3].task.plan_id).update(superseded_by=tree[2].task.plan)
    assert figures.sums(top) is None
    Plan.objects.update(superseded_by=None)
    Unit.objects.filter(pk=tree[3].task.plan.unit_id).update(valid_to=timezone.localdate())
    assert figures.sums(top) is None
