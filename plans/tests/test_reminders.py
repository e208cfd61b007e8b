"""What is due for whom: the pure query, for every kind and every rung of the ladder."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from plans.models import Plan, Progress, Task
from plans.reminding import hands
from plans.reminding import sources as reminders
from plans.reminding.late import LateUnit, late_units
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.models import Letter
from post.people import Directory
from post.working_days import Calendar
from units.models import Delegation, Post, Unit, User

CALENDAR = Calendar()
State = Progress.State
DUE = date(2024, 10, 25)


@pytest.fixture
def period(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    Task.objects.update(deadline=None)
    return make_period(plan)


def due_on(day):
    """What is due on `day`; every line of every kind must lead to a page that exists."""
    found = list(reminders.due(day, CALENDAR, Directory(day)))
    for row in found:
        resolve(urlsplit(row.line.url).path)
    return found


def told(day, kind=None):
    """{(kind, username): milestone's tail} on `day`."""
    names = dict(User.objects.values_list("pk", "username"))
    return {(row.kind, names[row.person]): row.milestone[8:] for row in due_on(day) if kind in (None, row.kind)}


def waiting(period, state, day, **more):
    since = datetime.combine(day, datetime.min.time(), UTC)
    period.entries.update(**fitting(state), waiting_since=since, typed_at=since - timedelta(hours=1), **more)


def test_the_official_is_told_before_on_and_after_the_inner_date(cast, period):
    assert told(date(2024, 10, 14)) == {}
    assert told(date(2024, 10, 15)) == {("period", "tienphong.nhaplieu"): "-7"}
    line = due_on(date(2024, 10, 21))[0].line
    assert line.text == "9 tháng năm 2024: còn 3/3 nhiệm vụ chưa nhập xong, trình lãnh đạo"
    assert line.when == "Ngày mai là hạn" and line.group == "04/KH-UBND"
    assert line.url == f"/luoi/{period.pk}/?don_vi={period.entries.first().unit_id}"


def test_days_before_are_the_plans_own(cast, period):
    Plan.objects.update(reminder_days="14")
    assert told(date(2024, 10, 8)) == {("period", "tienphong.nhaplieu"): "-14"}


def test_the_ladder_climbs_by_days_overdue(cast, period):
    official, leader = ("period", "tienphong.nhaplieu"), ("period", "tienphong.lanhdao")
    office, top = ("late", "anthi.thamdinh"), ("late", "hungyen.lanhdao.cu")
    cast.top = User.objects.create(username="hungyen.lanhdao.cu", email="cu@example.vn")
    Post.objects.create(user=cast.top, agency=cast.old_province_office, role="leader", title="Chủ tịch",
                        valid_from=date(2020, 1, 1))  # fmt: skip
    assert set(told(DUE + timedelta(days=1))) == {official}
    assert set(told(DUE + timedelta(days=3))) == {official, leader}
    assert set(told(DUE + timedelta(days=7))) == {official, leader, office}
    monday = date(2024, 11, 4)
    assert set(told(monday)) == {official, leader, office, top}
    assert told(monday)[top] == told(monday + timedelta(days=4))[top]
    assert [told(DUE + timedelta(days=n))[office] for n in (7, 8, 13, 14)] == ["+7", "+7", "+7", "+14"]


def test_the_leader_is_told_at_once_when_it_lies_on_her_desk(cast, period):
    waiting(period, State.WITH_LEADER, date(2024, 10, 23))
    found = told(date(2024, 10, 24))
    assert found == {("period", "tienphong.lanhdao"): "-1", ("leader", "tienphong.lanhdao"): "w1"}


def test_lines_upward_count_what_is_not_typed_and_what_waits_for_the_leader(cast, period):
    period.entries.filter(task__position=1).update(**fitting(State.WITH_LEADER))
    (line,) = [row.line for row in due_on(DUE) if row.kind == "period" and row.person == cast.leader.pk]
    assert line.text == "9 tháng năm 2024: còn 3/3 nhiệm vụ chưa gửi cấp trên, 1 đang chờ bạn duyệt"
    assert line.group == "04/KH-UBND"
    (above,) = [row.line for row in due_on(DUE + timedelta(days=7)) if row.kind == "late"]
    assert above.text == "Xã Tiền Phong: còn 3/3 nhiệm vụ chưa gửi, 9 tháng năm 2024"


@pytest.mark.parametrize("letters", [80, 81])
def test_a_plan_without_a_number_is_named_by_at_most_80_letters_of_its_title(letters):
    words = (("number", ""), ("title", "x" * letters))
    row = {f"{whose}plan__{name}": text for whose in ("", "period__") for name, text in words}
    assert {len(hands.group(row)), len(reminders._group_above(row))} == {80}


def test_silence_at_once_when_handed_in(cast, period):
    waiting(period, State.IN_REVIEW, date(2024, 11, 1))
    assert told(date(2024, 11, 4)) == {}


def test_reviewers_after_more_than_two_working_days(cast, period):
    waiting(period, State.IN_REVIEW, date(2024, 10, 18))  # a Friday
    assert told(date(2024, 10, 22)) == {}
    assert told(date(2024, 10, 23)) == {("review", "anthi.thamdinh"): "w3"}
    Plan.objects.update(receiving_agency=cast.district_culture)
    assert told(date(2024, 10, 23)) == {("review", "anthi.vhtt"): "w3"}


def test_an_unanswered_objection_waits_for_the_reviewer(cast, period):
    since = datetime(2024, 10, 18, 3, tzinfo=UTC)
    period.entries.update(**fitting(State.APPROVED), objected_at=since)
    assert told(date(2024, 10, 23)) == {("review", "anthi.thamdinh"): "w3"}


def test_returned_and_untouched(cast, period):
    waiting(period, State.RETURNED, date(2024, 10, 7))
    assert told(date(2024, 10, 8)) == {("returned", "tienphong.nhaplieu"): "w1"}
    period.entries.update(typed_at=datetime(2024, 10, 7, 9, tzinfo=UTC))
    assert told(date(2024, 10, 8)) == {}


def test_single_tasks_whose_deadline_comes_before_the_periods(cast, period):
    first, *_ = entries_of(period)
    Task.objects.filter(pk=first.task_id).update(deadline=date(2024, 9, 20))
    assert told(date(2024, 9, 19)) == {("task", "tienphong.nhaplieu"): "-1"}
    assert due_on(date(2024, 9, 19))[0].line.url == f"/tien-do/{first.pk}/"
    Progress.objects.filter(pk=first.pk).update(**fitting(State.WITH_LEADER))
    assert told(date(2024, 9, 19)) == {}


def test_a_task_no_period_asks_about_leads_to_its_plan(cast):
    plan = make_plan(cast.neighbour, cast.neighbour_office, tasks=1)
    assert told(date(2024, 10, 15)) == {("task", "hotungmau.nhaplieu"): "-0"}
    assert due_on(date(2024, 10, 15))[0].line.url == f"/ke-hoach/{plan.pk}/"
    assert told(date(2024, 10, 25)) == {}


def test_a_unit_nobody_can_reach_is_reported_above(cast, period):
    User.objects.filter(pk=cast.official.pk).update(email="")
    found = told(date(2024, 10, 21))
    assert found[("unreachable", "anthi.thamdinh")] == "-1"
    Post.objects.filter(user=cast.official).update(valid_to=date(2024, 1, 1))
    assert set(told(date(2024, 10, 21))) == {("unreachable", "anthi.thamdinh")}
    Post.objects.filter(agency__unit=cast.district).update(valid_to=date(2024, 1, 1))
    assert set(told(date(2024, 10, 21))) == {("unreachable", "hungyen.thamdinh.cu")}


def test_a_mailbox_that_refuses_reaches_nobody_until_a_letter_goes_through(cast, period):
    Letter.objects.create(key="a", to=cast.official, subject="x", text="x", state="failed", error="550")
    assert told(date(2024, 10, 21))[("unreachable", "anthi.thamdinh")] == "-1"
    Letter.objects.create(key="b", to=cast.official, subject="y", text="y", state="sent", sent_at=timezone.now())
    assert ("unreachable", "anthi.thamdinh") not in told(date(2024, 10, 21))


def test_reviewers_nobody_can_reach_are_told_and_their_leaders_too(cast, period):
    waiting(period, State.IN_REVIEW, date(2024, 10, 18))
    Letter.objects.create(key="a", to=cast.reviewer, subject="x", text="x", state="failed", error="550")
    assert set(told(date(2024, 10, 23))) == {("review", "anthi.thamdinh"), ("review", "anthi.lanhdao")}


def test_a_leader_nobody_can_reach_is_reported_above_while_work_lies_on_her_desk(cast, period):
    waiting(period, State.WITH_LEADER, date(2024, 10, 23))
    User.objects.filter(pk=cast.leader.pk).update(email="")
    found = [row.line.text for row in due_on(DUE) if row.kind == "unreachable"]
    assert found == ["Xã Tiền Phong: không còn lãnh đạo nào nhận được thư nhắc (kỳ 9 tháng năm 2024)"]


def test_whoever_acts_for_a_colleague_is_told_too(cast, period):
    Delegation.objects.create(from_user=cast.official, to_user=cast.clerk, valid_from=date(2024, 10, 1),
                              valid_to=date(2024, 10, 31))  # fmt: skip
    assert {name for _, name in told(date(2024, 10, 21))} == {"tienphong.nhaplieu", "tienphong.vanthu"}
    assert {name for _, name in told(date(2024, 11, 1), "period")} == {"tienphong.nhaplieu", "tienphong.lanhdao"}


def test_plans_not_in_force_and_closed_periods_remind_nobody(cast, period):
    Plan.objects.update(state=Plan.State.CLOSED)
    assert told(DUE) == {}
    Plan.objects.update(state=Plan.State.ISSUED)
    period.entries.update(open=False)
    assert told(DUE) == {}


def test_as_many_queries_for_many_units_as_for_one(cast, period):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            due_on(DUE)
        return len(queries)

    one = cost()
    for unit, office in ((cast.neighbour, cast.neighbour_office), (cast.new_commune, cast.new_commune_office)):
        make_period(make_plan(unit, office, number=f"{unit.pk}/KH"))
    assert cost() == one <= 12


def test_late_units_for_the_urging_letter(cast, period):
    assert late_units(period, DUE) == []
    (late,) = late_units(period, DUE + timedelta(days=5))
    assert late == LateUnit(cast.commune, 3, 3, DUE, 5)
    assert late_units(period, DUE + timedelta(days=5), units=Unit.objects.none()) == []
    period.entries.update(open=False)  # nobody is urged to what is closed
    assert late_units(period, DUE + timedelta(days=5)) == []
    period.entries.update(open=True, **fitting(State.IN_REVIEW), handed_in_at=datetime(2024, 10, 26, tzinfo=UTC))
    assert late_units(period, DUE + timedelta(days=5)) == []
