"""Issue D: two workers write and send a day's digests while one of them is killed with SIGKILL again and again.

    python -m bench.kill_storm embedded|production KILLS PEOPLE

embedded: SQLite and the private Redis; production: PostgreSQL and a Redis with an address. The mail server refuses now
and then and hangs now and then. What it accepted is the judge: every person once, nobody with two different
Message-IDs, and the same Message-ID again at most once a kill.
"""

import json
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from email import message_from_bytes
from pathlib import Path

from bench.alone import found_by, row

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds from the last kill until every letter must have gone
FIRST_FEW = 20  # letters after which the first kill or cut comes
HANGS_FOR = 4.0  # seconds; the senders give up after MAIL_TIMEOUT
NAMES = {"embedded": "SQLite and its own Redis", "production": "PostgreSQL and Redis"}


def storm_rows(shape: str, *, kills: int, people: int) -> list[dict]:
    """The storm in a process of its own, as rows of the bench."""
    found = found_by("kill_storm", shape, kills, people)
    where = f"{kills} kills, {NAMES[shape]}"
    return [
        row(f"{where}: people of {people} without their letter", found["lost"], 0, "reminders"),
        row(f"{where}: second Message-IDs for one person and day", found["doubled"], 0, "reminders"),
        row(f"{where}: repeats of the same Message-ID at the mail server", found["repeats"], kills, "reminders"),
        row(
            f"{where}: repeats the mail server saw beyond those the portal counted", found["uncounted"], 0, "reminders"
        ),
        row(f"{where}: letters of any channel without a final state", found["unsettled"], 0),
        row(f"{where}: reminders told in letters that were not sent", found["untold"], 0),
    ]


# --- The mail server's moods ------------------------------------------------------------------------------------------


class Moods:
    """Takes most letters, refuses some for now, hangs on a few, and notes who got which Message-ID."""

    def __init__(self):
        self.random, self.ids = random.Random(7), defaultdict(Counter)

    def __call__(self, envelope):
        time.sleep(0.01)
        mood = self.random.random()
        if mood < 0.02:
            return "451 try again later"
        if mood < 0.025:
            return "421 closing"
        if mood < 0.028:
            time.sleep(HANGS_FOR)
            return "451 too late"
        head = message_from_bytes(envelope.content.split(b"\r\n\r\n", 1)[0])
        self.ids[envelope.rcpt_tos[0]][head["Message-ID"]] += 1
        return None

    def repeats(self):
        return sum(count - 1 for ids in self.ids.values() for count in ids.values())

    def doubled(self):
        return sum(len(ids) - 1 for ids in self.ids.values())


# --- The storm --------------------------------------------------------------------------------------------------------


