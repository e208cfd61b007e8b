"""Pages of reminding: settings, the calendar link, the bell, and the administrator's view of the post."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from plans.models import Period, Progress, Task
from plans.progress.periods import owe_entries
from plans.reminding import calendar_feed as feeds
from plans.tests.paper import make_period, make_plan
from post import sending
from post.models import Letter, Notice, Preference
from post.working_days import Calendar as WorkingDays
from units.models import Role, User


@pytest.fixture
def admin(cast):
    return User.objects.create(username="quantri", email="quantri@example.vn", is_superuser=True, is_staff=True)


@pytest.fixture
def paper(cast, today):
    """A plan of the commune of today with an open period due in five days."""
    plan = make_plan(cast.new_commune, cast.new_commune_office, year=today.year)
    Task.objects.update(deadline=today + timedelta(days=3))
    return make_period(plan, year=today.year, due_inside=today + timedelta(days=5), due=today + timedelta(days=8))


def test_settings_are_kept_and_shown_again(client, cast):
    client.force_login(cast.official)
    answer = client.post(reverse("my_reminders"), {"channels": ["email"], "hour": "14:00", "kinds": ["move"]})
    assert answer.status_code == 302
    kept = Preference.objects.get(user=cast.official)
    assert (kept.channels, kept.hour, kept.off) == (["email"], time(14), ["early", "task", "alert"])
    form = client.get(reverse("my_reminders")).context["form"]
    assert form.initial == {"channels": ["email"], "hour": "14:00", "kinds": ["move"]}


def test_mandatory_kinds_are_not_even_asked_and_a_channel_is_needed(client, cast):
    client.force_login(cast.official)
    wrong = {"channels": [], "hour": "03:00", "kinds": ["period"]}
    answer = client.post(reverse("my_reminders"), wrong)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"channels", "hour", "kinds"}
    assert not Preference.objects.exists()


def test_the_last_hour_leaves_time_to_send(client, cast):
    client.force_login(cast.official)
    assert client.get(reverse("my_reminders")).context["form"].fields["hour"].choices[-1][0] == "16:00"


def test_days_before_are_set_by_who_opens_the_periods_and_hold_for_all_below(client, cast, paper, today):
    above = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=today.year)
    paper.plan.__class__.objects.filter(pk=paper.plan_id).update(reports_under=above)
    client.force_login(cast.province_reviewer)
    address = reverse("plan_reminders", args=[above.pk])
    wrong = client.post(address, {"days": "10, ba"})
    assert wrong.status_code == 422 and "“ba” không phải là số ngày" in wrong.text and 'value="10, ba"' in wrong.text
    assert client.post(address, {"days": "3; 10"}).status_code == 302
    above.refresh_from_db()
    assert above.reminder_days == "10,3"
    assert above.steps.get().changes[0]["new"] == "10,3"
    client.force_login(cast.new_official)
    page = client.get(reverse("plan_reminders", args=[paper.plan_id]))
    assert "Nhắc trước hạn <b>10, 3</b> ngày" in page.text and not page.context["may"]
    assert client.post(reverse("plan_reminders", args=[paper.plan_id]), {"days": "1"}).status_code == 403


def feed_of(client, cast):
    client.force_login(cast)
    client.post(reverse("calendar_link"))
    link = client.get(reverse("my_reminders")).context["link"]
    client.logout()
    return link.removeprefix("http://localhost:8000")


def test_the_calendar_opens_without_signing_in_until_revoked(client, cast, paper):
    first = feed_of(client, cast.new_official)
    calendar = Calendar.from_ical(client.get(first).content)
    events = calendar.walk("VEVENT")
    assert len(events) == 5 and not any(event.errors for event in events)
    assert len({event["UID"] for event in events}) == 5
    assert {event.decoded("DTSTART") for event in events} == {
        paper.due_inside,
        paper.due,
        paper.due_inside - timedelta(2),
    }
    second = feed_of(client, cast.new_official)
    assert first != second and client.get(first).status_code == 404
    client.force_login(cast.new_official)
    client.post(reverse("calendar_link"), {"viec": "bo"})
    client.logout()
    assert client.get(second).status_code == 404


def test_alarms_ring_on_working_days_to_come():
    end_of_tet = feeds.Date("a", date(2026, 2, 22), "Hạn", "/viec/")

    def alarms(today):
        event = feeds.event_of(end_of_tet, WorkingDays(), today)
        return [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]

    assert alarms(date(2026, 2, 1)) == [datetime(2026, 2, 13, 0, 30, tzinfo=UTC)]  # once: both days fall into Tết
    assert alarms(date(2026, 2, 14)) == []


def test_what_is_done_stays_in_the_calendar_without_an_alarm(client, cast, paper):
    paper.entries.update(state=Progress.State.IN_REVIEW, level="done", handed_in_at=paper.plan.created_at)
    calendar = Calendar.from_ical(client.get(feed_of(client, cast.new_official)).content)
    assert calendar.walk("VEVENT") and not calendar.walk("VALARM")


def test_periods_announced_but_not_open_stand_in_the_calendar(client, cast, paper, today):
    dates = {"starts": date(today.year, 1, 1), "ends": date(today.year, 12, 31)}
    dates |= {"due_inside": today + timedelta(30), "due": today + timedelta(40)}
    Period.objects.create(plan=paper.plan, name="Năm", kind="year", **dates)
    calendar = Calendar.from_ical(client.get(feed_of(client, cast.new_leader)).content)
    titles = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert "Hạn gửi cấp trên: Năm, Xã Hồng Quang" in titles and not any("nhiệm vụ" in title for title in titles)


def test_an_event_keeps_its_name_when_its_date_moves_or_its_period_opens(client, cast, paper, today):
    Period.objects.update(state=Period.State.PLANNED)
    paper.entries.all().delete()
    link = feed_of(client, cast.new_official)

    def seen():
        events = Calendar.from_ical(client.get(link).content).walk("VEVENT")
        return {str(event["UID"]): (event.decoded("DTSTART"), event["SEQUENCE"]) for event in events}

    before = seen()
    Period.objects.update(state=Period.State.OPEN, due=today + timedelta(days=20))
    owe_entries(Period.objects.get())
    task = Task.objects.first()
    task.deadline, task.version = today + timedelta(days=9), task.version + 1
    task.save()
    after = seen()
    assert before.keys() == after.keys() and len(after) == 5
    moved = {uid for uid in after if before[uid] != after[uid]}
    assert {uid.split("@")[0].split("-")[0] for uid in moved} == {f"p{paper.pk}", f"t{task.pk}"}
    assert after[f"t{task.pk}@localhost"] == (task.deadline, 1)


def test_a_calendar_of_somebody_who_left_is_closed(client, cast, paper):
    link = feed_of(client, cast.new_official)
    User.objects.filter(pk=cast.new_official.pk).update(is_active=False)
    assert client.get(link).status_code == 404
    assert client.get(reverse("calendar_feed", args=["khong-co"])).status_code == 404


def test_the_bell_counts_opens_and_is_read(client, cast):
    mine = Notice.objects.create(to=cast.official, key="a", text="Bị trả lại", url="/viec/")
    Notice.objects.create(to=cast.official, key="b", text="Được duyệt", url="https://xau.example/")
    other = Notice.objects.create(to=cast.leader, key="a", text="Của người khác")
    client.force_login(cast.official)
    page = client.get(reverse("notices"))
    assert page.context["unread"] == 2 and "Của người khác" not in page.text
    assert client.get(reverse("notice_open", args=[mine.pk])).url == "/viec/"
    assert client.get(reverse("notice_open", args=[other.pk])).status_code == 404
    assert client.get(reverse("notices")).context["unread"] == 1
    outside = Notice.objects.get(key="b")
    assert client.get(reverse("notice_open", args=[outside.pk])).url == reverse("notices")
    client.post(reverse("notices_read"))
    assert client.get(reverse("notices")).context["unread"] == 0


@pytest.mark.parametrize("name", ["letters", "reminders"])
def test_the_post_is_the_administrators(client, cast, admin, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(cast.leader)
    assert client.get(reverse(name)).status_code == 403
    client.force_login(admin)
    assert client.get(reverse(name)).status_code == 200


def test_an_administrators_post_opens_them_too(client, cast):
    cast.commune_office.posts.filter(user=cast.leader).update(role=Role.ADMIN)
    client.force_login(cast.leader)
    assert client.get(reverse("letters")).status_code == 200


def test_the_dry_run_says_who_what_and_why_and_writes_nothing(client, cast, admin, paper):
    client.force_login(admin)
    page = client.get(reverse("reminders"), {"ngay": f"{paper.due_inside:%d/%m/%Y}"})
    assert cast.new_official.email in page.text and "Hạn báo cáo" in page.text
    assert not Letter.objects.exists()
    assert client.get(reverse("reminders"), {"ngay": "31/12/9999"}).status_code == 422
    wrong = client.get(reverse("reminders"), {"ngay": "31/02/2026"})
    assert wrong.status_code == 422 and "31/02/2026" in wrong.text


def test_failures_are_seen_and_tried_again(client, cast, admin):
    row = Letter.objects.create(key="a", to=cast.official, subject="Nhắc việc", text="x", state="failed", tries=3,
                                error="550 không có hộp thư")  # fmt: skip
    client.force_login(admin)
    assert "550 không có hộp thư" in client.get(reverse("letters"), {"xem": "khong-gui-duoc"}).text
    assert "Thư đang ứ lại" not in client.get(reverse("letters")).text
    Letter.objects.create(key="b", to=cast.official, subject="x", text="x", error="Không kết nối được máy chủ thư")
    assert "Không kết nối được máy chủ thư. Không mất thư nào" in client.get(reverse("letters")).text
    assert client.get(reverse("letter", args=[row.pk])).status_code == 200
    client.post(reverse("letters_retry"), {"pk": row.pk})
    row.refresh_from_db()
    assert (row.state, row.tries) == ("pending", 0)


def test_the_demos_post_box_shows_ones_own_letters_all_to_the_administrator_and_exists_only_there(
    client, cast, admin, settings, tmp_path
):

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    Letter.objects.create(
        key="a", to=cast.official, subject="Nhắc việc: 2 việc", text="Mở http://localhost:8000/viec/"
    )
    Letter.objects.create(key="b", to=cast.leader, subject="Xã Tiền Phong", text="Chờ duyệt", html="<p>Chờ duyệt</p>")
    sending.send_waiting()
    client.force_login(cast.official)
    assert client.get(reverse("mailbox")).status_code == 404
    settings.DEMO = True
    for asked in ({}, {"gui": cast.official.email}, {"gui": cast.leader.email}):  # a letter may hold a password's link
        mine = client.get(reverse("mailbox"), asked)
        assert [mail.to for mail in mine.context["mails"]] == [cast.official.email]
    User.objects.filter(pk=cast.official.pk).update(email="")
    assert client.get(reverse("mailbox")).context["mails"] == []  # no address of one's own is not everybody's
    client.force_login(admin)
    page = client.get(reverse("mailbox"))
    assert {mail.subject for mail in page.context["mails"]} == {"Nhắc việc: 2 việc", "Xã Tiền Phong"}
    mine = client.get(reverse("mailbox"), {"gui": cast.leader.email})
    assert [mail.to for mail in mine.context["mails"]] == [cast.leader.email]
