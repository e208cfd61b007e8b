"""Celery doorbells: the roll-ups, every few minutes for what has changed and at night afresh."""

from celery import shared_task

from reports.boards import tallying


@shared_task
def tally_boards(afresh: bool = False) -> int:
    """Count the boards of the periods that something happened in; returns how many."""
    return tallying.refresh(afresh=afresh)
