"""Issue I: a backup taken while people add and remove evidence, restored onto an empty database and an empty folder.

python -m bench.restoring sqlite|postgresql
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.alone import found_by, row

ROOT = Path(__file__).resolve().parent.parent
WRITERS, BACKUPS = 4, 3


def restoring_rows(engine: str) -> list[dict]:
    """In a process of its own, as rows of the bench."""
    found = found_by("restoring", engine)
    where = f"{engine}, {BACKUPS} backups while {WRITERS} people write ({found['written']} files written)"
    return [
        row(f"{where}: restores that differ in a table or a file", found["differ"], 0),
        row(f"{where}: rows restored that name a file which is not there", found["missing"], 0),
        row(f"{where}: drills that failed", found["drills"], 0),
    ]


def write(entry, by, stop, counts):
    """Add a file, take every second one off again."""
    from django.core.files.base import ContentFile
    from django.db import connections

    from plans.models import Evidence
    from plans.progress.evidence import delete

    while not stop.is_set():
        kept = Evidence.objects.create(
            entry=entry, added_by=by, name="a.txt", file=ContentFile(os.urandom(2000), name="a.txt")
        )
        counts.append(kept.pk)
        if kept.pk % 2:
            files = [kept.file]
            Evidence.objects.filter(pk=kept.pk).delete()
            delete(files)
        time.sleep(0.002)
    connections.close_all()


def manage(var: Path, address: str, *words: str) -> subprocess.CompletedProcess:
    env = os.environ | {"VAR_DIR": str(var), "DATABASE_URL": address}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def measured(folder: Path, fresh: list[tuple[Path, str]]) -> dict:
    """Backups under load, then each onto one of `fresh` [(VAR_DIR, DATABASE_URL)]."""
    from django.utils import timezone

    from bench.late_country import build
    from papi_portal.keeping import archive
    from plans.models import Progress
    from units.models import User

    build(2, 2, timezone.localdate())
    entry, by, stop, counts = Progress.objects.first(), User.objects.first(), threading.Event(), []
    people = [threading.Thread(target=write, args=(entry, by, stop, counts)) for _ in range(WRITERS)]
    [one.start() for one in people]
    made = []
    for _ in fresh:
        time.sleep(1.1)
        made.append(archive.back_up(folder / "backups"))
    stop.set()
    [one.join() for one in people]
    restored = [manage(var, address, "restore", str(one)) for one, (var, address) in zip(made, fresh, strict=True)]
    checked = [manage(var, address, "check_storage") for var, address in fresh]
    drills = manage(
        Path(os.environ["VAR_DIR"]), os.environ["DATABASE_URL"], "restore", "--drill", str(folder / "backups")
    )
    for run in (*restored, *checked, drills):
        sys.stderr.write(run.stderr[-300:])
    return {
        "written": len(counts), "differ": sum(run.returncode != 0 for run in restored),
        "missing": sum(run.returncode != 0 for run in checked), "drills": int(drills.returncode != 0),
    }  # fmt: skip


def main(engine: str) -> None:
    with tempfile.TemporaryDirectory(prefix="papi-restore-") as name:
        from tools import servers

        folder = Path(name)
        os.environ["PAPI_TEST_DB"] = engine
        servers.start_servers()
        servers.give_addresses(0)
        os.environ["DJANGO_SETTINGS_MODULE"] = "papi_portal.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        fresh = []
        for n in range(BACKUPS):
            var = folder / f"var-{n}"
            var.mkdir()
            if engine == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"CREATE DATABASE again_{n}")
                fresh.append((var, os.environ["DATABASE_URL"].replace("/postgres?", f"/again_{n}?")))
            else:
                fresh.append((var, f"sqlite:///{var}/papi.sqlite3"))
        print(json.dumps(measured(folder, fresh)))


if __name__ == "__main__":
    main(sys.argv[1])
