"""A province of real size, for tests and measurements: its communes report under its plan, rows written in bulk."""

from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from indicators.models import Dimension
from plans.models import Figure, Measure, Period, Plan, Progress, Task
from plans.tests.paper import make_period, make_plan
from units.models import Agency, Unit
from units.statuses import DIMENSION_NAMES
from units.text import fold, sort_key

LEVELS = (Progress.Level.DONE, Progress.Level.DONE, Progress.Level.DOING, Progress.Level.NONE)


def province_period(province: Unit, office: Agency, *, communes: int = 104, tasks: int = 60) -> tuple[Plan, Period]:
    """(plan, period) of a province in 2026 whose communes have all reported; the first three lag in one task each."""
    plan = make_plan(province, office, number="18/KH-UBND", year=2026, tasks=0)
    wanted = Task.objects.bulk_create(_tasks(plan, tasks))
    period = make_period(plan, year=2026)
    below = _plans(plan, _units(province, communes))
    own = Task.objects.bulk_create(task for one in below for task in _tasks(one, tasks, parents=wanted))
    _give_dimensions([*wanted, *own])
    parent = Measure.objects.create(task=wanted[0], name="Hồ sơ", unit_of_measure="hồ sơ")
    measures = Measure.objects.bulk_create(
        Measure(task=task, name="Hồ sơ", unit_of_measure="hồ sơ", parent=parent) for task in own[::5]
    )
    entries = Progress.objects.bulk_create(_entries(period, own))
    Figure.objects.bulk_create(
        Figure(entry=entry, measure=measure, value=10) for entry, measure in zip(entries[::5], measures, strict=True)
    )
    for entry in entries[: 3 * tasks : tasks]:
        Progress.objects.filter(pk=entry.pk).update(level=Progress.Level.NOT_STARTED)
    _take_statistics()
    return plan, period


def _take_statistics():
    """What PostgreSQL's own housekeeping does soon after so many rows came: without it its planner guesses."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _units(province, count):
    names = [f"Xã Số {number}" for number in range(1, count + 1)]
    units = [
        Unit(
            name=name, code=f"5{number:04}", kind="xa", parent=province, valid_from=province.valid_from,
            full_name=f"{name}, {province.full_name}", path=f"{province.path}5{number:04}/", depth=province.depth + 1,
            search_text=fold(name), sort_key=sort_key(name),
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    return Unit.objects.bulk_create(units)


def _plans(plan, units):
    offices = Agency.objects.bulk_create(
        Agency(unit=unit, name=f"UBND {unit.short_name}", heads_unit=True, symbol="UBND") for unit in units
    )
    return Plan.objects.bulk_create(
        Plan(
            unit=office.unit, issuer=office, number="04/KH-UBND", date=date(2026, 1, 20), year_from=2026, year_to=2026,
            title="Nâng cao Chỉ số PAPI năm 2026", state=Plan.State.ISSUED, reports_under=plan,
        )
        for office in offices
    )  # fmt: skip


def _tasks(plan, count, parents=None):
    return [
        Task(
            plan=plan, code=f"{place}a", position=place, text=f"Nhiệm vụ số {place} của {plan.unit.name}",
            parent=parents[place - 1] if parents else None,
        )
        for place in range(1, count + 1)
    ]  # fmt: skip


def _give_dimensions(tasks):
    through, all_of_them = Task.dimensions.through, {}
    for number, name in DIMENSION_NAMES.items():
        values = {"name": name, "short_name": name[:40], "name_en": name, "year_from": 2011}
        all_of_them[number], _ = Dimension.objects.get_or_create(number=number, defaults=values)
    through.objects.bulk_create(
        through(task_id=task.pk, dimension_id=all_of_them[(task.position - 1) % len(all_of_them) + 1].pk)
        for task in tasks
    )


def _entries(period, tasks):
    came = timezone.make_aware(datetime.combine(period.due_inside, time(10)))
    return [
        Progress(
            task=task, period=period, unit=task.plan.unit, plan=task.plan, due_inside=period.due_inside, due=period.due,
            open=True, level=LEVELS[task.position % len(LEVELS)], state=Progress.State.APPROVED, handed_in_at=came,
            result=f"Đã thực hiện nhiệm vụ số {task.position} tại {task.plan.unit.name}, kết quả đạt yêu cầu.",
            difficulties="Thiếu người" if task.position == 1 else f"Vướng mắc số {task.position} của {task.plan.unit.name}"
            if task.position < 4 else "",
        )
        for task in tasks
    ]  # fmt: skip
