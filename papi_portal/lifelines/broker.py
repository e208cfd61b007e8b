"""Redis as broker: whoever lost it looks again every three seconds, not ever more seldom."""

from typing import Any

from celery.app.amqp import AMQP
from kombu.connection import Connection

__all__ = ["OwnAMQP"]

LOOK_AGAIN = 3  # seconds; kombu's own pause grows to thirty, and a worker then stands idle beside a living broker


class SteadyConnection(Connection):
    """A connection that is sought with a steady pause."""

    def _ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        pauses = {"interval_start": 1, "interval_step": 1, "interval_max": LOOK_AGAIN}
        return super()._ensure_connection(*args, **pauses | kwargs)


class OwnAMQP(AMQP):
    """What Celery makes its connections with."""

    Connection = SteadyConnection
