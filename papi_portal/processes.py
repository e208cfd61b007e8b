"""Keeps processes alive: starts them, starts them again when they end, stops them together and leaves no orphan."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LONGEST_PAUSE = 30.0  # seconds between two attempts of a process that keeps ending
STEADY_AFTER = 30.0  # a process that lived this long is trusted again: its next pause is short
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


@dataclass
class Process:
    """One kept process, with its own process group, so that its children go with it."""

    name: str
    command: list[str]
    log: Path
    grace: float = 8.0  # seconds from TERM to KILL
    popen: subprocess.Popen | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        with open_log(self.log) as log:
            self.popen = subprocess.Popen(
                with_parent(self.command), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
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

    def add(self, process: Process) -> None:
        self.processes.append(process)
        process.start()

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
            each_turn()
            time.sleep(0.2)

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
