"""Points moved on paper: what was asked for, the outcome among published provinces, peers, scenarios kept."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from indicators.composites import Composite
from indicators.models import Scenario
from indicators.scenarios.asked import as_text, asked, from_text
from indicators.scenarios.outcome import what_if
from indicators.scenarios.peers import best_of, most_alike
from indicators.scores import Part
from indicators.uncertainty import Estimate
from plans.tests.test_score_work import scored as _scored

scored = _scored


def part(code, value):
    return Part(code, f"Nội dung {code}", value and D(value), D(2), D(3), D(1), None, 1, 3, D("0.25"), D("2.5"))


SHOWN = [part("1.1", "2.0412"), part("1.2", "1.5"), part("1.3", None)]


@pytest.mark.parametrize(
    ("given", "moves"),
    [
        ({}, {}),
        ({"n-1.1": "2,0412", "d-1.1": "2.04", "t-1.1": "2.0412"}, {}),  # nothing touched
        ({"n-1.1": "2,3", "d-1.1": "2.04", "t-1.1": "2.0412"}, {"1.1": D("2.3")}),  # typed
        ({"n-1.1": "2,0412", "d-1.1": "2.20", "t-1.1": "2.0412"}, {"1.1": D("2.2")}),  # moved, without a script
        ({"n-1.1": "2,3000", "d-1.1": "2.30", "t-1.1": "2.3000"}, {"1.1": D("2.3")}),  # kept from the time before
        ({"n-1.1": "2,0412", "d-1.1": "2.30", "t-1.1": "2.3000"}, {}),  # typed back to what was published
        ({"n-1.2": "1.75"}, {"1.2": D("1.75")}),
        ({"n-1.3": "2"}, {}),  # without published points there is nothing to move
        ({"d-1.1": "nan", "t-1.1": "x", "n-1.9": "2"}, {}),
    ],
)
def test_what_was_touched_last_counts(given, moves):
    found = asked(given, SHOWN)
    assert (found.moves, found.refused) == (moves, {})


@pytest.mark.parametrize(
    ("typed", "why"), [("2,51", "từ 0,25 đến 2,5"), ("0", "từ 0,25"), ("hai", "không phải là điểm")]
)
def test_points_out_of_range_are_refused_at_their_place(typed, why):
    found = asked({"n-1.1": typed}, SHOWN)
    assert found.moves == {} and found.refused["1.1"][0] == typed and why in found.refused["1.1"][1]


def test_the_outcome_among_the_published():
    values = {1: D(40), 2: D(42), 3: D(44), 4: None}
    composite = Composite(2024, values, {**values, 4: D(0)})
    out = what_if(1, composite, [part("1.1", "1"), part("1.2", "2")], {"1.1": D("2.5"), "1.2": D("2.4")}, None)
    assert (out.before, out.after, out.rank_before, out.rank, out.n_ranked) == (D(40), D("41.9"), 3, 3, 3)
    assert [(move.code, move.gain, move.room) for move in out.moves] == [
        ("1.1", D("1.5"), 1.0),
        ("1.2", D("0.4"), 0.8),
    ]
    assert out.certain == "chưa có khoảng tin cậy, không kết luận"
    sure = Estimate(D(40), D("38.1"), D("41.9"))
    up = what_if(1, composite, [part("1.1", "0.4")], {"1.1": D("2.5")}, sure)
    assert (up.rank, up.ranks_gained, up.certain) == (2, 1, "khác biệt vượt sai số 95%")
    assert what_if(1, composite, [part("1.1", "1")], {"1.1": D("2.4")}, sure).certain == "khác biệt nằm trong sai số"
    assert what_if(4, composite, [], {}, None) is None, "no composite, nothing to try"


def test_peers_are_the_nearest_and_the_best_of_them_is_named():
    table = {"1.1": {1: D(1), 2: D(2), 3: D("1.2"), 4: None}, "1.2": {1: D(1), 2: D(1), 3: D("1.1"), 4: D(1)}}
    assert most_alike(1, table, {"1.1": D(2), "1.2": D(2)}) == [3, 2], "one without a part is nobody's peer"
    assert most_alike(4, table, {"1.1": D(2), "1.2": D(2)}) == []
    assert best_of([2, 3], table) == {"1.1": (2, D(2)), "1.2": (3, D("1.1"))}


def test_moves_travel_as_text():
    assert from_text(as_text({"1.1": D("2.0500"), "5.1": D(1)})) == {"1.1": D("2.05"), "5.1": D(1)}
    for text in ("", "1.1", "1.1=x", "1.1=nan"):
        with pytest.raises(ValueError, match="Chưa đổi"):
            from_text(text)


@pytest.mark.django_db
def test_a_scenario_is_tried_kept_and_taken_off(client, cast, scored, django_assert_max_num_queries):
    """Hưng Yên has 2 and 2, the other 3 and 3: with 3,5 for 6.1 it stands at 5,5, still second; at 4,0 each it leads."""
    client.force_login(cast.province_reviewer)
    address = reverse("what_if", args=[cast.old_province.pk])
    client.get(reverse("indicators"))  # the frame's counts are kept from here on
    with django_assert_max_num_queries(15):
        page = client.get(address, {"n-6.1": "3,5"})
    assert (page.context["outcome"].after, page.context["outcome"].rank) == (D("5.5"), 2)
    both = client.get(address, {"nhu": "yeu", "n-6.1": "4"})
    assert both.context["moves"] == "6.1=3.0000;6.2=3.0000", "as the best peer"
    form = {"name": "Mỗi năm một bước", "unit": cast.province.pk, "year": 2024, "moves": "6.1=3.5000"}
    client.post(reverse("scenario_keep", args=[cast.old_province.pk]), form)
    client.post(reverse("scenario_keep", args=[cast.old_province.pk]), form)
    kept = Scenario.objects.get()
    assert (kept.moves, kept.unit, kept.province) == ({"6.1": "3.5000"}, cast.province, cast.old_province)
    url = client.get(address).context["kept"][0][1]
    assert client.get(url).context["outcome"].after == D("5.5")
    client.force_login(cast.stranger)
    assert client.get(address).context["kept"] == []
    assert client.post(reverse("scenario_remove", args=[kept.pk])).status_code == 404
    client.force_login(cast.province_reviewer)
    client.post(reverse("scenario_remove", args=[kept.pk]))
    assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_who_writes_no_plan_tries_but_keeps_nothing(client, cast, scored):
    client.force_login(cast.new_official)
    page = client.get(reverse("what_if", args=[cast.old_province.pk]), {"n-6.1": "3,5"})
    assert page.context["form"] is None and page.context["outcome"].after == D("5.5")
    form = {"name": "A", "unit": cast.province.pk, "year": 2024, "moves": "6.1=3.5"}
    client.post(reverse("scenario_keep", args=[cast.old_province.pk]), form)
    assert not Scenario.objects.exists()
