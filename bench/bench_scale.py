"""Issues "scale" and "desk" (search): pages of a whole province and year on both databases, of the nation when asked.

The set is `load_benchmark`'s. A figure is the processor time of a page, its server's included, as a multiple of a page
without data of the same person. BENCH_NATION=1 measures the nation on PostgreSQL too: its loading takes ten minutes.
Growth is a page's time over its own at a quarter of the communes: no province has four times as many as Hưng Yên's 104,
so the step above is the nation's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDE = {"dashboard", "plan page", "matrix", "matrix XLSX"}  # show a province at once: five times, the others three
QUERIES = 15
GROWING = ("reminders", "dashboard", "review queue", "figures", "plan page", "matrix", "matrix XLSX", "period list")
QUARTER, STEP = 26, 4.4  # communes; of four times the data


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    found = list(of_province("SQLite"))
    start_servers()
    give_addresses(0)
    found += of_province("PostgreSQL")
    if os.environ.get("BENCH_NATION"):
        found += of_set("the nation, PostgreSQL", dict(os.environ))
    return found


def of_province(engine: str) -> Iterator[dict]:
    """The pages of one province, then how they grew since a quarter of it."""
    env, name = dict(os.environ), f"a province, {engine}"
    quarter = measured(env, ["--provinces=1", f"--communes={QUARTER}"], GROWING)
    whole = measured(env, ["--provinces=1"])
    yield from told(name, whole)
    for label, one in quarter.items():
        if "status" in one or "status" in whole[label]:
            continue
        step = round(whole[label]["ms"] / one["ms"], 2)
        yield row("scale", f"{name}: {label}, growth from {QUARTER} communes to 104", step, STEP, step <= STEP)


def of_set(name: str, env: dict[str, str], *size: str) -> Iterator[dict]:
    yield from told(name, measured(env, size))


def measured(env: dict[str, str], size: Sequence[str], labels: Sequence[str] = ()) -> dict[str, dict]:
    """{label: what `scale_pages` measured} of the set of that size; of all pages unless parts of labels are given."""
    env |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    run(env, "manage.py", "migrate", "--verbosity=0")
    run(env, "manage.py", "load_benchmark", "--drop")
    run(env, "manage.py", "load_benchmark", *size)
    return json.loads(run(env, "-m", "bench.scale_pages", *labels))


def told(name: str, pages: dict[str, dict]) -> Iterator[dict]:
    for label, one in pages.items():
        issue = "desk" if "search" in label or "box" in label else "scale"
        if "status" in one:
            yield row(issue, f"{name}: {label}, answered", one["status"], 200, one["status"] == 200)
            continue
        times, bar = round(one["ms"] / one["empty"], 2), 5 if label in WIDE else 3
        yield row(issue, f"{name}: {label}, times a page without data", times, bar, times <= bar)
        yield row(issue, f"{name}: {label}, queries", one["queries"], QUERIES, one["queries"] <= QUERIES)


def run(env: dict[str, str], *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def row(issue: str, name: str, figure: float, bar: float, met: bool) -> dict:
    return {"issue": issue, "name": name, "figure": figure, "bar": bar, "met": met}


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']}: {one['figure']} (bar {one['bar']}) {'met' if one['met'] else 'MISSED'}")
