"""Celery doorbells of the daily work."""

from celery import shared_task
from django.utils import timezone

from plans import digest
from units.doorbells import ring_for
from units.tasks import send_waiting_letters


@shared_task
def send_due_reminders():
    """Write the digests whose hour has come; the timetable calls it every ten minutes."""
    if digest.send_out(timezone.now()):
        ring_for(send_waiting_letters)
