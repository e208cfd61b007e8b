"""What does not answer is given up in time, said in Vietnamese, and left alone for a while."""

import errno
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from redis.exceptions import RedisError

from papi_portal.lifelines import cache as calm
from papi_portal.lifelines import postgres
from papi_portal.lifelines.failing import trouble
from papi_portal.tests.test_up import free_port, wait_for
from papi_portal.web_worker import asks_for_machines
from units.circuit import Circuit

AWAY = "Cơ sở dữ liệu của hệ thống tạm thời không trả lời"


def caused(cause, kind=OperationalError):
    failure = kind(str(cause))
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("failure", "what"),
    [
        (caused(psycopg.OperationalError("the server has no pulse")), "database"),
        (caused(psycopg.errors.AdminShutdown()), "database"),
        (caused(psycopg.errors.TooManyConnections()), "database"),
        (caused(psycopg.errors.QueryCanceled()), "slow"),
        (caused(psycopg.errors.DiskFull()), "disk"),
        (caused(psycopg.errors.DeadlockDetected()), ""),
        (caused(psycopg.errors.UndefinedTable(), ProgrammingError), ""),
        (OperationalError("database is locked"), "database"),
        (OperationalError("database or disk is full"), "disk"),
        (OperationalError("no such table: units_unit"), ""),
        (OSError(errno.ENOSPC, "No space left on device"), "disk"),
        (OSError(errno.ENOENT, "No such file"), ""),
        (ValueError("database is locked"), ""),
        (None, ""),
    ],
)
def test_which_failure_is_a_lifelines(failure, what):
    assert trouble(failure) == what


def test_a_page_without_database_says_so_and_keeps_what_was_typed(monkeypatch):
    monkeypatch.setattr(postgres.pulse, "down", True)
    page = Client().post("/quen-mat-khau/", {"email": "an@example.vn", "password": "không hiện"})
    said = page.content.decode()
    assert page.status_code == 503 and page["Retry-After"] == "30" and AWAY in said
    assert 'value="an@example.vn"' in said and "không hiện" not in said
    assert Client().get("/healthz").status_code == 200
    fragment = Client().get("/", headers={"HX-Request": "true"})
    assert AWAY in fragment.content.decode() and "<html" not in fragment.content.decode()
    assert AWAY in Client().post("/", headers={"Sec-Fetch-Dest": "empty"}).json()["message"]


def test_a_failure_of_the_database_within_a_page_is_said_too(settings):
    settings.ROOT_URLCONF = "papi_portal.tests.refusing_urls"
    page = Client(raise_request_exception=False).get("/database-away/")
    assert page.status_code == 503 and AWAY in page.content.decode()


class Frozen:
    """A line to the real server that carries what begins a session, and then nothing any more once frozen."""

    def __init__(self, place):
        self.place, self.frozen, self.port = place, threading.Event(), free_port()
        self.door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                client = self.door.accept()[0]
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.place)
            for source, goal in ((client, server), (server, client)):
                threading.Thread(target=self.carry, args=(source, goal), daemon=True).start()

    def carry(self, source, goal):
        while data := source.recv(65536):
            if self.frozen.is_set() and data[:1] == b"Q":
                continue
            goal.sendall(data)


def test_a_query_that_nobody_answers_is_given_up_and_all_others_at_once(db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no line that could be cut")
    monkeypatch.setattr(postgres, "PATIENCE", 0.1)
    monkeypatch.setattr(postgres, "ASK_SECONDS", 0.2)
    place = connection.get_connection_params()
    line = Frozen(f"{place['host']}/.s.PGSQL.5432")
    to = {
        "host": "127.0.0.1",
        "port": line.port,
        "user": place["user"],
        "dbname": place["dbname"],
        "sslmode": "disable",
    }
    with postgres.Minded.connect(**to, autocommit=True) as first, postgres.Minded.connect(**to) as second:
        assert first.execute("SELECT pg_sleep(0.5)").fetchone() and not postgres.pulse.down  # slow is not away
        line.frozen.set()
        began = time.monotonic()
        with pytest.raises(psycopg.OperationalError, match="no pulse"):
            first.execute("SELECT 1")
        assert time.monotonic() - began < 2 and postgres.pulse.down and first.closed
        with pytest.raises(psycopg.OperationalError, match="no pulse"):
            second.execute("SELECT 1")
    line.frozen.clear()
    wait_for(lambda: not postgres.pulse.down, "the pulse")
    line.door.close()


def test_five_connections_that_died_in_the_pool_keep_no_visitor_out(db):
    """The server came back long ago; a process that was quiet meanwhile still holds the dead ones."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    own = connection.copy("of_this_test")
    pool = own.pool
    pool.open()
    held = [pool.getconn() for _ in range(5)]
    numbers = [one.info.backend_pid for one in held]
    for one in held:
        pool.putconn(one)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(pg_terminate_backend(pid)) FROM unnest(%s) AS pid", [numbers])
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone()[0] not in numbers
    finally:
        own.close()
        own.close_pool()


def test_a_statement_of_a_page_ends_at_its_limit(db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no statements that run elsewhere")
    monkeypatch.setattr(postgres.Minded, "limit", 0.2)
    place = connection.get_connection_params()
    to = {name: place[name] for name in ("host", "user", "dbname")}
    with postgres.Minded.connect(**to) as line, pytest.raises(psycopg.errors.QueryCanceled):
        line.execute("SELECT pg_sleep(5)")


def test_a_silent_redis_is_asked_once_and_then_left_alone(monkeypatch):
    monkeypatch.setattr(calm, "circuit", Circuit(rest=30))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = calm.OPTIONS | {"socket_timeout": 0.2}
        cache = calm.CalmCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {"OPTIONS": options})
        times = []
        for _ in range(5):
            began = time.monotonic()
            with pytest.raises(RedisError):
                cache.get("x")
            times.append(time.monotonic() - began)
    assert 0.2 <= times[0] < 1 and sum(times[1:]) < 0.1


def test_machines_are_told_from_people_before_a_thread_is_given():
    class Line:
        sock, other = socket.socketpair()

    def begun(data):
        Line.other.sendall(data)
        answer = asks_for_machines(Line)
        assert Line.sock.recv(100) == data  # nothing was taken
        return answer

    assert not asks_for_machines(Line)  # nothing has come yet
    assert begun(b"GET /healthz HTTP/1.1\r\n") and begun(b"HEAD /readyz HTTP/1.1\r\n")
    assert not begun(b"GET /tong-hop/ HTTP/1.1\r\n")


def test_healthz_answers_while_every_thread_waits(tmp_path):
    app, port = tmp_path / "slow_app.py", free_port()
    app.write_text(
        "import time\n\ndef application(environ, start):\n"
        "    time.sleep(0 if environ['PATH_INFO'] == '/healthz' else 4)\n"
        "    start('200 OK', [('Content-Length', '2')])\n    return [b'ok']\n"
    )
    words = ["--worker-class", "papi_portal.web_worker.Worker", "--threads", "2", "--bind", f"127.0.0.1:{port}"]
    places = ["--chdir", str(tmp_path), "--pythonpath", str(settings.BASE_DIR)]
    command = [sys.executable, "-m", "gunicorn", *places, *words, "slow_app"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _asked(port, "/healthz"), "gunicorn")
        for _ in range(6):
            threading.Thread(target=_asked, args=(port, "/slow"), daemon=True).start()
        time.sleep(0.3)
        began = time.monotonic()
        assert _asked(port, "/healthz") == 200 and time.monotonic() - began < 1
    finally:
        server.kill()
        server.wait()


def _asked(port, path):
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()
