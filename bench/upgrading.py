"""Issue I: the release of 30 November 2026 with its demonstration's data, upgraded to this one and taken back again.

    python -m bench.upgrading sqlite|postgresql

The old code is taken from the history and run as it was, with the few packages that are no longer needed beside it.
Counted are rows of its tables that are fewer after the way forward, and after the way forward and back; texts that
changed on the way; whether the portal finds its own traces and files whole, and whether the old code finds its data.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.alone import found_by, row

ROOT = Path(__file__).resolve().parent.parent
RELEASE = "8da0228aeaf20e012036e8c695af20b418667ec2"  # what stood on main when 30/11/2026 began
WITHDRAWN = ["pypdf", "filetype", "nh3"]  # packages of that release that this one no longer has
ITS_OWN = ("django_", "auth_", "sqlite_", "axes_")  # Django's tables, and what is made anew at each migration
# What people wrote: not a value of these may change on the way forward and back.
WRITTEN = ["plans_plan", "plans_task", "plans_progress", "plans_step", "plans_evidence", "plans_period",
           "reports_document", "units_user", "units_post"]  # fmt: skip


def upgrading_rows(engine: str) -> list[dict]:
    """In a process of its own, as rows of the bench."""
    found = found_by("upgrading", engine)
    where = f"release of 30/11/2026 with {found['rows']} rows, {engine}"
    return [
        row(f"{where}: tables with fewer rows after the upgrade", len(found["fewer"]), 0),
        row(f"{where}: tables with fewer rows after going back", len(found["fewer_back"]), 0),
        row(f"{where}: tables of what people wrote that differ after going back", len(found["differ"]), 0),
        row(f"{where}: checks that failed (traces, files, the old code on its data)", len(found["failed"]), 0),
        row(f"{where}: seconds of the upgrade", found["forward"], 300),
        row(f"{where}: seconds of going back", found["back"], 600),
    ]


def old_code(folder: Path) -> dict[str, str]:
    """The release unpacked in `folder`/old; the environment it runs in."""
    (folder / "old").mkdir()
    archive = subprocess.run(["git", "archive", RELEASE], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder / "old"], input=archive, check=True)
    wanted = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder / "libs", *WITHDRAWN]
    subprocess.run(wanted, check=True, capture_output=True)
    return {"PYTHONPATH": str(folder / "libs"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def manage(code: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=code,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


def succeeded(run: subprocess.CompletedProcess) -> subprocess.CompletedProcess:
    if run.returncode:
        raise RuntimeError(f"{run.args}: {run.stderr[-1500:]}")
    return run


READ = """
import json, sys, hashlib
from django.db import connection
out = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        columns = sorted(c.name for c in connection.introspection.get_table_description(cursor, table))
        cursor.execute('SELECT ' + ','.join(f'"{c}"' for c in columns) + f' FROM "{table}"')
        rows = cursor.fetchall()
        out[table] = [len(rows), hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()]
print(json.dumps(out))
"""
APPLIED = """
import json
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
print(json.dumps(sorted(MigrationRecorder(connection).applied_migrations())))
"""
BACK = """
import json, sys
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
old = {tuple(one) for one in json.loads(sys.argv[-1])}
executor = MigrationExecutor(connection)
nodes, targets = executor.loader.graph.node_map, []
for app in sorted({key[0] for key in nodes}):
    kept = {key for key in nodes if key[0] == app and key in old}
    last = [key for key in kept if not any(child.key in kept for child in nodes[key].children)]
    targets += last or [(app, None)]
executor.migrate(targets)
"""


def asked(code: Path, env: dict[str, str], script: str, *words: str):
    """What a script printed that runs in that code's Django."""
    run = [sys.executable, "-c", f"import django; django.setup()\n{script}", *words]
    env = os.environ | env | {"DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    said = subprocess.run(run, cwd=code, env=env, capture_output=True, text=True, check=False)
    lines = succeeded(said).stdout.splitlines()
    return json.loads(lines[-1]) if lines else None


def fewer(before: dict, after: dict) -> list[str]:
    """Tables of ours with fewer rows; one that has moved is looked for by the end of its name."""
    moved = {re.sub(r"^[a-z]+_", "", name): name for name in after}
    found = []
    for name, (count, _) in before.items():
        now = after.get(name) or after.get(moved.get(re.sub(r"^[a-z]+_", "", name), ""), [0])
        if not name.startswith(ITS_OWN) and now[0] < count:
            found.append(f"{name}: {count} -> {now[0]}")
    return found


def measured(folder: Path) -> dict:
    beside, failed, old = old_code(folder), [], folder / "old"
    env = beside | {"DEMO": "1"}
    for words in (["migrate", "-v0"], ["load_reference_data"], ["load_demo_data"]):
        succeeded(manage(old, env, *words))
    before, applied = asked(old, env, READ), asked(old, env, APPLIED)
    began = time.monotonic()
    succeeded(manage(ROOT, {"DEMO": "1"}, "migrate", "-v0"))
    forward, new = time.monotonic() - began, asked(ROOT, {}, READ)
    failed += [word for word in ("check_journal", "check_storage") if manage(ROOT, {}, word).returncode]
    began = time.monotonic()
    asked(ROOT, {}, BACK, json.dumps(applied))
    back, after = time.monotonic() - began, asked(old, env, READ)
    failed += [" ".join(words) for words in (["migrate", "--check"], ["demo_accounts", "--json"])
               if manage(old, env, *words).returncode]  # fmt: skip
    return {
        "rows": sum(count for name, (count, _) in before.items() if not name.startswith(ITS_OWN)),
        "fewer": fewer(before, new), "fewer_back": fewer(before, after), "failed": failed,
        "differ": [name for name in WRITTEN if before[name] != after[name]],
        "forward": round(forward, 1), "back": round(back, 1),
    }  # fmt: skip


def main(engine: str) -> None:
    from tools import servers

    with tempfile.TemporaryDirectory(prefix="papi-upgrade-", ignore_cleanup_errors=True) as name:
        os.environ["PAPI_TEST_DB"] = engine
        servers.start_servers()
        servers.give_addresses(0)
        os.environ |= {"DEBUG": "0", "SECRET_KEY": hashlib.sha256(name.encode()).hexdigest()}
        print(json.dumps(measured(Path(name)), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
