"""What a sender writes on disk before and after each letter, so that sudden death leaves one letter in doubt.

A row update for every letter would cost a query each; a line in an open file costs microseconds and survives SIGKILL.
The file is locked by the living sender: who gets the lock knows the sender is dead and may settle its claim.
"""

import fcntl
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from django.conf import settings

from post.models import Letter

__all__ = ["Journal", "Record", "read_of_dead", "strike"]


@dataclass(frozen=True)
class Record:
    """Primary keys of letters begun and of letters accepted under one claim."""

    begun: frozenset[int] = frozenset()
    accepted: frozenset[int] = frozenset()

    @property
    def in_doubt(self) -> frozenset[int]:
        return self.begun - self.accepted


class Journal:
    """The journal of one living sender; its name is the claim. Use as a context manager."""

    def __enter__(self) -> Self:
        self.claim = uuid.uuid4().hex
        self.path = _folder() / self.claim
        self.handle = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        fcntl.flock(self.handle, fcntl.LOCK_EX)
        return self

    def __exit__(self, *failure: object) -> None:
        if not failure[0]:  # a claim that could not be settled keeps its journal for the next sender
            self.path.unlink(missing_ok=True)
        os.close(self.handle)

    def begin(self, letter: Letter) -> None:
        os.write(self.handle, b"? %d\n" % letter.pk)

    def accepted(self, letter: Letter) -> None:
        os.write(self.handle, b"! %d\n" % letter.pk)


def _folder() -> Path:
    folder = settings.VAR_DIR / "post"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_of_dead(claim: str) -> Record | None:
    """The Record of a sender that died on this machine; None while it lives. Raises FileNotFoundError: not ours."""
    with (_folder() / claim).open() as lines:
        try:
            fcntl.flock(lines, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        return _parsed(lines.read())


def _parsed(text):
    lines = [line.split() for line in text.split("\n")[:-1]]  # a line cut short by death is none
    numbers = {mark: frozenset(int(pk) for sign, pk in lines if sign == mark) for mark in "?!"}
    return Record(numbers["?"], numbers["!"])


def strike(claim: str) -> None:
    """Throw away the journal of a settled claim."""
    (_folder() / claim).unlink(missing_ok=True)
