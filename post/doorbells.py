"""Ringing for a worker: never fails, because the timetable finds every promise in its row anyway."""

import logging

from celery import Task
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from units.circuit import Circuit

log = logging.getLogger(__name__)
broker = Circuit(rest=5)  # a press rings up to three times and must not wait for each


def ring_for(task: Task, *ids: int) -> bool:
    """Ask a worker to run `task` soon; False with the broker away: nothing happens then and the next sweep does it."""
    if broker.open:
        return False
    try:
        task.delay(*ids)
    except (KombuError, RedisError, OSError) as failure:
        broker.trip()
        log.warning("The broker is away, %s waits for the timetable: %s", task.name, failure)
        return False
    return True
