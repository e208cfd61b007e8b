"""The pages as their people meet them: few queries however many units, nothing typed is lost, nothing told too early."""

import pytest
from django.urls import reverse

from appraisal.models import Mark, Sheet
from appraisal.rounds import moving
from appraisal.tests.house import House, fresh
from conftest import REFORM, make_unit, words


@pytest.fixture
def house(cast):
    return House(cast)


def _open(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args))


def test_every_page_asks_little_however_many_units(house, client, django_assert_max_num_queries, bar):
    for n in range(20):
        make_unit(f"Xã Thứ {n}", f"3{n:04d}", parent=house.province, since=REFORM)
    held = house.round()
    house.scored(held, house.other, house.other_official, house.other_leader)
    assert held.sheets.count() == 22
    sheet, mark = house.sheet(held, house.other), house.mark(held, house.other, "1.1")
    pages = [
        (house.organiser, "index_home"), (house.organiser, "index_set", house.set.pk),
        (house.organiser, "index_round", held.pk),
        (house.appraiser, "index_sheet", sheet.pk), (house.appraiser, "index_criterion", held.pk, mark.criterion_id),
        (house.council[0], "index_council", held.pk), (house.appraiser, "index_figure", mark.pk),
        (house.cast.new_official, "index_sheet", house.sheet(held, house.cast.new_commune).pk),
    ]  # fmt: skip
    for person, name, *args in pages:
        client.force_login(person)
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name, args=args)).status_code == 200, name


def test_what_is_typed_right_is_kept_and_what_is_wrong_is_said_at_its_place(house, client):
    cast, held = house.cast, house.round()
    sheet = house.sheet(held, cast.new_commune)
    ratio, points = house.mark(held, cast.new_commune, "1.3b"), house.mark(held, cast.new_commune, "9.1")
    sent = {
        "version": 1, f"m{ratio.pk}-top": "9", f"m{ratio.pk}-bottom": "8", f"m{ratio.pk}-explanation": "Theo sổ",
        f"m{points.pk}-typed": "-1,5", f"m{points.pk}-explanation": "",
    }  # fmt: skip
    client.force_login(cast.new_official)
    url = reverse("index_sheet_save", args=[sheet.pk])
    told = client.post(url, sent, headers={"accept": "application/json"}).json()
    assert told["version"] == 2 and list(told["errors"]) == [f"m{ratio.pk}-top"]
    assert Mark.objects.get(pk=points.pk).own_points == -1.5
    page = client.post(url, sent | {"version": 2})
    assert page.status_code == 422
    assert 'value="9"' in page.content.decode() and "không lớn hơn mẫu số" in words(page.content.decode())
    stale = client.post(url, sent, headers={"accept": "application/json"})
    assert stale.status_code == 409 and Sheet.objects.get(pk=sheet.pk).version == 3


def test_a_unit_sees_no_appraisal_before_it_is_told_and_never_the_neighbours(house, client):
    cast, held = house.cast, house.round()
    house.both_scored(held)
    house.appraised(held)
    own, other = (house.sheet(held, unit).pk for unit in (cast.new_commune, house.other))
    assert not _open(client, cast.new_leader, "index_sheet", own).context["seen"]
    assert _open(client, cast.new_leader, "index_sheet", other).status_code == 404
    assert _open(client, cast.new_leader, "index_round", held.pk).context["ranking"] == ""
    moving.move(fresh(held), "close", by=house.organiser)
    moving.move(fresh(held), "tell", by=house.organiser)
    page = _open(client, cast.new_leader, "index_sheet", own)
    assert page.context["seen"] and page.context["objecting"]
    assert not _open(client, cast.new_official, "index_sheet", own).context["objecting"]


def test_a_sheet_that_lacks_something_says_where_and_wrong_cells_take_nothing(house, client):
    cast, held = house.cast, house.round()
    client.force_login(cast.new_official)
    sheet = house.sheet(held, cast.new_commune)
    page = client.post(reverse("index_sheet_move", args=[sheet.pk, "submit"]))
    assert page.status_code == 422
    assert f'#tc-{house.mark(held, cast.new_commune, "1.2").criterion_id}"' in page.content.decode()
    assert client.post(reverse("index_sheet_move", args=[sheet.pk, "send"])).status_code == 403
    assert client.post(reverse("index_move", args=[held.pk, "close"])).status_code == 403
