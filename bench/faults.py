"""Issue I: what happens to acknowledged work while something under the portal is killed, hangs or is full.

    python -m bench.faults sqlite|postgresql

Three people save entries and add evidence without a pause, a fourth looks at pages, and each kind of fault is injected
meanwhile and taken away. A save counts once the portal has said so; an answer that never came is asked for again with
the same press. Then the database is the judge: nothing acknowledged missing, nothing there twice.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.alone import found_by, row
from bench.cluster import Cluster
from bench.hanging import Site, session_of

ROOT = Path(__file__).resolve().parent.parent
HELD = 4.0  # seconds a fault lasts
PAGE_BAR, READY_BAR, CAUGHT_UP = 5.0, 2.0, 30.0


def fault_rows(engine: str) -> list[dict]:
    """All kinds on one database, in a process of its own, as rows of the bench."""
    return [one for kind, found in found_by("faults", engine).items() for one in _rows(engine, kind, found)]


def _rows(engine, kind, found):
    where = f"{kind}, {engine} ({found['acknowledged']} saves)"
    return [
        row(f"{where}: acknowledged and lost", found["lost"], 0),
        row(f"{where}: there twice", found["doubled"], 0),
        row(f"{where}: slowest page, s", found["page"], PAGE_BAR),
        row(f"{where}: slowest /readyz, s", found["ready"], READY_BAR),
        row(f"{where}: until everybody's next save was acknowledged, s", found["caught_up"], CAUGHT_UP),
    ]


class World:
    """The portal's web processes, what they lean on, and three entries of one person."""

    def __init__(self, cluster: Cluster, folder: Path, engine: str) -> None:
        from django.core.management import call_command
        from django.utils import timezone

        from bench.late_country import build
        from plans.models import Progress

        self.cluster, self.folder, self.engine = cluster, folder, engine
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        build(1, 1, timezone.localdate())
        self.entries = list(Progress.objects.order_by("pk").values_list("pk", flat=True))
        self.cookie = session_of("nguoi0")
        self.site = Site(self.cookie)
        self.site.until_well()

    def pids(self, *, master: bool) -> list[psutil.Process]:
        head = psutil.Process(self.site.process.pid)
        return [head] if master else head.children(recursive=True)


class Writer(threading.Thread):
    """One person at one entry: types the next number, adds the next link, and asks again until it is acknowledged."""

    def __init__(self, world: World, entry: int, kind: str) -> None:
        super().__init__(daemon=True)
        self.site, self.entry, self.kind, self.ended = world.site, entry, kind, threading.Event()
        self.version, self.base = _state(entry)
        self.typed, self.links, self.presses, self.last = 0, 0, 0, 0.0
        self.states: Counter[int] = Counter()

    def run(self) -> None:
        while not self.ended.is_set():
            self._until(self._save)
            if self.typed % 4 == 0 and self.links < 25:
                self._until(self._link)
            time.sleep(0.05)

    def _until(self, act: Callable[[], bool]) -> None:
        while not self.ended.is_set() and not act():
            time.sleep(0.2)

    def _save(self) -> bool:
        text = f"{self.kind} lần {self.typed + 1}"
        form = {"version": self.version, "base": json.dumps(self.base), "result": text, "level": "in_progress"}
        _, status, said = self.site.ask(f"/tien-do/{self.entry}/luu/", form)
        self.states[status] += 1
        if status != 200:
            return False
        self.version, self.typed, self.last = json.loads(said)["version"], self.typed + 1, time.monotonic()
        self.base |= {"result": text, "level": "in_progress"}
        return True

    def _link(self) -> bool:
        address = f"https://example.vn/{self.entry}/{self.links + 1}"
        form = {"ev-link": address, "press": f"{self.kind} {address} {self.presses}"}
        _, status, _ = self.site.ask(f"/tien-do/{self.entry}/tai-lieu/", form)
        self.states[status] += 1
        if status == 409:  # the press before died with its process; she looks whether it is there, as she is told to
            self.presses += 1
            _, status, page = self.site.ask(f"/tien-do/{self.entry}/")
            status = 302 if f'"{address}"' in page else status
        self.links += status == 302
        return status == 302

    def judged(self) -> tuple[int, int]:
        """Lost and doubled, as the database says."""
        from plans.models import Evidence, Progress

        stored = int(Progress.objects.get(pk=self.entry).result.rpartition(" ")[2] or 0)
        rows = Counter(Evidence.objects.filter(entry=self.entry).values_list("link", flat=True))
        lost = max(self.typed - stored, 0) + max(self.links - len(rows), 0)
        return lost, sum(count - 1 for count in rows.values())


def _state(entry):
    from plans.models import Evidence, Progress

    Evidence.objects.filter(entry=entry).delete()
    Progress.objects.filter(pk=entry).update(result="", level="")
    names = ("level", "result", "difficulties", "proposals", "explanation")
    return Progress.objects.get(pk=entry).version, dict.fromkeys(names, "")


