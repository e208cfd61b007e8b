"""Celery doorbells of the ground floor."""

from celery import shared_task


@shared_task
def send_waiting_letters():
    """Send the letters that wait; the timetable calls it every minute."""
