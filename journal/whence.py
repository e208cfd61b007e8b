"""From where the request of this moment comes: set around every request, read when something is written down.

Verbs take `by=user` and no request; where she sits is known here, in a variable of the thread's own context.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

__all__ = ["Whence", "coming_from", "here"]


class Whence(NamedTuple):
    """An address (text, IPv4 or IPv6) and what the browser calls itself; both empty for a job of the worker."""

    address: str = ""
    device: str = ""


_NOWHERE = Whence()
_here: ContextVar[Whence] = ContextVar("whence", default=_NOWHERE)


@contextmanager
def coming_from(address: str | None, device: str) -> Iterator[None]:
    """Within, what is written down comes from there."""
    token = _here.set(Whence((address or "")[:45], device[:200]))
    try:
        yield
    finally:
        _here.reset(token)


def here() -> Whence:
    """Where the present request comes from."""
    return _here.get()
