"""Issue I, growing: two beats, a streaming copy that dashboards read, PgBouncer in transaction mode, all of them real.

    python -m bench.growing

Two beats ring into one Redis for a while, and one is killed half-way: no job twice within its time, none missing. Pages
are asked through a PgBouncer with three server processes by eight threads; PgBouncer is killed and comes back. The
dashboard is read from the copy until the copy is stopped by SIGSTOP and goes on coming, and goes back to it afterwards.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

from bench.alone import found_by, row
from bench.cluster import BOUNCER, COPY, Cluster, until

ROOT = Path(__file__).resolve().parent.parent
BEATS_FOR, THREADS, PAGES_EACH = 95, 8, 15


def growing_rows() -> list[dict]:
    found = found_by("growing")
    beats = f"two beats for {BEATS_FOR} s, one killed half-way ({found['rung']} jobs)"
    pages = f"{THREADS * PAGES_EACH} pages through PgBouncer, transaction mode, 3 server processes"
    return [
        row(f"{beats}: jobs rung for twice within their time", found["twice"], 0),
        row(f"{beats}: jobs that were not rung for in their time", found["missing"], 0),
        row(f"{pages}: not answered with 200", found["bounced_bad"], 0),
        row(f"{pages}: slowest, s", found["bounced_slowest"], 5.0),
        row("PgBouncer killed and started again: until pages come, s", found["bouncer_back"], 30),
        row("dashboards of 20 not read from the copy", 20 - found["aside"], 0),
        row("dashboards of her who just wrote that were read from the copy", found["own_words_aside"], 0),
        row("copy stopped by SIGSTOP: dashboards of 10 not answered with 200", found["stopped_bad"], 0),
        row("copy stopped by SIGSTOP: slowest dashboard, s", found["stopped_slowest"], 5.0),
        row("copy goes on: until it is read again, s", found["copy_back"], 30),
    ]


def beat(env: dict[str, str], name: str) -> subprocess.Popen:
    command = ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "celery", "-A", "papi_portal", "beat"]
    log = (Path(env["VAR_DIR"]) / f"{name}.log").open("ab")
    return subprocess.Popen(
        [*command, "--pidfile=", "--loglevel", "INFO"], cwd=ROOT, env=os.environ | env, stdout=log, stderr=log
    )


class Rung:
    """What came into the queues, and when; takes it out so that no worker is needed."""

    def __init__(self, cluster: Cluster) -> None:
        from django.conf import settings

        self.line, self.queues = cluster.line(), [queue.name for queue in settings.CELERY_TASK_QUEUES]
        self.times: dict[str, list[float]] = {}

    def collect(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if taken := self.line.blpop(self.queues, timeout=1):
                task = json.loads(taken[1])["headers"]["task"]
                self.times.setdefault(task, []).append(time.monotonic())


def judged_beats(times: dict[str, list[float]], began: float) -> dict:
    """A job of every 30 or 60 s: never twice within half its time, never later than its time and ten seconds."""
    from django.conf import settings

    every = {one["task"]: one["schedule"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
    found: Counter[str] = Counter(rung=sum(map(len, times.values())))
    for task, seconds in every.items():
        if not isinstance(seconds, int):
            continue
        at = times.get(task, [])
        gaps = [after - before for before, after in zip([began, *at], [*at, began + BEATS_FOR], strict=True)]
        found["twice"] += sum(gap < seconds / 2 for gap in gaps[1:-1])
        found["missing"] += sum(gap > seconds + 10 for gap in gaps)
    return {name: found[name] for name in ("rung", "twice", "missing")}


def two_beats(cluster: Cluster, env: dict[str, str]) -> dict:
    rung = Rung(cluster)
    both = [beat(env, "mot"), beat(env, "hai")]
    try:
        for name in ("mot", "hai"):
            until(lambda name=name: "beat: Starting" in (Path(env["VAR_DIR"]) / f"{name}.log").read_text(), name, 120)
        rung.collect(35)  # every job of half a minute has been rung for once, whoever rang before
        rung.times.clear()
        began = time.monotonic()
        rung.collect(BEATS_FOR / 2)
        both[0].kill()
        rung.collect(BEATS_FOR / 2)
    finally:
        for one in both:
            one.kill()
            one.wait()
    return judged_beats(rung.times, began)


def bounced(cluster: Cluster, site) -> dict:
    answers: list[tuple[float, int, str]] = []
    for _ in range(2):  # once before, so that no process is met cold
        answers.clear()
        crowd = [threading.Thread(target=lambda: answers.extend(site.ask("/viec/") for _ in range(PAGES_EACH)))
                 for _ in range(THREADS)]  # fmt: skip
        [one.start() for one in crowd]
        [one.join() for one in crowd]
    cluster.bouncer.kill()
    cluster.bouncer.wait()
    site.ask("/viec/")
    cluster.start_bouncer()
    return {
        "bounced_bad": sum(status != 200 for _, status, _ in answers),
        "bounced_slowest": round(max(seconds for seconds, _, _ in answers), 2), "bouncer_back": round(site.until_well(), 2),
    }  # fmt: skip


def read_aside(cluster: Cluster, site, env: dict[str, str]) -> dict:
    """How often the dashboard came from the copy: the portal's backends there tell it by their transactions."""
    keeper = beat(env, "ba")  # its rows say that the copy is fresh
    try:
        until(
            lambda: site.ask("/tong-hop/")[1] == 200 and _comes_aside(cluster, site), "a dashboard from the copy", 90
        )
        aside = sum(_comes_aside(cluster, site) for _ in range(20))
        own = sum(_comes_aside(cluster, site, wrote=True) for _ in range(5))
        stopped = [psutil.Process(cluster.copy.pid), *psutil.Process(cluster.copy.pid).children(recursive=True)]
        [one.send_signal(signal.SIGSTOP) for one in stopped]
        try:
            answers = [site.ask("/tong-hop/") for _ in range(10)]
        finally:
            [one.send_signal(signal.SIGCONT) for one in stopped]
        back = until(lambda: _comes_aside(cluster, site), "the copy again", 90)
    finally:
        keeper.kill()
        keeper.wait()
    return {
        "aside": aside, "own_words_aside": own, "stopped_bad": sum(status != 200 for _, status, _ in answers),
        "stopped_slowest": round(max(seconds for seconds, _, _ in answers), 2), "copy_back": round(back, 1),
    }  # fmt: skip


