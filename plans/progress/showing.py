"""Word and Excel evidence as PDF beside the entry: promised in a row, made by the worker in the child, asked for again.

promise   the row of a new piece, when it is an Office file
make      the PDF of one piece that waits; safe to run twice
again     a failed one waits once more
silent    those that wait and nobody was asked for lately
"""

import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import Evidence, Shown
from reader import child, readers

__all__ = ["OFFICE", "again", "make", "promise", "silent"]

OFFICE = frozenset({
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/msword",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel",
})  # fmt: skip
State = Shown.State


def promise(row: Evidence) -> Shown | None:
    """The promise of a PDF of `row`; None for what a browser shows by itself."""
    return Shown.objects.create(evidence=row) if row.file and row.mime in OFFICE else None


def make(pk: int) -> bool:
    """Make the PDF of the piece that `pk` promises; whether this run did. A failure is kept with its reason."""
    promised = Shown.objects.filter(pk=pk, state=State.WAITING)
    shown = promised.select_related("evidence").first()
    if shown is None:
        return False
    try:
        data = _converted(shown.evidence)
    except (child.ChildRefused, OSError) as refused:
        reason = getattr(refused, "message_vi", "") or "Không đọc được tệp trên máy chủ; báo quản trị của cổng."
        return bool(promised.update(state=State.FAILED, reason=reason[:300]) and False)
    name = shown.file.storage.save(
        f"shown/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}.pdf", ContentFile(data)
    )
    done = promised.update(state=State.READY, file=name, reason="")
    if not done:  # another run was quicker, or the piece was taken off meanwhile
        shown.file.storage.delete(name)
    return bool(done)


def _converted(row):
    with row.file.open("rb") as file:
        return child.run("reader.shown:pdf_of", file.read(), row.mime, limits=readers.OFFICE)


def again(row: Evidence) -> int | None:
    """The key of the promise of `row`, waiting once more; None when it did not fail."""
    failed = Shown.objects.filter(evidence=row, state=State.FAILED)
    key = failed.values_list("pk", flat=True).first()
    return key if failed.update(state=State.WAITING, reason="", asked_at=timezone.now()) else None


def silent(since: datetime) -> QuerySet[Shown]:
    """Promises that wait and were last asked for before `since`."""
    return Shown.objects.filter(state=State.WAITING, asked_at__lt=since)
