"""A PostgreSQL that is copied, the copy, a PgBouncer and a Redis, all on TCP: what several hosts lean on, for proofs."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import redis

from tools.servers import OWNER, as_owner, postgresql_programs, start

PRIMARY, COPY, BOUNCER, REDIS = (20000 + os.getpid() % 5000 * 4 + n for n in range(4))  # two proofs may run at once
MAY_CONNECT = "local all all trust\nhost all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n"
BOUNCED = """[databases]
* = host={host} port={port} user=postgres
[pgbouncer]
listen_addr = {host}
listen_port = {own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 200
server_reset_query =
logfile = {folder}/pgbouncer.log
"""


def until(asked: Callable[[], object], what: str, patience: float = 40) -> float:
    """Seconds until `asked` is true or at least raises nothing and is not False; raises RuntimeError in the end."""
    began, last = time.monotonic(), None
    while time.monotonic() - began < patience:
        try:
            if asked() is not False:
                return time.monotonic() - began
        except (psycopg.Error, redis.RedisError, OSError) as failure:
            last = failure
        time.sleep(0.1)
    raise RuntimeError(f"waited {patience} s for {what}: {last}")


class Cluster:
    """`Cluster(folder, host)`: folder empty and readable by everybody, host an address of this machine."""

    def __init__(self, folder: Path, host: str = "127.0.0.1", pool: int = 3, *, database: bool = True) -> None:
        self.folder, self.host, self.pool = folder, host, pool
        self.servers: list[subprocess.Popen] = []
        folder.chmod(0o755)
        if database:
            self.start_primary()
        self.start_redis()

    def address(self, port: int) -> str:
        return f"postgres://{OWNER}@{self.host}:{port}/postgres"

    def ask(self, port: int, query: str):
        with psycopg.connect(self.address(port), autocommit=True) as line:
            return line.execute(query).fetchone()

    def _home(self, name: str) -> Path:
        home = self.folder / name
        home.mkdir()
        if os.getuid() == 0:
            os.chown(home, pwd.getpwnam(OWNER).pw_uid, pwd.getpwnam(OWNER).pw_gid)
        return home

    def _postgres(self, home: Path, port: int, *more: str) -> subprocess.Popen:
        said = [f"listen_addresses={self.host}", f"port={port}", f"unix_socket_directories={home}", "fsync=off",
                "wal_level=replica", "max_wal_senders=4", "hot_standby=on", "jit=off"]  # fmt: skip
        options = [word for setting in (*said, *more) for word in ("-c", setting)]
        server = start(as_owner([postgresql_programs() / "postgres", "-D", home / "data", *options]), home / "log")
        self.servers.append(server)
        until(lambda: self.ask(port, "SELECT 1"), f"PostgreSQL on {port}")
        return server

    def again_primary(self) -> subprocess.Popen:
        """The primary after its end, on the same data."""
        return self._postgres(self.folder / "primary", PRIMARY)

    def start_primary(self) -> None:
        home = self._home("primary")
        initdb = [postgresql_programs() / "initdb", "-D", home / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "-N"]  # fmt: skip
        subprocess.run(as_owner(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
        (home / "data" / "pg_hba.conf").write_text(MAY_CONNECT)
        self.primary = self._postgres(home, PRIMARY)

    def start_copy(self) -> None:
        """A streaming copy of the primary, taken now."""
        home = self._home("copy")
        take = [postgresql_programs() / "pg_basebackup", "-h", self.host, "-p", PRIMARY, "-U", OWNER, "-D",
                home / "data", "-R", "-X", "stream", "-c", "fast"]  # fmt: skip
        subprocess.run(as_owner(take), check=True, capture_output=True, cwd="/")
        (home / "data").chmod(0o700)
        self.copy = self._postgres(home, COPY, "log_statement=all")

    def start_bouncer(self) -> None:
        home = self._home("bouncer") if not (self.folder / "bouncer").exists() else self.folder / "bouncer"
        told = BOUNCED.format(host=self.host, port=PRIMARY, own=BOUNCER, pool=self.pool, folder=home)
        (home / "pgbouncer.ini").write_text(told)
        program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        self.bouncer = start(as_owner([program, home / "pgbouncer.ini"]), home / "log")
        self.servers.append(self.bouncer)
        until(lambda: self.ask(BOUNCER, "SELECT 1"), "PgBouncer")

    def start_redis(self) -> None:
        options = ["--bind", self.host, "--port", str(REDIS), "--protected-mode", "no", "--save", "", "--dir"]
        self.redis = start(["redis-server", *options, str(self.folder)], self.folder / "redis.log")
        self.servers.append(self.redis)
        until(lambda: self.line().ping(), "Redis")

    def line(self) -> redis.Redis:
        return redis.Redis(self.host, REDIS, socket_timeout=3)

    def environment(self, var: Path) -> dict[str, str]:
        """Of one host: its own VAR_DIR, everything else shared."""
        var.mkdir(parents=True, exist_ok=True)
        return {
            "DATABASE_URL": self.address(PRIMARY), "REDIS_URL": f"redis://{self.host}:{REDIS}/0", "VAR_DIR": str(var),
            "DEBUG": "0", "SECRET_KEY": "mot-khoa-chung-cho-moi-may-" * 3, "DJANGO_SETTINGS_MODULE": "papi_portal.settings",
            "ALLOWED_HOSTS": "*",
        }  # fmt: skip

    def end(self) -> None:
        for server in reversed(self.servers):
            server.kill()
            server.wait()
