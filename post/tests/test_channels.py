"""The webhook against a real HTTP server, and doorbells whose broker is away."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from celery import Celery
from django.core import mail
from django.utils import timezone

from post import channels, sending, ways_out
from post import sending as post
from post.doorbells import ring_for
from post.models import Letter, Notice
from units.models import User

State = Letter.State


class Hook:
    """Answers with the statuses it is given, the last one for ever; 0 stays silent. Keeps what it was told."""

    def __init__(self):
        self.answers, self.heard, self.silence = [200], [], threading.Event()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                hook.heard.append((self.headers["Idempotency-Key"], json.loads(raw)))
                hook.raw, hook.headers = raw, self.headers
                status = hook.answers.pop(0) if len(hook.answers) > 1 else hook.answers[0]
                if status:
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    hook.silence.wait(20)

            def log_message(self, *words):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.silence.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def hook(settings, monkeypatch):
    monkeypatch.setattr(ways_out, "BREATH", (1, 1))
    running = Hook()
    settings.WEBHOOK_URL = f"http://127.0.0.1:{running.server.server_port}/thu"
    yield running
    running.close()


@pytest.fixture
def letter(db):
    to = User.objects.create(username="an", title="Công chức Văn phòng", phone="0900")
    return Letter.objects.create(key="a", to=to, subject="Nhắc việc", text="Một việc", url="/viec/", channel="webhook")


def send(letter):
    Letter.objects.filter(state=State.PENDING).update(not_before=timezone.now())
    sending.send_waiting()
    letter.refresh_from_db()
    return letter


def test_the_letter_arrives_as_json(hook, letter):
    assert send(letter).state == State.SENT
    ((key, body),) = hook.heard
    assert key.startswith(letter.message_id("webhook")[1:41])
    assert body["to"] == {"username": "an", "title": "Công chức Văn phòng", "phone": "0900"}
    assert body["subject"] == "Nhắc việc" and body["url"].endswith("/viec/")


def test_the_post_is_signed_with_the_shared_key(hook, letter, settings):
    settings.WEBHOOK_SECRET = "khóa chung"
    assert send(letter).state == State.SENT
    signed = hook.headers["X-Papi-Timestamp"].encode() + b"." + hook.raw
    wanted = hmac.new("khóa chung".encode(), signed, hashlib.sha256).hexdigest()
    assert hook.headers["X-Papi-Signature"] == f"sha256={wanted}"


@pytest.mark.parametrize("code", ["email", "app", "webhook"])  # the others: test_mobile
def test_letters_of_every_channel_end_as_sent_and_only_once(hook, db, settings, code):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    staff = [User.objects.create(username=name, email=f"{name}@example.vn", title=name) for name in ("an", "binh")]
    rows = [
        Letter(key=f"{to}-{n}", to=to, subject="Nhắc việc", text="x", channel=code) for to in staff for n in range(2)
    ]
    Letter.objects.bulk_create(rows)
    assert post.send_waiting()["sent"] == len(rows)
    assert set(Letter.objects.values_list("state", "claim", "tries")) == {(State.SENT, "", 0)}
    assert not Letter.objects.filter(sent_at=None).exists()
    assert post.send_waiting()["sent"] == 0
    arrived = {"email": lambda: len(mail.outbox), "app": Notice.objects.count, "webhook": lambda: len(hook.heard)}
    assert arrived[code]() == len(rows)


def test_the_bell_rings_again_after_a_death_without_a_second_line(db):
    """Its sender died between the line and the note of it: the letter is settled, the bell shows one line."""
    to = User.objects.create(username="an", title="Công chức Văn phòng")
    row = Letter.objects.create(key="a", to=to, subject="Nhắc việc", text="x", channel="app")
    Notice.objects.create(to=to, key="a", text="Nhắc việc")
    assert send(row).state == State.SENT and Notice.objects.count() == 1


def test_trouble_never_uses_up_the_three_refusals(hook, letter):
    hook.answers = [410, *[500] * 13, 410, 503, 410]
    states = [send(letter).state for _ in range(16)]
    assert set(states) == {State.PENDING} and (letter.tries, letter.refusals) == (16, 2) and "503" in letter.error
    assert send(letter).state == State.FAILED and "410" in letter.error
    assert sending.retry(Letter.objects) == 1
    assert (send(letter).state, letter.refusals) == (State.PENDING, 1)


def test_trouble_is_tried_again_with_the_same_key(hook, letter):
    hook.answers = [503, 429, 200]
    assert [send(letter).state for _ in range(3)] == [State.PENDING, State.PENDING, State.SENT]
    assert len({key for key, _ in hook.heard}) == 1


def test_a_refusal_is_given_up(hook, letter):
    hook.answers = [410]
    assert [send(letter).state for _ in range(3)][-1] == State.FAILED and "410" in letter.error


def test_silence_ends_in_time_and_counts_as_doubtful(hook, letter):
    hook.answers = [0]
    assert (send(letter).state, letter.repeats) == (State.PENDING, 1)


def test_a_channel_is_offered_only_when_it_is_configured(settings):
    settings.WEBHOOK_URL = ""
    assert [channel.code for channel in channels.offered()] == ["email"]


def test_a_broker_that_is_away_breaks_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("CELERY_BROKER_URL", f"redis+socket://{tmp_path}/nobody.sock")
    app = Celery("nobody", set_as_current=False)
    app.conf.update(task_publish_retry=False, broker_transport_options={"max_retries": 1})
    done = []

    @app.task(name="job")
    def job(pk):
        done.append(pk)

    ring_for(job, 1)
    assert not done
