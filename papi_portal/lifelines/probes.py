"""The questions of /readyz: each is asked in a thread of its own and must be answered within its time."""

import shutil
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.utils import timezone

from .postgres import server_answers

__all__ = ["HEARTBEAT_KEY", "Answers", "asked"]

HEARTBEAT_KEY = "papi-heartbeat"
SILENT_AFTER = timedelta(minutes=2)  # beat rings every 30 s; a longer silence means no worker or no beat
WITHIN = 1.5  # seconds for all questions together
LEAST_FREE = 500 * 1024 * 1024  # bytes on the disk of VAR_DIR; below, uploads and papers are at risk


class Question(threading.Thread):
    """One question on its way; `answer` stays None while nobody has answered, or when the asking failed."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__(name=f"probe-{ask.__name__}", daemon=True)
        self.ask = ask
        self.answer: Any = None
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.answer = self.ask()
        except Exception as failure:  # whatever it is, the answer is no
            self.failure = failure
        finally:
            connections.close_all()


def database() -> bool:
    """PostgreSQL on a line of its own, so that an exhausted pool is no dead database; SQLite by reading."""
    if connection.vendor == "postgresql":
        parameters = connection.get_connection_params()
        own = ("cursor_factory", "context", "prepare_threshold")
        return server_answers({name: value for name, value in parameters.items() if name not in own})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
    return True


def heard() -> datetime | None:
    """When a worker last did beat's job; raises RedisError."""
    told = caches["redis"].get(HEARTBEAT_KEY)
    return datetime.fromisoformat(told) if told else datetime.min.replace(tzinfo=timezone.get_current_timezone())


def free() -> int:
    """Free bytes on the disk of VAR_DIR."""
    return shutil.disk_usage(settings.VAR_DIR).free


Answers = dict[str, bool]


def asked(within: float = WITHIN) -> tuple[Answers, list[str]]:
    """What answers: database, redis, jobs, disk; and why not, for the log."""
    questions = {ask.__name__: Question(ask) for ask in (database, heard, free)}
    for question in questions.values():
        question.start()
    for question in questions.values():
        question.join(within)
    found = {name: question.answer for name, question in questions.items()}
    lately = found["heard"]
    answers = {
        "database": bool(found["database"]),
        "redis": lately is not None,
        "jobs": lately is not None and timezone.now() - lately < SILENT_AFTER,
        "disk": (found["free"] or 0) > LEAST_FREE,
    }
    why = [f"{name}: {one.failure or 'no answer in time'}" for name, one in questions.items() if one.answer is None]
    return answers, why
