"""Sums, medians, ranks and groups on small figures made by hand."""

from decimal import Decimal as D
from itertools import pairwise

from indicators.charts import Range, TrendChart, spark
from indicators.composites import Composite, Year, difference
from indicators.scores import Part, Point, widest_gap_first


def part(code, value, median, **more):
    gap = difference(value, median)
    return Part(code, "", value, median, best=D(3), worst=D(1), gap=gap, rank=None, n_ranked=3, **more)


def test_missing_is_never_ranked_and_never_counted():
    year = Year(2024, {1: D("2"), 2: None, 3: D("4"), 4: D("3")})
    assert (year.n_ranked, year.median, year.best, year.worst) == (3, D("3"), D("4"), D("2"))
    assert [year.rank(key) for key in (1, 2, 3, 4)] == [3, None, 1, 2]
    assert (year.best_province, year.gap(2), year.gap(1)) == (3, None, D("-1.0000"))


def test_equal_scores_share_a_rank():
    year = Year(2024, {1: D("2"), 2: D("4"), 3: D("4")})
    assert [year.rank(key) for key in (1, 2, 3)] == [3, 1, 1]


def test_a_year_without_any_score():
    year = Year(2025, {1: None})
    assert (year.n_ranked, year.median, year.best, year.best_province, year.gap(1)) == (0, None, None, None, None)


def test_groups_by_linear_percentiles_over_all_rows():
    values = {key: D(key) for key in range(1, 9)} | {9: None}
    composite = Composite(2024, values, {**values, 9: D(0)})
    assert [composite.group(key) for key in (8, 6, 4, 1, 9)] == ["Cao", "Cao", "Trung bình cao", "Thấp", ""]
    assert Composite(2019, values, {**values, 9: D(0)}).group(8) == "Cao nhất"


def test_differences_are_of_shown_figures():
    assert difference(D("44.40424"), D("43.47957")) == D("0.9246")
    assert difference(None, D(1)) is None


def test_widest_gap_first_and_missing_last():
    parts = [part("1.1", D("2"), D("1")), part("1.2", None, D("1")), part("1.3", D("1"), D("2"))]
    assert [one.code for one in widest_gap_first(parts)] == ["1.3", "1.1", "1.2"]


def point(year, value, comparable=True):
    return Point(year, value, D(42), D(48), 1 if value else None, 61, "", comparable)


def test_no_line_across_a_break_or_a_missing_year():
    points = [
        point(2018, D(43), False),
        point(2019, D(44), False),
        point(2020, D(45)),
        point(2021, None),
        point(2022, D(44)),
    ]
    chart = TrendChart(points)
    assert [len(line.split()) for line in chart.own.lines] == [2]
    assert [len(line.split()) for line in chart.median.lines] == [4]
    assert len(chart.own.marks) == 4
    assert len(chart.breaks) == 1


def test_names_at_the_ends_do_not_overlap():
    ends = TrendChart([Point(2024, D(48), D("47.9"), D(48), 1, 61, "Cao", False)]).ends
    heights = [float(y) for _, _, y, _ in ends]
    assert len(heights) == 3
    assert all(lower - upper >= 16 for upper, lower in pairwise(heights))


def test_attributes_have_points_not_commas():
    mark = TrendChart([point(2023, D("44.2282")), point(2024, D("44.4042"))], narrow=True).own.marks[0]
    assert "," not in mark.x + mark.y


def test_a_chart_of_nothing():
    assert TrendChart([Point(2024, None, None, None, None, 0, "", False)]).own.marks == []


def test_range_bars():
    assert Range.between(part("1", D("1.5"), D("2")), D(1), D(3)) == Range("25.00%", "50.00%", "100.00%")
    assert Range.between(part("1", None, D("2")), D(1), D(3)).own is None
    assert Range.between(part("1", D(1), D(1)), D(1), D(1)).own is None


def test_sparkline_needs_every_year():
    recent = ((2022, D(1)), (2023, D(2)), (2024, D(3)))
    assert spark(part("1.1", D(3), D(2), recent=recent)).count(",") == 3
    assert spark(part("1.1", D(3), D(2), recent=((2023, None), (2024, D(3))))) == ""
    assert spark(part("1.1", D(3), D(2), recent=((2024, D(3)),))) == ""
