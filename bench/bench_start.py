"""Issue A: how long reference data takes to load on SQLite, how soon a second ./run answers; issue "scale": what the
portal weighs then."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
ENV = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEMO")}


def rows() -> list[dict]:
    manage("migrate", "-v0")
    loading = seconds(lambda: manage("load_reference_data"))
    port = free_port()
    (first, _), (second, weight) = start_and_stop(port), start_and_stop(port)
    return [
        row("reference data into a fresh SQLite, s", loading, 20),
        row("./run on an installed tree with demo data to load, s to the first answer", first, None),
        row("second ./run, s to the first answer", second, 10),
        row("the whole portal a quarter of a minute after its start, MB", weight, 600) | {"issue": "scale"},
    ]


def row(name: str, figure: float, bar: float | None) -> dict:
    met = bar is None or figure <= bar
    return {"issue": "start", "name": name, "figure": round(figure, 2), "bar": bar, "met": met}


def seconds(work) -> float:
    before = time.monotonic()
    work()
    return time.monotonic() - before


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=ENV, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_and_stop(port: int) -> tuple[float, float]:
    """Seconds from ./run to the first 200 of /healthz, and what it weighs when its workers are up; it is stopped again."""
    before = time.monotonic()
    run = subprocess.Popen(["./run"], cwd=ROOT, env=ENV | {"PORT": str(port)}, stdout=subprocess.DEVNULL)
    try:
        while not healthy(port):
            if run.poll() is not None:
                raise RuntimeError(f"./run ended with {run.returncode}")
            time.sleep(0.05)
        answered = time.monotonic() - before
        time.sleep(15)
        return answered, megabytes(run.pid)
    finally:
        run.terminate()
        run.wait()


def megabytes(pid: int) -> float:
    """Memory of a process and all below it; what several share is counted once (PSS)."""
    family = [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    told = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in family)
    return sum(int(line.split()[1]) for text in told for line in text.splitlines() if line.startswith("Pss:")) / 1024


def healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
