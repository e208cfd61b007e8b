"""The day before, the day, the day after: work overdue and on track, arrivals, midnight in Viet Nam, New Year, Tết."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from conftest import make_person
from plans.counting import completeness
from plans.counting.overview import overview
from plans.models import Progress, Step, Task
from plans.progress import workflow as way
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.working_days import Calendar
from units.models import Delegation, Post, Role, User
from units.permissions import Action, can

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level
DEADLINE = date(2024, 10, 15)
DAY = timedelta(days=1)
BEFORE, ON, AFTER = DEADLINE - DAY, DEADLINE, DEADLINE + DAY


@pytest.fixture
def entry(cast):
    return entries_of(make_period(make_plan(cast.commune, cast.commune_office, tasks=1)))[0]


def fresh(entry):
    return Progress.objects.for_rows().get(pk=entry.pk)


# --- The work of a task: overdue from the day after its deadline, however it is asked -----------------------------------


def plan_line(entry, today):
    """The one line of the plan's page, as its unit's official sees it."""
    official = User.objects.get(username="tienphong.nhaplieu")
    (line,) = overview(entry.plan, today, official).lines
    return line


def said_overdue(entry, today):
    """What the list, the row and the plan page say; they must say the same."""
    listed = Progress.objects.filter(completeness.overdue(today), pk=entry.pk).exists()
    line = plan_line(entry, today)
    found = {listed, fresh(entry).is_overdue(today), line.overdue}
    assert len(found) == 1, (listed, fresh(entry).is_overdue(today), line.overdue)
    return found.pop()


@pytest.mark.parametrize(("day", "late"), [(BEFORE, False), (ON, False), (AFTER, True)])
@pytest.mark.parametrize(
    ("level", "settled"), [("", 0), ("not_started", 0), ("in_progress", 0), ("done", 1), ("nothing", 1)]
)
def test_work_is_overdue_from_the_day_after_its_deadline_unless_done_or_needless(entry, day, late, level, settled):
    Progress.objects.filter(pk=entry.pk).update(state=State.DRAFT, level=level)
    assert said_overdue(entry, day) == (late and not settled)
    line = plan_line(entry, day)
    assert (line.entries, line.on_track) == (1, int(settled or not late))


def test_what_the_office_above_judged_decides(entry):
    Progress.objects.filter(pk=entry.pk).update(state=State.DRAFT, level="done", appraised_level="in_progress")
    assert said_overdue(entry, AFTER) and not said_overdue(entry, ON)
    Progress.objects.filter(pk=entry.pk).update(level="in_progress", appraised_level="done")
    assert not said_overdue(entry, AFTER)


def test_a_task_without_a_deadline_is_never_overdue(entry):
    Task.objects.update(deadline=None)
    assert not said_overdue(entry, date(2099, 1, 1))


# --- Arrivals: by the clock of Viet Nam, whose day begins at 17:00 UTC of the day before ---------------------------------

LAST_SECOND = datetime(2024, 10, 25, 16, 59, 59, tzinfo=UTC)  # 25/10 23:59:59 in Hà Nội
MIDNIGHT = datetime(2024, 10, 25, 17, 0, 0, tzinfo=UTC)  # 26/10 00:00:00 in Hà Nội, still the 25th by UTC
DUE = date(2024, 10, 25)


@pytest.mark.parametrize(("moment", "late"), [(LAST_SECOND, 0), (MIDNIGHT, 1)])
def test_a_report_is_late_from_midnight_in_viet_nam(entry, moment, late):
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.IN_REVIEW), handed_in_at=moment)
    found = completeness.sendings(Progress.objects.all(), today=date(2024, 11, 1))[entry.unit_id, entry.period_id]
    assert (found.received, found.late, found.on_time, found.missing) == (1, late, 1 - late, 0)
    assert found.state == ("sent_late" if late else "on_time") and found.due == DUE


@pytest.mark.parametrize(("moment", "as_of", "came"), [
    (LAST_SECOND, DUE - DAY, 0), (LAST_SECOND, DUE, 1), (MIDNIGHT, DUE, 0), (MIDNIGHT, DUE + DAY, 1),
])  # fmt: skip
def test_as_of_a_day_ends_at_midnight_in_viet_nam(entry, moment, as_of, came):
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.APPROVED), handed_in_at=moment)
    assert Progress.objects.filter(completeness.received(as_of)).count() == came


def test_a_unit_is_overdue_from_the_day_after_its_date_while_anything_is_missing(entry):
    found = completeness.sendings(Progress.objects.all(), today=DUE)[entry.unit_id, entry.period_id]
    assert [found.is_overdue(day) for day in (DUE - DAY, DUE, DUE + DAY)] == [False, False, True]
    Progress.objects.update(**fitting(State.IN_REVIEW), handed_in_at=LAST_SECOND)
    found = completeness.sendings(Progress.objects.all(), today=DUE)[entry.unit_id, entry.period_id]
    assert not found.is_overdue(DUE + DAY)


# --- Rights of a post and of a delegation, first day and last day --------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "may"), [(BEFORE, False), (ON, True), (AFTER, True), (AFTER + DAY, True), (AFTER + 2 * DAY, False)]
)
def test_a_post_holds_from_its_first_to_its_last_day(cast, day, may):
    person = make_person("moi.nhaplieu", Role.ENTRY, cast.commune_office, "Công chức")
    Post.objects.filter(user=person).update(valid_from=ON, valid_to=AFTER + DAY)
    with time_machine.travel(datetime.combine(day, datetime.min.time(), timezone.get_default_timezone()), tick=False):
        assert can(User.objects.get(pk=person.pk), Action.ENTER, cast.commune) == may


@pytest.mark.parametrize(("day", "may"), [(BEFORE, False), (ON, True), (AFTER, True), (AFTER + DAY, False)])
def test_a_delegation_lends_from_its_first_to_its_last_day(cast, day, may):
    Delegation.objects.create(from_user=cast.leader, to_user=cast.clerk, valid_from=ON, valid_to=AFTER)
    with time_machine.travel(datetime.combine(day, datetime.max.time(), timezone.get_default_timezone()), tick=False):
        assert can(User.objects.get(pk=cast.clerk.pk), Action.SUBMIT, cast.commune) == may


# --- Minutes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "offered"), [(0, True), (899, True), (900, False), (901, False)])
def test_an_approval_is_undone_within_a_quarter_of_an_hour(cast, entry, seconds, offered):
    now = timezone.now()
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.APPROVED), reviewer=cast.reviewer, waiting_since=now)
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        assert ("undo" in way.moves_for(fresh(entry), cast.reviewer)) == offered


@pytest.mark.parametrize(("minutes", "lines"), [(29, 1), (30, 2), (31, 2)])
def test_one_sitting_is_one_line_of_the_trace_for_half_an_hour(cast, entry, minutes, lines):
    with time_machine.travel(datetime(2024, 10, 1, 3, tzinfo=UTC), tick=False) as clock:
        way.save(entry, by=cast.official, version=1, values={"result": "Một"})
        clock.shift(timedelta(minutes=minutes))
        way.save(entry, by=cast.official, version=2, values={"result": "Hai"})
    changes = [change for step in Step.objects.order_by("at") for change in step.changes]
    assert Step.objects.count() == lines
    assert (changes[0]["old"], changes[-1]["new"]) == ("", "Hai")


# --- New Year ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("moment", "receipt"), [
    (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), "12193-2026-0002"),
    (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), "12193-2027-0001"),
])  # fmt: skip
def test_receipts_begin_anew_at_midnight_of_new_year_in_viet_nam(cast, entry, moment, receipt):
    other = entries_of(make_period(make_plan(cast.commune, cast.commune_office, number="05/KH", tasks=1, year=2023),
                                   year=2023))[0]  # fmt: skip
    Progress.objects.update(level="nothing", state=State.DRAFT)
    with time_machine.travel(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), tick=False):
        assert way.move(fresh(other), "submit", by=cast.official).receipt == "12193-2026-0001"
    with time_machine.travel(moment, tick=False):
        assert way.move(fresh(entry), "submit", by=User.objects.get(pk=cast.official.pk)).receipt == receipt


# --- Working days over Tết 2026, which was off from Saturday 14/02 to Sunday 22/02 ----------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 2, 12), date(2026, 2, 12), 0),
        (date(2026, 2, 12), date(2026, 2, 13), 1),  # the last day worked
        (date(2026, 2, 13), date(2026, 2, 14), 0),
        (date(2026, 2, 13), date(2026, 2, 22), 0),
        (date(2026, 2, 13), date(2026, 2, 23), 1),  # the first day worked again
        (date(2026, 2, 14), date(2026, 2, 23), 1),  # counted from a day off
        (date(2026, 2, 12), date(2026, 2, 24), 3),
        (date(2026, 2, 24), date(2026, 2, 12), 0),
    ],
)
def test_working_days_between_leave_out_the_first_and_count_the_last(start, end, days):
    assert Calendar().between(start, end) == days


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 2, 13), 0, date(2026, 2, 13)),
        (date(2026, 2, 14), 0, date(2026, 2, 14)),
        (date(2026, 2, 12), 1, date(2026, 2, 13)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 2, 20), 1, date(2026, 2, 23)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
        (date(2026, 2, 22), -1, date(2026, 2, 13)),
        (date(2026, 2, 24), -2, date(2026, 2, 13)),
    ],
)
def test_so_many_working_days_later_and_earlier_over_tet(day, count, reached):
    assert Calendar().add(day, count) == reached


@pytest.mark.parametrize(("day", "before", "after"), [
    (date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 13)), (date(2026, 2, 14), date(2026, 2, 13), date(2026, 2, 23)),
    (date(2026, 2, 22), date(2026, 2, 13), date(2026, 2, 23)), (date(2026, 2, 23), date(2026, 2, 23), date(2026, 2, 23)),
])  # fmt: skip
def test_the_working_day_on_or_before_and_on_or_after(day, before, after):
    assert (Calendar().on_or_before(day), Calendar().on_or_after(day)) == (before, after)


def test_an_override_makes_and_unmakes_a_working_day_with_its_reason():
    calendar = Calendar({date(2026, 2, 14): (True, "Làm bù"), date(2026, 2, 12): (False, "Nghỉ bù")})
    assert calendar.is_working_day(date(2026, 2, 14)) and not calendar.is_working_day(date(2026, 2, 12))
    assert (calendar.why_off(date(2026, 2, 12)), calendar.why_off(date(2026, 2, 14))) == ("Nghỉ bù", "")
    assert [Calendar().why_off(date(2026, 3, day)) for day in (6, 7, 8)] == ["", "Thứ Bảy", "Chủ nhật"]
    assert calendar.between(date(2026, 2, 11), date(2026, 2, 16)) == 2