class Worker:
    """One worker process with its children; `kill` leaves none of them."""

    def __init__(self, name):
        self.name = name
        self.start()

    def start(self):
        command = [sys.executable, "-m", "bench.reminding_worker", "-n", f"{self.name}@%h"]
        log = (Path(os.environ["VAR_DIR"]) / f"{self.name}.log").open("ab")
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def storm(kills: int, people: int) -> dict:
    """Raises ValueError for so few people that all have their letter before the first kill."""
    refuse_few(people)
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from bench.late_country import build
    from post.tests.mail_server import MailServer

    call_command("migrate", verbosity=0)
    build(max(people // 3, 1), people, timezone.localdate())
    moods = Moods()
    with MailServer(moods, keep=False) as server:
        os.environ |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "MAIL_TIMEOUT": "2"}
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        workers = [Worker("mot"), Worker("hai")]
        try:
            _rage(workers, kills)
            _calm_down(people)
        finally:
            for worker in workers:
                worker.kill()
    return _judged(moods, people)


def refuse_few(people: int) -> None:
    """What is sent already no fault can lose: the first comes after FIRST_FEW letters, most must be under way then."""
    if people < 10 * FIRST_FEW:
        raise ValueError(f"{people} people are too few: at least {10 * FIRST_FEW}")


def _rage(workers, kills):
    """Ring like beat, only oftener, and kill a worker at random moments once letters are on their way."""
    dice = random.Random(11)
    _until(_something_sent, "the first letter")
    for _ in range(kills):
        for _ in range(dice.randint(1, 8)):
            _ring()
            time.sleep(dice.random() * 0.5)
        worker = dice.choice(workers)
        worker.kill()
        worker.start()


def _calm_down(people):
    _until(lambda: _sent() >= people and not _unsettled(), "the last letter")


def _until(asked, what):
    ends = time.monotonic() + PATIENCE
    while not asked():
        if time.monotonic() > ends:
            raise RuntimeError(f"waited {PATIENCE} s for {what}: {_states()}")
        _ring()
        time.sleep(0.5)


def _ring():
    """What the timetable does, and a clock that runs fast for letters that wait for their next try."""
    from django.utils import timezone

    from papi_portal.celery import app
    from post.models import Letter

    Letter.objects.filter(state="pending", not_before__gt=timezone.now()).update(not_before=timezone.now())
    with app.connection_for_write() as line:
        if line.default_channel.client.llen("mail") < 4:
            app.send_task("post.tasks.send_due_reminders")
            app.send_task("post.tasks.send_waiting_letters")


def _something_sent():
    return _sent() > FIRST_FEW


def _sent():
    from post.models import Letter

    return Letter.objects.filter(channel="email", state="sent").count()


def _unsettled():
    from post.models import Letter

    return Letter.objects.filter(state__in=("pending", "sending")).count()


def _states():
    from django.db.models import Count

    from post.models import Letter

    return list(Letter.objects.order_by().values_list("channel", "state", "error").annotate(Count("pk"))[:10])


def _judged(moods, people):
    from django.db.models import Sum

    from post.models import Letter, Reminder

    counted = Letter.objects.aggregate(total=Sum("repeats"))["total"] or 0
    return {
        "lost": people - len(moods.ids), "doubled": moods.doubled(), "repeats": moods.repeats(),
        "uncounted": max(moods.repeats() - counted, 0), "counted": counted,
        "unsettled": _unsettled(), "untold": Reminder.objects.exclude(letter__state__in=("sent", "merged")).count(),
    }  # fmt: skip


# --- Its surroundings -------------------------------------------------------------------------------------------------


def surroundings(shape: str, folder: Path) -> None:
    """Start Redis, and PostgreSQL for production, and set the environment of this process and its workers."""
    from tools import servers

    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "DEMO", "MAIL_REDIRECT_TO", "WEBHOOK_URL",
                 "ZALO_TOKEN_FILE", "ZALO_TEMPLATE", "SMS_URL", "SMS_TOKEN"):  # fmt: skip
        os.environ.pop(name, None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    if shape == "production":
        os.environ.pop("PAPI_TEST_DB", None)
        servers.start_servers()
        servers.give_addresses(0)
    else:
        os.environ["VAR_DIR"] = str(folder)
        own_redis(folder)
    os.environ["DEBUG"] = "0"


def own_redis(folder: Path) -> None:
    """The private Redis, as `manage.py up` starts it; it ends with this process."""
    from papi_portal.private_redis import redis_command, socket_path

    socket = socket_path(folder)
    for place in (socket.parent, folder / "redis"):
        place.mkdir(parents=True, exist_ok=True)
    command = ["setpriv", "--pdeathsig", "TERM", "--", *redis_command(socket, folder / "redis")]
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not socket.exists():
        time.sleep(0.05)


def main(shape: str, kills: str, people: str) -> None:
    with tempfile.TemporaryDirectory(prefix="papi-storm-", ignore_cleanup_errors=True) as folder:
        surroundings(shape, Path(folder))
        import django

        django.setup()
        logging.disable(logging.CRITICAL)
        print(json.dumps(storm(int(kills), int(people))))


if __name__ == "__main__":
    main(*sys.argv[1:])
