"""`make mutants`: every mutant of the tables, a seeded sample of the rest; prints killed and survived, module by module.

python -m tools.mutants [--sample 300] [--seed 20261130] [--minutes 60] [--workers 2] [--tables no] [--go-on]
                        [--area plans/progress] [module …]

Each area (a folder of modules) is tried by a process of its own, so that the end of one is not the end of all, and what
came out is kept mutant by mutant: --go-on keeps what was killed and tries what lived or was left. --area tries that part
of the whole draw only.
"""

import argparse
import subprocess
import sys
import time
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tools.mutants.keeping import Kept
from tools.mutants.targets import MODULES, areas_of

BAR = 92.0  # percent killed


def main() -> int:
    """0 when every mutant chosen was tried and the bar is met."""
    asked = arguments()
    areas = [asked.area] if asked.area else areas_of(asked.modules or MODULES)
    if not asked.go_on:
        for area in areas:
            Kept(area).forget()
    began = time.monotonic()
    with ThreadPoolExecutor(asked.workers) as workers:
        ended = list(workers.map(partial(_tried, asked, began), areas))
    return max(_told([row for area in areas for row in Kept(area).rows()]), *ended)


def arguments(words: Sequence[str] | None = None) -> Namespace:
    """What was asked for on the command line; the process of an area is asked the same, and with its --area."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tables", choices=["yes", "no"], default="yes")
    parser.add_argument("--go-on", action="store_true")
    parser.add_argument("--area")
    return parser.parse_args(words)


def _tried(asked: Namespace, began: float, area: str) -> int:
    """A process tries the mutants of `area`; its lines are printed as they come. 0 when it came to its end."""
    minutes = asked.minutes - (time.monotonic() - began) / 60
    words = [f"--sample={asked.sample}", f"--seed={asked.seed}", f"--tables={asked.tables}", f"--minutes={minutes}"]
    command = [sys.executable, "-u", "-m", "tools.mutants.working", *words, f"--area={area}", *asked.modules]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(f"[{area}] {line}", end="", flush=True)
    if process.returncode:
        print(f"[{area}] ENDED EARLY with {process.returncode}, at: {Kept(area).at()}", flush=True)
    return abs(process.returncode)


def _told(rows):
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counted[row["module"]][row["outcome"]] += 1
        if row["outcome"] not in ("killed", "untried"):
            print(f"{row['outcome']:9} {row['module']}:{row['line']}  {row['what']}")
    for module, outcomes in counted.items():
        print(f"{outcomes['killed']:5} of {outcomes.total() - outcomes['untried']:4} killed  {module}")
    return _verdict(sum(counted.values(), Counter()))


def _verdict(total):
    tried = total.total() - total["untried"]
    share = 100 * total["killed"] / (tried or 1)
    print(f"{total['killed']} of {tried} killed: {share:.1f} % (bar {BAR:.0f} %); not tried: {total['untried']}")
    return 0 if share >= BAR and not total["untried"] else 1


if __name__ == "__main__":
    sys.exit(main())
