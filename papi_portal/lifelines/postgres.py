"""Queries that never wait for a dead server: whoever waits for a second asks for its pulse, and without one all let go.

A query that takes long is no fault, a server that is stopped, swapping or behind a cut line never answers, and TCP keeps
such a line for minutes. So one thread of the process opens a line of its own and asks SELECT 1: as long as that is
answered a query may go on (up to `limit`), when it is not, every waiting query of the process fails at once and new ones
fail before they begin, until the server answers again. Works behind PgBouncer: nothing is set in the session.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

import psycopg

__all__ = ["CONNECT_SECONDS", "Minded", "MindedCopy", "Pulse", "pulse", "standby_pulse"]

log = logging.getLogger(__name__)
PATIENCE = 1.0  # seconds without an answer before somebody asks for the pulse
CONNECT_SECONDS = 2  # the least psycopg takes
ASK_SECONDS = 1.0
AGAIN = 0.5  # seconds between two questions while the server is away


class Pulse:
    """Whether the server answers. `down` is looked at by every waiting query; `doubt()` has it asked anew by one thread."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        self.answers = answers
        self.reset()

    def reset(self) -> None:
        """As if nobody had ever asked: a forked process has none of its parent's threads."""
        self.down = False
        self._lock = threading.Lock()
        self._asking = False

    def doubt(self) -> None:
        """Have it asked in the background, until it answers; returns at once."""
        with self._lock:
            if self._asking:
                return
            self._asking = True
        threading.Thread(target=self._ask, name="pulse", daemon=True).start()

    def _ask(self) -> None:
        try:
            while not self.answers():
                if not self.down:
                    log.error("The database has no pulse: its pages say so until it answers")
                self.down = True
                time.sleep(AGAIN)
        finally:
            self.down = self._asking = False


class Impatient(psycopg.Connection[Any]):
    """A line for one short question."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        return super().wait(gen, interval, ASK_SECONDS if timeout is None else timeout)


def server_answers(parameters: dict[str, Any]) -> bool:
    """Whether a new line to the server answers SELECT 1 in time; a server that refuses us with a reason is alive."""
    try:
        with Impatient.connect(**parameters | {"connect_timeout": CONNECT_SECONDS}, autocommit=True) as line:
            line.execute("SELECT 1")
    except psycopg.Error as failure:
        said = str(failure)
        return "FATAL" in said and "starting up" not in said and "shutting down" not in said
    return True


def _of_settings() -> bool:
    return server_answers(dict(Minded.parameters))


def _of_copy() -> bool:
    return server_answers(dict(MindedCopy.parameters))


pulse, standby_pulse = Pulse(_of_settings), Pulse(_of_copy)
os.register_at_fork(after_in_child=pulse.reset)
os.register_at_fork(after_in_child=standby_pulse.reset)


class Minded(psycopg.Connection[Any]):
    """Django's connection to PostgreSQL, by the pool's `connection_class`."""

    limit: float | None = None  # seconds one statement may take; set where pages are served
    parameters: dict[str, Any] = {}  # where the pulse is felt: the last address connected to
    felt = pulse

    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any) -> "Minded":
        """As psycopg's own; remembers where, for the pulse."""
        own = ("autocommit", "row_factory", "cursor_factory", "context", "prepare_threshold")
        cls.parameters = {name: value for name, value in kwargs.items() if name not in own} | {"conninfo": conninfo}
        return super().connect(conninfo, **kwargs)

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Waits for an answer as long as the server has a pulse. Raises OperationalError when it has none."""
        return super().wait(self._minding(gen), interval, timeout)

    def _minding(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        began, cancelled = time.monotonic(), False
        try:
            wanted = next(gen)
            while True:
                waited = time.monotonic() - began
                if self.felt.down:
                    self._let_go()
                if waited > PATIENCE:
                    self.felt.doubt()
                if self.limit and waited > self.limit and not cancelled:
                    cancelled = True
                    self._try_cancel(timeout=2.0)
                wanted = gen.send((yield wanted))
        except StopIteration as end:
            return end.value

    def _let_go(self) -> None:
        self.pgconn.finish()
        raise psycopg.OperationalError("the server has no pulse: connection given up")


class MindedCopy(Minded):
    """A connection to a copy of the database (`standby`), which has a pulse of its own."""

    parameters: dict[str, Any] = {}
    felt = standby_pulse
