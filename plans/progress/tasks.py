"""Celery doorbells of evidence: one Office file as PDF, and those nobody is making."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from plans.progress import showing
from post.doorbells import ring_for

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


def ring_on_commit(pk: int) -> None:
    """Ask a worker once this transaction is through; with the broker away the sweep asks again."""
    transaction.on_commit(lambda: ring_for(show_evidence, pk))
