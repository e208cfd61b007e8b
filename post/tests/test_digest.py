"""One digest a day: once, however often and however many run; later when missed; taken back when no longer true."""

import threading
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.utils import timezone

from conftest import make_unit
from plans.models import Progress, Task
from plans.progress import workflow as progress
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post import digest, sending, working_days
from post.models import DayOverride, Letter, Notice, Preference, Reminder
from post.taking_back import hush
from post.tests.mail_server import MailServer
from units.models import Delegation, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2024, 10, 21)  # the inner date, 22/10, is tomorrow


@pytest.fixture
def period(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    Task.objects.update(deadline=None)
    return make_period(plan)


def at(day, hour=9, minute=0):
    return datetime.combine(day, time(hour, minute), HANOI)


def run(day, hour=9, minute=0):
    return digest.send_out(at(day, hour, minute))


def mails():
    return Letter.objects.filter(channel="email")


def test_run_twice_the_same_day_writes_once(cast, period):
    assert [run(MONDAY), run(MONDAY), run(MONDAY, 15)] == [1, 0, 0]
    letter = mails().get()
    assert letter.to == cast.official and letter.key == f"digest-20241021-{cast.official.pk}"
    assert letter.subject == "Nhắc việc: 1 việc sắp đến hạn (sớm nhất còn 1 ngày)"
    assert f"http://localhost:8000/luoi/{period.pk}/" in letter.text and f"/luoi/{period.pk}/" in letter.html
    assert Reminder.objects.get().milestone == "20241022-1"
    assert Letter.objects.filter(channel="app").count() == 1  # the bell rings too


def test_three_days_missed_go_out_once(cast, period):
    assert run(date(2024, 10, 15)) == 1  # 7 days before
    mails().update(state="sent")
    assert run(date(2024, 10, 23)) == 1  # 3 and 1 days before and the day itself were missed
    assert list(Reminder.objects.order_by("pk").values_list("milestone", flat=True)) == ["20241022-7", "20241022+1"]
    assert "1 việc quá hạn (lâu nhất 1 ngày)" in mails().order_by("pk").last().subject


def test_a_clock_that_jumps_sends_nothing_twice(cast, period):
    days = [MONDAY, MONDAY + timedelta(days=2), MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)]
    written = []
    for day in days:
        written.append(run(day))
        mails().update(state="sent")
    assert written == [1, 1, 0, 1, 0]
    assert Reminder.objects.count() == 3


def test_only_on_working_days_within_office_hours(cast, period):
    assert run(date(2024, 10, 19)) == 0  # a Saturday
    assert run(MONDAY, 7, 29) == run(MONDAY, 16, 31) == 0
    DayOverride.objects.create(day=MONDAY, working=False, name="Nghỉ hoán đổi")
    assert run(MONDAY) == 0
    DayOverride.objects.all().delete()
    assert run(MONDAY, 7, 30) == 1
    assert timezone.localtime(mails().get().not_after).time() == time(16, 30)


def test_a_worked_saturday_is_a_day_like_any_other_and_its_monday_is_not():
    calendar = working_days.Calendar()
    assert digest.is_time(at(date(2026, 8, 22)), calendar) and not digest.is_time(at(date(2026, 8, 31)), calendar)


def test_after_hours_the_next_day_is_the_next_working_one():
    friday = date(2026, 2, 13)  # before Tết
    calendar = working_days.Calendar()
    assert digest.next_day(at(friday, 16, 30), calendar) == friday
    assert digest.next_day(at(friday, 16, 40), calendar) == date(2026, 2, 23)


def test_nothing_goes_out_in_tet_and_nothing_is_lost_by_it(cast):
    plan = make_plan(cast.new_commune, cast.new_commune_office, year=2026)
    Task.objects.update(deadline=None)
    make_period(plan, year=2026, due_inside=date(2026, 2, 18), due=date(2026, 2, 25))
    sent = {}
    for n in range(25):
        day = date(2026, 2, 2) + timedelta(days=n)
        if run(day):
            sent[day] = Reminder.objects.order_by("pk").last().milestone[8:]
            mails().update(state="sent")
    assert sent == {date(2026, 2, 11): "-7", date(2026, 2, 13): "-0", date(2026, 2, 23): "+3", date(2026, 2, 25): "+7"}


