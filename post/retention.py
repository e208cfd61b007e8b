"""Kept for a set time, then gone: letters, notices, reminders. Traces and papers stay.

A letter that reminded goes only when the work it spoke of is closed: its reminders are what makes "once" true. Which
work is still open each floor says itself (`settings.REMINDER_WORK`).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from post.models import Letter, Notice, Reminder

__all__ = ["sweep"]

FINAL = [Letter.State.SENT, Letter.State.MERGED, Letter.State.FAILED]
BATCH = 2000  # rows looked at in one go; the timetable comes again the next night


def sweep(now: datetime) -> dict[str, int]:
    """Delete what is older than its time at `now`; {"letters": n, "notices": n}, reminders gone with their letters."""
    return {"letters": _letters(now), "notices": _notices(now)}


def _letters(now):
    old = Letter.objects.filter(state__in=FINAL, created_at__lt=now - timedelta(days=settings.KEEP_LETTERS))
    whole = old.filter(Q(merged_into=None) | Q(merged_into__in=old.values("pk")))
    keys = list(whole.order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH])
    told = list(Reminder.objects.filter(letter__in=keys).values_list("letter", "subject"))
    live = still_open({subject for _, subject in told})
    needed = {letter for letter, subject in told if subject in live}
    return _delete(Letter.objects.filter(pk__in=set(keys) - needed).exclude(merged__in=needed))


def _notices(now):
    """Lines under the bell: the day's digest rings once by its letter, so its line may go like any other."""
    old = Notice.objects.filter(created_at__lt=now - timedelta(days=settings.KEEP_LETTERS))
    return _delete(Notice.objects.filter(pk__in=list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])))


def still_open(subjects: set[str]) -> set[str]:
    """Those of `subjects` (of Reminder) whose work is not closed, asked of every floor that reminds."""
    live: set[str] = set()
    for path in settings.REMINDER_WORK:
        live |= import_string(path)(subjects)
    return live


def _delete(rows: QuerySet) -> int:
    _, counts = rows.delete()
    return counts.get(rows.model._meta.label, 0)
