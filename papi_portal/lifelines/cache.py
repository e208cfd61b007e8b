"""Redis as cache: it answers within a second, or is left alone for some seconds; whoever asks meanwhile is told at once."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends import redis as django_redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Away
from redis.exceptions import RedisError, TimeoutError
from redis.retry import Retry

from units.circuit import Circuit

__all__ = ["OPTIONS", "CalmCache", "circuit"]

OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)}
circuit = Circuit(rest=3)


class CalmClient(django_redis.RedisCacheClient):
    """Every command goes through the circuit. Raises RedisError (ConnectionError while it is open)."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return Calm(super().get_client(key, write=write))


class Calm:
    """A redis client whose commands trip the circuit when nobody answers."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        command = getattr(self._client, name)
        return _guarded(command) if callable(command) else command


def _guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        if circuit.open:
            raise Away("Redis does not answer: left alone for some seconds")
        try:
            return command(*args, **kwargs)
        except (Away, TimeoutError) as failure:
            circuit.trip()
            raise RedisError(str(failure)) from failure

    return run


class CalmCache(django_redis.RedisCache):
    """Django's Redis cache with that client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = CalmClient