def test_each_at_the_hour_she_chose(cast, period):
    Preference.objects.create(user=cast.official, hour=time(14, 0))
    assert [run(MONDAY, 9), run(MONDAY, 13, 59), run(MONDAY, 14)] == [0, 0, 1]


def test_early_reminders_can_be_refused_and_mandatory_ones_cannot(cast, period):
    Preference.objects.create(user=cast.official, off=["early", "task", "period"])
    assert run(date(2024, 10, 15)) == 0
    assert run(MONDAY) == 1


def test_a_letter_not_yet_sent_is_taken_back_when_the_work_is_done(cast, period):
    run(MONDAY)
    period.entries.update(**fitting(Progress.State.IN_REVIEW))
    run(MONDAY, 10)
    assert not Letter.objects.exists() and not Reminder.objects.exists()


def test_a_day_without_mail_server_gives_one_digest_the_next_day(cast, period):
    run(MONDAY)
    assert run(MONDAY + timedelta(days=1)) == 1
    assert mails().count() == 1 and mails().get().key.startswith("digest-20241022-")
    assert Letter.objects.filter(channel="app").count() == 1


def test_what_rang_yesterday_is_sent_and_is_not_told_anew(cast, period):
    """A bell that rang without being noted was rung for again every minute, and next day its reminders were undone."""
    run(MONDAY)
    Letter.objects.update(not_after=None)  # their day is long over
    sending.send_waiting()
    assert set(Letter.objects.values_list("channel", "state")) == {("email", "sent"), ("app", "sent")}
    told = set(Reminder.objects.values_list("milestone", "letter"))
    run(MONDAY + timedelta(days=1))
    assert told < set(Reminder.objects.values_list("milestone", "letter"))
    assert Letter.objects.filter(to=cast.official, channel="app").count() == 2 and Notice.objects.count() == 1


def test_a_letter_that_may_have_arrived_is_never_rewritten(cast, period):
    run(MONDAY)
    mails().update(repeats=1)
    run(MONDAY + timedelta(days=1))
    first, second = mails().order_by("pk")
    assert first.key.startswith("digest-20241021-") and first.not_after == at(MONDAY + timedelta(days=1), 16, 30)
    assert second.key.startswith("digest-20241022-")


def test_a_letter_that_may_have_arrived_is_silent_once_nothing_it_says_holds(cast, period):
    run(MONDAY)
    mails().update(repeats=1)
    period.entries.update(**fitting(Progress.State.IN_REVIEW))
    run(MONDAY, 10)
    assert mails().get().not_after == at(MONDAY, 10)
    run(MONDAY + timedelta(days=1))
    assert not Letter.objects.exists() and not Reminder.objects.exists()


def test_handing_in_takes_back_what_was_planned_this_morning(cast, period):
    other = make_plan(cast.commune, cast.commune_office, number="05/KH-UBND")
    Task.objects.update(deadline=None)
    make_period(other)
    run(MONDAY)
    Letter.objects.filter(channel="app").update(state="sent")
    entry = progress.save(entries_of(period)[1], by=cast.official, version=1, values={"level": "nothing"})
    progress.move(entry, "submit", by=cast.official)
    assert not mails().filter(to=cast.official, key__startswith="digest-").exists()
    assert run(MONDAY, 9, 10) == 1
    letter = mails().get(to=cast.official, key__startswith="digest-")
    assert "còn 2/3 nhiệm vụ" in letter.text and "05/KH-UBND" in letter.text
    assert Letter.objects.filter(to=cast.official, channel="app").count() == 1  # the bell does not ring twice


def test_what_a_sender_holds_already_goes_no_more_when_it_is_handed_in(cast, period):
    run(MONDAY)
    mails().update(state="sending", claim="x")
    hush(entries_of(period)[:1])
    assert mails().get().not_after <= timezone.now()


def test_whoever_has_only_the_bell_is_told_the_next_day_when_it_did_not_ring(cast, period):
    User.objects.filter(pk=cast.official.pk).update(email="")
    run(MONDAY)
    run(MONDAY + timedelta(days=1))
    bell = Letter.objects.get(to=cast.official)
    assert bell.key.startswith("digest-20241022-") and bell.reminders.get().milestone == "20241022-0"
    bell.state = "sent"
    bell.save()
    assert run(MONDAY + timedelta(days=1), 15) == 0


