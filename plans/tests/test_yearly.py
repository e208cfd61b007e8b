"""The year's figures of a commune in real numbers, on the due day and after it, and the rows behind each of them."""

from datetime import UTC, date, datetime

import pytest

from plans.counting import yearly
from plans.models import Evidence, Progress, Step
from plans.tests.paper import entries_of, make_period, make_plan

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level
LAST = datetime(2024, 10, 25, 16, 59, tzinfo=UTC)  # the last minute of the due day in Viet Nam
NEXT = datetime(2024, 10, 25, 17, 0, tzinfo=UTC)  # the first of the day after


@pytest.fixture
def world(cast):
    """Four tasks: done in time and proven; done a minute late, its paper without a page, returned twice; going on, returned
    once; never sent."""
    proven, minute_late, going_on, _unsent = rows = entries_of(
        make_period(make_plan(cast.commune, cast.commune_office, tasks=4))
    )
    for entry, state, level, at in (
        (proven, State.APPROVED, Level.DONE, LAST), (minute_late, State.APPROVED, Level.DONE, NEXT),
        (going_on, State.IN_REVIEW, Level.DOING, LAST),
    ):  # fmt: skip
        Progress.objects.filter(pk=entry.pk).update(state=state, level=level, handed_in_at=at)
    for entry, page in ((proven, "trang 2"), (minute_late, "")):
        Evidence.objects.create(
            entry=entry, link="https://vi-du.example/1", name="Báo cáo", doc_number="12/BC-UBND",
            doc_date=date(2024, 9, 30), proves_at=page, added_by=cast.official,
        )  # fmt: skip
    for entry in (minute_late, minute_late, going_on):
        Step.objects.create(entry=entry, verb="send_back", by=cast.reviewer, at=LAST)
    return cast.commune, rows


FIGURES = {  # day -> figure: (above the line, below it)
    date(2024, 10, 15): {},  # nothing came and the tasks' deadline runs its last day
    date(2024, 10, 25): {"on_time": (2, 2), "done_in_time": (1, 4), "proven": (1, 1), "rarely_returned": (2, 2)},
    date(2024, 10, 26): {"on_time": (2, 4), "done_in_time": (2, 4), "proven": (1, 2), "rarely_returned": (2, 3)},
}


@pytest.mark.parametrize("day", FIGURES)
def test_each_figure_is_so_many_of_so_many_and_its_rows_are_those(world, day):
    unit, _ = world
    found = yearly.shares([unit], 2024, day)
    assert {name: sides for (_, name, dimension), sides in found.items() if not dimension} == FIGURES[day]
    for name in yearly.FIGURES:
        behind = list(yearly.rows(unit, name, 0, 2024, day))
        assert (sum(row.good for row in behind), len(behind)) == FIGURES[day].get(name, (0, 0)), name
    assert not yearly.shares([unit], 2023, day)


def test_a_task_of_two_periods_counts_once_and_done_in_the_second_is_done(world):
    unit, rows = world
    plan = rows[0].plan
    year = make_period(plan, name="Năm 2024", kind="year", ends=date(2024, 12, 31))
    last = year.entries.get(task=rows[3].task)
    Progress.objects.filter(pk=last.pk).update(state=State.APPROVED, level=Level.DONE, handed_in_at=LAST)
    day = date(2024, 10, 26)
    assert yearly.shares([unit], 2024, day)[unit.pk, "done_in_time", 0] == (3, 4)
    behind = list(yearly.rows(unit, "done_in_time", 0, 2024, day))
    assert {row.task_id for row in behind if row.good} == {rows[n].task_id for n in (0, 1, 3)}
    assert len({row.task_id for row in behind}) == 4
