"""Rolled-up figures are those of the boards, whatever happened; the worker counts again what was touched, a command all."""

from contextlib import suppress
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.models import Period, Progress, Step
from plans.tests.paper import make_period, make_plan
from reports.boards import tallying
from reports.dashboard import rollup
from reports.models import WHOLE, Tally
from tests.test_random_acts import REFUSALS, History

pytestmark = pytest.mark.django_db


def said_by_the_board(unit, period):
    """The figures of a board, counted entry by entry over the lists behind its figures."""
    seen = rollup.survey(unit, period, as_of=timezone.localdate())
    made = rollup.board(seen)

    def number(name, **more):
        return rollup.counted_entries(seen, name, **more).count()

    share = rollup.counted_entries(seen, "share")
    whole = {
        "counted": share.count(), "on_track": share.filter(is_on_track=True).count(),
        "done": share.filter(is_done=True).count(), "expected": number("owed"), "received": number("came"),
        "late": number("came_late"), "nothing": number("came_nothing"), "overdue": number("overdue"),
        "unproved": number("unproved"), **{f"units_{state}": count for state, count in made.states.items()},
    }  # fmt: skip
    cells = {n: (cell.counted, cell.on_track, cell.done) for n, (cell, _) in made.dimensions.items() if cell.counted}
    return whole, cells


def kept(unit, period):
    rows = Tally.objects.filter(unit=unit, period=period)
    whole = rows.get(dimension=WHOLE)
    names = [field.name for field in Tally._meta.fields if field.name not in ("id", "period", "unit", "dimension")]
    cells = {
        row.dimension: (row.counted, row.on_track, row.done) for row in rows.exclude(dimension=WHOLE) if row.counted
    }
    return {name: getattr(whole, name) for name in names}, cells


@pytest.mark.parametrize("seed", [3, 8])
def test_after_a_random_history_they_are_what_the_boards_say(cast, today, seed):
    history = History(cast, today, seed)
    tallying.refresh()
    while Step.objects.count() < 9:
        with suppress(*REFUSALS):
            history.one([history.type_in, history.move, history.move])()
    assert tallying.refresh() == 1
    for unit in (cast.district, cast.commune):
        assert kept(unit, history.period) == said_by_the_board(unit, history.period)
    call_command("rebuild_tallies", "--check", stdout=StringIO())


def test_dates_and_units_that_end_and_work_of_several_levels(cast, today):
    """A district that reports itself and through its communes: its row on the province's board is both, its own board what
    is below; a commune that was no more in the period is no row of the district's."""
    head = make_plan(cast.old_province, cast.old_province_office, number="1/KH-UBND", tasks=1)
    for unit, office in ((cast.district, cast.district_office), (cast.commune, cast.commune_office),
                         (cast.neighbour, cast.neighbour_office)):  # fmt: skip
        make_plan(unit, office, number=f"{unit.code}/KH-UBND", reports_under=head)
    type(cast.neighbour).objects.filter(pk=cast.neighbour.pk).update(valid_to=date(2023, 12, 31))
    period = make_period(head)
    entries = Progress.objects.filter(period=period).order_by("pk")
    for place, row in enumerate(entries):
        Progress.objects.filter(pk=row.pk).update(
            state=Progress.State.IN_REVIEW, level=[Progress.Level.DONE, Progress.Level.DOING][place % 2],
            handed_in_at=timezone.now(),
        )  # fmt: skip
    tallying.keep(period)
    for unit in (cast.old_province, cast.district, cast.commune):
        assert kept(unit, period) == said_by_the_board(unit, period), unit
    assert kept(cast.district, period)[0]["expected"] == 3
    assert kept(cast.old_province, period)[0]["expected"] == 9  # a row stands for all below it


def test_only_what_was_touched_is_counted_again_and_the_command_finds_what_is_wrong(cast, today):
    history = History(cast, today, 1)
    other = make_period(history.period.plan, name="6 tháng", ends=date(2024, 6, 30))
    planned = make_period(history.period.plan, name="năm", ends=date(2024, 12, 31), state=Period.State.PLANNED)
    assert tallying.refresh() == 2
    assert not Tally.objects.filter(period=planned).exists()
    tallying.refresh()
    assert tallying.refresh() == 0
    Tally.objects.filter(period=other, dimension=WHOLE).update(expected=99)
    with pytest.raises(CommandError, match="1 kỳ"):
        call_command("rebuild_tallies", "--check")
    call_command("rebuild_tallies", stdout=StringIO())
    call_command("rebuild_tallies", "--check", stdout=StringIO())


def test_a_row_whose_transaction_ended_late_is_met_by_the_next_run(cast, today):
    """What was written before the last row seen, and shows only after the run, is read once more."""
    history = History(cast, today, 2)
    tallying.refresh()
    history.type_in()
    assert tallying.refresh() == 1
    assert tallying.refresh() == 1  # once more: a neighbour of that row may have come later
    assert tallying.refresh() == 0


def test_counting_takes_the_same_few_queries_however_many_units(cast, today, django_assert_max_num_queries):
    history = History(cast, today, 4)
    with django_assert_max_num_queries(5):
        tallying.recount(history.period, today)
    make_plan(cast.neighbour, cast.neighbour_office, number="9/KH", reports_under=history.period.plan, tasks=9)
    make_period(history.period.plan, name="6 tháng", ends=date(2024, 6, 30))
    with django_assert_max_num_queries(5):
        tallying.recount(Period.objects.select_related("plan").latest("pk"), today)