def test_what_could_not_be_sent_today_is_planned_for_tomorrow(cast, period):
    today, tomorrow = date(2024, 10, 15), date(2024, 10, 16)  # the milestone of both: seven days before
    run(today)
    assert [one.person for one in digest.compose(tomorrow, calendar=working_days.load())] == [cast.official]
    mails().update(repeats=1)  # it may have arrived
    assert digest.compose(tomorrow, calendar=working_days.load()) == []


def test_the_same_thing_due_twice_harms_nobody(cast, period, settings):
    """Two sources, or one that repeats itself: a line each person, never a night without reminders."""
    settings.REMINDER_SOURCES = ["plans.reminding.sources.due", "plans.reminding.sources.due"]
    Delegation.objects.create(from_user=cast.official, to_user=cast.clerk, valid_from=MONDAY, valid_to=MONDAY)
    Delegation.objects.create(from_user=cast.official, to_user=cast.clerk, valid_from=MONDAY, valid_to=MONDAY)
    assert run(MONDAY) == 2
    assert Reminder.objects.count() == 2


def test_a_reminder_given_up_and_tried_again_is_written_anew(cast, period):
    run(MONDAY)
    mails().update(state="failed", error="550")
    wednesday = MONDAY + timedelta(days=2)
    sending.retry(Letter.objects)
    assert run(wednesday) == 1
    letter = mails().get()
    assert letter.key.startswith("digest-20241023-") and "1 việc quá hạn" in letter.subject


def test_people_without_an_address_get_the_bell(cast, period):
    User.objects.filter(pk=cast.official.pk).update(email="")
    digest.send_out(at(MONDAY, 6), today=MONDAY, by_hand=True)  # by hand, before anybody's hour
    sending.send_waiting()
    assert Notice.objects.filter(to=cast.official).count() == 1
    assert not mails().filter(to=cast.official).exists() and mails().filter(to=cast.reviewer).exists()


def test_composing_writes_nothing_and_says_why(cast, period):
    found = digest.compose(MONDAY, calendar=working_days.load())
    assert not Letter.objects.exists() and not Reminder.objects.exists()
    assert found[0].reasons()[0][1:] == ("Hạn báo cáo", "trước hạn 1 ngày")


def test_long_lists_are_cut_with_a_way_to_the_rest(cast):
    plan = make_plan(cast.commune, cast.commune_office, tasks=20)
    Task.objects.update(deadline=date(2024, 10, 10))
    make_period(plan)
    run(date(2024, 10, 10))
    letter = mails().get(to=cast.official)
    assert "20 việc đến hạn hôm nay" in letter.subject and "và 5 việc khác" in letter.text


def test_the_weekly_list_names_every_unit_and_its_bell_leads_to_the_period(cast):
    above = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=1)
    units = [make_unit(f"Xã {n}", f"{n:05}", parent=cast.district, until=date(2025, 6, 30)) for n in range(20)]
    for unit in units:
        make_plan(unit, cast.commune_office, number="", tasks=1, reports_under=above)
    Task.objects.update(deadline=None)
    late = make_period(above)
    run(date(2024, 11, 4))
    letter = mails().get(to=cast.reviewer)
    assert all(f"Xã {n}: còn 1/1" in letter.text for n in range(20)) and "việc khác" not in letter.text
    assert Letter.objects.get(to=cast.reviewer, channel="app").url == f"/ky/{late.pk}/"


def test_arrived_through_smtp_with_the_days_message_id(cast, period, settings):
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        digest.send_out(timezone.now(), today=MONDAY, by_hand=True)
        sending.send_waiting()
    (mail,) = server.opened()
    assert mail["To"] == cast.official.email and mail["Subject"].strip().startswith("Nhắc việc: 1 việc")
    assert "04/KH-UBND" in mail.get_body(("plain",)).get_content()
    assert "Ngày mai là hạn" in mail.get_body(("html",)).get_content()


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_one_digest_each(cast, period):
    barrier, written = threading.Barrier(3), []

    def beat():
        barrier.wait()
        written.append(run(MONDAY))
        connections.close_all()

    beats = [threading.Thread(target=beat) for _ in range(3)]
    [beat.start() for beat in beats]
    [beat.join() for beat in beats]
    assert sorted(written) == [0, 0, 1]
    assert mails().count() == 1 and Reminder.objects.count() == 1
