"""A post changes hands: a milestone is told once to the post, and whoever left it is told nothing any more."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conftest import make_person
from plans.models import Progress, Task
from plans.tests.paper import fitting, make_period, make_plan
from post import digest, sending
from post.models import Letter, Reminder
from units.models import Delegation, Post, Power, Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TOLD = date(2024, 10, 15)  # seven days before the inner date, 22/10; the next milestone is three days before
DAY = timedelta(days=1)
State = Letter.State


@pytest.fixture
def period(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    Task.objects.update(deadline=None)
    return make_period(plan)


def run(day, hour=9):
    written = digest.send_out(datetime.combine(day, datetime.min.time(), HANOI).replace(hour=hour))
    Letter.objects.filter(state=State.PENDING).update(state=State.SENT)
    return written


def newcomer(office, since, name="nguoimoi"):
    person = make_person(name, Role.ENTRY, office, "Công chức")
    Post.objects.filter(user=person).update(valid_from=since)
    return person


def leaves(person, last):
    Post.objects.filter(user=person, role=Role.ENTRY).update(valid_to=last)


def told():
    """[(milestone's tail, username)] in the order it was told."""
    return [(row.milestone[8:], row.person.username) for row in Reminder.objects.order_by("pk")]


# --- What the predecessor knows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "first_told"),
    [(TOLD - DAY, "nguoimoi"), (TOLD, "tienphong.nhaplieu"), (TOLD + DAY, "tienphong.nhaplieu")],
)
def test_a_milestone_is_told_once_to_the_post_and_the_next_one_to_the_successor(cast, period, last, first_told):
    leaves(cast.official, last)
    newcomer(cast.commune_office, last + DAY)
    for n in range(6):
        run(TOLD + n * DAY)
    assert told() == [("-7", first_told), ("-3", "nguoimoi")]


def test_the_reminder_carries_the_post_it_was_told_to(cast, period):
    run(TOLD)
    assert (Reminder.objects.get().role, Reminder.objects.get().unit) == (Role.ENTRY, cast.commune)


def test_a_vacant_post_is_told_nothing_old_when_it_is_filled(cast, period):
    run(TOLD)
    leaves(cast.official, TOLD)
    newcomer(cast.commune_office, TOLD + 2 * DAY)
    run(TOLD + DAY)  # the office above hears that nobody is there
    run(TOLD + 2 * DAY)
    assert ("-7", "tienphong.nhaplieu") in told() and "nguoimoi" not in dict(map(reversed, told()))


def test_a_colleague_who_held_the_post_all_along_is_told_by_herself(cast, period):
    run(TOLD)
    leaves(cast.official, TOLD)
    newcomer(cast.commune_office, date(2020, 1, 1))
    assert run(TOLD + DAY) == 1
    assert told() == [("-7", "tienphong.nhaplieu"), ("-7", "nguoimoi")]


@pytest.mark.parametrize("since", [TOLD, TOLD + DAY])
def test_who_overlaps_with_the_one_who_leaves_is_told_by_herself(cast, period, since):
    run(TOLD)
    leaves(cast.official, TOLD + DAY)
    newcomer(cast.commune_office, since)
    run(TOLD + DAY)
    assert ("-7", "nguoimoi") in told()


def test_the_same_role_of_another_unit_is_another_post(cast, period):
    run(TOLD)
    leaves(cast.official, TOLD)
    newcomer(cast.neighbour_office, TOLD + DAY)
    other = make_plan(cast.neighbour, cast.neighbour_office, number="05/KH-UBND")
    Task.objects.update(deadline=None)
    make_period(other)
    run(TOLD + DAY)
    assert ("-7", "nguoimoi") in told()


@pytest.mark.parametrize(("state", "again"), [(State.SENT, 0), (State.FAILED, 1), (State.DROPPED, 1)])
def test_what_never_went_out_was_told_to_nobody(cast, period, state, again):
    run(TOLD)
    Letter.objects.update(state=state)
    leaves(cast.official, TOLD)
    newcomer(cast.commune_office, TOLD + DAY)
    assert run(TOLD + DAY) == again


def test_who_stands_in_for_the_successor_knows_what_the_successor_knows(cast, period):
    run(TOLD)
    leaves(cast.official, TOLD)
    person = newcomer(cast.commune_office, TOLD + DAY)
    Delegation.objects.create(from_user=person, to_user=cast.clerk, rights=[Power.ENTER], valid_from=TOLD,
                              valid_to=TOLD + 9 * DAY)  # fmt: skip
    assert run(TOLD + DAY) == 0


# --- Who has left by the time it is sent -----------------------------------------------------------------------------


@pytest.fixture
def now(cast):
    """A digest of today waits for the official of Hồng Quang."""
    day = timezone.localdate()
    plan = make_plan(cast.new_commune, cast.new_commune_office, year=day.year)
    Task.objects.update(deadline=None)
    period = make_period(plan, year=day.year, due_inside=day + DAY, due=day + DAY)
    Progress.objects.filter(period=period, task__position=1).update(**fitting(Progress.State.WITH_LEADER))
    write(day)
    return day


def write(day):
    return digest.send_out(timezone.now(), today=day, by_hand=True)


def mails(person):
    return list(Letter.objects.filter(to=person, channel="email").values_list("state", flat=True))


@pytest.mark.parametrize(("days", "reaches"), [(-1, False), (0, True), (1, True)])
def test_a_digest_is_sent_to_nobody_who_left_and_written_anew_for_the_successor(cast, now, days, reaches):
    leaves(cast.new_official, now + days * DAY)
    heir = newcomer(cast.new_commune_office, now + (days + 1) * DAY)
    sending.send_waiting()
    assert mails(cast.new_official) == ([State.SENT] if reaches else [])
    assert Letter.objects.filter(to=cast.new_official, channel="app").exists() is reaches
    write(now)
    sending.send_waiting()
    assert mails(heir) == ([] if reaches else [State.SENT])
    assert mails(cast.new_leader) == [State.SENT]


def test_of_two_posts_the_one_she_keeps_is_told_alone(cast, now):
    Post.objects.create(user=cast.new_official, agency=cast.new_commune_office, role=Role.LEADER, title="Phó Chủ tịch",
                        valid_from=date(2020, 1, 1))  # fmt: skip
    Letter.objects.all().delete()
    write(now)
    assert set(Reminder.objects.filter(person=cast.new_official).values_list("role", flat=True)) == {"entry", "leader"}
    leaves(cast.new_official, now - DAY)
    sending.send_waiting()
    assert mails(cast.new_official) == []
    write(now)
    sending.send_waiting()
    assert mails(cast.new_official) == [State.SENT]
    assert set(Reminder.objects.filter(person=cast.new_official).values_list("role", flat=True)) == {"leader"}


def test_a_digest_that_may_have_arrived_is_not_sent_again_nor_rewritten(cast, now):
    Letter.objects.filter(to=cast.new_official, channel="email").update(repeats=1)
    leaves(cast.new_official, now - DAY)
    sending.send_waiting()
    assert mails(cast.new_official) == [State.DROPPED]


def test_who_stands_in_when_it_is_sent_gets_hers(cast, now):
    Delegation.objects.create(from_user=cast.new_official, to_user=cast.new_leader, rights=[Power.ENTER], valid_from=now,
                              valid_to=now)  # fmt: skip
    Letter.objects.all().delete()
    write(now)
    sending.send_waiting()
    assert mails(cast.new_leader) == [State.SENT]
