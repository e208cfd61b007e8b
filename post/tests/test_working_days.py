"""Working days: the package as seed, overrides on top, and the list the office works by."""

from datetime import date, timedelta

import pytest

from post import working_days
from post.loading import load_day_overrides
from post.models import DayOverride
from post.working_days import Calendar

OFF = {  # weekdays and weekends off by law or by order, first to last
    2024: "01/01 08/02-14/02 18/04 29/04-01/05 02/09-03/09",
    2025: "01/01 27/01-01/02 07/04 30/04-02/05 01/09-02/09",
    2026: "01/01-02/01 16/02-20/02 26/04-27/04 30/04-01/05 31/08-02/09 24/11",
    2027: "01/01 04/02-10/02 16/04 30/04-01/05 03/05 02/09-03/09 24/11",
}
WORKED = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}  # Saturdays worked in exchange
PLAIN = Calendar()


def test_tet_is_off_and_its_neighbours_are_not():
    assert PLAIN.on_or_before(date(2026, 2, 20)) == date(2026, 2, 13)  # Tết 14–22/02/2026 with its weekends
    assert PLAIN.on_or_after(date(2026, 2, 14)) == date(2026, 2, 23)
    assert PLAIN.why_off(date(2026, 2, 17)) == "Tết Nguyên Đán"


def test_a_swapped_saturday_is_worked_and_its_monday_is_off():
    assert PLAIN.is_working_day(date(2026, 8, 22)) and not PLAIN.is_working_day(date(2026, 8, 31))
    assert PLAIN.why_off(date(2026, 8, 29)) == "Thứ Bảy"


def test_adding_and_counting_are_each_others_inverse():
    start = date(2026, 2, 12)
    for count in range(1, 30):
        assert PLAIN.between(start, PLAIN.add(start, count)) == count
    assert PLAIN.add(date(2026, 2, 23), -1) == date(2026, 2, 13)
    assert PLAIN.between(start, start) == PLAIN.between(start, start - timedelta(days=3)) == 0


def test_an_override_wins_over_the_package(db):
    assert working_days.load().is_working_day(date(2026, 1, 2))
    DayOverride.objects.create(day=date(2026, 1, 2), working=False, name="Nghỉ hoán đổi")
    assert working_days.load().why_off(date(2026, 1, 2)) == "Nghỉ hoán đổi"


def days_off(year):
    """Every date of the year's line in OFF."""
    for span in OFF[year].split():
        first, last = (date(year, int(day[3:]), int(day[:2])) for day in (span[:5], span[-5:]))
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


@pytest.mark.parametrize("year", OFF)
def test_with_the_loaded_overrides_every_day_of_four_years_is_right(db, year):
    load_day_overrides()
    calendar, off = working_days.load(), set(days_off(year))
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.year == year:
            worked = day in WORKED or (day.weekday() < 5 and day not in off)
            assert calendar.is_working_day(day) == worked, day
