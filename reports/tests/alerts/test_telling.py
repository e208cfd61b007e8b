"""Alerts in the digest: told once a spell, to those who act for the unit that set the rule; mute, refusal and end cross."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.models import Period, Task
from plans.tests.paper import make_period, make_plan
from post import digest
from post.models import Letter, Preference, Reminder
from post.people import Directory
from post.working_days import Calendar
from reports.alerts import following, telling, workflow
from reports.models import WHOLE, AlertKind, AlertRule, AlertSpell, Tally
from units.models import Post, Role, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]


@pytest.fixture
def tally(cast, today):
    """The commune in an open period of the province, with two tasks that lack papers."""
    head = make_plan(cast.province, cast.province_office, number="01/KH-UBND", year=today.year, tasks=0)
    make_plan(cast.new_commune, cast.new_commune_office, year=today.year, tasks=1, reports_under=head)
    Task.objects.update(deadline=None)
    later = today + timedelta(days=40)
    period = make_period(head, year=today.year, starts=today, ends=later, due_inside=later, due=later)
    return Tally.objects.create(unit=cast.new_commune, period=period, dimension=WHOLE, unproved=2)


def set_rule(cast, **more):
    wanted = {"threshold": 1, "on": True, "told": True, **more}
    return workflow.set_rule(cast.province, AlertKind.UNPROVED, by=cast.province_leader, **wanted)


def told(today):
    """{(user name, subject)} of what the source finds."""
    people = Directory(today)
    return {(people.people[due.person].username, due.subject) for due in telling.due(today, Calendar(), people)}


def run(today):
    return digest.send_out(timezone.now(), today=today, by_hand=True)


def test_once_a_spell_and_again_when_it_comes_back(cast, tally, today):
    following.follow(today)
    assert not told(today)
    set_rule(cast)
    assert [following.follow(today), following.follow(today)] == [1, 0]
    assert [run(today), run(today)] == [2, 0]
    mail = Letter.objects.get(channel="email", to=cast.province_reviewer)
    assert mail.subject == "Nhắc việc: 1 cảnh báo"
    assert "Xã Hồng Quang: 2 nhiệm vụ “Hoàn thành” thiếu tài liệu" in mail.text
    assert f"(từ {today:%d/%m/%Y})" in mail.text and "hạn" not in mail.text.partition("Mọi việc")[0]
    Letter.objects.update(state="sent")
    tomorrow, after = (today + timedelta(days=n) for n in (1, 2))
    Tally.objects.update(unproved=5)
    following.follow(tomorrow)
    assert (run(tomorrow), AlertSpell.objects.get().figure) == (0, 5)
    Tally.objects.update(unproved=0)
    assert (following.follow(tomorrow), told(tomorrow)) == (1, set())
    Tally.objects.update(unproved=1)
    following.follow(after)
    assert (run(after), AlertSpell.objects.count()) == (2, 2)
    assert telling.still_open({"a1", *Reminder.objects.values_list("subject", flat=True)}) == {
        f"a{AlertSpell.objects.get(ended_at=None).pk}"
    }


def test_muted_it_is_not_told_and_what_waits_is_taken_back(cast, tally, today):
    set_rule(cast)
    following.follow(today)
    run(today)
    mute = workflow.mute(
        cast.province, cast.new_commune, tally.period, AlertKind.UNPROVED, by=cast.province_reviewer, reason="Đã hỏi"
    )
    assert not Letter.objects.exists()
    assert (following.follow(today), told(today), run(today)) == (0, set(), 0)
    workflow.show_again(mute, by=cast.province_reviewer)
    assert (following.follow(today), run(today)) == (0, 2)
    Letter.objects.update(state="sent")
    again = workflow.mute(
        cast.province, cast.new_commune, tally.period, AlertKind.UNPROVED, by=cast.province_reviewer, reason="Lại"
    )
    workflow.show_again(again, by=cast.province_reviewer)
    assert run(today + timedelta(days=1)) == 0


def test_who_is_told(cast, tally, today):
    """Reviewers and leaders of the unit in office that day; not who only looks, whose post ended or who refused it."""
    make_person("hungyen.theodoi", Role.OVERSEER, cast.province_office, "Ban Tuyên giáo")
    set_rule(cast)
    following.follow(today)
    assert {name for name, _ in told(today)} == {"hungyen.thamdinh", "hungyen.lanhdao"}
    Post.objects.filter(user=cast.province_leader).update(valid_to=today)
    assert {name for name, _ in told(today + timedelta(days=1))} == {"hungyen.thamdinh"}
    Preference.objects.update_or_create(user=cast.province_reviewer, defaults={"off": ["alert"]})
    assert run(today + timedelta(days=1)) == 0


@pytest.mark.parametrize("how", ["rule off", "no longer told", "unit closed", "period closed", "setter closed"])
def test_what_ends_the_telling(cast, tally, today, how):
    set_rule(cast)
    following.follow(today)
    assert told(today)
    yesterday, changes = today - timedelta(days=1), {
        "rule off": lambda: set_rule(cast, on=False), "no longer told": lambda: set_rule(cast, told=False),
        "unit closed": lambda: Unit.objects.filter(pk=cast.new_commune.pk).update(valid_to=yesterday),
        "period closed": lambda: Period.objects.update(state=Period.State.CLOSED),
        "setter closed": lambda: Unit.objects.filter(pk=cast.province.pk).update(valid_to=yesterday),
    }  # fmt: skip
    changes[how]()
    assert not told(today)
    following.follow(today)
    stays = how == "no longer told"  # told again, it says nothing twice
    assert AlertSpell.objects.filter(ended_at=None).exists() == stays


def test_the_page_sets_it(client, cast, tally):
    client.force_login(cast.province_leader)
    address = reverse("alert_rule", args=[cast.province.pk])
    client.post(address, {"kind": "unproved", "threshold": 2, "on": "on", "told": "on"})
    assert AlertRule.objects.get().told
    assert "báo trong bản" in client.get(reverse("alerts")).content.decode()
    client.post(address, {"kind": "unproved", "threshold": 2, "on": "on"})
    assert [row.told for row in AlertRule.objects.order_by("pk")] == [True, False]
