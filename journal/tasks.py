"""The journal's jobs: the timetable calls `link` twice a minute, `prepare_parts` every night."""

from celery import shared_task
from django.utils import timezone

from . import chain, partitions


@shared_task
def link() -> None:
    """Chain what is new, close the days that are over."""
    chain.link_new()
    chain.close_days()


@shared_task
def prepare_parts() -> int:
    """Next year's part of every divided table of traces; returns how many were made."""
    return partitions.prepare_all(timezone.localdate().year + 1)
