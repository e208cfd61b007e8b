"""New rows of traces are linked after they were written, table by table; at the end of a day the head of each chain is
told outside. Writers never wait: they know nothing of it."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from . import outside, traces
from .models import Head, Link

__all__ = ["START", "close_days", "link_new", "next_digest", "unlinked"]

START = "0" * 64
BATCH = 2000  # rows of a table in one run; the next comes half a minute later
SETTLED = timedelta(days=2)  # no transaction is open so long: what is not linked by then was put there by hand
LATE = timedelta(minutes=10)  # a run begun before midnight may still be at work


def next_digest(before: str, position: int, content: str) -> str:
    """The digest of a link."""
    return hashlib.sha256(f"{before}\n{position}\n{content}".encode()).hexdigest()


def link_new(now: datetime | None = None) -> dict[str, int]:
    """Link what is new in every table; {chain: how many}. Two runs at once: one of them finds the place taken."""
    now = now or timezone.now()
    return {label: made for label in traces.labels() if (made := _link(label, now))}


def _link(label: str, now: datetime) -> int:
    day = timezone.localdate(now)
    new = unlinked(label, _settled(label, day)).exclude(traces.growing(label, now))
    keys = list(new.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    last = Link.objects.filter(chain=label).order_by("position").last() or _head(label)
    place, digest, links = (last.position, last.digest, []) if last else (0, START, [])
    form = traces.form_now(label)
    for key, content in traces.contents(label, form, new.filter(pk__in=keys)):
        place += 1
        digest = next_digest(digest, place, content)
        links.append(Link(chain=label, position=place, row=key, form=form, day=day, content=content, digest=digest))
    try:
        with transaction.atomic():
            Link.objects.bulk_create(links)
    except IntegrityError:  # another run was faster; the next one goes on from there
        return 0
    return len(links)


def unlinked(label: str, after: int) -> QuerySet[Any]:
    """Rows of a table with a key above `after` that have no link."""
    linked = Link.objects.filter(chain=label, row__gt=after).values("row")
    return traces.table(label)._base_manager.filter(pk__gt=after).exclude(pk__in=linked)


def _settled(label: str, day: date) -> int:
    """The key up to which everything is linked for good: so that a run looks at the new end of a table only."""
    head = Head.objects.filter(chain=label, day__lte=day - SETTLED).order_by("day").last()
    return head.row if head else 0


def _head(label):
    return Head.objects.filter(chain=label).order_by("day").last()


def close_days(now: datetime | None = None) -> list[Head]:
    """Heads of the days that are over: told outside first, then written; what could not be told is tried again."""
    before = timezone.localdate((now or timezone.now()) - LATE)
    heads = [head for label in traces.labels() for head in _heads_of(label, before)]
    if heads:
        told = outside.tell([str(head) for head in heads])
        for head in heads:
            head.told = told
        Head.objects.bulk_create(heads, ignore_conflicts=True)
    return heads


def _heads_of(label: str, before: date) -> list[Head]:
    last = _head(label)
    links = Link.objects.filter(chain=label, day__lt=before, **({"day__gt": last.day} if last else {}))
    found, row = [], last.row if last else 0
    for day, position, highest in links.values_list("day").annotate(Max("position"), Max("row")).order_by("day"):
        row = max(row, highest)
        digest = Link.objects.get(chain=label, position=position).digest
        found.append(Head(chain=label, day=day, position=position, row=row, digest=digest))
    return found
