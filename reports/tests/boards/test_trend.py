"""Diễn biến: every point is the rows it opens; group and median are told of enough units only; few queries at any size."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_unit
from indicators.models import Dimension
from plans.models import Figure, Measure, Period, Progress
from plans.tests.paper import make_period, make_plan
from reports.boards import tallying, trend
from reports.boards.drawing import Chart, spark
from reports.models import WHOLE, Tally

State, Level = Progress.State, Progress.Level


@pytest.fixture
def two_periods(cast):
    """A district's calendar of two periods; the commune did better in the second, and was late in the first."""
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)
    plan = make_plan(cast.commune, cast.commune_office, number="2/KH-UBND", tasks=4, reports_under=head)
    dimension = Dimension.objects.create(number=3, name="x", short_name="x", name_en="x", year_from=2011)
    for task in plan.tasks.all()[:2]:
        task.dimensions.set([dimension])
    old = make_period(head, name="9 tháng năm 2023", starts=date(2023, 1, 1), ends=date(2023, 9, 30))
    new = make_period(head)
    for period, levels, day in ((old, [Level.DONE, Level.NOT_STARTED], 28), (new, [Level.DONE] * 3, 20)):
        for row, level in zip(Progress.objects.filter(period=period).order_by("task__position"), levels, strict=False):
            at = timezone.make_aware(timezone.datetime(2024, 10, day, 9))
            Progress.objects.filter(pk=row.pk).update(level=level, state=State.APPROVED, handed_in_at=at)
    tallying.refresh()
    return old, new


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
def test_every_point_is_the_number_of_rows_it_opens(client, cast, two_periods, django_assert_max_num_queries):
    client.force_login(cast.reviewer)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("trends"), {"don_vi": cast.commune.pk})
    table = page.context["table"]
    assert [[(spot.own.part, spot.own.whole) for spot in strand.spots] for strand, _ in table] == [
        [(1, 2), (3, 3)], [(0, 4), (3, 4)], [(1, 2), (2, 2)]
    ]  # fmt: skip
    for strand, spots in table:
        for spot, url in spots:
            rows = client.get(url).context
            got = {"share": "done" if not strand.number else "on_track"}.get(strand.figure)
            assert (rows[got] if got else rows["total"]) == spot.own.part
            assert strand.figure != "share" or rows["total"] == spot.own.whole


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
def test_indicators_open_the_entry_they_come_from(client, cast, two_periods, django_assert_max_num_queries):
    entry = Progress.objects.filter(period=two_periods[1]).order_by("task__position").first()
    Figure.objects.create(entry=entry, measure=Measure.objects.get(task=entry.task), value=42)
    client.force_login(cast.official)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("trends"), {"xem": "chi-tieu"})
    [(row, _, _)] = page.context["indicators"]
    assert row.values == (None, (42, entry.pk))
    assert reverse("entry", args=[entry.pk]) in page.content.decode()


@pytest.mark.django_db
def test_neighbours_are_told_of_from_five_others_on_and_never_alone(cast, two_periods):
    _, new = two_periods
    for place in range(5):
        unit = make_unit(f"Xã Bên {place}", f"7{place:04}", kind="xa" if place else "phuong", parent=cast.district)
        Tally.objects.create(unit=unit, period=new, dimension=WHOLE, counted=10, done=place, expected=10, received=10)
    spot = trend.trend(cast.commune, Period.Kind.NINE_MONTHS).main[0].now
    assert (spot.own.percent, spot.middle, spot.group) == (100, 20.0, None)  # only four others are communes
    Tally.objects.filter(unit__code="70000").update(unit=cast.neighbour)
    spot = trend.trend(cast.commune, Period.Kind.NINE_MONTHS).main[0].now
    assert (spot.middle, spot.group) == (20.0, 100 * (3 + 0 + 1 + 2 + 3 + 4) / 53)
    Tally.objects.filter(unit__code="70001").delete()
    assert trend.trend(cast.commune, Period.Kind.NINE_MONTHS).main[0].now.middle is None


@pytest.mark.django_db
def test_who_may_look(client, cast, two_periods):
    for person, wanted in [(cast.reviewer, 200), (cast.neighbour_official, 404), (cast.stranger, 404)]:
        client.force_login(person)
        assert client.get(reverse("trends"), {"don_vi": cast.commune.pk}).status_code == wanted
    client.force_login(cast.official)
    assert client.get(reverse("trends"), {"don_vi": cast.district.pk}).status_code == 403
    odd = client.get(reverse("trends"), {"loai": "²", "so-ky": "-1", "xem": "\x00"})
    assert odd.status_code == 200


def strand(*shares):
    start = date(2023, 11, 30)
    spots = []
    for place, share in enumerate(shares):
        ends = start + timedelta(days=31 * place)
        period = SimpleNamespace(ends=ends, starts=ends, kind="month")
        own = trend.Of(share or 0, 100 if share is not None else 0)
        spots.append(trend.Spot(period, own))
    return trend.Strand("x", "share", tuple(spots))


def test_a_line_breaks_where_there_is_no_figure_and_a_new_year_is_marked():
    chart = Chart(strand(0, 50, None, 100), width=400, height=200)
    assert [mark.percent for mark in chart.own.marks] == [0, 50, 100]
    assert len(chart.own.lines) == 1
    assert len(chart.breaks) == 1
    assert chart.own.marks[0].y == chart.floor
    assert chart.own.marks[2].y == chart.ceiling
    assert [name["text"] for name in chart.names] == ["T11", "T12", "T1", "T3"]
    assert [name["year"] for name in chart.names] == ["2023", "", "2024", ""]


def test_a_single_period_and_none_at_all_can_be_drawn():
    assert len(Chart(strand(40)).own.marks) == 1
    assert Chart(strand(None)).own == Chart(strand(None)).group
    assert spark([1, None, 3]) == []
    assert spark([5]) == []
    assert spark([1, 1, None]) == ["3.0,21.0 48.0,21.0"]
