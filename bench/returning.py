"""Issue I: what comes back after a broker died, and what twenty people press at once on SQLite.

    python -m bench.returning

The portal's own processes (web, both workers, the timetable) beside a Redis that forgets everything when it is killed.
Tables are asked for before and while it is away; measured is how long after its return all are made, without anybody's
doing. Then twenty entries are approved by twenty requests at once; the bar is of the whole crowd.
"""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench.alone import found_by, row
from bench.cluster import Cluster, until
from bench.hanging import Site, session_of

ROOT = Path(__file__).resolve().parent.parent
CROWD, AWAY_FOR, APPROVED_BAR, BACK_BAR = 20, 20.0, 2.0, 30.0
REVIEWER = "tham-dinh"


def returning_rows() -> list[dict]:
    found = found_by("returning")
    away = f"Redis killed for {AWAY_FOR:.0f} s, empty when it came back, {found['asked']} tables asked for"
    crowd = f"{CROWD} approvals at once, SQLite (one alone {found['alone']} s)"
    return [
        row(f"{away}: not made, or twice", found["unmade"], 0),
        row(f"{away}: until all were made, s after its return", found["back"], BACK_BAR),
        row(f"{crowd}: not approved, or approved twice", found["wrong"], 0),
        row(f"{crowd}: until all were answered, s", found["together"], APPROVED_BAR),
    ]


def make_country() -> None:
    """Seven communes with three entries each in review, and who reviews them."""
    from django.utils import timezone

    from bench.late_country import build
    from plans.models import Progress
    from units.models import Agency, Post, User

    build(7, 7, timezone.localdate())
    Progress.objects.update(state=Progress.State.IN_REVIEW, level="done", result="Đã làm", handed_in_at=timezone.now())
    Agency.objects.filter(unit__code="P0").update(reviews=True)
    above = Agency.objects.get(unit__code="P0")
    user = User.objects.create(username=REVIEWER, title="Chuyên viên", email="td@example.vn")
    Post.objects.create(user=user, agency=above, role="reviewer", title="Chuyên viên", valid_from="2025-07-01")


class Portal:
    """Web, workers and timetable as `up` starts them."""

    def __init__(self) -> None:
        from papi_portal.management.commands.up import portal_commands
        from papi_portal.processes import with_parent

        self.site = Site(session_of(REVIEWER))
        log = (Path(os.environ["VAR_DIR"]) / "others.log").open("ab")
        self.others = [
            subprocess.Popen(with_parent(command), cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
            for name, command in portal_commands().items() if name != "web"
        ]  # fmt: skip
        self.site.until_well()

    def end(self) -> None:
        self.site.end()
        for one in self.others:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def broker_dies(cluster: Cluster, portal: Portal) -> dict[str, Any]:
    from django.urls import reverse

    from post.models import Export
    from units.models import Unit

    address = f"{reverse('dashboard_excel')}?don_vi={Unit.objects.get(code='P0').pk}"

    def asked(number):
        status = portal.site.ask(reverse("export_ask"), {"tu": f"{address}&lan={number}"})[1]
        if status != 302:
            raise RuntimeError(f"the press was answered by {status}")

    def made():
        return Export.objects.filter(state=Export.State.READY).count() == Export.objects.count() > 0

    asked(0)
    until(made, "the first table", 120)  # all processes are warm
    [asked(number) for number in (1, 2)]
    cluster.redis.kill()
    cluster.redis.wait()
    began = time.monotonic()
    [asked(number) for number in (3, 4, 5)]
    time.sleep(max(AWAY_FOR - (time.monotonic() - began), 0))
    cluster.start_redis()
    back = until(made, "all tables", 180)
    rows = Export.objects.count()
    return {
        "asked": rows,
        "unmade": abs(6 - rows) + Export.objects.exclude(state="ready").count(),
        "back": round(back, 1),
    }


def crowd_approves(portal: Portal) -> dict[str, Any]:
    from plans.models import Progress, Step

    keys = list(Progress.objects.order_by("pk").values_list("pk", flat=True))
    [portal.site.ask("/viec/") for _ in range(8)]
    alone = portal.site.ask(f"/tham-dinh/{keys[-1]}/approve/", {})
    answers: list[tuple[float, int, str]] = []
    crowd = [
        threading.Thread(target=lambda key=key: answers.append(portal.site.ask(f"/tham-dinh/{key}/approve/", {})))
        for key in keys[:CROWD]
    ]
    began = time.monotonic()
    [one.start() for one in crowd]
    [one.join() for one in crowd]
    together = time.monotonic() - began
    bad = sum(status != 302 for _, status, _ in (alone, *answers))
    steps = Step.objects.filter(verb="approve", entry__in=[*keys[:CROWD], keys[-1]]).count()
    states = Progress.objects.filter(pk__in=keys[:CROWD], state=Progress.State.APPROVED).count()
    wrong = bad + abs(CROWD + 1 - steps) + CROWD - states
    return {"alone": round(alone[0], 2), "together": round(together, 2), "wrong": wrong}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="papi-back-", ignore_cleanup_errors=True) as name:
        cluster = Cluster(Path(name), database=False)
        env = cluster.environment(Path(name) / "var")
        os.environ |= env | {"DATABASE_URL": f"sqlite:///{env['VAR_DIR']}/papi.sqlite3"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        make_country()
        portal = Portal()
        try:
            found = crowd_approves(portal) | broker_dies(cluster, portal)
        finally:
            portal.end()
            cluster.end()
        print(json.dumps(found))


if __name__ == "__main__":
    main()
