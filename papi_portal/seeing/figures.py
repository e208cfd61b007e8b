"""How the portal is, in figures: what waits, what failed, how old the oldest is; a handful of queries, read only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from papi_portal.lifelines import probes
from plans.models import ImportDraft, Period, Progress
from post.models import Letter, Reminder
from reports.models import Document

__all__ = ["Figure", "figures"]


@dataclass(frozen=True)
class Figure:
    """One figure with its labels: letters{state="pending"} 3."""

    name: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def figures() -> list[Figure]:
    """All of them. What cannot be asked (the broker away) is left out, and `up{part}` says so."""
    now = timezone.now()
    answers, _ = probes.asked()
    up = [Figure("up", float(well), (("part", part),)) for part, well in answers.items()]
    return [
        *up,
        Figure("disk_free_bytes", probes.free()),
        *_queue(),
        *_letters(now),
        *_papers(),
        *_reading(),
        *_periods(),
    ]


def _queue() -> Iterator[Figure]:
    try:
        with current_app.connection_for_read() as line:
            for queue in settings.CELERY_TASK_QUEUES:
                yield Figure("queue_length", line.default_channel.client.llen(queue.name), (("queue", queue.name),))
    except (KombuError, RedisError, OSError):
        return


def _letters(now: datetime) -> Iterator[Figure]:
    for state, count in Letter.objects.order_by().values_list("state").annotate(Count("pk")):
        yield Figure("letters", count, (("state", state),))
    oldest = Letter.objects.due(now).order_by().aggregate(first=Min("not_before"))["first"]
    yield Figure("letters_oldest_due_seconds", _age(now, oldest))
    told = Reminder.objects.filter(created_at__gte=now - timedelta(days=1))
    yield Figure("reminders_told_day", told.count())


def _papers() -> Iterator[Figure]:
    for state, count in Document.objects.order_by().values_list("making").annotate(Count("pk")):
        yield Figure("papers", count, (("making", state),))


def _reading() -> Iterator[Figure]:
    for state, count in ImportDraft.objects.order_by().values_list("state").annotate(Count("pk")):
        yield Figure("readings", count, (("state", state),))


def _periods() -> Iterator[Figure]:
    """How far the open periods are: entries by state, all units together."""
    rows = Progress.objects.filter(period__in=Period.objects.open()).order_by().values_list("state")
    for state, count in rows.annotate(Count("pk")):
        yield Figure("entries_open_periods", count, (("state", state),))


def _age(now, then):
    return max((now - then).total_seconds(), 0.0) if then else 0.0
