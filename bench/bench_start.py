"""Issue A: how long reference data takes to load on SQLite, and how soon a second ./run answers."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENV = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEMO")}


def rows() -> list[dict]:
    manage("migrate", "-v0")
    loading = seconds(lambda: manage("load_reference_data"))
    port = free_port()
    first, second = start_and_stop(port), start_and_stop(port)
    return [
        row("reference data into a fresh SQLite, s", loading, 20),
        row("./run on an installed tree with demo data to load, s to the first answer", first, None),
        row("second ./run, s to the first answer", second, 10),
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


def start_and_stop(port: int) -> float:
    """Seconds from ./run to the first 200 of /healthz; the portal is stopped again."""
    before = time.monotonic()
    run = subprocess.Popen(["./run"], cwd=ROOT, env=ENV | {"PORT": str(port)}, stdout=subprocess.DEVNULL)
    try:
        while not healthy(port):
            if run.poll() is not None:
                raise RuntimeError(f"./run ended with {run.returncode}")
            time.sleep(0.05)
        return time.monotonic() - before
    finally:
        run.terminate()
        run.wait()


def healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
