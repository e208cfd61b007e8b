"""Celery doorbells of evidence: one Office file as PDF, one file looked at for personal data, and those nobody took up."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from plans.progress import likeness, showing
from post.doorbells import ring_for

LOOKS_FOR = timedelta(minutes=6)  # longer than the recogniser may take in its child
A_MINUTE = 5  # of those that wait; letters of a picture take seconds of a worker
SILENT_FOR = timedelta(minutes=3)  # longer than the longest conversion may take in its child


@shared_task
def show_evidence(pk: int) -> None:
    """Make the PDF of one piece."""
    showing.make(pk)


@shared_task
def sweep_shown() -> int:
    """Ring again for what waits; how many. The timetable calls it every minute."""
    now = timezone.now()
    keys = list(showing.silent(now - SILENT_FOR).order_by("pk").values_list("pk", flat=True)[:50])
    showing.silent(now).filter(pk__in=keys).update(asked_at=now)
    for pk in keys:
        ring_for(show_evidence, pk)
    return len(keys)


@shared_task
def look_at_evidence(pk: int) -> None:
    """Whether one piece looks like a card or a list of households."""
    likeness.look(pk)


@shared_task
def sweep_looks() -> int:
    """Ring again for a few pieces that wait to be looked at; how many. The timetable calls it every minute."""
    now = timezone.now()
    keys = list(likeness.silent(now - LOOKS_FOR).order_by("look_asked", "pk").values_list("pk", flat=True)[:A_MINUTE])
    likeness.silent(now).filter(pk__in=keys).update(look_asked=now)
    for pk in keys:
        ring_for(look_at_evidence, pk)
    return len(keys)


def look_on_commit(pk: int) -> None:
    """Ask a worker to look once this transaction is through."""
    transaction.on_commit(lambda: ring_for(look_at_evidence, pk))


def ring_on_commit(pk: int) -> None:
    """Ask a worker once this transaction is through; with the broker away the sweep asks again."""
    transaction.on_commit(lambda: ring_for(show_evidence, pk))
