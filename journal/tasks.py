"""The journal's jobs: the timetable calls them twice a minute."""

from celery import shared_task

from . import chain


@shared_task
def link() -> None:
    """Chain what is new, close the days that are over."""
    chain.link_new()
    chain.close_days()
