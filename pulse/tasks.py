"""Nightly: what waits is shuffled, rounds whose last day is over are locked."""

from celery import shared_task
from django.utils import timezone

from . import answering, workflow
from .models import Waiting

__all__ = ["settle_rounds"]


@shared_task
def settle_rounds() -> int:
    """After midnight, so that a day's answers lie shuffled before the next begins; returns how many rounds were locked."""
    waiting = Waiting.objects.filter(day__lt=timezone.localdate()).values_list("place__round", flat=True)
    for pk in waiting.order_by().distinct():
        answering.shuffle(pk, least=1)
    return workflow.close_over(timezone.localdate())
