"""A pytest plugin that starts a PostgreSQL and a Redis for the suite on unix sockets and ends them with it.

Loaded by `-p tools.servers` (pytest.ini) before Django's settings are read, because it sets the addresses they read.
xdist workers share the servers of the main process: each has a database of its own on both. PAPI_TEST_DB=sqlite runs
the suite on an SQLite file instead of PostgreSQL.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

ROOM_NEEDED = 2 * 1024**3  # bytes; a container's /dev/shm is often 64 MB, too small for the databases
OWNER = "postgres"  # PostgreSQL refuses to run as root, so root starts it as this user
STARTS_WITHIN = 30  # seconds


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        start_servers()
    give_addresses(int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1)


def start_servers() -> None:
    """Starts what the suite needs in a new folder that is removed at exit; leaves its place in PAPI_TEST_SERVERS."""
    folder = Path(tempfile.mkdtemp(prefix="papi-test-", dir=fast_folder()))
    folder.chmod(0o755)
    os.environ["PAPI_TEST_SERVERS"] = str(folder)
    running = [start_redis(folder)]
    atexit.register(end_servers, folder, running)
    if os.environ.get("PAPI_TEST_DB") != "sqlite":
        running.append(start_postgresql(folder))


def fast_folder() -> str:
    """Memory where there is enough of it, else the system's temporary folder."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_NEEDED
    return str(memory) if roomy else tempfile.gettempdir()


def give_addresses(number: int) -> None:
    """Sets the environment of this process: settings of its own, whatever the developer's shell has set.

    number: 0 for the main process, 1… for xdist workers; picks the Redis database.
    """
    folder = Path(os.environ["PAPI_TEST_SERVERS"])
    var = folder / f"var-{number}"
    (var / "static").mkdir(parents=True, exist_ok=True)
    for name in ("DEMO", "EMAIL_URL", "SITE_URL", "HTTPS", "ALLOWED_HOSTS", "MAIL_REDIRECT_TO", "WEBHOOK_URL",
                 "ZALO_TOKEN_FILE", "ZALO_TEMPLATE", "SMS_URL", "SMS_TOKEN"):  # fmt: skip
        os.environ.pop(name, None)
    os.environ |= {
        "DEBUG": "1",  # plain static files: tests need no collectstatic; pytest-django itself turns DEBUG off
        "VAR_DIR": str(var),
        "REDIS_URL": f"unix://{folder}/redis.sock?db={number}",
        "CELERY_BROKER_URL": f"redis+socket://{folder}/redis.sock?virtual_host={number}",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the thread of the test
    }
    if os.environ.get("PAPI_TEST_DB") == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{var}/papi.sqlite3"
    else:
        os.environ["DATABASE_URL"] = f"postgres://{OWNER}@/postgres?host={folder}/postgresql"


def start_redis(folder: Path) -> subprocess.Popen:
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--dir", str(folder), "--save", "", "--appendonly", "no"]
    server = start(["redis-server", *options, "--databases", "64"], folder / "redis.log")
    wait_until(lambda: redis.Redis(unix_socket_path=str(socket)).ping(), server, folder / "redis.log")
    return server


def start_postgresql(folder: Path) -> subprocess.Popen:
    """initdb and postgres without durability: the data ends with the run."""
    home = folder / "postgresql"
    home.mkdir()
    if os.getuid() == 0:
        owner = pwd.getpwnam(OWNER)
        os.chown(home, owner.pw_uid, owner.pw_gid)
    programs, data = postgresql_programs(), home / "data"
    initdb = [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(as_owner(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
    quick = [
        "jit=off",  # compiling a query of a few rows takes longer than the query
        "autovacuum=off",  # or a plan is made for the tables as they stood between two tests: empty
        "wal_level=minimal",
        "max_wal_senders=0",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "shared_buffers=128MB",
        "max_connections=100",
    ]
    places = ["listen_addresses=", f"unix_socket_directories={home}"]
    options = [word for setting in quick + places for word in ("-c", setting)]
    server = start(as_owner([programs / "postgres", "-D", data, *options]), folder / "postgresql.log")
    wait_until(
        lambda: psycopg.connect(user=OWNER, dbname=OWNER, host=str(home)).close(), server, folder / "postgresql.log"
    )
    return server


def postgresql_programs() -> Path:
    """The folder of the newest installed server: Debian keeps its programs off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else Path(shutil.which("postgres") or "postgres").parent


def as_owner(command: list) -> list[str]:
    change = ["--reuid", OWNER, "--regid", OWNER, "--init-groups"] if os.getuid() == 0 else []
    # INT is PostgreSQL's quick shutdown; with TERM it would wait for its clients.
    return ["setpriv", *change, "--pdeathsig", "INT", "--", *map(str, command)]


def start(command: list[str], log: Path) -> subprocess.Popen:
    if command[0] != "setpriv":
        command = ["setpriv", "--pdeathsig", "TERM", "--", *command]
    with log.open("wb") as output:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/")


def wait_until(asked: Callable[[], object], server: subprocess.Popen, log: Path) -> None:
    """Asks until there is no error; raises RuntimeError with the log when the server ends or stays silent."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        try:
            asked()
        except (redis.RedisError, psycopg.OperationalError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{server.args!r} did not start:\n{log.read_text()}")


def end_servers(folder: Path, running: list[subprocess.Popen]) -> None:
    for server in running:
        server.send_signal(signal.SIGINT)
    for server in running:
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)
