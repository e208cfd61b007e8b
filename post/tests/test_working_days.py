"""Working days: the package as seed, overrides on top, and the list the office works by."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from post import working_days
from post.loading import load_day_overrides
from post.models import DayOverride
from post.working_days import Calendar

KNOWN = Path(__file__).resolve().parents[3] / "shared" / "data" / "holidays_vn_2024_2027.csv"
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


@pytest.mark.skipif(not KNOWN.exists(), reason="the list of days off 2024-2027 is not beside this checkout")
def test_with_the_loaded_overrides_every_day_of_the_list_is_right(db):
    load_day_overrides()
    calendar = working_days.load()
    for row in csv.DictReader(KNOWN.open(encoding="utf-8")):
        assert calendar.is_working_day(date.fromisoformat(row["date"])) == row["kind"].startswith("working"), row
