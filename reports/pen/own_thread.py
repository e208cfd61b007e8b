"""A call in a thread of its own: pyHanko starts an event loop, which no thread may do where one runs already."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def apart(call: Callable[..., Given], *args: Any, **kwargs: Any) -> Given:
    """The answer of `call`, or what it raised. No database inside: another thread is another connection."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(call, *args, **kwargs).result()
