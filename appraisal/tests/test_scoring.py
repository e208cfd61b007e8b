"""How points are worked out, written once more from the rule: one line an answer, boundaries on both sides."""

from decimal import Decimal as D

import pytest

from appraisal.models import Criterion
from appraisal.scoring import (
    SCORED,
    Answer,
    Line,
    Outcome,
    Part,
    Rule,
    Total,
    class_of,
    lost,
    missing_to_next,
    outcome,
    standings,
    total,
)

STEPS = ((D(100), D(6)), (D(80), D(4)), (D(50), D(2)))
RATIO, STEPPED, YES, SURVEY = Rule("ratio", D(5)), Rule("steps", D(6), steps=STEPS), Rule("yes_no", D(2)), Rule(
    "survey", D(10), least_answers=30
)  # fmt: skip
POINTS = Rule("points", D(2), D(-5))

# Điểm tối đa ở mẫu số: cột cuối. "-": không có điểm.
WORKED_OUT = [
    (RATIO, Answer(D(3), D(4)), "3.75", 5),
    (RATIO, Answer(D(1), D(3)), "1.67", 5),  # 1,6666…
    (RATIO, Answer(D(1), D(8)), "0.63", 5),  # 0,625: a half goes up
    (RATIO, Answer(D(0), D(4)), "0", 5),
    (RATIO, Answer(D(5), D(4)), "5", 5),  # never over the maximum
    (RATIO, Answer(D(0), D(0)), "-", 0),  # nothing arose: out of the denominator
    (RATIO, Answer(), "-", 5),  # not answered: nought points, the maximum stays
    (RATIO, Answer(D(3), D(4), not_applicable=True), "-", 0),
    (STEPPED, Answer(D(100)), "6", 6),
    (STEPPED, Answer(D("99.99")), "4", 6),
    (STEPPED, Answer(D(80)), "4", 6),
    (STEPPED, Answer(D("79.99")), "2", 6),
    (STEPPED, Answer(D("49.99")), "0", 6),
    (STEPPED, Answer(D(4), D(5)), "4", 6),  # a share: 80 %
    (STEPPED, Answer(D(0), D(0)), "-", 0),
    (STEPPED, Answer(), "-", 6),
    (YES, Answer(yes=True), "2", 2),
    (YES, Answer(yes=False), "0", 2),
    (YES, Answer(), "-", 2),
    (SURVEY, Answer(D(24), D(30)), "8", 10),
    (SURVEY, Answer(D(29), D(29)), "-", 0),  # one answer under the least: converted without it
    (SURVEY, Answer(D(0), D(0)), "-", 0),
    (SURVEY, Answer(), "-", 10),
    (POINTS, Answer(typed=D("-5.01")), "-5", 2),
    (POINTS, Answer(typed=D("1.5")), "1.5", 2),
    (POINTS, Answer(typed=D("2.01")), "2", 2),
]


@pytest.mark.parametrize(("rule", "answer", "points", "available"), WORKED_OUT)
def test_each_rule_gives_these_points(rule, answer, points, available):
    assert outcome(rule, answer) == Outcome(None if points == "-" else D(points), D(available))


def test_every_rule_a_criterion_may_have_is_worked_out():
    assert {rule.kind for rule, *_ in WORKED_OUT} == set(Criterion.Rule.values) == SCORED.keys()


def _leaf(points, most, available=None):
    return Line(
        "x", D(most), Outcome(None if points is None else D(points), D(most if available is None else available))
    )


def test_components_never_bring_more_than_their_criterion_and_what_does_not_apply_leaves():
    line = Line("1", D(5), parts=(_leaf(3, 3), _leaf(3, 4)))
    assert (line.points(), line.available()) == (D(5), D(5))
    line = Line("1", D(5), parts=(_leaf(2, 3), _leaf(None, 4, 0)))
    assert (line.points(), line.available()) == (D(2), D(3))


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ((_leaf(60, 80), _leaf(15, 20)), "75"),  # all applies
        ((_leaf(60, 80), _leaf(None, 20, 0)), "75"),  # without the survey the rest is converted: 60 of 80
        ((_leaf(60, 80), _leaf(None, 20)), "60"),  # not answered: nought
        ((_leaf(None, 80, 0), _leaf(None, 20, 0)), None),  # nothing applies
    ],
)
def test_what_applies_is_converted_to_the_scale(lines, value):
    assert total([Part(1, D(100), lines)], D(100)).value == (value and D(value))


@pytest.mark.parametrize(("beside", "value"), [(-5, "70"), (-9, "70"), (0, "75"), (3, "78"), (4, "78")])
def test_bonus_and_penalty_stand_beside_the_scale_within_their_bounds(beside, value):
    parts = [Part(1, D(50), (_leaf("37.5", 50),)), Part(9, D(3), (_leaf(beside, 3),), least=D(-5), outside=True)]
    found = total(parts, D(100))
    assert (found.value, found.available) == (D(value), D(50))


LIMITS = [("Tốt", D(90)), ("Khá", D(80)), ("Yếu", D(0))]


@pytest.mark.parametrize(
    ("value", "name", "next_one"),
    [
        ("90", "Tốt", None), ("89.99", "Khá", ("Tốt", D("0.01"))), ("80", "Khá", ("Tốt", D(10))),
        ("79.99", "Yếu", ("Khá", D("0.01"))), ("0", "Yếu", ("Khá", D(80))), ("-0.01", "", ("Yếu", D("0.01"))),
    ],
)  # fmt: skip
def test_a_limit_belongs_to_its_class(value, name, next_one):
    assert class_of(D(value), LIMITS) == name
    assert missing_to_next(D(value), LIMITS) == next_one


def test_no_total_no_class():
    assert class_of(None, LIMITS) == ""


def _total(value, **groups):
    return Total(D(0), D(100), D(0), value and D(value), {int(n[1:]): (D(p), D(50)) for n, p in groups.items()})


def test_ties_are_parted_by_the_groups_in_their_order_and_shared_ranks_leave_a_gap():
    rows = [("a", _total("80", g1=40, g2=40)), ("b", _total("80", g1=45, g2=35)), ("c", _total("80", g1=40, g2=40)),
            ("d", _total("90")), ("e", _total("70")), ("f", _total(None))]  # fmt: skip
    places = [(row.key, row.rank, row.shared) for row in standings(rows, [1, 2])]
    assert places == [("d", 1, False), ("b", 2, False), ("a", 3, True), ("c", 3, True), ("e", 5, False)]
    plain = [(row.key, row.rank) for row in standings(rows)]
    assert plain == [("d", 1), ("a", 2), ("b", 2), ("c", 2), ("e", 5)]


def test_the_cheapest_way_to_the_next_class_takes_what_lacks_most():
    lines = [("a", Outcome(D(4), D(5))), ("b", Outcome(None, D(6))), ("c", Outcome(None, D(0))),
             ("d", Outcome(D(1), D(3)))]  # fmt: skip
    assert lost(lines, D(7)) == [("b", D(6)), ("d", D(2))]
    assert lost(lines, D(6)) == [("b", D(6))]
