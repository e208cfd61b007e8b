"""The four rules by which figures roll up, each told once more: cộng dồn, số mới nhất, trung bình, lớn nhất."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from plans.counting.figures import combine
from plans.counting.figures.values import of_parts
from plans.models import Rollup

D = Decimal


def test_the_rules_and_their_words():
    assert [(rule.value, rule.label) for rule in Rollup] == [
        ("sum", "cộng dồn"), ("latest", "lấy số mới nhất"), ("average", "trung bình"), ("max", "lớn nhất"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "values", "weights", "whole"),
    [
        ("sum", [D(3), D(4), D(5)], None, D(12)),
        ("latest", [D(3), D(4), D(5)], None, D(12)),  # each unit's newest number, then the units are added
        ("average", [D(3), D(4), D(5)], None, D(4)),
        ("max", [D(3), D(5), D(4)], None, D(5)),
        ("sum", [D(3), None, D(5)], None, D(8)),
        ("latest", [D(3), None, D(5)], None, D(8)),
        ("average", [D(3), None, D(5)], None, D(4)),  # who has no number pulls no mean down
        ("max", [D(-3), None, D(-5)], None, D(-3)),
        ("average", [D(90), D(60)], [2, 1], D(80)),  # the mean of two units and the number of one: over three units
        ("average", [D(90), D(60), None], [2, 1, 7], D(80)),
        ("sum", [D(90), D(60)], [2, 1], D(150)),
        ("max", [D(90), D(60)], [1, 9], D(90)),
        ("latest", [D(90), D(60)], [2, 1], D(150)),
        ("sum", [D(0)], None, D(0)),
        ("average", [D(0), D(1)], None, D("0.5")),
    ],
)
def test_each_rule(rule, values, weights, whole):
    assert combine(rule, values, weights) == whole


@pytest.mark.parametrize("rule", Rollup.values)
@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_missing_is_never_nought(rule, values):
    assert combine(rule, values) is None


def test_a_mean_of_units_below_counts_each_by_how_many_gave_it():
    parts = [SimpleNamespace(value=D(90), reporting=2), SimpleNamespace(value=D(60), reporting=1)]
    assert of_parts(SimpleNamespace(rollup="average"), parts) == D(80)


def test_a_sum_is_exact():
    assert combine("sum", [D("0.1")] * 3) == D("0.3")
