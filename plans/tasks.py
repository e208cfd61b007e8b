"""Jobs of the daily work that nobody waits for."""

from celery import shared_task

from plans.progress import looking


@shared_task
def look_closely(afresh: bool = False) -> int:
    """What stands out in entries that wait for review; the timetable asks every ten minutes, and at night for all."""
    return looking.look_at_all(afresh=afresh)