def _comes_aside(cluster, site, *, wrote=False):
    """Whether the copy writes down a statement about plans while the dashboard is made."""
    log, cookie = cluster.folder / "copy" / "log", site.cookie
    before = log.stat().st_size
    site.cookie += "; papi_wrote=1" if wrote else ""
    status = site.ask("/tong-hop/")[1]
    site.cookie = cookie
    if status != 200:
        raise RuntimeError(f"the dashboard answered {status}")
    with log.open("rb") as file:
        file.seek(before)
        return b'FROM "plans_' in file.read()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="papi-grow-", ignore_cleanup_errors=True) as name:
        cluster = Cluster(Path(name))
        try:
            env = cluster.environment(Path(name) / "var")
            os.environ |= env
            import django

            django.setup()
            from django.core.management import call_command

            from bench.hanging import Site

            call_command("migrate", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            cookie = signed_in()
            cluster.start_copy()
            cluster.start_bouncer()
            os.environ |= {"DATABASE_URL": cluster.address(BOUNCER), "DATABASE_REPLICA_URL": cluster.address(COPY)}
            site = Site(cookie)
            try:
                site.until_well()
                found = bounced(cluster, site) | read_aside(cluster, site, env) | two_beats(cluster, env)
            finally:
                site.end()
            print(json.dumps(found))
        finally:
            cluster.end()


def signed_in() -> str:
    """The session of somebody who reviews a small province."""
    from bench.hanging import _signed_in
    from units.models import Agency, Post, Role, User

    cookie = _signed_in()
    office = Agency.objects.filter(unit__parent=None).first()
    Post.objects.create(
        user=User.objects.get(username="nguoi0"), agency=office, role=Role.REVIEWER, title="x", valid_from="2025-07-01"
    )
    return cookie


if __name__ == "__main__":
    main()
