"""Celery doorbells of reading in: read one document, and look after those nobody is reading."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from plans.drafting import desk
from plans.models import ImportDraft
from post.doorbells import ring_for

# Longer than the longest reading may take in its child; then whoever read it is gone.
SILENT_FOR = timedelta(minutes=10)
UNREAD_FOR = timedelta(seconds=15)  # a worker that is there takes up sooner what it was asked for


@shared_task
def read_document(pk: int) -> None:
    """Read one document that waits."""
    desk.read(pk)


@shared_task
def sweep_readings() -> int:
    """Ring again for documents that wait or were left half read; how many. The timetable calls it."""
    now = timezone.now()
    ImportDraft.objects.filter(state=ImportDraft.State.READING, since__lt=now - SILENT_FOR).update(
        state=ImportDraft.State.WAITING
    )
    keys = list(
        ImportDraft.objects.filter(state=ImportDraft.State.WAITING, since__lt=now - UNREAD_FOR)
        .values_list("pk", flat=True)[:100]
    )  # fmt: skip
    for pk in keys:
        ring_for(read_document, pk)
    return len(keys)


def ring_on_commit(pk: int) -> None:
    """Ask a worker for the document once this transaction is through; with the broker away the sweep asks again."""
    transaction.on_commit(lambda: ring_for(read_document, pk))
