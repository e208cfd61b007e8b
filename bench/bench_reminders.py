"""Issue D: 10,000 letters through a real SMTP server against bare smtplib, queries a batch, memory, a short kill storm."""

import os
import pickle
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.kill_storm import storm_rows

ROOT = Path(__file__).resolve().parent.parent
RECIPIENTS, COMMUNES = 10_000, 3_321


def rows() -> list[dict]:
    """On the default SQLite; the kill storm's quick form is run on it too."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return [*sending(), *composing(), *storm_rows("embedded", kills=3, people=300)]


def sending() -> list[dict]:
    """Bare, ours, bare again: the mean of both bare runs is the measure, so that a busy machine wrongs neither."""
    write_letters(RECIPIENTS)
    with Server() as server:
        messages = bare_messages()
        before = through_smtplib(server.port, messages)
        server.forget()
        ours, queries = through_the_post_office(server.port)
        accepted = server.accepted()
        bare = (before + through_smtplib(server.port, messages)) / 2
    from post.models import Letter

    sent = Letter.objects.filter(state=Letter.State.SENT).count()
    return [
        row("10,000 letters through SMTP, time as a multiple of bare smtplib", ours / bare, 1.5),
        row("10,000 letters through SMTP, s", ours, None),
        row("the same messages by bare smtplib over one connection, s", bare, None),
        row("queries of a batch of 500 letters", max(queries), None),
        row("queries of the dearest batch minus those of the cheapest", max(queries) - min(queries), 0),
        row("letters not marked sent of 10,000", RECIPIENTS - sent, 0),
        row("Message-IDs the server missed of 10,000", RECIPIENTS - accepted, 0),
        row("peak memory while sending 10,000 letters, MB", peak_memory(), 300),
    ]


def composing() -> list[dict]:
    """A digest for each of 10,000 people of 3,321 communes, worked out and written."""
    from django.utils import timezone

    from bench.late_country import build
    from post import digest
    from post.models import Letter
    from units.models import User

    Letter.objects.all().delete(), User.objects.all().delete()
    build(COMMUNES, RECIPIENTS, timezone.localdate())
    before = time.monotonic()
    written = digest.send_out(timezone.now(), by_hand=True)
    took = time.monotonic() - before
    return [
        row("10,000 digests worked out and written, s", took, None),
        row("people of 10,000 without a digest", RECIPIENTS - written, 0),
        row("peak memory after working out 10,000 digests, MB", peak_memory(), 300),
    ]


def row(name: str, figure: float, bar: float | None) -> dict:
    met = bar is None or figure <= bar
    return {"issue": "reminders", "name": name, "figure": round(figure, 2), "bar": bar, "met": met}


def write_letters(count: int) -> None:
    """`count` people of 3,321 communes with a digest each, text and HTML of ten lines."""
    from post.models import Letter
    from units.models import User

    people = User.objects.bulk_create(
        [
            User(
                username=f"xa{n % COMMUNES}.{n}", email=f"xa{n % COMMUNES}.{n}@example.vn", title="Công chức nhập liệu"
            )
            for n in range(count)
        ],
        batch_size=1000,
    )
    text = (
        "- Quá 4 ngày (hạn 25/10/2024): 9 tháng năm 2024: còn 12/23 nhiệm vụ chưa gửi\n  http://localhost/luoi/1/\n"
        * 10
    )
    html = "<p>Quá 4 ngày: <a href='http://localhost/luoi/1/'>còn 12/23 nhiệm vụ chưa gửi</a></p>\n" * 10
    Letter.objects.bulk_create(
        [
            Letter(key=f"digest-20241029-{person.pk}", to=person, subject="Nhắc việc: 3 việc quá hạn (lâu nhất 4 ngày)",
                   text=text, html=html)
            for person in people
        ],
        batch_size=500,
    )  # fmt: skip


def bare_messages() -> Path:
    """A file with (from, to, bytes) of the very mails the post office sends, made beforehand."""
    from django.conf import settings

    from post.channels import _mail
    from post.models import Letter

    place = Path(settings.VAR_DIR) / "mails.pickle"
    with place.open("wb") as out:
        for letter in Letter.objects.select_related("to").iterator(chunk_size=500):
            mail = _mail(letter)
            pickle.dump((mail.envelope_sender, mail.to, mail.as_bytes(linesep="\r\n")), out)
    return place


def through_smtplib(port: int, messages: Path) -> float:
    """Seconds smtplib takes over one connection, in a process of its own: its messages are no memory of ours."""
    command = [sys.executable, "-m", "bench.bare_smtp", str(port), str(messages)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def through_the_post_office(port: int) -> tuple[float, list[int]]:
    """Seconds for all letters, and the queries of each batch, counted by a wrapper that keeps nothing."""
    from django.conf import settings
    from django.db import connection

    from post import sending

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    made, batches, send_batch = [0], [], sending._send_batch

    def count(execute, sql, params, many, context):
        made[0] += 1
        return execute(sql, params, many, context)

    def counted(ends):
        made[0] = 0
        done = send_batch(ends)
        batches.append((made[0], done["sent"]))
        return done

    sending._send_batch = counted
    before = time.monotonic()
    with connection.execute_wrapper(count):
        while sending.send_waiting(budget=600)["sent"]:
            pass
    took = time.monotonic() - before
    sending._send_batch = send_batch
    return took, [queries for queries, sent in batches if sent]


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Server:
    """aiosmtpd in a process of its own, so that it shares no interpreter with the sender; counts Message-IDs."""

    def __enter__(self):
        command = [sys.executable, "-m", "bench.mail_sink"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE,
            text=True, env=os.environ,
        )  # fmt: skip
        self.port = int(self.process.stdout.readline())
        return self

    def accepted(self) -> int:
        return self._ask("count")

    def forget(self) -> None:
        self._ask("forget")

    def _ask(self, word):
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.wait(timeout=10)
