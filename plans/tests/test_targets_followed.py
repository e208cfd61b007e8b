"""A target against each year's results: ranks, points, groups, what cannot be concluded, what noise alone would reach."""

from decimal import Decimal as D

import pytest

from indicators.composites import Composite
from indicators.models import Dimension
from indicators.uncertainty import Estimate
from plans.counting.targets import Published, follow, wanted_group
from plans.models import Plan, Target

OWN, OTHER, THIRD = 1, 2, 3


def composite(year, own, other, third):
    values = {OWN: own and D(own), OTHER: D(other), THIRD: D(third)}
    return Composite(year, values, {key: value or D(0) for key, value in values.items()})


YEARS = {2021: composite(2021, 40, 42, 44), 2022: composite(2022, 43, 42, 44), 2023: composite(2023, None, 42, 44)}


def known(*, points=(), sure=(), groups=(), breaks=()):
    return Published(OWN, YEARS, dict(points), dict(sure), dict(groups), dict(breaks))


def target(kind, text="Mục tiêu", amount=None, base=2021, by=2024, dimension=None, **more):
    plan = Plan(pk=7, year_from=2022, year_to=2024)
    return Target(
        plan=plan, kind=kind, text=text, amount=amount, baseline_year=base, by_year=by, dimension=dimension, **more
    )


def said(one, facts):
    return [(row.year, row.met, row.figure, row.reason) for row in follow(one, facts).results]


def test_ranks_year_by_year_and_a_year_without_results_says_so():
    assert said(target("ranks_up", amount=1), known()) == [
        (2022, True, "2/3", "tăng 1 bậc so với 2021"),
        (2023, None, "–", "PAPI chưa công bố"),
        (2024, None, "–", "PAPI chưa công bố"),
    ]
    assert said(target("ranks_up", amount=2, by=2022), known())[0][1] is False
    assert said(target("ranks_up", base=2020, by=2021), known()) == [
        (2021, None, "3/3", "không có thứ hạng năm 2020 để so")
    ]


@pytest.mark.parametrize(("amount", "by", "met"), [("3", 2022, True), ("3.0001", 2022, False), (None, 2022, True)])
def test_points_of_the_composite_at_the_boundary(amount, by, met):
    assert said(target("score_up", amount=amount and D(amount), by=by), known()) == [
        (2022, met, "43,0000", "+3,0000 so với 2021")
    ]


def test_a_yearly_amount_adds_up():
    facts = known(points={(2021, "5"): D(6), (2022, "5"): D(7), (2023, "5"): D("7.5")})
    five = Dimension(pk=5, number=5)
    assert [row[1] for row in said(target("score_up", amount=1, by=2023, dimension=five, per_year=True), facts)] == [
        True,
        False,
    ]


def test_a_sub_dimension_is_followed_but_not_across_a_break():
    five = Dimension(pk=5, number=5)
    facts = known(points={(2021, "5.1"): D(2), (2022, "5.1"): D("2.2"), (2023, "5.1"): D(3)}, breaks={2023: {"5.1"}})
    rows = said(target("score_up", "Tăng điểm", dimension=five, sub_code="5.1", by=2023), facts)
    assert rows == [
        (2022, True, "2,2000", "+0,2000 so với 2021"),
        (2023, None, "3,0000", "cách đo đổi năm 2023, không so sánh"),
    ]
    other = follow(target("score_up", "Theo Nghị định 5.1", dimension=five), facts)
    assert other.what == "tăng điểm, nội dung 5", "a number in the text names nothing"


def test_groups_only_as_published():
    facts = known(groups={2021: 2, 2022: 2})
    assert said(target("group", "Thuộc nhóm trung bình cao", by=2022), facts) == [
        (2022, True, "Trung bình cao", "PAPI công bố")
    ]
    assert said(target("group", "Thuộc nhóm Cao", by=2022), facts)[0][1] is False
    assert said(target("group", "Vào nhóm 3", amount=3, by=2022), facts)[0][1] is None, (
        "a number may count from either end"
    )
    assert said(target("keep_group", by=2022), facts)[0][1] is True
    assert "chưa có nhóm do PAPI công bố" in said(target("keep_group", by=2022), known())[0][3]


@pytest.mark.parametrize(
    ("text", "place"),
    [("nhóm cao nhất", 1), ("nhóm trung bình cao", 2), ("trung bình thấp", 3), ("nhóm cao", 1), ("nhóm 3", None)],
)
def test_the_group_a_text_aims_at(text, place):
    assert wanted_group(text) == place


def test_how_likely_noise_is():
    """Three alike in error: a rank more comes by chance; without one interval nothing is claimed."""
    sure = {(2021, ""): {key: Estimate(D(42), D(41), D(43)) for key in (OWN, OTHER, THIRD)}}
    chance = follow(target("ranks_up", amount=1), known(sure=sure)).chance
    assert "với xác suất 33%" in chance
    del sure[2021, ""][THIRD]
    assert "không kết luận" in follow(target("ranks_up", amount=1), known(sure=sure)).chance
