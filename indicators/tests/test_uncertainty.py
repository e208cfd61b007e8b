"""What an interval lets one say: differences, ranges of ranks, gains by chance; without one, nothing."""

from decimal import Decimal as D

import pytest

from indicators.uncertainty import Estimate, chance_of_gain, differ, is_off, rank_range, rank_ranges, told


def of(value, half):
    return Estimate(D(value), D(value) - D(half), D(value) + D(half))


HA_GIANG, HA_NOI = Estimate(D("44.25"), D("42.79"), D("45.71")), Estimate(D("43.96"), D("43.70"), D("44.22"))


def test_the_published_pair_of_2023_lies_within_the_error():
    """0,29 apart; the error of the difference is 1,48 (the root of 1,46² + 0,26²)."""
    assert differ(HA_GIANG, HA_NOI) is False
    assert told(differ(HA_GIANG, HA_NOI)) == "khác biệt nằm trong sai số"


@pytest.mark.parametrize(("gap", "differs"), [("1.41", False), ("1.42", True), ("-1.42", True)])
def test_a_difference_counts_beyond_the_error_of_both(gap, differs):
    """Two half widths of 1,00 make 1,4142: the step before and the step after."""
    assert differ(of("40", 1), of(D("40") + D(gap), 1)) is differs


def test_a_published_standard_error_goes_before_the_width():
    assert differ(Estimate(D(40), D(39), D(41), D("0.1")), Estimate(D("40.3"), D(39), D(41), D("0.1"))) is True


def test_no_interval_no_claim():
    assert differ(None, HA_NOI) is None and is_off(None, D(42)) is None and is_off(HA_NOI, None) is None
    assert told(None) == "chưa có khoảng tin cậy, không kết luận"
    some = {1: of("44", 1), 2: of("43", 1)}
    assert rank_range(some, [1, 2, 3], 1) is None, "the third has no interval"
    assert rank_range(some, [2], 1) is None, "one without a rank"
    assert (chance_of_gain(some, [1, 2, 3], 1, 1), rank_ranges(some, [1, 2, 3])) == (None, {})


def test_a_median_at_the_end_of_the_interval_is_inside():
    assert [is_off(HA_NOI, D(value)) for value in ("43.69", "43.70", "44.22", "44.23")] == [True, False, False, True]


def test_ranks_by_hand():
    """48 stands alone; 44,0 and 44,5 cannot be told apart; 40 is last."""
    four = {1: of("48", 1), 2: of("44.5", 1), 3: of("44", 1), 4: of("40", 1)}
    assert rank_ranges(four, [1, 2, 3, 4]) == {1: (1, 1), 2: (2, 3), 3: (2, 3), 4: (4, 4)}


def test_the_chance_of_a_gain_by_noise():
    """Two alike: each is first in half of all surveys, so in a quarter of pairs of surveys one gains a rank."""
    alike = {1: of("44", 1), 2: of("44", 1)}
    assert chance_of_gain(alike, [1, 2], 1, 1) == pytest.approx(0.25, abs=0.001)
    assert chance_of_gain(alike, [1, 2], 1, 2) == 0
    apart = {1: of("40", "0.1"), 2: of("44", "0.1")}
    assert chance_of_gain(apart, [1, 2], 1, 1) == pytest.approx(0, abs=1e-9)


def test_among_many_alike_five_ranks_are_mostly_noise():
    """Eleven alike: ranks of two surveys are even and independent, so a gain of 5 has the chance 21/121."""
    many = {key: of("44", 1) for key in range(11)}
    assert chance_of_gain(many, list(many), 0, 5) == pytest.approx(21 / 121, abs=0.01)
