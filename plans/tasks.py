"""Jobs of the daily work that nobody waits for."""

from celery import shared_task
from django.utils import timezone

from plans.progress import inner_dates, looking


@shared_task
def look_closely(afresh: bool = False) -> int:
    """What stands out in entries that wait for review; the timetable asks every ten minutes, and at night for all."""
    return looking.look_at_all(afresh=afresh)


@shared_task
def begin_charges() -> int:
    """Work given out ahead of its day begins: its inner dates follow; the timetable asks after midnight."""
    return inner_dates.follow_begun(timezone.localdate())
