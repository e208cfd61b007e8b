"""What of a round is due: for whom, the day before, on the day and the day after; told once, and no more when it is done."""

from datetime import date, timedelta

import pytest
from django.db.models import Count

from appraisal import reminders
from appraisal.models import Round, SecondLook, Sheet
from appraisal.rounds import drawing, marking, objecting
from appraisal.tests.house import House, fresh
from conftest import make_person
from post.due import Due
from post.people import Directory
from post.working_days import Calendar
from units.models import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEDNESDAY = date(2026, 3, 18)  # no day off around it: no milestone is moved


@pytest.fixture
def house(cast):
    return House(cast)


def due(today) -> list[Due]:
    return list(reminders.due(today, Calendar(), Directory(today)))


def said(today):
    """{(user name, milestone, words of the line)}."""
    people = Directory(today).people
    return {(people[one.person].username, one.milestone, one.line.text.partition(":")[0]) for one in due(today)}


def state(row, now):
    type(row).objects.filter(pk=row.pk).update(state=now)


@pytest.mark.parametrize(
    ("past", "code"), [(-8, ""), (-7, "-7"), (-1, "-1"), (0, "-0"), (1, "+1"), (30, "+28"), (31, "")]
)
def test_a_sheet_is_due_from_seven_days_before_until_a_month_after(house, past, code):
    held = house.round()
    Round.objects.filter(pk=held.pk).update(opens=WEDNESDAY, score_by=WEDNESDAY, appraise_by=WEDNESDAY + 90 * DAY)
    wanted = {name: (name, f"20260318{code}", "Tự chấm điểm") for name in ("hongquang.nhaplieu", "luongbang.nhaplieu")}
    assert said(WEDNESDAY + past * DAY) == (set(wanted.values()) if code else set())


def test_each_step_is_told_to_whose_turn_it_is_and_falls_still_when_it_is_taken(house):
    held, cast, S, R = house.round(), house.cast, Sheet.State, Round.State
    Round.objects.filter(pk=held.pk).update(
        opens=WEDNESDAY, score_by=WEDNESDAY, appraise_by=WEDNESDAY, object_by=WEDNESDAY
    )
    mine, theirs = house.sheet(held, cast.new_commune), house.sheet(held, house.other)
    told = {one.subject for one in due(WEDNESDAY)}
    assert reminders.still_open(told) == told and len(told) == 2
    state(mine, S.WITH_HEAD), state(theirs, S.RETURNED)
    assert not reminders.still_open(told)
    words = {(name, what) for name, _, what in said(WEDNESDAY)}
    assert words == {("hongquang.lanhdao", "Duyệt phiếu tự chấm"), ("luongbang.nhaplieu", "Sửa phiếu bị trả lại")}
    state(mine, S.SENT), state(theirs, S.APPRAISED)
    assert not due(WEDNESDAY)
    state(held, R.APPRAISING)
    assert said(WEDNESDAY) == {("snv.chamdiem", "20260318-0", "Thẩm định các phiếu chấm")}
    state(held, R.OBJECTING)
    assert not due(WEDNESDAY), "no objection waits"
    made = objecting.object_to(house.mark(held, house.other, "1.2"), by=house.other_leader, text="x", today=WEDNESDAY)
    assert said(WEDNESDAY) == {("snv.chamdiem", "20260318-0", "Trả lời kiến nghị về điểm")}
    objecting.answer(made, by=house.appraiser, accepted=False, text="Chưa có ảnh")
    assert not due(WEDNESDAY)


def test_second_points_are_told_to_who_owes_them_until_they_are_given(house):
    second = make_person("snv.chamhai", Role.APPRAISER, house.cast.province_home_affairs, "Chuyên viên thẩm định")
    held = house.round()
    house.both_scored(held)
    Round.objects.filter(pk=held.pk).update(
        opens=WEDNESDAY, score_by=WEDNESDAY, appraise_by=WEDNESDAY, state=Round.State.APPRAISING
    )
    marking.judge(house.mark(held, house.other, "1.2"), by=house.appraiser, points=20)
    drawing.draw_second(fresh(held), by=house.organiser, share=1)
    owed = dict(SecondLook.objects.values_list("person").annotate(Count("pk")))
    texts = {(one.person, one.line.text) for one in due(WEDNESDAY) if one.subject.startswith("il")}
    assert texts == {(person, f"Chấm lần hai {count} tiêu chí: Đợt thử") for person, count in owed.items()}
    told = {one.subject for one in due(WEDNESDAY) if one.subject.startswith("il")}
    assert reminders.still_open(told) == told
    SecondLook.objects.update(left_out=True)
    assert not reminders.still_open(told) and second
