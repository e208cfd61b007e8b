"""Ringing for a worker that makes a briefing, below the verbs that ask for it."""

from celery import shared_task
from django.db import transaction

from post.doorbells import ring_for
from reports.briefing import press

__all__ = ["make_briefing", "ring", "ring_on_commit"]


@shared_task
def make_briefing(pk: int) -> None:
    """Make one briefing."""
    press.make(pk)


def ring(pk: int) -> None:
    """Ask a worker; with the broker away the sweep does."""
    ring_for(make_briefing, pk)


def ring_on_commit(pk: int) -> None:
    """Ask a worker once this transaction is through."""
    transaction.on_commit(lambda: ring(pk))
