"""Keeps processes alive: starts them, starts them again when they end, stops them together and leaves no orphan.

Run as a file with its orders it is the whole program (`keep_by`): Python alone, a tenth of what a process with Django is.
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LONGEST_PAUSE = 30.0  # seconds between two attempts of a process that keeps ending
STEADY_AFTER = 30.0  # a process that lived this long is trusted again: its next pause is short
# What threads free goes back to the machine (papi_portal.web_worker): with an arena a thread it mostly does not.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
LOG_KEPT = 5_000_000  # bytes; a larger log is set aside as .1 at the next start


def pause_after(failures: int) -> float:
    """Seconds to wait before start number `failures` + 1: at once for the first, then doubling up to 30 s."""
    return min(LONGEST_PAUSE, 0.5 * 2 ** (failures - 1)) if failures > 1 else 0.2


def with_parent(command: list[str]) -> list[str]:
    """The command, told by the kernel to end when its parent does, so that kill -9 of the parent leaves no orphan."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else command


def open_log(path: Path) -> BinaryIO:
    """The process's log, opened for appending; one that has grown large is set aside first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_KEPT:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


class Begun:
    """A child that was started by what this process was before it became another program; of a Popen what is used."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        if self.returncode is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if found else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code; raises subprocess.TimeoutExpired."""
        ends = time.monotonic() + (timeout or 0)
        while (code := self.poll()) is None:
            if timeout is not None and time.monotonic() > ends:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.02)
        return code

    def terminate(self) -> None:
        """Asks it to end."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)


@dataclass
class Process:
    """One kept process, with its own process group, so that its children go with it."""

    name: str
    command: list[str]
    log: Path
    grace: float = 8.0  # seconds from TERM to KILL
    popen: subprocess.Popen | Begun | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        with open_log(self.log) as log:
            self.popen = subprocess.Popen(
                with_parent(self.command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=FEW_ARENAS | os.environ,
            )
        self.started = time.monotonic()

    def running(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def signal_group(self, number: int) -> None:
        """Signals the process and all its children; a group that is gone is no error."""
        if self.popen is None:
            return
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            return

    def note_end(self, now: float) -> float:
        """Clears what the ended process left behind and returns the pause in seconds before its next start."""
        self.signal_group(signal.SIGKILL)
        self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
        self.popen = None
        pause = pause_after(self.failures)
        self.due = now + pause
        return pause


class Supervisor:
    """Runs processes in the order given until it is told to stop, then stops them in the opposite order."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.processes: list[Process] = []
        self.stopping = False

    def stop_soon(self, *_signal: object) -> None:
        """Signal handler: asks the loop to end."""
        self.stopping = True

    def add(self, process: Process, begun: int | None = None) -> None:
        """Starts it, or takes it over where it runs already under the key `begun`."""
        self.processes.append(process)
        if begun is None:
            process.start()
        else:
            process.popen, process.started = Begun(begun), time.monotonic()

    def keep(self, process: Process) -> None:
        """One look at one process: note its end, or start it when its pause is over."""
        now = time.monotonic()
        if process.popen is None:
            if now >= process.due:
                process.start()
        elif not process.running():
            code = process.popen.returncode
            pause = process.note_end(now)
            self.say(f"{process.name} ended ({code}), starts again in {pause:.1f} s; see {process.log}")

    def run(self, each_turn: Callable[[], None]) -> None:
        """Keeps all processes until stop_soon was called; each_turn is called about five times a second."""
        while not self.stopping:
            for process in self.processes:
                self.keep(process)
            self.bury_strangers()
            each_turn()
            time.sleep(0.2)

    def bury_strangers(self) -> None:
        """Takes note of the end of children that are none of ours: what this process was before had begun them."""
        ours = {process.popen.pid for process in self.processes if process.popen}
        try:
            while (found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and found.si_pid not in ours:
                os.waitpid(found.si_pid, 0)
        except ChildProcessError:
            return

    def stop(self, *, last: int = 0) -> None:
        """Ends all processes; the first `last` of them (the broker) only when the others are gone."""
        for group in (self.processes[last:], self.processes[:last]):
            end_all(group)


def end_all(processes: list[Process]) -> None:
    """TERM to each process itself, KILL to its whole group when it is gone or its grace is over."""
    begun = [(process, process.popen) for process in processes if process.popen is not None]
    for process, popen in begun:
        if process.running():
            popen.terminate()
    for process, popen in begun:
        try:
            popen.wait(timeout=process.grace)
        except subprocess.TimeoutExpired:
            process.signal_group(signal.SIGKILL)
            popen.wait()
        process.signal_group(signal.SIGKILL)


# --- As a program of its own ------------------------------------------------------------------------------------------


def keep_by(orders: dict, lock: int) -> None:
    """Becomes the program below, with the children begun so far and the lock held; returns only by an error.

    `orders`: processes [[name, command, log]], begun {name: pid}, host and port the portal answers on, welcome.
    """
    paper = os.memfd_create("orders", 0)
    os.write(paper, json.dumps(orders).encode())
    os.lseek(paper, 0, os.SEEK_SET)
    for descriptor in (paper, lock):
        os.set_inheritable(descriptor, True)
    os.execv(sys.executable, [sys.executable, "-I", __file__, str(paper), str(lock)])  # noqa: S606 # nosec B606


def keep(orders: dict) -> None:
    """Keeps what the orders name until SIGTERM or Ctrl C; the first of them ends last when it was begun before."""
    supervisor = Supervisor(say)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop_soon)
    welcome = [orders["welcome"]]

    def announce() -> None:
        if welcome and answers(orders["host"], orders["port"]):
            say(welcome.pop())

    try:
        for name, command, log in orders["processes"]:
            supervisor.add(Process(name, command, Path(log)), orders["begun"].get(name))
        supervisor.run(announce)
    finally:
        supervisor.stop(last=len(orders["begun"]))
    say("stopped")


def say(text: str) -> None:
    """To whoever started it, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def answers(host: str, port: int) -> bool:
    """Whether the portal answers on its port, be it with a redirect or a refusal of the host name."""
    own = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not listened on  # nosec B104
    connection = http.client.HTTPConnection(own, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    os.set_inheritable(int(sys.argv[2]), False)  # the lock is this process's, not its children's
    with open(int(sys.argv[1])) as orders_given:
        given = json.load(orders_given)
    keep(given)
