"""What the portal forgets, every night: each kind for its own time, read from the settings; traces and papers stay."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from journal import retention as journal
from papi_portal.kept_files import forget_aside
from plans.models import ImportDraft, ReadingCheck
from post import retention
from post.exports import workflow as exports

__all__ = ["forget"]


def forget() -> dict[str, int]:
    """Delete what has outlived its time; how many rows of each kind went."""
    now = timezone.now()
    before = now - timedelta(days=settings.KEEP_ACCESS)
    attempts = (AccessAttempt, AccessFailureLog, AccessLog)
    return {
        "sessions": _gone(Session.objects.filter(expire_date__lt=now)),
        "access": sum(_gone(model.objects.filter(attempt_time__lt=before)) for model in attempts),
        "drafts": _gone(ImportDraft.objects.expired()),
        "corrections": _gone(ReadingCheck.objects.expired()),
        "journal": journal.expire(now),
        "counts": _counts(now),
        "exports": exports.forget(now),
        "aside": forget_aside(settings.GRACE_DAYS),
        **retention.sweep(now),
    }


def _counts(now):
    """What the door counted and no longer needs: the cache that keeps it takes nothing out by itself."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        before = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [before])  # noqa: S608 - our own name  # nosec B608
        return cursor.rowcount


def _gone(rows):
    return rows.delete()[1].get(rows.model._meta.label, 0)
