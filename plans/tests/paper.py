"""A paper on its way, for tests: a plan with tasks, an open period, and its entries."""

from datetime import date

from plans.models import Measure, Period, Plan, Progress, Task
from plans.progress.periods import owe_entries


def make_plan(unit, issuer, *, number="04/KH-UBND", year=2024, tasks=3, **more):
    """An issued plan with `tasks` tasks, the first of which asks for one figure ("Hồ sơ", target 100)."""
    plan = Plan.objects.create(
        unit=unit, issuer=issuer, number=number, date=date(year, 1, 12), year_from=year, year_to=year,
        title=f"Nâng cao Chỉ số PAPI năm {year}", **{"state": Plan.State.ISSUED, **more},
    )  # fmt: skip
    for n in range(1, tasks + 1):
        task = Task.objects.create(
            plan=plan, code=f"{n}a", position=n, text=f"Nhiệm vụ số {n} của {unit.name}", deadline=date(year, 10, 15)
        )
        if n == 1:
            Measure.objects.create(task=task, name="Hồ sơ", unit_of_measure="hồ sơ", target=100)
    return plan


def make_period(plan, *, year=2024, state=Period.State.OPEN, **more):
    """A nine-month period of `plan` with its entries owed."""
    wanted = {
        "name": f"9 tháng năm {year}", "kind": Period.Kind.NINE_MONTHS, "starts": date(year, 1, 1),
        "ends": date(year, 9, 30), "due_inside": date(year, 10, 22), "due": date(year, 10, 25),
    }  # fmt: skip
    period = Period.objects.create(plan=plan, state=state, **{**wanted, **more})
    owe_entries(period)
    return period


def entries_of(period):
    return list(period.entries.select_related("task__plan", "unit", "plan", "period").order_by("task__position"))


def fitting(state, level=Progress.Level.DOING):
    """Columns of an entry in `state` as the database takes them: a level where one has been handed on."""
    return {"state": state, "level": "" if state == Progress.State.EMPTY else level}
