"""Numbers and dates as offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from units.vietnamese import vn_date, vn_datetime, vn_num, vn_pct, vn_signed, vn_size, vn_time


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1284, None, "1.284"),
        (Decimal("21651.5"), None, "21.651,5"),
        (Decimal("21651.50"), None, "21.651,5"),
        (1250000, None, "1.250.000"),
        (0, None, "0"),
        (None, None, "–"),
        ("", None, "–"),
        (Decimal("44.4042"), 4, "44,4042"),
        (Decimal("7.1"), 4, "7,1000"),
        (-3.4, None, "−3,4"),
        (Decimal("-0.0000004"), 4, "0,0000"),
        ("không rõ", None, "không rõ"),
        (float("nan"), None, "–"),
        (6.25, 1, "6,3"),
        (62.5, 0, "63"),
    ],
)
def test_numbers_are_written(value, places, text):
    assert vn_num(value, places) == text


def test_signs_shares_and_sizes():
    assert [vn_signed(n, 1) for n in (3.4, -3.4, 0, None)] == ["+3,4", "−3,4", "0,0", "–"]
    assert [vn_pct(n) for n in (95.2, 66.666, 100, 0, None)] == ["95,2%", "66,7%", "100%", "0%", "–"]
    assert [vn_size(n) for n in (812, 240_000, 1_000_000, 1_840_000, None)] == [
        "812 B",
        "240 kB",
        "1 MB",
        "1,8 MB",
        "–",
    ]


def test_moments_are_local():
    moment = datetime(2024, 1, 23, 18, 41, tzinfo=UTC)
    assert vn_datetime(moment) == "24/01/2024 01:41"
    assert vn_date(moment) == vn_date(date(2024, 1, 24)) == "24/01/2024"
    assert vn_time(moment) == "01:41"
    assert vn_date(None) == vn_datetime(None) == vn_time(None) == vn_time("") == "–"
