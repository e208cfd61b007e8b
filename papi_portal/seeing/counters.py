"""Requests by page: counted in each process, added up in Redis every few seconds; what Redis does not take is kept."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from pulse.nameless import is_nameless

__all__ = ["Counting", "totals"]

KEY = "papi:metrics"
EVERY = 5.0  # seconds between two additions of one process
_lock, _counts = threading.Lock(), Counter[str]()
_next = 0.0


class Counting:
    """Around every request: how many by page and status, seconds and queries by page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, queries = time.monotonic(), Counter[str]()
        with connection.execute_wrapper(_counting(queries)):
            response = self.get_response(request)
        if is_nameless(request.path):  # a count that grows tells when somebody answered
            return response
        page = request.resolver_match.view_name if request.resolver_match else "–"
        _add(page, response.status_code, time.monotonic() - began, queries["n"])
        return response


def _counting(queries: Counter[str]) -> Callable[..., Any]:
    def run(execute: Callable[..., Any], *words: Any) -> Any:
        queries["n"] += 1
        return execute(*words)

    return run


def _add(page: str, status: int, seconds: float, queries: int) -> None:
    global _next
    with _lock:
        _counts[f"requests|{page}|{status}"] += 1
        _counts[f"milliseconds|{page}|"] += round(seconds * 1000)
        _counts[f"queries|{page}|"] += queries
        if time.monotonic() < _next:
            return
        _next, sent = time.monotonic() + EVERY, dict(_counts)
        _counts.clear()
    if not _carried(sent):
        with _lock:
            _counts.update(sent)


def _carried(sent: dict[str, int]) -> bool:
    try:
        with _redis().pipeline(transaction=False) as line:
            for name, count in sent.items():
                line.hincrby(KEY, name, count)
            line.execute()
    except RedisError:
        return False
    return True


def totals() -> dict[str, int]:
    """ "kind|page|status" -> count since Redis began, with what this process has not sent yet. Raises RedisError."""
    found = Counter({name.decode(): int(value) for name, value in _redis().hgetall(KEY).items()})
    with _lock:
        found.update(_counts)
    return dict(found)


def _redis() -> Any:
    return caches["redis"]._cache.get_client()  # type: ignore[attr-defined]
