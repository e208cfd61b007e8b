"""Plans of a province and its communes, the months they report by, and their tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from indicators.models import Dimension, StructureVersion, SubDimension
from plans.models import Measure, Period, Plan, Task
from units.models import Unit
from units.search import search_text
from units.text import fold

from .people import Offices
from .size import MARK, Size, months_before
from .table import Table

__all__ = ["DUE_AFTER", "INSIDE_BEFORE", "Province", "Writer"]

DUE_AFTER = timedelta(days=7)
INSIDE_BEFORE = timedelta(days=3)
FILED = timedelta(days=14)  # after the first month began


@dataclass(frozen=True)
class Province:
    """What entries are made from: units with the province first, their plans, `tasks` of each, months and periods."""

    units: Sequence[Unit]
    plans: Sequence[int]
    tasks: Sequence[range]
    measures: Sequence[range]
    months: Sequence[tuple[date, date]]
    periods: range


class Writer:
    """Writes the plans of one province after the other; `today` is the day after the last month."""

    def __init__(self, size: Size, offices: Offices, today: date) -> None:
        self.size, self.offices, self.months = size, offices, months_before(today, size.periods)
        self.plan = Table(Plan, "unit_id", "issuer_id", "number", "date", "place", "title", "year_from", "year_to",
                          "state", "reports_under_id", "source_note", "search_text", "created_by_id")  # fmt: skip
        self.parent = Table(Plan.parents.through, "from_plan_id", "to_plan_id")
        self.period = Table(Period, "plan_id", "name", "kind", "starts", "ends", "due_inside", "due", "state")
        self.task = Table(Task, "plan_id", "code", "position", "text", "search_text", "rhythm", "deadline", "lead_id",
                          "parent_id", "parent_version")  # fmt: skip
        self.of_dimension = Table(Task.dimensions.through, "task_id", "dimension_id")
        self.of_sub = Table(Task.sub_dimensions.through, "task_id", "subdimension_id")
        self.measure = Table(Measure, "task_id", "name", "unit_of_measure", "target", "position", "parent_id")
        # Read now: while rows are copied their connection answers no question.
        self.dimensions = list(islice(cycle(Dimension.objects.all()), size.tasks))
        self.texts = [_text(number, one) for number, one in enumerate(self.dimensions, start=1)]
        self.subs = _subs(self.dimensions, self.months[-1][1].year)

    def write(self, province: Unit, communes: Sequence[Unit]) -> Province:
        units = [province, *communes]
        upper = self.plan.next
        plans = self.plan.write(self._plan(unit, number, upper) for number, unit in enumerate(units))
        self.parent.write((plan, upper) for plan in plans[1:])
        periods = self.period.write(self._period(upper, place) for place in range(len(self.months)))
        tasks = _spans(self.task.write(self._tasks(units, plans)), self.size.tasks)
        self._served(tasks)
        measures = _spans(self.measure.write(self._measures(tasks)), self.size.tasks)
        return Province(units, plans, tasks, measures, self.months, periods)

    def _plan(self, unit, number, upper):
        starts, ends = self.months[0][0], self.months[-1][1]
        title = f"Nâng cao Chỉ số PAPI năm {ends.year} trên địa bàn {unit.short_name}"
        symbol = f"{number % 90 + 5:02d}/KH-UBND"
        return (
            unit.pk, self.offices.office[unit.pk], symbol, starts + FILED, unit.place_name, title, starts.year, ends.year,
            Plan.State.ISSUED.value, upper if number else None, MARK, search_text(title, code=fold(symbol)),
            self.offices.official[unit.pk],
        )  # fmt: skip

    def _period(self, plan, place):
        starts, ends = self.months[place]
        due = ends + DUE_AFTER
        state = Period.State.OPEN if place >= len(self.months) - 2 else Period.State.CLOSED
        name = f"Tháng {ends.month} năm {ends.year}"
        return plan, name, Period.Kind.MONTH.value, starts, ends, due - INSIDE_BEFORE, due, state.value

    def _tasks(self, units, plans):
        upper = self.task.keys(self.size.tasks)
        for unit, plan in zip(units, plans, strict=True):
            for place, (text, words) in enumerate(self.texts):
                deadline = self.months[place % len(self.months)][1] + timedelta(days=30)
                above = upper[place] if plan != plans[0] else None
                yield (
                    plan, f"{place % 8 + 1}.{place // 8 + 1}", place + 1, text, words, Task.Rhythm.MONTH.value, deadline,
                    self.offices.office[unit.pk], above, int(above is not None),
                )  # fmt: skip

    def _served(self, tasks):
        dimensions = [one.pk for one in self.dimensions]
        self.of_dimension.write(pair for span in tasks for pair in zip(span, dimensions, strict=True))
        self.of_sub.write(pair for span in tasks for pair in zip(span, self.subs, strict=True))

    def _measures(self, tasks):
        upper = self.measure.keys(self.size.tasks)
        for span in tasks:
            for place, task in enumerate(span):
                above = upper[place] if span is not tasks[0] else None
                yield task, f"Số mẫu {place + 1}", "hồ sơ", 100, 1, above


def _text(number, dimension):
    """(text of a task, the same as search reads it)."""
    text = f"Thực hiện nhiệm vụ mẫu số {number} về {dimension.short_name.lower()}"
    return text, search_text(text)


def _subs(dimensions, year):
    """Keys of sub-dimensions of the structure of `year`, one of each of `dimensions`, in turn."""
    found = SubDimension.objects.filter(version=StructureVersion.of_year(year)).order_by("code")
    of: dict[int, list[int]] = {}
    for sub in found:
        of.setdefault(sub.dimension_id, []).append(sub.pk)
    turns = {key: cycle(subs) for key, subs in of.items()}
    return [next(turns[one.pk]) for one in dimensions]


def _spans(keys, length):
    return [keys[start : start + length] for start in range(0, len(keys), length)]
