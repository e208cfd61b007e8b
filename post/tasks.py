"""Celery doorbells of the post office: write the digests that are due, send what waits."""

from celery import shared_task
from django.utils import timezone

from post import digest, password, sending
from post.doorbells import ring_for


@shared_task
def send_due_reminders() -> None:
    """Write the digests whose hour has come; the timetable calls it every ten minutes."""
    if digest.send_out(timezone.now()):
        ring_for(send_waiting_letters)


@shared_task
def send_waiting_letters() -> None:
    """Write what was asked for at the door, send the letters that wait; the timetable calls it."""
    password.write_letters()
    sending.send_waiting()
