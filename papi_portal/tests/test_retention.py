"""What is forgotten, the day before its time, on the day and after; and what is kept because its work is open."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from papi_portal.retention import forget
from plans.models import Plan, Step
from plans.tests.paper import entries_of, make_period, make_plan
from post import subjects
from post.models import Letter, Notice, Reminder

pytestmark = pytest.mark.django_db
State = Letter.State


@pytest.fixture
def entry(cast):
    return entries_of(make_period(make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")))[0]


def letter(person, key, days, state=State.SENT, **more):
    row = Letter.objects.create(key=key, to=person, subject="Việc", text="…", state=state, **more)
    Letter.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))
    return row


def remind(person, row, subject):
    return Reminder.objects.create(person=person, kind="period", subject=subject, milestone="0", letter=row)


def left():
    return set(Letter.objects.values_list("key", flat=True))


@pytest.mark.parametrize(("days", "stays"), [(729, True), (730, False), (731, False)])
def test_letters_go_after_their_time(cast, settings, days, stays):
    settings.KEEP_LETTERS = 730
    letter(cast.official, "thu", days)
    forget()
    assert bool(left()) is stays


@pytest.mark.parametrize("state", [State.PENDING, State.SENDING])
def test_what_is_not_sent_yet_is_never_forgotten(cast, state):
    letter(cast.official, "thu", 4000, state=state)
    forget()
    assert left() == {"thu"}


def test_a_reminder_stays_while_its_work_is_open(cast, entry):
    """Its row is what keeps the same milestone from being told twice."""
    about = subjects.of_report(entry.period_id, entry.unit_id, entry.plan_id, subjects.LEADER)
    remind(cast.leader, letter(cast.leader, "con-viec", 4000), about)
    remind(cast.leader, letter(cast.leader, "nhiem-vu", 4000), subjects.of_task(entry.task_id))
    remind(cast.leader, letter(cast.leader, "da-xong", 4000), subjects.of_paper(987654, "to_sign"))
    forget()
    assert left() == {"con-viec", "nhiem-vu"} and Reminder.objects.count() == 2
    Plan.objects.filter(pk=entry.plan_id).update(state=Plan.State.CLOSED)
    forget()
    assert left() == set() and not Reminder.objects.exists()


def test_a_merged_letter_goes_with_the_one_it_was_merged_into(cast):
    whole = letter(cast.official, "chinh", 10)
    letter(cast.official, "gop", 4000, state=State.MERGED, merged_into=whole)
    forget()
    assert left() == {"chinh", "gop"}
    Letter.objects.filter(pk=whole.pk).update(created_at=timezone.now() - timedelta(days=4000))
    forget()
    assert left() == set()


def test_sessions_attempts_and_notices_go_traces_stay(cast, entry, settings):
    now = timezone.now()
    for key, days in (("cu", -1), ("moi", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    for days in (settings.KEEP_ACCESS - 1, settings.KEEP_ACCESS + 1):
        row = AccessAttempt.objects.create(username=f"{days}", ip_address="127.0.0.1", failures_since_start=1)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=now - timedelta(days=days))
    Notice.objects.create(key="cu", to=cast.official, text="…")
    Notice.objects.update(created_at=now - timedelta(days=settings.KEEP_LETTERS + 1))
    Step.objects.create(entry=entry, verb="save", by=cast.official, at=now - timedelta(days=9000))
    gone = forget()
    assert (gone["sessions"], gone["access"], gone["notices"]) == (1, 1, 1)
    assert Session.objects.filter(pk="moi").exists() and Step.objects.filter(entry=entry).exists()


@pytest.mark.parametrize(("seconds", "stays"), [(60, True), (-60, False)])
def test_counts_of_the_door_go_when_they_are_outdated(seconds, stays):
    cache.clear()  # of a test that committed
    cache.set("wrong-codes", 3, timeout=3600)
    with connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(timezone.now() + timedelta(seconds=seconds))
        cursor.execute("UPDATE door_counts SET expires = %s", [until])
    assert forget()["counts"] == (0 if stays else 1)
    assert cache.get("wrong-codes") == (3 if stays else None)
