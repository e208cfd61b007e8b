"""Celery doorbell: ring again for exports nobody makes, and for those whose making was killed."""

from celery import shared_task
from django.utils import timezone

from post.exports import making
from post.exports.doorbells import make_export, ring
from post.models import Export

__all__ = ["make_export", "sweep_exports"]


@shared_task
def sweep_exports() -> int:
    """Ring for what waits; returns how many."""
    making.take_up_lost(timezone.now())
    keys = list(Export.objects.filter(state=Export.State.WAITING).values_list("pk", flat=True)[:100])
    for pk in keys:
        ring(pk)
    return len(keys)
