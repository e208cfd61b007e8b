"""Whoever holds the post now is told: of a move when it is made, and once more when the letter goes out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.models import Progress
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from post.models import Letter, Notice
from post.readdressing import readdressed
from units.models import Delegation, Post, Power, Role, User

pytestmark = pytest.mark.django_db
State = Progress.State


@pytest.fixture
def entry(cast):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[1]
    Progress.objects.filter(pk=entry.pk).update(
        state=State.IN_REVIEW, level="nothing", typed_by=cast.official, signed_off_by=cast.leader
    )
    return Progress.objects.for_rows().get(pk=entry.pk)


def leaves(person, *, last_day=None):
    day = last_day or timezone.localdate() - timedelta(days=1)
    Post.objects.filter(user=person).update(valid_to=day)


def comes(cast, name, role, agency=None):
    return make_person(f"tienphong.{name}", role, agency or cast.commune_office, f"Người mới {name}")


def told():
    letters, bells = (set(model.objects.values_list("to__username", flat=True)) for model in (Letter, Notice))
    assert letters == bells
    return letters


def test_a_return_is_told_to_those_who_hold_the_posts_now(client, cast, entry):
    leaves(cast.official)
    leaves(cast.leader)
    new, head = comes(cast, "moi", Role.ENTRY), comes(cast, "chutich", Role.LEADER)
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    assert told() == {new.username, head.username}
    client.force_login(new)
    assert client.get(reverse("entry", args=[entry.pk])).status_code == 200


def test_an_account_switched_off_is_told_nothing(cast, entry):
    User.objects.filter(pk=cast.official.pk).update(is_active=False)
    new = comes(cast, "moi", Role.ENTRY)
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    assert told() == {new.username, cast.leader.username}


@pytest.mark.parametrize(("days", "still"), [(-1, False), (0, True), (1, True)])
def test_on_the_last_day_of_her_post_she_is_told_and_the_day_after_not(cast, entry, today, days, still):
    leaves(cast.official, last_day=today + timedelta(days=days))
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    assert (cast.official.username in told()) == still


def test_a_colleague_of_who_stays_is_not_told_as_well(cast, entry):
    comes(cast, "thuhai", Role.ENTRY)
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    assert told() == {cast.official.username, cast.leader.username}


@pytest.mark.parametrize(("power", "is_told"), [(Power.SEND_UP, True), (Power.ENTER, False)])
def test_who_stands_in_for_the_leader_is_told_with_her_when_that_right_was_lent(cast, entry, today, power, is_told):
    Delegation.objects.create(
        from_user=cast.leader, to_user=cast.clerk, valid_from=today, valid_to=today, rights=[power]
    )
    Progress.objects.filter(pk=entry.pk).update(state=State.DRAFT)
    way.move(Progress.objects.for_rows().get(pk=entry.pk), "submit", by=cast.official)
    assert (cast.clerk.username in told()) == is_told


# --- Between writing and sending --------------------------------------------------------------------------------------


def waiting():
    return list(Letter.objects.select_related("to").order_by("pk"))


def test_a_letter_not_sent_yet_goes_to_the_successor_with_a_line_under_her_bell(cast, entry):
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    leaves(cast.official)
    new = comes(cast, "moi", Role.ENTRY)
    assert {row.to for row in readdressed(waiting())} == {new, cast.leader}
    assert Notice.objects.filter(to=new, text__contains="bị trả lại").exists()
    assert not Letter.objects.filter(to=cast.official).exists()
    assert {row.to for row in readdressed(waiting())} == {new, cast.leader}, "looked at twice, told once"
    assert Letter.objects.count() == 2


def test_two_successors_are_told_one_letter_each(cast, entry):
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    leaves(cast.official)
    both = {comes(cast, "moi", Role.ENTRY), comes(cast, "moihai", Role.ENTRY)}
    readdressed(waiting())
    assert both <= {row.to for row in waiting()} and Letter.objects.count() == 3


def test_where_nobody_holds_the_post_the_letter_ends_by_name(cast, entry):
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    leaves(cast.official)
    assert [row.to for row in readdressed(waiting())] == [cast.leader]
    ended = Letter.objects.get(to=cast.official)
    assert (ended.state, "không còn giữ chức vụ" in ended.error) == (Letter.State.DROPPED, True)


def test_whoever_was_told_of_the_matter_is_not_told_again(cast, entry):
    leaves(cast.leader)
    head = comes(cast, "chutich", Role.LEADER)
    way.move(entry, "send_back", by=cast.reviewer, note="Thiếu số liệu")
    leaves(cast.official)
    Post.objects.create(user=head, agency=cast.commune_office, role=Role.ENTRY, title="Kiêm", valid_from="2020-01-01")
    assert [row.to for row in readdressed(waiting())] == [head]


def test_a_letter_to_a_person_is_dropped_when_her_account_is_switched_off(cast):
    Letter.objects.create(key="k", to=cast.official, subject="Ủy quyền", text="…")
    assert len(readdressed(waiting())) == 1
    User.objects.filter(pk=cast.official.pk).update(is_active=False)
    assert readdressed(waiting()) == [] and Letter.objects.get().state == Letter.State.DROPPED
