"""Redis as broker: whoever lost it looks again every three seconds, not ever more seldom; and who could not tell it that a
job is done takes the next one all the same."""

from typing import Any

from celery.app.amqp import AMQP
from kombu.connection import Connection
from kombu.transport import redis, virtual

__all__ = ["OwnAMQP"]

LOOK_AGAIN = 3  # seconds; kombu's own pause grows to thirty, and a worker then stands idle beside a living broker


class FreeAgain(redis.QoS):
    """A job whose end Redis did not hear of comes again after its time, as every job may; with kombu's own it would also
    hold its place in this worker for good: with one place a child the worker stands idle until it is started anew."""

    def ack(self, delivery_tag: str) -> None:
        """Raises as kombu's own, after the place is free."""
        try:
            super().ack(delivery_tag)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """The same."""
        try:
            super().reject(delivery_tag, requeue)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


class OwnChannel(redis.Channel):
    """As kombu's but for the places of its jobs."""

    QoS = FreeAgain


class OwnTransport(redis.Transport):
    """As kombu's but for its channels."""

    Channel = OwnChannel


class SteadyConnection(Connection):
    """A connection that is sought with a steady pause."""

    def get_transport_cls(self) -> Any:
        """Ours for Redis, whatever else was asked for."""
        found = super().get_transport_cls()
        return OwnTransport if found is redis.Transport else found

    def _ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        pauses = {"interval_start": 1, "interval_step": 1, "interval_max": LOOK_AGAIN}
        return super()._ensure_connection(*args, **pauses | kwargs)


class OwnAMQP(AMQP):
    """What Celery makes its connections with."""

    Connection = SteadyConnection
