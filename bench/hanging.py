"""Issue I: what hangs instead of dying. The portal's own web processes beside a PostgreSQL and a Redis that are stopped.

    python -m bench.hanging database|redis

Both are stopped by SIGSTOP, every process of them, while forty pages are asked at once and forms are sent; measured is
how long the slowest page, /healthz and /readyz take, whether the page says what is wrong, and how soon all is well again.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.alone import found_by, row

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE, PAGE_BAR, READY_BAR, BACK_BAR = 40, 5.0, 2.0, 30.0
SAID = {"database": "Cơ sở dữ liệu của hệ thống tạm thời không trả lời"}


def hanging_rows(what: str) -> list[dict]:
    """One stop of `what` in a process of its own, as rows of the bench."""
    found = found_by("hanging", what)
    where = f"{what} stopped by SIGSTOP, {AT_ONCE} pages at once"
    return [
        row(f"{where}: slowest page, s", found["page"], PAGE_BAR),
        row(f"{where}: slowest form, s", found["form"], PAGE_BAR),
        row(f"{where}: pages that said neither what they are nor what is wrong", found["silent"], 0),
        row(f"{where}: typed words not on the page that refuses them", found["lost"], 0),
        row(f"{where}: /healthz, s", found["health"], 1.0),
        row(f"{where}: /readyz, s", found["ready"], READY_BAR),
        row(f"{where}: /readyz that named nothing", found["unnamed"], 0),
        row(f"{what} goes on: until pages come again, s", found["back"], BACK_BAR),
    ]


class Site:
    """gunicorn as `up` starts it, on a port of its own, and one person signed in."""

    def __init__(self, cookie: str) -> None:
        from papi_portal.tests.test_up import free_port

        self.port, self.cookie = free_port(), cookie
        self.start()

    def start(self) -> None:
        from papi_portal.management.commands.up import portal_commands
        from papi_portal.processes import FEW_ARENAS, with_parent

        command = [word.replace(":8000", f":{self.port}") for word in portal_commands()["web"]]
        log = (Path(os.environ["VAR_DIR"]) / "web.log").open("ab")
        self.process = subprocess.Popen(
            with_parent(command), cwd=ROOT, stdout=log, stderr=log, start_new_session=True, env=FEW_ARENAS | os.environ
        )

    def ask(self, path: str, form: dict | None = None) -> tuple[float, int, str]:
        """Seconds, status (0 without an answer) and text."""
        began, line = time.monotonic(), http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {"Cookie": f"sessionid={self.cookie}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        if form is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request("POST" if form is not None else "GET", path, urlencode(form or {}) or None, head)
            reply = line.getresponse()
            return time.monotonic() - began, reply.status, reply.read().decode()
        except (OSError, http.client.HTTPException):
            return time.monotonic() - began, 0, ""
        finally:
            line.close()

    def until_well(self, patience: float = 90) -> float:
        began = time.monotonic()
        while self.ask("/thong-bao/")[1] != 200:
            if time.monotonic() - began > patience:
                raise RuntimeError(f"no page within {patience} s: {self.ask('/thong-bao/')}")
            time.sleep(0.1)
        return time.monotonic() - began

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def measured(site: Site, what: str, stopped: list[psutil.Process]) -> dict:
    """Stop, ask, let go on; the same crowd comes once before, so that no process is met cold."""
    calm: list[tuple[float, int, str]] = []
    _all([threading.Thread(target=lambda: calm.append(site.ask("/thong-bao/"))) for _ in range(AT_ONCE)])
    answers: list[tuple[float, int, str]] = []
    forms: list[tuple[float, int, str]] = []
    typed = {"email": "ai-do@example.vn", "ghi-chu": "Điều đã gõ mà không được mất"}
    _signalled(stopped, signal.SIGSTOP)
    try:
        crowd = [threading.Thread(target=lambda: answers.append(site.ask("/thong-bao/"))) for _ in range(AT_ONCE)]
        crowd += [threading.Thread(target=lambda: forms.append(site.ask("/quen-mat-khau/", typed))) for _ in range(6)]
        [thread.start() for thread in crowd]
        time.sleep(0.5)  # all threads of the web processes wait by now
        health = max(site.ask("/healthz")[0] for _ in range(3))
        ready = [site.ask("/readyz") for _ in range(3)]
        [thread.join() for thread in crowd]
    finally:
        _signalled(stopped, signal.SIGCONT)
    back = site.until_well()
    refused = [text for _, status, text in forms if status == 503]
    fine = [status == 200 or SAID.get(what, "\0") in text for _, status, text in answers]
    return {
        "page": max(seconds for seconds, _, _ in answers), "form": max(seconds for seconds, _, _ in forms),
        "silent": fine.count(False), "lost": sum(typed["ghi-chu"] not in text for text in refused),
        "health": health, "ready": max(seconds for seconds, _, _ in ready), "back": back,
        "unnamed": sum(f'"{what}": false' not in text for _, _, text in ready),
        "told": ready[0][2][:300], "calm": max(seconds for seconds, _, _ in calm),
        "statuses": sorted({status for _, status, _ in answers} | {status for _, status, _ in forms}),
    }  # fmt: skip


def _all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _signalled(processes, number):
    for process in processes:
        if process.is_running():
            process.send_signal(number)


def servers_of(folder: Path, what: str) -> list[psutil.Process]:
    """Every process of the PostgreSQL or the Redis of this folder."""
    word = str(folder / "postgresql") if what == "database" else str(folder / "redis.sock")
    heads = [p for p in psutil.process_iter(["cmdline"]) if any(word in part for part in p.info["cmdline"] or [])]
    return [one for head in heads for one in (head, *head.children(recursive=True))]


def main(what: str) -> None:
    with tempfile.TemporaryDirectory(prefix="papi-hang-", ignore_cleanup_errors=True) as folder:
        from tools import servers

        os.environ.pop("PAPI_TEST_DB", None)
        servers.start_servers()
        servers.give_addresses(0)
        os.environ |= {"DEBUG": "0", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        site = Site(_signed_in())
        try:
            site.until_well()
            print(json.dumps(measured(site, what, servers_of(Path(os.environ["PAPI_TEST_SERVERS"]), what))))
        finally:
            site.end()
        del folder


def _signed_in() -> str:
    """The session of an official of a small country."""
    from django.utils import timezone

    from bench.late_country import build

    build(2, 2, timezone.localdate())
    return session_of("nguoi0")


def session_of(name: str) -> str:
    """The key of a session of this person."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from units.models import User

    user = User.objects.get(username=name)
    backend = "django.contrib.auth.backends.ModelBackend"
    session = SessionStore()
    session.update(
        {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    session.create()
    return session.session_key


if __name__ == "__main__":
    main(sys.argv[1])
