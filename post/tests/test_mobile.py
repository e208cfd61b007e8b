"""Messages to mobile phones against HTTP servers of our own: consent, quiet hours, refusals, retries, cost, secrets."""

import json
import threading
from datetime import datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from papi_portal.accounts.erasing import GOES
from papi_portal.auditing.personal import register
from post import channels, letters, mobile, sending, ways_out
from post.models import Letter, Preference
from units.models import User

State = Letter.State
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


class Company:
    """Answers (status, body) as given, the last for ever; None: takes the message and drops the line."""

    def __init__(self, answer):
        self.answers, self.heard = [(200, answer)], []
        company = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                company.heard.append((dict(self.headers), json.loads(raw)))
                given = company.answers.pop(0) if len(company.answers) > 1 else company.answers[0]
                if given is None:
                    self.close_connection = True
                    return
                status, body = given
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *words):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/gui"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


GOOD = {"zalo": {"error": 0, "message": "Success"}, "sms": {"status": "accepted"}}
BAD = {"zalo": {"error": -118, "message": "84912345678"}, "sms": {"status": "rejected", "why": "khoa-sms"}}


@pytest.fixture(params=["zalo", "sms"])
def code(request):
    return request.param


@pytest.fixture
def company(settings, monkeypatch, tmp_path, code):
    monkeypatch.setattr(ways_out, "BREATH", (1, 1))
    running = Company(GOOD[code])
    (tmp_path / "khoa").write_text("khoa-zalo\n")
    if code == "zalo":
        settings.ZALO_URL, settings.ZALO_TOKEN_FILE = running.address, str(tmp_path / "khoa")
        settings.ZALO_TEMPLATE, settings.ZALO_COST = "1234", 300
    else:
        settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_SENDER, settings.SMS_COST = (
            running.address,
            "khoa-sms",
            "PAPI",
            500,
        )
    yield running
    running.close()


@pytest.fixture
def preference(db, code):
    to = User.objects.create(username="an", title="Công chức Văn phòng", email="an@example.vn")
    return Preference.objects.create(
        user=to, channels=["email", code], mobile="0912345678", consented_at=timezone.now(),
        quiet_from=time(0), quiet_until=time(0),
    )  # fmt: skip


@pytest.fixture
def letter(preference, code):
    return Letter.objects.create(
        key="a",
        to=preference.user,
        subject="Nhắc việc",
        text="Cả thư, không được gửi ra ngoài",
        url="/viec/",
        channel=code,
    )


def send(letter):
    Letter.objects.filter(state=State.PENDING).update(not_before=timezone.now())
    sending.send_waiting()
    letter.refresh_from_db()
    return letter


def test_one_line_goes_to_the_number_agreed_to(company, letter, code):
    assert send(letter).state == State.SENT
    ((headers, body),) = company.heard
    assert body["phone" if code == "zalo" else "to"] == "84912345678"
    assert "Cả thư" not in json.dumps(body, ensure_ascii=False) and "/viec/" in json.dumps(body)
    if code == "zalo":
        assert set(body) == {"phone", "template_id", "template_data", "tracking_id"}
        assert headers["access_token"] == "khoa-zalo" and body["template_id"] == "1234"
    else:
        assert headers["Authorization"] == "Bearer khoa-sms" and body["from"] == "PAPI"
    assert letter.cost == {"zalo": 300, "sms": 500}[code]
    sending.send_waiting()
    assert len(company.heard) == 1


def test_nothing_goes_without_consent_and_no_second_try(company, letter, preference):
    Preference.objects.update(consented_at=None)
    assert send(letter).state == State.FAILED and not company.heard and "đồng ý" in letter.error
    assert sending.retry(Letter.objects) == 1 and send(letter).state == State.FAILED and not company.heard


def test_who_chose_the_channel_no_more_gets_nothing(company, letter):
    Preference.objects.update(channels=["email"])
    assert send(letter).state == State.FAILED and not company.heard


def test_withdrawing_forgets_the_number_and_what_waits(company, letter, preference):
    mobile.withdraw(preference)
    preference.save()
    assert send(letter).state == State.FAILED and not company.heard
    preference.refresh_from_db()
    assert (preference.mobile, preference.consented_at) == ("", None)


def test_quiet_hours_put_off_without_a_try(company, letter, monkeypatch):
    now = timezone.localtime()
    Preference.objects.update(quiet_from=time(0), quiet_until=time(23, 59, 59, 999999))
    assert send(letter).state == State.PENDING and not company.heard
    assert (letter.tries, letter.refusals) == (0, 0) and letter.not_before > now
    Preference.objects.update(quiet_from=time(0), quiet_until=time(0))
    assert send(letter).state == State.SENT


