"""An heir reads plans and entries of the units it took over, under their old names, and writes nothing in them."""

from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse

from plans.models import Plan
from plans.permissions import visible_among, visible_plans
from plans.tests.paper import entries_of, make_period, make_plan
from units.errors import Refused
from units.models import Agency, Succession, Unit
from units.permissions import Action, can, require
from units.scope import units_where

pytestmark = pytest.mark.django_db
LOOKING = {Action.VIEW, Action.VIEW_PLAN}


@pytest.fixture
def merged(cast):
    """Hồng Quang took over Tiền Phong whole; Hồ Tùng Mậu went to nobody here."""
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share=Succession.Share.WHOLE)
    return cast


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_looking_reaches_what_was_taken_over_and_no_other_right_does(merged, action):
    for person in (merged.new_official, merged.new_leader, merged.province_reviewer, merged.province_leader):
        reached = can(person, action, merged.commune)
        assert reached == (action in LOOKING), person
        assert reached == units_where(person, action).filter(pk=merged.commune.pk).exists(), person
        assert not can(person, action, merged.neighbour), person
    assert not can(merged.stranger, action, merged.commune)


def test_a_unit_still_in_force_is_not_read_before_it_is_taken_over(merged):
    Unit.objects.filter(pk=merged.commune.pk).update(valid_to=None)
    unit = Unit.objects.get(pk=merged.commune.pk)
    assert not can(merged.new_official, Action.VIEW, unit)
    assert not units_where(merged.new_official, Action.VIEW).filter(pk=unit.pk).exists()


def test_a_district_without_an_heir_of_its_own_is_read_by_whoever_took_its_communes(merged):
    for person in (merged.new_official, merged.province_leader):
        assert can(person, Action.VIEW, merged.district) and not can(person, Action.EDIT_PLAN, merged.district)
        assert can(person, Action.VIEW, merged.old_province)  # nor of its province: two levels up
        assert units_where(person, Action.VIEW).filter(pk=merged.district.pk).exists()
    assert not can(merged.stranger, Action.VIEW, merged.district)
    assert not units_where(merged.stranger, Action.VIEW).filter(pk=merged.district.pk).exists()


def test_a_district_with_an_heir_of_its_own_is_read_by_that_one_alone(merged):
    Succession.objects.create(old=merged.district, new=merged.far_commune, share=Succession.Share.WHOLE)
    assert can(merged.stranger, Action.VIEW, merged.district)
    assert not can(merged.new_official, Action.VIEW, merged.district)
    assert not units_where(merged.new_official, Action.VIEW).filter(pk=merged.district.pk).exists()


def test_a_district_still_in_force_is_not_read_by_the_heir_of_one_of_its_communes(merged):
    Unit.objects.filter(pk=merged.district.pk).update(valid_to=None)
    district = Unit.objects.get(pk=merged.district.pk)
    assert not can(merged.new_official, Action.VIEW, district)
    assert not units_where(merged.new_official, Action.VIEW).filter(pk=district.pk).exists()


def test_a_district_of_which_no_commune_was_taken_over_is_read_by_nobody_new(cast):
    assert not can(cast.new_official, Action.VIEW, cast.district)
    assert not can(cast.province_leader, Action.VIEW, cast.district)


def test_pages_of_the_old_units_plan_and_entry_open_for_the_heir_to_read(client, merged):
    plan = make_plan(merged.commune, merged.commune_office)
    entry = entries_of(make_period(plan))[0]
    beside = make_plan(merged.neighbour, merged.neighbour_office, number="05/KH-UBND")
    assert set(visible_plans(merged.new_official)) == {plan}
    client.force_login(merged.new_official)
    for name, key in (("plan", plan.pk), ("task", entry.task_id), ("entry", entry.pk), ("period", entry.period_id)):
        assert client.get(reverse(name, args=[key])).status_code == 200, name
    assert "Xã Tiền Phong" in client.get(reverse("entry", args=[entry.pk])).content.decode()
    assert client.get(reverse("plan", args=[beside.pk])).status_code == 404
    with pytest.raises(Refused, match="soạn, sửa kế hoạch"):
        require(merged.new_official, Action.EDIT_PLAN, merged.commune)
    with pytest.raises(Refused, match="nhập tiến độ"):
        require(merged.new_official, Action.ENTER, merged.commune)
    assert Plan.objects.get(pk=plan.pk).date == date(2024, 1, 12)


def test_reading_costs_one_query_for_all_the_units_taken_over(merged, django_assert_num_queries):
    person = type(merged.new_leader).objects.get(pk=merged.new_leader.pk)
    assert person.seats
    with django_assert_num_queries(1):
        for unit in (merged.commune, merged.neighbour, merged.district, merged.commune):
            can(person, Action.VIEW, unit)
    with pytest.raises(Http404):
        require(person, Action.VIEW, merged.neighbour)


def test_of_plans_at_hand_the_same_are_seen_as_in_the_list(merged):
    """`visible_among` is one row of `visible_plans`: issued and draft, her own, above, below, beside, taken over."""
    units = (merged.commune, merged.new_commune, merged.district, merged.province)
    issuer, words = Agency.objects.first(), {"title": "Kế hoạch", "year_from": 2024, "year_to": 2024}
    states = (Plan.State.ISSUED, Plan.State.DRAFT, Plan.State.CLOSED)
    rows = [Plan(unit=unit, issuer=issuer, state=state, **words) for unit in units for state in states]
    Plan.objects.bulk_create(rows)
    Plan.objects.create(unit=units[0], issuer=issuer, amends=Plan.objects.first(), **words)
    every = Plan.with_amendments.with_heads()
    for person in (merged.new_official, merged.new_leader, merged.province_reviewer, merged.official, merged.stranger):
        assert set(visible_among(person, every)) == set(visible_plans(person)), person
