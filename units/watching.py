"""How far long work has come: rows read through `watched` are counted to whoever listens, on a page to nobody."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

__all__ = ["listening", "watched"]

Row = TypeVar("Row")
Listener = Callable[[int, int], None]
EVERY = 25  # rows between two words
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def watched(rows: Iterable[Row], of: int) -> Iterator[Row]:
    """The rows as they are; of `of` in all."""
    listener = _listener.get()
    for place, row in enumerate(rows, 1):
        yield row
        if listener and (place % EVERY == 0 or place == of):
            listener(place, of)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within, `listener` hears (rows done, rows in all)."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
