"""Issue F: hostile files through each door that takes files; what answers say to a browser; bandit's rules over the floors.

A file comes in three ways: attached as evidence, given to "Kiểm tra chữ ký", read in as a plan (in the worker). Time is
the answer's; memory is the largest resident size of any one process of the child, looked at every ten milliseconds.
"""

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import django

from bench.hostile import CORPUS

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["papi_portal", "reports", "pulse", "plans", "indicators", "post", "reader", "units", "journal"]


def rows() -> list[dict]:
    os.environ["DEBUG"] = "1"
    django.setup()
    logging.disable(logging.CRITICAL)
    return [*_files(), *_bandit()]


def _files():
    made = []
    for suffix, makers in CORPUS.items():
        for make in makers:
            data = make()
            for door, open_it in DOORS.items():
                with Watch() as watch:
                    open_it(data, suffix)
                print(f"{door} {make.__name__}: {watch.seconds:.2f} s, {watch.mb:.0f} MB", file=sys.stderr)
                made.append((door, make.__name__, watch.seconds, watch.mb))
    slow, heavy = max(made, key=lambda one: one[2]), max(made, key=lambda one: one[3])
    return [
        row(f"hostile files: slowest of {len(made)} answers, s ({slow[0]}, {slow[1]})", round(slow[2], 2), 10),
        row(f"hostile files: largest process, MB resident ({heavy[0]}, {heavy[1]})", round(heavy[3]), 400),
    ]


class Watch:
    """Seconds, and the largest resident size of a process below the child's server."""

    def __enter__(self):
        self.mb, self.going, self.began = 0.0, True, time.monotonic()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.seconds, self.going = time.monotonic() - self.began, False
        self.thread.join()

    def _look(self):
        while self.going:
            self.mb = max([self.mb, *map(_resident, _ours())])
            time.sleep(0.01)


def _ours():
    """Processes of the child's server of this run, and all they started."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    known = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in known} - known:
        known |= more
    return known - {os.getpid()}


def _resident(process):
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def _attached(data, suffix):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from plans.progress.evidence_files import FileRefused, examine

    with contextlib.suppress(FileRefused):
        examine(SimpleUploadedFile(f"a{suffix}", data))


def _checked(data, suffix):
    from reports.pen import verdict

    with contextlib.suppress(verdict.NotPdf):
        verdict.verify(data)


def _read_in(data, suffix):
    import io

    from reader.readers import read_plan
    from reader.refusals import ImportRefused

    with contextlib.suppress(ImportRefused):
        read_plan(io.BytesIO(data), f"a{suffix}")


DOORS = {"attached": _attached, "checked": _checked, "read in": _read_in}


def _bandit():
    command = [
        sys.executable,
        "-m",
        "bandit",
        "-q",
        "-ll",
        "-f",
        "json",
        "-r",
        *FLOORS,
        "-x",
        "*/tests/*,*/migrations/*",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(run.stdout)["results"]
    for one in found:
        print(one["filename"], one["line_number"], one["issue_text"], file=sys.stderr)
    return [row("bandit, every rule: findings of medium severity and more", len(found), 0)]


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": figure <= bar}
