"""The journal's own time: days that are over go whole, their heads stay; what names a person may be erased before."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from .guards import lifted, removing
from .models import Apart, Head, Link, Note
from .notes import Kind, note

__all__ = ["erase_names", "expire"]


def expire(now: datetime | None = None) -> int:
    """Delete the lines of the days before KEEP_JOURNAL (settings, days) that are chained and closed; how many."""
    last = timezone.localdate(now) - timedelta(days=settings.KEEP_JOURNAL)
    head = Head.objects.filter(chain=Note._meta.label, day__lt=last).order_by("day").last()
    links = Link.objects.filter(chain=Note._meta.label, position__lte=head.position) if head else Link.objects.none()
    gone = links.count()
    if gone and head:
        with lifted("hết thời hạn lưu"):
            Apart.objects.filter(pk__in=links.values("row")).delete()
            Note.objects.filter(pk__in=links.values("row")).delete()
            links.delete()
        note(Kind.JOURNAL_EXPIRED, by=None, said=f"{gone} dòng đến hết ngày {head.day:%d/%m/%Y}")
    return gone


def erase_names(person: Any, *, by: Any, why: str) -> int:
    """Erase what names `person` (an account) in lines about her and by her; the lines and the chain stay. How many."""
    words = Apart.objects.filter(Q(note__by=person) | Q(note__about=person) | Q(note__acting_for=person))
    with removing(words, by=by, why=why, kind=Kind.PERSONAL_ERASED, about=person):
        return words.delete()[0]
