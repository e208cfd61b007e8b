"""Intervals against figures published elsewhere, and against what must hold of every one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.intervals import apart, difference, needed, wilson


# 80 % yes of so many answers, in whole percent: as computed for the pulse when it was thought out.
@pytest.mark.parametrize(
    ("of", "low", "high"), [(10, 49, 94), (30, 63, 90), (100, 71, 87), (400, 76, 84)]
)  # 30: 24 of 30 is .6269–.9049
def test_eighty_percent_of_more_and_more(of, low, high):
    found = wilson(of * 8 // 10, of)
    assert [round(100 * end) for end in found] == [low, high]


def test_the_example_of_the_paper_on_differences():
    """Newcombe 1998, table II (a), method 10: 56 of 70 less 48 of 80 is 0.0524 to 0.3339."""
    assert [round(end, 4) for end in difference((48, 80), (56, 70))] == [0.0524, 0.3339]


@pytest.mark.parametrize(("margin", "answers"), [(0.10, 97), (0.05, 385), (0.03, 1068)])
def test_how_many_answers_a_margin_takes(margin, answers):
    assert needed(margin) == answers


@pytest.mark.parametrize(("good", "of"), [(-1, 3), (4, 3), (0, 0)])
def test_what_is_no_share(good, of):
    with pytest.raises(ValueError, match="no share"):
        wilson(good, of)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_every_interval_holds_its_share_and_mirrors(table):
    good, of = table
    low, high = wilson(good, of)
    assert 0 <= low <= good / of <= high <= 1
    other = wilson(of - good, of)
    assert other == pytest.approx((1 - high, 1 - low))


def test_intervals_that_touch_are_not_apart():
    assert not apart((0.1, 0.2), (0.2, 0.3))
    assert apart((0.1, 0.2), (0.21, 0.3))
    assert apart((0.21, 0.3), (0.1, 0.2))
