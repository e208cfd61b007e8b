"""A post holds to the last day of its unit and agency: the day before, the day, the day after; and an end taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import make_person
from units import ending
from units.accounts import managing
from units.models import AccountStep, Agency, Post, Role, Succession, Unit
from units.permissions import Action, can

pytestmark = pytest.mark.django_db
LAST, DAY = date(2026, 3, 31), timedelta(days=1)


@pytest.fixture(autouse=True)
def others_ended_before(cast):
    ending.follow()


def post_of(person):
    return Post.objects.select_related("agency__unit", "user").get(user=person)


def end(cast, last, model=Unit):
    model.objects.filter(pk=(cast.new_commune if model is Unit else cast.new_commune_office).pk).update(valid_to=last)
    return ending.follow()


@pytest.mark.parametrize("model", [Unit, Agency])
def test_the_last_day_of_the_body_is_that_of_its_posts(cast, model):
    assert end(cast, LAST, model) == 2
    for day, holds in ((LAST - DAY, True), (LAST, True), (LAST + DAY, False)):
        assert Post.objects.in_force(day).filter(user=cast.new_official).exists() is holds, day
    step = AccountStep.objects.get(account=cast.new_official)
    assert (step.verb, step.by, step.unit) == ("with_body", None, cast.new_commune) and "31/03/2026" in step.said
    assert end(cast, LAST, model) == 0 and AccountStep.objects.filter(unit=cast.new_commune).count() == 2, "once"


def test_from_the_day_after_nothing_is_hers_to_do_and_she_is_told_why(cast, today):
    end(cast, today)
    assert can(cast.new_official, Action.ENTER, cast.new_commune)
    assert ending.told_why(cast.new_official) == ""
    end(cast, today - DAY)
    Succession.objects.create(old=cast.new_commune, new=cast.far_commune, share="whole")
    person = type(cast.new_official).objects.get(pk=cast.new_official.pk)
    assert not any(can(person, action, cast.new_commune) for action in Action)
    said = ending.told_why(person)
    assert f"{today - DAY:%d/%m/%Y}" in said and cast.far_commune.full_name in said


def test_an_end_taken_back_or_put_off_lets_her_go_on(cast):
    own = LAST + 30 * DAY
    Post.objects.filter(user=cast.new_leader).update(valid_to=own)
    end(cast, LAST)
    for last, official, leader in (
        (LAST + DAY, LAST + DAY, LAST + DAY),
        (own + DAY, own + DAY, own),
        (None, None, own),
    ):
        end(cast, last)
        assert (post_of(cast.new_official).valid_to, post_of(cast.new_leader).valid_to) == (official, leader)
    assert AccountStep.objects.filter(account=cast.new_official).first().verb == "goes_on"


def test_who_was_handed_over_or_ended_before_stays_ended(cast):
    Post.objects.filter(user=cast.new_leader).update(valid_to=LAST - DAY)
    moved = make_person("hongquang.pho", Role.LEADER, cast.new_commune_office, "Phó Chủ tịch UBND xã")
    end(cast, LAST)
    ending.settle(Post.objects.filter(user=cast.new_official))
    Post.objects.create(user=moved, agency=cast.far_office, role=Role.LEADER, title="Chủ tịch", valid_from=LAST + DAY)
    end(cast, None)
    assert (post_of(cast.new_official).valid_to, post_of(cast.new_leader).valid_to) == (LAST, LAST - DAY)
    assert moved.posts.get(agency=cast.new_commune_office).valid_to == LAST, "she holds another post since"


def test_who_is_let_go_before_the_end_of_the_unit_stays_so(cast):
    admin = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị tài khoản")
    end(cast, LAST)
    managing.end(post_of(cast.new_official), by=admin, last=LAST - DAY)
    end(cast, None)
    assert post_of(cast.new_official).valid_to == LAST - DAY


def test_the_administrator_of_the_system_goes_on(cast):
    Post.objects.filter(user=cast.new_official).update(role=Role.ADMIN)
    assert end(cast, LAST) == 1 and post_of(cast.new_official).valid_to is None


def test_no_post_is_given_in_a_body_that_is_no_more(cast):
    end(cast, LAST)
    post = post_of(cast.new_official)
    post.valid_from = LAST
    post.clean()
    post.valid_from = LAST + DAY
    with pytest.raises(ValidationError, match="hết hiệu lực ngày 31/03/2026"):
        post.clean()
