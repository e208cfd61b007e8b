"""Kept processes start again when they end, pause longer each time, and go with their children."""

import os
import signal
import subprocess
import sys
import time

import psutil

from papi_portal.processes import Process, Supervisor, open_log, pause_after

SLEEPS_WITH_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"


def wait_for(asked):
    for _ in range(200):
        if found := asked():
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_pauses_double_up_to_half_a_minute():
    assert [pause_after(failures) for failures in (1, 2, 3, 4, 9, 50)] == [0.2, 1, 2, 4, 30, 30]


def test_ended_process_starts_again(tmp_path):
    said = []
    supervisor = Supervisor(said.append)
    process = Process("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"], tmp_path / "sleeper.log")
    supervisor.add(process)
    first = process.popen.pid
    os.kill(first, signal.SIGKILL)

    def look():
        supervisor.keep(process)
        return process.running() and process.popen.pid != first

    wait_for(look)
    supervisor.stop()
    assert not process.running()
    assert said == [f"sleeper ended (-9), starts again in 0.2 s; see {tmp_path}/sleeper.log"]


def test_children_go_with_their_parent(tmp_path):
    supervisor = Supervisor(print)
    process = Process("parent", [sys.executable, "-c", SLEEPS_WITH_CHILD], tmp_path / "parent.log")
    supervisor.add(process)
    [child] = wait_for(lambda: psutil.Process(process.popen.pid).children())
    supervisor.stop()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running()


def test_process_that_ignores_term_is_killed_after_its_grace(tmp_path):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
    supervisor = Supervisor(print)
    process = Process("deaf", [sys.executable, "-c", deaf], tmp_path / "deaf.log", grace=0.2)
    supervisor.add(process)
    wait_for(lambda: process.log.read_text())
    supervisor.stop()
    assert process.popen.returncode == -signal.SIGKILL


def test_large_log_is_set_aside(tmp_path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * 5_000_001)
    open_log(log).close()
    assert (log.stat().st_size, (tmp_path / "web.log.1").stat().st_size) == (0, 5_000_001)


TAKES_OVER = """
import subprocess, sys
from papi_portal.processes import keep_by
broker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
stray = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)  # ends with the line to it
print(broker.pid, flush=True)
first = ["broker", [sys.executable, "-c", "import time; time.sleep(600)"], sys.argv[1] + "/broker.log"]
orders = {"processes": [first], "begun": {"broker": broker.pid}, "host": "127.0.0.1", "port": 9, "welcome": "x"}
keep_by(orders, open(sys.argv[1] + "/lock", "w").fileno())
"""


def test_what_becomes_the_keeper_takes_its_children_over_and_keeps_its_own_key(tmp_path):
    """The broker begun before is neither started twice nor lost, is started again when it ends, and ends with it; what was
    begun beside and has ended is no child any more."""
    keeper = subprocess.Popen([sys.executable, "-c", TAKES_OVER, tmp_path], stdout=subprocess.PIPE, text=True)
    first = int(keeper.stdout.readline())
    wait_for(lambda: "-I" in psutil.Process(keeper.pid).cmdline())
    wait_for(lambda: [child.pid for child in psutil.Process(keeper.pid).children()] == [first])  # the stray is buried
    assert psutil.Process(keeper.pid).memory_info().rss < 40 * 2**20
    os.kill(first, signal.SIGKILL)
    [second] = wait_for(lambda: [row for row in psutil.Process(keeper.pid).children() if row.pid != first])
    keeper.terminate()
    said = keeper.communicate(timeout=10)[0]
    assert (keeper.returncode, second.is_running()) == (0, False)
    assert said == f"broker ended (-9), starts again in 0.2 s; see {tmp_path}/broker.log\nstopped\n"
