"""`manage.py up` on a machine with nothing running: starts all, survives kills, stops without orphans."""

import http.client
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time

import psutil
import pytest
from django.conf import settings
from kombu import Connection

from papi_portal.celery import app as celery_app

INHERITED = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPYCACHEPREFIX") if name in os.environ}
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PATIENCE = 180  # seconds; generous: the first start makes every table while the rest of the suite is at work

pytestmark = pytest.mark.long


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, path):
    """(status, body) of the portal on this port, or (0, "") while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def wait_for(asked, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := asked():
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


class Portal:
    """One running `up` with a database, Redis and port of its own."""

    def __init__(self, var):
        self.var, self.port = var, free_port()
        self.env = INHERITED | {"VAR_DIR": str(var), "PORT": str(self.port), "PYTHONPATH": str(settings.BASE_DIR)}
        var.mkdir(parents=True, exist_ok=True)
        self.said = var / "said.txt"
        with self.said.open("wb") as said:
            self.up = subprocess.Popen(self.command(), env=self.env, cwd=settings.BASE_DIR, stdout=said, stderr=said)

    @staticmethod
    def command():
        return [sys.executable, "manage.py", "up"]

    def ready(self):
        assert self.up.poll() is None, self.said.read_text()
        status, body = ask(self.port, "/readyz")
        return status == 200 and json.loads(body)

    def ring(self):
        """Sends a heartbeat through the private Redis, as beat does."""
        with Connection(f"redis+socket://{self.var}/run/redis.sock") as connection:
            celery_app.send_task("papi_portal.tasks.heartbeat", connection=connection)

    def child(self, word):
        """The kept process whose command line has this word."""
        return next(child for child in psutil.Process(self.up.pid).children() if word in " ".join(child.cmdline()))

    def family(self):
        return psutil.Process(self.up.pid).children(recursive=True)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """Empty at the first start; the second finds what the first has left, as on a machine that was switched off."""
    return tmp_path_factory.mktemp("up")


@pytest.fixture
def portal(var):
    running = Portal(var)
    yield running
    if running.up.poll() is None:
        running.up.terminate()
        running.up.wait()


def mode_of(path):
    """Nothing for a file that has gone since it was listed: SQLite's -wal and -shm go with their last connection."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def keeps_to_itself(portal):
    """No file or folder of people is readable by others; an address that is a key is in no log."""
    made = {path: mode for path in portal.var.rglob("*") if path != portal.said and (mode := mode_of(path))}
    assert {"papi.sqlite3", "log", "web.log"} <= {path.name for path in made}
    assert [str(path) for path, mode in made.items() if not stat.S_ISLNK(mode) and mode & OTHERS] == []
    key = "chia-khoa-lich-rieng"
    assert ask(portal.port, f"/lich/{key}.ics")[0] == 404
    logs = "".join(path.read_text() for path in (portal.var / "log").glob("*.log"))
    assert "/lich/***" in logs and key not in logs


def lives(process):
    """Still at work: one that has ended and only waits for the system to take note of it does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_starts_survives_kills_and_stops_without_orphans(portal):
    wait_for(portal.ready, "the first answer")
    portal.ring()
    wait_for(lambda: portal.ready() and portal.ready()["jobs"], "a job done by the worker")
    keeps_to_itself(portal)

    again = subprocess.run(portal.command(), env=portal.env, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert again.returncode != 0
    assert "already up" in again.stderr

    killed = [portal.child("redis-server"), portal.child("papi_portal worker")]
    for process in killed:
        os.kill(process.pid, signal.SIGKILL)
    wait_for(lambda: not any(process.is_running() for process in killed), "the end of the killed")
    wait_for(portal.ready, "an answer after the kills")
    done = portal.var / "log" / "worker.log"
    before = done.read_text().count("succeeded")
    portal.ring()
    wait_for(lambda: done.read_text().count("succeeded") > before, "a job done after the kills")

    family = portal.family()
    portal.up.send_signal(signal.SIGTERM)
    assert portal.up.wait(timeout=PATIENCE) == 0
    assert not [process for process in family if lives(process)]
    assert "stopped" in portal.said.read_text()


def test_killed_up_takes_its_children_along(portal):
    wait_for(portal.ready, "the first answer")
    family = portal.family()
    os.kill(portal.up.pid, signal.SIGKILL)
    portal.up.wait()
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert alive == []


def test_taken_port_is_said_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        env = INHERITED | {"VAR_DIR": str(tmp_path), "PORT": str(taken.getsockname()[1])}
        run = subprocess.run(Portal.command(), env=env, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert run.returncode != 0
    assert "set PORT to another" in run.stderr
    assert not (tmp_path / "redis").exists()
