"""Celery doorbells: ring again for briefings nobody makes, ask for those the orders want."""

from celery import shared_task
from django.utils import timezone

from reports.briefing import press, workflow
from reports.briefing.doorbells import make_briefing, ring
from reports.models import Briefing

__all__ = ["make_briefing", "order_briefings", "sweep_briefings"]

State = Briefing.State


@shared_task
def sweep_briefings() -> int:
    """Ring again for those that wait, and for those whose making was killed; returns how many."""
    lost = Briefing.objects.filter(state=State.RUNNING, since__lt=timezone.now() - press.LOST_AFTER)
    lost.update(state=State.WAITING)
    keys = list(Briefing.objects.filter(state=State.WAITING).values_list("pk", flat=True)[:100])
    for pk in keys:
        ring(pk)
    return len(keys)


@shared_task
def order_briefings() -> int:
    """Ask for the briefings the orders want today; returns how many."""
    return workflow.make_ordered(timezone.localdate())
