"""Celery doorbells of the ground floor."""

from celery import shared_task

from . import post


@shared_task
def send_waiting_letters():
    """Send the letters that wait; the timetable calls it every minute."""
    post.send_waiting()
