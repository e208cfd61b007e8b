"""The table of rights, asked both ways: lists and pages may never disagree."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from units.errors import Refused
from units.models import Delegation, Unit
from units.permissions import Action, can, can_anywhere, require, roles_of, seat_for
from units.scope import units_where

pytestmark = pytest.mark.django_db


def test_lists_and_pages_agree_for_everyone_everywhere(cast):
    units = list(Unit.objects.all())
    for person in cast.everyone():
        for action in Action:
            listed = set(units_where(person, action))
            assert listed == {unit for unit in units if can(person, action, unit)}, (person.username, action)


def test_reviewing_reaches_one_step_down_whatever_the_depth(cast):
    assert set(units_where(cast.reviewer, Action.REVIEW)) == {cast.commune, cast.neighbour}
    assert set(units_where(cast.old_province_reviewer, Action.REVIEW)) == {cast.district}
    assert set(units_where(cast.province_reviewer, Action.REVIEW)) == {cast.new_commune}


def test_stranger_meets_404_member_without_the_right_403_with_reason(cast):
    with pytest.raises(Http404):
        require(cast.stranger, Action.ENTER, cast.commune)
    with pytest.raises(Refused) as refusal:
        require(cast.reviewer, Action.ENTER, cast.commune)
    assert "nhập tiến độ" in str(refusal.value)
    assert "Công chức Văn phòng" in refusal.value.who_may


def test_who_has_not_signed_in_has_no_role_and_no_right_anywhere(cast):
    assert roles_of(AnonymousUser()) == set() and roles_of(cast.leader) == {"leader"}
    signs = [can_anywhere(who, Action.SIGN) for who in (cast.leader, cast.official, AnonymousUser())]
    assert signs == [True, False, False]


def test_delegation_lends_the_seat_between_its_dates_only(cast, today):
    lend = Delegation.objects.create(
        from_user=cast.leader, to_user=cast.official, valid_from=today, valid_to=today, reason="Đi công tác"
    )
    person = type(cast.official).objects.get(pk=cast.official.pk)
    seat = seat_for(person, Action.SUBMIT, cast.commune)
    assert seat.acting_for == cast.leader
    Delegation.objects.filter(pk=lend.pk).update(
        valid_from=today.replace(year=2020), valid_to=today.replace(year=2021)
    )
    assert not can(type(person).objects.get(pk=person.pk), Action.SUBMIT, cast.commune)