def looked_at(world: World, ended: threading.Event, pages: list[float], ready: list[float]) -> None:
    while not ended.is_set():
        pages.append(world.site.ask("/viec/")[0])
        ready.append(world.site.ask("/readyz")[0])
        time.sleep(0.1)


def measured(world: World, kind: str, fault) -> dict:
    writers = [Writer(world, entry, kind) for entry in world.entries]
    ended, pages, ready = threading.Event(), [], []
    looker = threading.Thread(target=looked_at, args=(world, ended, pages, ready), daemon=True)
    [one.start() for one in (*writers, looker)]
    time.sleep(1.5)
    with fault(world):
        time.sleep(HELD)
    gone = time.monotonic()
    while any(one.last < gone for one in writers) and time.monotonic() < gone + 90:
        time.sleep(0.05)
    caught_up = time.monotonic() - gone
    for one in writers:
        one.ended.set()
    ended.set()
    [one.join() for one in (*writers, looker)]
    _ask_the_database_afresh()
    judged = [one.judged() for one in writers]
    states = sum((one.states for one in writers), Counter())
    return {
        "acknowledged": sum(one.typed + one.links for one in writers), "lost": sum(lost for lost, _ in judged),
        "doubled": sum(twice for _, twice in judged), "page": round(max(pages), 2), "ready": round(max(ready), 2),
        "caught_up": round(caught_up, 1), "states": {str(state): count for state, count in states.items()},
    }  # fmt: skip


def _ask_the_database_afresh():
    """The judge's own line may have died with the fault."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


# --- Kinds ------------------------------------------------------------------------------------------------------------


@contextmanager
def web_killed(world: World) -> Iterator[None]:
    """Both processes, at once; their master starts others."""
    [one.kill() for one in world.pids(master=False)]
    yield


@contextmanager
def master_killed(world: World) -> Iterator[None]:
    """With its children, as by an out-of-memory killer; started again as the supervisor does."""
    world.site.end()
    world.site.start()
    yield


@contextmanager
def database_restarted(world: World) -> Iterator[None]:
    """At once, as by a crash: no client is waited for."""
    primary = world.cluster.primary
    primary.send_signal(signal.SIGQUIT)
    primary.wait()
    yield
    world.cluster.primary = world.cluster.again_primary()


@contextmanager
def _stopped(process) -> Iterator[None]:
    whole = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    [one.send_signal(signal.SIGSTOP) for one in whole]
    yield
    [one.send_signal(signal.SIGCONT) for one in whole if one.is_running()]


def database_hangs(world: World):
    return _stopped(world.cluster.primary)


def redis_hangs(world: World):
    return _stopped(world.cluster.redis)


@contextmanager
def database_locked(world: World) -> Iterator[None]:
    """Another program writes to SQLite's file and does not come to an end."""
    with sqlite3.connect(Path(os.environ["VAR_DIR"]) / "papi.sqlite3", isolation_level=None) as line:
        line.execute("BEGIN IMMEDIATE")
        yield
        line.execute("ROLLBACK")
    line.close()


@contextmanager
def redis_killed(world: World) -> Iterator[None]:
    world.cluster.redis.kill()
    world.cluster.redis.wait()
    yield
    world.cluster.start_redis()


@contextmanager
def redis_full(world: World) -> Iterator[None]:
    """Every write is refused with OOM."""
    world.cluster.line().config_set("maxmemory", "1")
    yield
    world.cluster.line().config_set("maxmemory", "0")


@contextmanager
def redis_emptied(world: World) -> Iterator[None]:
    world.cluster.line().flushall()
    yield


@contextmanager
def disk_full(world: World) -> Iterator[None]:
    """The disk of VAR_DIR: on SQLite the database is on it too."""
    filler = Path(os.environ["VAR_DIR"]) / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 1_000_000)
                file.flush()
        except OSError:
            yield
    filler.unlink()


KINDS = {
    "web processes killed": web_killed, "web and its master killed": master_killed, "Redis killed": redis_killed,
    "Redis hangs": redis_hangs, "Redis out of memory": redis_full, "Redis emptied": redis_emptied, "disk full": disk_full,
}  # fmt: skip
OF_ENGINE = {
    "postgresql": {"database restarted": database_restarted, "database hangs": database_hangs},
    "sqlite": {"database locked by another": database_locked},
}


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of 700 MB at `folder`; needs root."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def main(engine: str) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="papi-faults-", ignore_cleanup_errors=True) as name,
        small_disk(Path(name) / "var"),
    ):
        cluster = Cluster(Path(name), database=engine == "postgresql")
        env = cluster.environment(Path(name) / "var")
        if engine == "sqlite":
            env["DATABASE_URL"] = f"sqlite:///{env['VAR_DIR']}/papi.sqlite3"
        os.environ |= env
        import django

        django.setup()
        world = World(cluster, Path(name), engine)
        try:
            found = {kind: measured(world, kind, fault) for kind, fault in (KINDS | OF_ENGINE[engine]).items()}
        finally:
            world.site.end()
            cluster.end()
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
