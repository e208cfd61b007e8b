"""Starts the whole portal with one command and keeps it up: Redis, web, worker and beat."""

import errno
import fcntl
import hashlib
import shutil
import socket
import sys
import time
from io import StringIO
from pathlib import Path
from typing import TextIO

import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from papi_portal.checks import MACHINE, refuse_unsafe
from papi_portal.loading import load_what_is_new
from papi_portal.private_redis import redis_command
from papi_portal.processes import Process, Supervisor, keep_by

VAR = Path(settings.VAR_DIR)


class Command(BaseCommand):
    requires_system_checks = [MACHINE, Tags.staticfiles]
    help = "Redis (unless REDIS_URL is given), migrate, collectstatic, then web, worker and beat until SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--load", action="store_true", help="load reference data, and demo data when DEMO=1")

    def handle(self, *, load: bool, **options: object) -> None:
        refuse_unsafe()
        lock = only_one(VAR / "run" / "up.lock")
        refuse_taken_port(settings.HOST, settings.PORT)
        self.supervisor = Supervisor(self.say)
        try:
            try:
                self.start_redis()
                self.prepare(load)
            except (DatabaseError, OSError) as failure:
                raise CommandError(what_to_do(failure)) from failure
            self.hand_over(lock)
        finally:
            self.supervisor.stop(last=1)
            lock.close()

    def hand_over(self, lock: TextIO) -> None:
        """This process becomes one that only keeps others: what prepared the portal is given back to the machine."""
        begun = {process.name: process.popen.pid for process in self.supervisor.processes if process.popen}
        orders = {
            "processes": [[name, command, str(log_of(name))] for name, command in self.commands().items()],
            "begun": begun, "host": settings.HOST, "port": settings.PORT, "welcome": self.welcome(),
        }  # fmt: skip
        self.stdout.flush()
        keep_by(orders, lock.fileno())

    def commands(self) -> dict[str, list[str]]:
        """The private Redis first, where there is one: it ends last."""
        socket = settings.PRIVATE_REDIS_SOCKET
        broker = {"redis": redis_command(socket, VAR / "redis")} if socket else {}
        return broker | portal_commands()

    def welcome(self) -> str:
        """What is said when the site first answers."""
        said = StringIO()
        if settings.DEMO:
            call_command("demo_accounts", main=True, stdout=said)
        return f"{said.getvalue()}PAPI Portal: {settings.SITE_URL}  (Ctrl C ends it, logs in {log_of('web').parent})"

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def start_redis(self) -> None:
        """Starts the private Redis and waits until it answers, which takes long only when its file is long."""
        if settings.PRIVATE_REDIS_SOCKET is None:
            return
        if shutil.which("redis-server") is None:
            raise CommandError("redis-server is not installed: apt-get install redis-server, or set REDIS_URL.")
        data = VAR / "redis"
        for folder in (data, settings.PRIVATE_REDIS_SOCKET.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        process = Process("redis", redis_command(settings.PRIVATE_REDIS_SOCKET, data), log_of("redis"))
        self.supervisor.add(process)
        try:
            wait_for_redis(process)
        except CommandError:
            self.begin_afresh(process, data)

    def begin_afresh(self, process: Process, data: Path) -> None:
        """A file Redis cannot read is set aside: every job in it is also a row, which the timetable finds."""
        if not any(data.iterdir()):
            raise CommandError(f"redis-server did not start: see {process.log}")
        kept = data.with_name(f"redis.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        data.rename(kept)
        data.mkdir(mode=0o700)
        self.say(f"Tệp của Redis bị hỏng, để riêng ở {kept}; bắt đầu tệp mới, không mất việc nào. Xem {process.log}")
        process.start()
        wait_for_redis(process)

    def prepare(self, load: bool) -> None:
        """Brings database and static files to this version of the code."""
        call_command("migrate", interactive=False, verbosity=0)
        if load:
            for name in load_what_is_new(VAR / "loaded.json"):
                self.say(f"{name}: done")
        collect_changed_static()
        connections.close_all()


def portal_commands() -> dict[str, list[str]]:
    """Command lines of the portal's processes; deploy/*.service runs the same ones in production."""
    celery = [sys.executable, "-m", "celery", "-A", "papi_portal"]
    level = ["--loglevel", settings.LOG_LEVEL]
    recycled = ["--max-tasks-per-child", "50", "--max-memory-per-child", "400000"]
    worker = [*celery, "worker", *recycled, "--without-gossip", "--without-mingle", *level, "--concurrency"]
    return {
        "web": [
            *(sys.executable, "-m", "gunicorn", "papi_portal.wsgi", "--bind", f"{settings.HOST}:{settings.PORT}"),
            *(
                "--worker-class",
                "papi_portal.web_worker.Worker",
                "--workers",
                "2",
                "--threads",
                "4",
                "--timeout",
                "60",
            ),
            *("--max-requests", "2000", "--max-requests-jitter", "400"),
            *("--graceful-timeout", "5", "--access-logfile", "-", "--preload"),
            *("--logger-class", "papi_portal.access_log.AccessLog"),
        ],
        "worker": [*worker, "2", "--hostname", "short@%h", "--queues", "celery,mail"],
        "worker-long": [*worker, "1", "--hostname", "long@%h", "--queues", "papers,reading,tallies"],
        "beat": [sys.executable, "-m", "celery", "-A", "papi_portal.clock", "beat", "--pidfile=", *level],
    }


def what_to_do(failure: Exception) -> str:
    """One sentence with the next step, for what keeps the portal from starting."""
    said, number = str(failure).lower(), getattr(failure, "errno", None)
    if "malformed" in said or "not a database" in said:
        return f"Tệp cơ sở dữ liệu trong {VAR} bị hỏng ({failure}): để riêng tệp ấy, chạy manage.py restore THƯ_MỤC_SAO_LƯU."
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in said:
        return f"Ổ đĩa của {VAR} đã đầy: dọn chỗ rồi chạy lại."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in said or "unable to open" in said:
        return f"Không ghi được vào {VAR} ({failure}): giao thư mục cho tài khoản chạy hệ thống (chown) rồi chạy lại."
    return f"Chưa khởi động được: {failure}. Xem cơ sở dữ liệu (DATABASE_URL) có đang chạy không."


def log_of(name: str) -> Path:
    return VAR / "log" / f"{name}.log"


def only_one(path: Path) -> TextIO:
    """Holds the lock of this var folder; raises CommandError when another `up` holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        raise CommandError(f"The portal is already up from {VAR}: end that one first.") from held
    return lock


def refuse_taken_port(host: str, port: int) -> None:
    """Raises CommandError when something else listens on the port, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({problem.strerror}): set PORT to another."
            ) from problem


def wait_for_redis(process: Process) -> None:
    """Returns when the private Redis answers; raises CommandError when it ends instead."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    while process.running():
        try:
            client.ping()
        except redis.RedisError:
            time.sleep(0.05)
        else:
            client.close()
            return
    raise CommandError(f"redis-server did not start: see {process.log}")


def collect_changed_static() -> None:
    """Runs collectstatic when any source file changed since the last time: compressing all of them takes seconds."""
    mark = static_fingerprint()
    record = Path(settings.STATIC_ROOT) / ".collected"
    if record.exists() and record.read_text() == mark:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    record.write_text(mark)


def static_fingerprint() -> str:
    """SHA-256 over the address, size and time of change of every static file."""
    total = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for address, storage in finder.list([]):
            stat = Path(storage.path(address)).stat()
            total.update(f"{address} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
