"""Ringing for a worker that makes a long export, below the verbs that ask for it."""

from celery import shared_task
from django.db import transaction

from post.doorbells import ring_for
from post.exports import making

__all__ = ["make_export", "ring", "ring_on_commit"]


@shared_task
def make_export(pk: int) -> None:
    """Make one export."""
    making.make(pk)


def ring(pk: int) -> None:
    """Ask a worker; with the broker away the sweep does."""
    ring_for(make_export, pk)


def ring_on_commit(pk: int) -> None:
    """Ask a worker once this transaction is through."""
    transaction.on_commit(lambda: ring(pk))