@pytest.mark.parametrize(
    "hours, at, until",
    [
        ((18, 7), (17, 59), None), ((18, 7), (18, 0), (2, 7)), ((18, 7), (23, 59), (2, 7)), ((18, 7), (0, 0), (1, 7)),
        ((18, 7), (6, 59), (1, 7)), ((18, 7), (7, 0), None), ((12, 13), (12, 0), (1, 13)), ((12, 13), (11, 59), None),
        ((12, 13), (13, 0), None), ((0, 0), (0, 0), None), ((22, 0), (23, 0), (2, 0)), ((22, 0), (0, 0), None),
    ],
)  # fmt: skip
def test_the_ends_of_quiet_hours(hours, at, until):
    chosen = Preference(quiet_from=time(hours[0]), quiet_until=time(hours[1]))
    found = mobile.quiet_until(chosen, datetime(2026, 12, 1, *at, tzinfo=HERE))
    assert found == (datetime(2026, 12, until[0], until[1], tzinfo=HERE) if until else None)


def test_trouble_is_tried_again_with_the_same_id(company, letter, code):
    company.answers = [(503, b""), (429, b""), None, (200, b"<html>"), (200, GOOD[code])]
    states = [send(letter).state for _ in range(5)]
    assert states == [*[State.PENDING] * 4, State.SENT]
    name = "tracking_id" if code == "zalo" else "id"
    assert len({body[name] for _, body in company.heard}) == 1
    assert letter.repeats == 2 and letter.cost == 3 * {"zalo": 300, "sms": 500}[code]  # two may have arrived and cost


def test_a_refusal_is_believed_the_third_time_and_says_no_secret(company, letter, code):
    company.answers = [(200, BAD[code])]
    assert [send(letter).state for _ in range(3)] == [State.PENDING, State.PENDING, State.FAILED]
    assert "từ chối" in letter.error and "912345678" not in letter.error and "khoa" not in letter.error
    assert letter.cost == 0


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_no_fault_of_a_letter(company, letter, code, status):
    company.answers = [(status, b""), (200, GOOD[code])]
    assert send(letter).state == State.PENDING
    assert (letter.tries, letter.refusals, letter.repeats) == (0, 0, 0) and "khóa" in letter.error
    assert send(letter).state == State.SENT


def test_nobody_is_led_to_another_address(company, letter):
    company.answers = [(302, b"")]
    assert send(letter).state == State.PENDING and letter.refusals == 1


def test_a_key_file_that_is_gone_lets_all_wait(company, letter, settings, code):
    if code == "zalo":
        settings.ZALO_TOKEN_FILE += "-mat"
        assert send(letter).state == State.PENDING and letter.tries == 0 and not company.heard


def test_off_until_it_is_named(settings):
    assert not (settings.ZALO_TOKEN_FILE or settings.SMS_URL)
    assert not {"zalo", "sms"} & {channel.code for channel in channels.offered()}


def test_a_message_goes_beside_the_letter_never_in_its_place(company, preference, code):
    preference.channels = [code]
    assert letters.channels_for(preference.user, preference) == ["email", code]
    preference.user.email = ""
    assert letters.channels_for(preference.user, preference) == [code]
    preference.consented_at = None
    assert letters.channels_for(preference.user, preference) == []


def test_in_rehearsal_it_is_mailed_and_costs_nothing(company, letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_REDIRECT_TO = "thu@example.vn"
    assert send(letter).state == State.SENT and len(mail.outbox) == 1 and not company.heard and not letter.cost


@pytest.mark.parametrize(
    "text, count",
    [("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ế" * 70, 1), ("ế" * 71, 2), ("ế" * 134, 2),
     ("ế" * 135, 3)],
)  # fmt: skip
def test_segments(text, count):
    assert mobile.segments(text) == count


def test_the_page_asks_for_number_and_consent(company, client, cast, code):
    client.force_login(cast.official)
    given = {"channels": ["email", code], "hour": "14:00", "quiet_from": "18:00", "quiet_until": "07:00"}
    wrong = client.post(reverse("my_reminders"), given)
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"mobile", "consent"}
    for number in ("0212345678", "091234567", "09123456789", "o912345678", "０９１２３４５６７８a"):
        wrong = client.post(reverse("my_reminders"), {**given, "consent": "on", "mobile": number})
        assert wrong.status_code == 422, number
    for number in ("0912345678", "+84 912.345.678", "84912345678"):
        assert client.post(reverse("my_reminders"), {**given, "consent": "on", "mobile": number}).status_code == 302
        kept = Preference.objects.get(user=cast.official)
        assert kept.mobile == "0912345678" and kept.consented_at
    assert client.post(reverse("my_reminders"), {**given, "channels": ["email"]}).status_code == 302
    kept.refresh_from_db()
    assert (kept.mobile, kept.consented_at) == ("", None)
    assert client.post(reverse("my_reminders"), {**given, "channels": [code]}).status_code == 422


def test_costs_of_the_month_stand_on_the_page_of_letters(company, letter, client):
    send(letter)
    client.force_login(User.objects.create(username="quantri", is_superuser=True, is_staff=True))
    page = client.get(reverse("letters"))
    assert page.context["costs"] == [(channels.CHANNELS[letter.channel].label, 1, letter.cost)]
    assert "tháng này" in page.text and "0912345678" not in page.text


def test_the_number_is_known_to_the_tables_of_personal_data():
    assert GOES["post.Preference"] == "user"
    assert any("Số di động nhận tin nhắn" in row.what for row in register())
