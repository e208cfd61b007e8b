"""Issue "index": every page of the internal index with 104 communes and 60 criteria, on both databases.

A figure is the processor time of a page, its server's included, as a multiple of a page without data of the same person.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.alone import row

ROOT = Path(__file__).resolve().parent.parent
TIMES, QUERIES = 3, 15


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    with tempfile.TemporaryDirectory() as folder:
        found = list(of_engine("SQLite", dict(os.environ) | {"VAR_DIR": folder}))
    start_servers()
    give_addresses(0)
    return found + list(of_engine("PostgreSQL", dict(os.environ)))


def of_engine(engine: str, env: dict[str, str]):
    """Two rows a page."""
    env |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    run(env, "manage.py", "migrate", "--verbosity=0")
    run(env, "manage.py", "load_reference_data")
    for label, one in json.loads(run(env, "-m", "bench.index_pages").splitlines()[-1]).items():
        name = f"104 x 60, {engine}: {label}"
        if "status" in one:
            yield row(f"{name}, answered {one['status']}", 1, 0, "index")
            continue
        yield row(
            f"{name}, times an empty page ({one['ms']:.0f} ms)", round(one["ms"] / one["empty"], 2), TIMES, "index"
        )
        yield row(f"{name}, queries", one["queries"], QUERIES, "index")
    yield from walked(engine, env)


def walked(engine: str, env: dict[str, str]):
    """Two whole rounds of 104 communes by their verbs, after the pages were measured."""
    for label, one in json.loads(run(env, "-m", "bench.index_walk").splitlines()[-1]).items():
        name = f"a round of 104 communes x 60 walked {label}, {engine}"
        yield row(f"{name}: units not published", 104 - one["published"], 0, "index")
        yield row(f"{name}: totals that are not what the marks say", one["wrong"], 0, "index")
        yield row(f"{name}: answers lost", one["lost"], 0, "index")


def run(env: dict[str, str], *words: str) -> str:
    """What it printed. Raises RuntimeError with the end of its complaint."""
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout
