"""Celery doorbells of the top floor: make one paper, and look after those nobody is making."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from post.doorbells import ring_for
from reports.models import Document
from reports.papers import press

LATER = "Phần xử lý nền đang tạm ngừng; văn bản tự được lập khi phần này chạy lại."
SILENT_FOR = timedelta(seconds=90)  # longer than any single step of a making takes


@shared_task
def make_document(pk: int) -> None:
    """Make the printable draft of one document."""
    press.make(pk)


@shared_task
def sweep_papers() -> int:
    """Ring again for papers no worker was asked for, that wait or were left half made; returns how many."""
    stuck = Document.objects.stuck(timezone.now() - SILENT_FOR)
    unasked = Document.objects.filter(making=Document.Making.WAITING, making_step=LATER)
    keys = list((stuck | unasked).values_list("pk", flat=True)[:500])
    for pk in keys:
        ring(pk)
    return len(keys)


def ring_on_commit(pk: int) -> None:
    """Ask a worker for the document once this transaction is through."""
    transaction.on_commit(lambda: ring(pk))


def ring(pk: int) -> None:
    """Ask a worker; a broker that is away breaks nothing: the row waits, says so, and the sweep rings again."""
    waiting = Document.objects.filter(pk=pk, making=Document.Making.WAITING)
    waiting.update(making_since=timezone.now(), making_step="")
    if not ring_for(make_document, pk):
        waiting.update(making_step=LATER)
