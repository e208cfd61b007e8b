"""The post office against a real SMTP server: once, in order of need, again after trouble, never lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from post import journal, letters, sending
from post.models import Letter, Notice, Preference
from post.tests.mail_server import MailServer
from units.models import User

State = Letter.State


@pytest.fixture
def server(settings):
    with MailServer() as running:
        use(settings, running)
        yield running


def use(settings, server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 3


def person(name="an", **more):
    return User.objects.create(
        **{"username": name, "email": f"{name}@example.vn", "title": "Công chức Văn phòng", **more}
    )


def waiting(to, key, **more):
    return Letter.objects.create(
        **{"to": to, "key": key, "subject": f"Thư {key}", "text": "Nội dung tiếng Việt", **more}
    )


def many(count, people=5):
    staff = [person(f"nguoi{n}") for n in range(people)]
    return Letter.objects.bulk_create(
        Letter(to=staff[n % people], key=f"k{n}", subject="Nhắc việc", text="Một việc") for n in range(count)
    )


def test_sent_only_when_the_server_accepted(db, server):
    row = waiting(person(), "a", html="<p>Nội dung</p>")
    assert sending.send_waiting()["sent"] == 1
    row.refresh_from_db()
    assert (row.state, row.claim, row.error) == (State.SENT, "", "") and row.sent_at
    mail = server.opened()[0]
    assert mail["Message-ID"] == row.message_id("localhost") and mail["Auto-Submitted"] == "auto-generated"
    assert "Kính gửi Công chức Văn phòng," in mail.get_body(("plain",)).get_content()
    assert "<p>Nội dung</p>" in mail.get_body(("html",)).get_content()
    assert not sending.send_waiting()["sent"]


def test_a_server_that_is_away_costs_no_try_and_nothing_is_lost(db, settings):
    with MailServer() as gone:
        use(settings, gone)
    row = waiting(person(), "a")
    assert sending.send_waiting()["untried"] == 1
    row.refresh_from_db()
    assert (row.state, row.tries, row.claim) == (State.PENDING, 0, "") and row.not_before > timezone.now()
    assert row.error.startswith("Không kết nối được máy chủ thư")
    with MailServer() as back:
        use(settings, back)
        hurry()
        sending.send_waiting()
    assert list(back.accepted.values()) == [1]


def hurry():
    Letter.objects.filter(state=State.PENDING).update(not_before=timezone.now())


def test_refused_for_now_is_tried_later_with_a_pause(db, server):
    server.answer = lambda envelope: "451 try again later"
    row = waiting(person(), "a")
    sending.send_waiting()
    row.refresh_from_db()
    assert (row.state, row.tries, row.repeats) == (State.PENDING, 1, 0) and "451" in row.error
    server.answer = None
    hurry()
    sending.send_waiting()
    row.refresh_from_db()
    assert row.state == State.SENT and not row.error


def test_refused_for_good_is_given_up_visibly_and_can_be_retried(db, server):
    server.answer = lambda envelope: "550 no such user here"
    row = waiting(person(), "a")
    for _ in range(sending.REFUSED_AT_MOST):
        hurry()
        sending.send_waiting()
    row.refresh_from_db()
    assert row.state == State.FAILED and "550" in row.error
    server.answer = None
    assert sending.retry(Letter.objects) == 1
    sending.send_waiting()
    row.refresh_from_db()
    assert row.state == State.SENT


def test_an_address_no_mail_can_carry_harms_no_other_letter(db, server):
    bad, good = waiting(person("xau", email="hai dòng\n@example.vn"), "a"), waiting(person("tot"), "b")
    sending.send_waiting()
    bad.refresh_from_db(), good.refresh_from_db()
    assert (bad.tries, good.state) == (1, State.SENT)


def test_a_server_that_hangs_leaves_one_letter_in_doubt_with_the_same_message_id(db, settings):
    silence = threading.Event()

    def hang(envelope):
        server.note(envelope)  # it took the letter and never said so
        silence.wait(30)
        return None

    rows = many(3)
    with MailServer(hang) as server:
        use(settings, server)
        settings.EMAIL_TIMEOUT = 1
        sending.send_waiting()
        server.answer = None
        silence.set()
        hurry()
        sending.send_waiting()
    doubtful = Letter.objects.filter(repeats=1)
    assert doubtful.count() == 1 and Letter.objects.filter(state=State.SENT).count() == len(rows)
    assert len(server.accepted) == len(rows)


def test_a_letter_that_closes_the_line_holds_up_no_other(db, server):
    server.answer = lambda envelope: "421 closing" if envelope.rcpt_tos == ["xau@example.vn"] else None
    bad, good = waiting(person("xau"), "a"), waiting(person("tot"), "b")
    sending.send_waiting()
    Letter.objects.filter(pk=good.pk).update(not_before=timezone.now())
    sending.send_waiting()
    bad.refresh_from_db(), good.refresh_from_db()
    assert (bad.state, bad.tries, bad.repeats, good.state) == (State.PENDING, 1, 0, State.SENT)


def test_a_server_that_refuses_the_sender_fails_no_letter(db, server):
    async def refused(*_):
        return "550 sender not allowed"

    server.handle_MAIL = refused
    row = waiting(person(), "a")
    for _ in range(sending.REFUSED_AT_MOST):
        hurry()
        sending.send_waiting()
    row.refresh_from_db()
    assert (row.state, row.tries) == (State.PENDING, 0) and "550 sender not allowed" in row.error


def test_a_dead_line_does_not_stop_the_others(db, server, settings, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 4)
    settings.WEBHOOK_URL = "http://127.0.0.1:9/"
    waiting(person(), "hook", channel="webhook")
    many(12)
    assert sending.send_waiting()["sent"] == 12


def test_a_letter_past_its_hour_is_not_sent_by_trying_again(db, server):
    waiting(person(), "a", state=State.FAILED, not_after=timezone.now() - timedelta(days=1))
    waiting(person("b"), "b", state=State.FAILED)
    assert sending.retry(Letter.objects) == 2
    assert sending.send_waiting()["sent"] == 1


def test_a_batch_costs_the_same_queries_however_many_letters(db, server):
    def cost(count):
        many(count, people=count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert sending.send_waiting()["sent"] == count
        Letter.objects.all().delete(), User.objects.all().delete()
        return len(queries)

    assert cost(3) == cost(60) <= 14


def test_several_letters_of_a_topic_go_out_as_one(db, server):
    to = person()
    for n in range(50):
        letters.hand_in(to, key=f"m{n}", subject=f"Việc {n}", template="plans/letters/plan_note", topic="move",
                        context={"person": to, "subject": f"Việc {n}", "lines": [], "link": "x"})  # fmt: skip
    waiting(person("khac"), "other", topic="move")
    assert sending.send_waiting()["sent"] == 1  # the other person's; these still gather
    Letter.objects.filter(key="m0").update(not_before=timezone.now())
    assert sending.send_waiting()["sent"] == 1
    assert Letter.objects.filter(state=State.MERGED).count() == 49
    text = server.opened()[-1].get_body(("plain",)).get_content()
    assert all(f"Việc {n}" in text for n in range(50))
    assert server.opened()[-1]["Subject"].startswith("50 thông báo mới")


def test_rehearsal_sends_everything_to_one_address(db, server, settings):
    settings.MAIL_REDIRECT_TO, settings.WEBHOOK_URL = "thu@example.vn", "http://127.0.0.1:9/"
    waiting(person(), "a"), waiting(person("b"), "b", channel="webhook")
    sending.send_waiting()
    assert [to for to, _ in server.mails] == ["thu@example.vn"] * 2
    assert "an@example.vn" in server.opened()[0]["Subject"]


def test_the_bell_is_a_channel_too(db):
    waiting(person(), "a", channel="app", url="/viec/")
    sending.send_waiting()
    assert Notice.objects.get().url == "/viec/"


def test_kinds_switched_off_and_chosen_channels(db, settings):
    settings.WEBHOOK_URL = "http://127.0.0.1:9/"
    to, context = person(), {"subject": "x", "lines": [], "link": "x"}
    Preference.objects.create(user=to, channels=["email", "webhook"], off=["move"])
    handed = letters.hand_in(
        to, key="a", subject="x", template="plans/letters/plan_note", context=context, kind="move"
    )
    assert not handed
    handed = letters.hand_in(to, key="b", subject="x", template="plans/letters/plan_note", context=context)
    assert {row.key for row in handed} == {"b", "b-webhook"}
    nobody = person("khongthu", email="")
    assert letters.channels_for(nobody, Preference(user=nobody)) == ["webhook"]


def test_letters_keep_office_hours(db, server):
    row = waiting(person(), "a", not_after=timezone.now() - timedelta(minutes=1))
    assert not sending.send_waiting()["sent"]
    Letter.objects.filter(pk=row.pk).update(not_after=timezone.now() + timedelta(minutes=1))
    assert sending.send_waiting()["sent"] == 1


def test_a_clock_set_back_a_day_delays_no_letter(db, server):
    waiting(person(), "a", not_before=timezone.now() + timedelta(days=1))
    assert sending.send_waiting()["sent"] == 1


def test_what_was_withdrawn_while_its_batch_was_on_the_way_is_not_sent(db, server, monkeypatch):
    monkeypatch.setattr(sending, "LOOK_AGAIN", -1)
    rows = many(3)
    on_the_way = sending._still_wanted(rows)
    assert next(on_the_way) == rows[0]
    Letter.objects.filter(pk=rows[2].pk).update(not_after=timezone.now())
    assert list(on_the_way) == [rows[1]]
    Letter.objects.filter(pk=rows[2].pk).update(not_after=timezone.now() + timedelta(hours=1))
    assert sending.send_waiting()["sent"] == 3


# --- After a crash ----------------------------------------------------------------------------------------------------


def dead_sender(rows, begun=(), accepted=()):
    """What a killed sender leaves: claimed rows and an unlocked journal."""
    with journal.Journal() as left:
        claim = left.claim
        Letter.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=State.SENDING, claim=claim, claimed_at=timezone.now()
        )
        for row in begun:
            left.begin(row)
        for row in accepted:
            left.accepted(row)
        kept = left.path.read_bytes()
    left.path.write_bytes(kept)
    return left


def test_after_a_crash_the_journal_tells_sent_from_doubtful_from_untouched(db, server):
    rows = many(4)
    left = dead_sender(rows, begun=rows[:2], accepted=rows[:1])
    assert sending.send_waiting()["recovered"] == 3
    states = {row.key: (row.state, row.repeats) for row in Letter.objects.all()}
    assert states == {"k0": ("sent", 0), "k1": ("sent", 1), "k2": ("sent", 0), "k3": ("sent", 0)}
    assert sum(server.accepted.values()) == 3 and not left.path.exists()


def test_a_living_senders_claim_is_left_alone(db, server):
    rows = many(2)
    with journal.Journal() as living:
        Letter.objects.update(state=State.SENDING, claim=living.claim, claimed_at=timezone.now() - timedelta(hours=1))
        assert not sending.send_waiting()["sent"]
    assert Letter.objects.filter(state=State.SENDING).count() == len(rows)


def test_another_machines_claim_is_taken_over_when_no_job_can_still_live(db, server):
    many(2)
    Letter.objects.update(state=State.SENDING, claim="0" * 32, claimed_at=timezone.now())
    assert not sending.send_waiting()["sent"]
    Letter.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert sending.send_waiting()["sent"] == 2
    assert set(Letter.objects.values_list("repeats", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_share_the_work_and_double_nothing(server, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 7)
    many(100)
    sent = []

    def work():
        sent.append(sending.send_waiting()["sent"])
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert sum(sent) == 100 and set(server.accepted.values()) == {1} and len(server.accepted) == 100
