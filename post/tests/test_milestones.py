"""Milestones: plain dates, days off, Tết, and a clock that runs wild."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from post.milestones import days_before, of_deadline, of_waiting, of_week
from post.working_days import Calendar

CALENDAR = Calendar()
DUE = date(2024, 10, 25)  # a Friday


def codes(due, start, count, before=(7, 3, 1)):
    """{day: milestone code} of `count` days from `start`, days off left out: nothing is sent on them."""
    days = (start + timedelta(days=n) for n in range(count))
    worked = [day for day in days if CALENDAR.is_working_day(day)]
    return {day: reached.code.removeprefix(f"{due:%Y%m%d}") for day in worked
            if (reached := of_deadline(due, day, CALENDAR, before))}  # fmt: skip


def test_seven_three_one_the_day_itself_then_overdue():
    seen = codes(DUE, date(2024, 10, 14), 40)
    assert date(2024, 10, 17) not in seen
    assert seen[date(2024, 10, 18)] == "-7" and seen[date(2024, 10, 21)] == "-7"
    assert seen[date(2024, 10, 22)] == "-3" and seen[date(2024, 10, 24)] == "-1" and seen[DUE] == "-0"
    assert seen[date(2024, 10, 28)] == "+3"  # +1 was a Saturday
    assert seen[date(2024, 11, 1)] == "+7" and seen[date(2024, 11, 7)] == "+7" and seen[date(2024, 11, 8)] == "+14"


def test_what_falls_on_a_day_off_goes_out_on_the_working_day_before():
    sunday = date(2024, 10, 27)
    assert codes(sunday, date(2024, 10, 24), 3) == {date(2024, 10, 24): "-3", date(2024, 10, 25): "-0"}
    assert codes(sunday, date(2024, 10, 28), 1) == {date(2024, 10, 28): "+1"}


def test_tet_moves_the_reminder_forward_and_never_the_deadline():
    due = date(2026, 2, 22)  # the last day of Tết 14–22/02/2026: the working day before all of it is Friday 13/02
    seen = codes(due, date(2026, 2, 10), 16, before=(10, 7, 3, 1))
    assert seen[date(2026, 2, 12)] == "-10"
    assert seen[date(2026, 2, 13)] == "-0"
    assert seen[date(2026, 2, 23)] == "+1"


def test_a_deadline_that_was_put_off_begins_anew():
    assert of_deadline(DUE, DUE, CALENDAR).code != of_deadline(DUE + timedelta(days=7), DUE, CALENDAR).code


def test_waiting_counts_working_days():
    friday = date(2024, 10, 18)
    assert of_waiting(friday, date(2024, 10, 22), CALENDAR, (3, 5, 10)) is None
    assert of_waiting(friday, date(2024, 10, 23), CALENDAR, (3, 5, 10)).code == "20241018w3"
    assert of_waiting(friday, date(2024, 11, 11), CALENDAR, (3, 5, 10)).code == "20241018w15"


def test_the_weekly_list_is_the_same_all_week():
    codes_of_week = {of_week(DUE, date(2024, 11, 4) + timedelta(days=n), 7).code for n in range(5)}
    assert len(codes_of_week) == 1
    assert of_week(DUE, date(2024, 11, 1), 7) is None


def test_days_of_a_plan_as_typed():
    assert days_before("1, 7;3, x, 0, 99,3") == (7, 3, 1)
    assert days_before("") == ()


@given(st.dates(date(2024, 1, 1), date(2027, 6, 1)), st.integers(-30, 60))
def test_milestones_never_go_back_as_days_pass(due, start):
    order = ["-7", "-3", "-1", "-0"]
    seen = list(codes(due, due + timedelta(days=start), 12).values())
    ranks = [order.index(code) if code in order else 10 + int(code) for code in seen]
    assert ranks == sorted(ranks)


@given(st.dates(date(2024, 1, 1), date(2027, 6, 1)))
def test_the_day_itself_is_always_announced_by_a_working_day(due):
    assert of_deadline(due, CALENDAR.on_or_before(due), CALENDAR).code.endswith("-0")
