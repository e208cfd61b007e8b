"""What citizens may read of a round, several years side by side, and the index beside PAPI."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import history
from appraisal.models import Criterion, IndexStep, Mark, Round
from appraisal.rounds import moving, showing, voting
from appraisal.tests.house import House, fresh
from conftest import words
from indicators.book import Book
from indicators.composites import Year as Papi
from units.errors import Conflict, Refused
from units.models import Succession


@pytest.fixture
def house(cast):
    return House(cast)


@pytest.fixture
def told(house):
    """Published."""
    held = house.round(with_survey=False)
    house.both_scored(held, survey=False)
    moving.move(fresh(held), "close", by=house.organiser)
    house.appraised(held)
    moving.move(fresh(held), "tell", by=house.organiser)
    moving.move(fresh(held), "sit", by=house.organiser, today=house.today + timedelta(days=6))
    motion = voting.propose(fresh(held), by=house.organiser, reason="Theo biên bản họp")
    for member in house.council[:2]:
        voting.vote(motion, by=member, yes=True)
    moving.move(fresh(held), "publish", by=house.chairman)
    return fresh(held)


def test_citizens_read_what_was_published_only_while_it_is_shown(house, told, client):
    url = reverse("index_public", args=[told.pk])
    assert client.get(url).status_code == 404
    with pytest.raises(Refused):
        showing.show(told, by=house.organiser)
    showing.show(told, by=house.chairman)
    with pytest.raises(Conflict):
        showing.show(fresh(told), by=house.chairman)
    Mark.objects.filter(left_out=False).update(given=D(0))  # whatever marks say later, what was published stands
    page = client.get(url)
    said = words(page.content.decode())
    assert page.status_code == 200 and "public" in page["Cache-Control"] and not page.cookies
    assert f"1 {house.cast.new_commune.name} 100,00 Tốt" in said and f"2 {house.other.name} 87,00 Khá" in said
    assert len(page.content) < 30_000
    Round.objects.filter(pk=told.pk).update(state=Round.State.COUNCIL)
    assert client.get(url).status_code == 404
    Round.objects.filter(pk=told.pk).update(state=Round.State.LOCKED)
    showing.hide(fresh(told), by=house.chairman)
    assert client.get(url).status_code == 404
    assert list(IndexStep.objects.filter(round=told).values_list("verb", flat=True)[:2]) == ["hide", "show"]


def test_the_switch_is_offered_to_who_publishes_once_it_is_published(house, told, client):
    people = [house.chairman, house.organiser, house.appraiser, house.cast.new_leader]
    assert [showing.may_show(told, person) for person in people] == [True, False, False, False]
    assert not showing.may_show(Round(state=Round.State.COUNCIL, unit=house.province), house.chairman)
    client.force_login(house.chairman)
    assert "Công khai cho người dân" in words(client.get(reverse("index_round", args=[told.pk])).content.decode())
    client.post(reverse("index_show", args=[told.pk]), {"do": "show"})
    assert fresh(told).shown_since
    client.post(reverse("index_show", args=[told.pk]), {"do": "hide"})
    assert fresh(told).shown_since is None


def _year(of, held, year, **ranks):
    results = [{"unit": n, "name": name, "sheet": n, "class": "Khá", "rank": rank, "shared": False, "own": "80",
                "total": "81.5" if rank else None, "beside": "0", "groups": {}}
               for n, (name, rank) in enumerate(ranks.items(), 1)]  # fmt: skip
    return Round(pk=year, set=of, set_id=of.pk, unit=held.unit, year=year, results=results)


def test_years_stand_side_by_side_by_the_last_ones_rank(house, told):
    of, other = told.set, type(told.set)(pk=told.set.pk + 1)
    years = history.told_rounds([
        _year(other, told, 2026, An=2, Binh=1, Cuong=None), _year(of, told, 2024, An=1), _year(of, told, 2025, An=1, Binh=2),
    ])  # fmt: skip
    assert [(one.held.year, one.same) for one in years] == [(2024, True), (2025, True), (2026, False)]
    rows = history.of_units(years)
    assert [(name, [one and one["rank"] for one in found]) for name, found in rows] == [
        ("Binh", [None, 2, 1]), ("An", [1, 1, 2]), ("Cuong", [None, None, None]),
    ]  # fmt: skip
    assert rows[0][1][1]["total"] == D("81.5")


def test_the_page_of_years_is_for_who_sees_the_set_and_holds_published_rounds_alone(house, told, client):
    client.force_login(house.cast.new_leader)
    url = reverse("index_years", args=[told.set_id])
    page = words(client.get(url).content.decode())
    assert house.other.name in page and str(told.year) in page
    Round.objects.filter(pk=told.pk).update(state=Round.State.COUNCIL)
    assert "Chưa có kết quả công bố" in words(client.get(url).content.decode())
    client.force_login(house.cast.stranger)
    assert client.get(url).status_code == 404


def test_who_overrates_himself_comes_first_and_ways_lead_to_criteria(house, told, client):
    client.force_login(house.organiser)
    Round.objects.filter(pk=told.pk).update(state=Round.State.APPRAISING, published_at=timezone.now())
    page = client.get(reverse("index_analysis", args=[told.pk]))
    assert page.status_code == 200
    nearest = house.mark(told, house.other, "1.3a").criterion_id
    said = page.content.decode()
    assert "→ <b>Tốt</b></td>" in said and ">3,00</td>" in said and f"?nhom=1#tc-{nearest}" in said
    client.force_login(house.cast.new_leader)
    assert client.get(reverse("index_analysis", args=[told.pk])).status_code == 403


def test_papi_stands_beside_by_province_never_averaged(house, told, monkeypatch):
    """2024 of the old province and of none else; the year of the index has no score yet."""
    old = house.cast.old_province
    Succession.objects.get_or_create(old=old, new=house.province)
    Criterion.objects.filter(code="1.2").update(dimension=5, most=20)
    figures = {2024: {"5": Papi(2024, {old.pk: D("5.12"), 999_999: D("7")})}}
    book = Book({}, figures, {}, [], (), {}, {}, None)
    monkeypatch.setattr(history, "published", lambda: book)
    bare = [{name: value for name, value in row.items() if name != "by_dimension"} for row in told.results]
    Round.objects.filter(pk=told.pk).update(year=2026, results=bare)  # a round published before dimensions were kept
    span, (one,) = history.beside_papi(told.set, history.told_rounds([fresh(told)]))
    assert (span, one.name, one.index) == ([2024, 2026], "Thủ tục hành chính", [None, D("100.0")])
    assert one.papi == [[(f"{old.short_name} (trước 07/2025)", D("5.12"))], []]
    assert history.beside_papi(told.set, []) == ([], [])


def test_what_was_given_last_time_stands_beside(house, told, client):
    """The newest published year before; an older one, a round not published and another set are not it."""
    Round.objects.filter(pk=told.pk).update(year=told.year - 1)
    older = fresh(told)
    Mark.objects.filter(sheet__round=older, sheet__unit=house.other, criterion__code="1.2").update(given=D("13.5"))
    held = moving.begin(
        told.set, by=house.organiser, year=older.year + 1, name="Đợt sau", opens=house.today, score_by=house.today,
        appraise_by=house.today, objection_days=5, members=3, quorum=2,
    )  # fmt: skip
    found = history.last_time(held)
    assert found[house.other.pk, 1, "1.2"] == (older.year, D("13.5"))
    assert found[house.other.pk, 1, "1.1"] == (older.year, None), "it did not apply"
    assert history.last_time(older) == {}
    moving.move(held, "open", by=house.organiser)
    client.force_login(house.appraiser)
    asked = Criterion.objects.get(code="1.2")
    across = client.get(reverse("index_criterion", args=[held.pk, asked.pk]))
    assert f'13,50<span class="sub">năm {older.year}</span>' in across.content.decode()
    sheet = client.get(reverse("index_sheet", args=[held.sheets.get(unit=house.other).pk]))
    assert f"năm {older.year}: 13,50" in words(sheet.content.decode())
    Round.objects.filter(pk=older.pk).update(state=Round.State.COUNCIL)
    assert history.last_time(fresh(held)) == {}
