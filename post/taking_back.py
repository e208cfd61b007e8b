"""Digests that still wait in the post office and no longer hold are taken back before they leave.

take_back   of another day, or about what is done by now: before a day's digests are written
hush        entries were handed on just now: what waits to remind of them is not sent any more
hush_paper  the same of a paper that was handed on
hush_of     the same for anything else that is reminded of

A letter that may have arrived already (`repeats`) is never rewritten, for only the same letter can be folded: it goes
out again as it is while anything it says holds, however late, and not at all when nothing does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from post.models import Letter, Reminder
from post.subjects import DIGEST, SUFFIXES, day_key, of_paper, of_report, of_task, person_key

__all__ = ["hush", "hush_of", "hush_paper", "take_back"]

State = Letter.State


class Owed(Protocol):
    """What somebody owes a report of: an entry of progress, as the floor above keeps it."""

    period_id: int
    unit_id: int
    plan_id: int
    task_id: int


@transaction.atomic
def take_back(current: set, *, today: date, now: datetime, until: datetime | None) -> None:
    """`current`: marks (person, kind, subject) of all that is due now; `until`: when what goes out today must be gone."""
    waiting = list(_waiting().select_for_update(skip_locked=True).only("pk", "key", "to", "repeats"))
    told = _told()
    unsent = [row for row in waiting if not row.repeats]
    stale = {person_key(row.key) for row in unsent if not (_is_of(row, today) and told[row.pk] <= current)}
    _delete([row for row in unsent if person_key(row.key) in stale])
    _settle([row for row in waiting if row.repeats], told, current, today=today, now=now, until=until)


def _settle(doubtful, told, current, *, today, now, until):
    """Letters that may have arrived: again while anything holds; else none, and only the day's own row is kept."""
    hold = [row.pk for row in doubtful if told[row.pk] & current]
    over = [row for row in doubtful if not told[row.pk] & current]
    _delete([row for row in over if not _is_of(row, today)])
    silent = [row.pk for row in over if _is_of(row, today) and told[row.pk]]
    for keys, moment in ((hold, until), (silent, now)):
        if keys:
            Letter.objects.filter(pk__in=keys).update(not_after=moment)


def hush(entries: Iterable[Owed]) -> None:
    """Take back what waits to remind of `entries` (Progress), which changed hands just now."""
    rows = list(entries)
    reports = {(row.period_id, row.unit_id, row.plan_id) for row in rows}
    hush_of(
        [of_report(*report, suffix) for report in reports for suffix in SUFFIXES]
        + [of_task(row.task_id) for row in rows]
    )


def hush_paper(paper: int, states: Iterable[str]) -> None:
    """Take back what waits to remind of a paper, in whichever of `states` it was waiting."""
    hush_of([of_paper(paper, state) for state in states])


def hush_of(subjects: Collection[str]) -> None:
    """Take back what waits to remind of `subjects` (of Reminder); the rest of such a letter is written anew soon.

    A letter that a sender holds already is not sent either if its turn has not come. One query when nothing waits, as
    at nearly every hour of the day.
    """
    rows = Letter.objects.filter(state__in=[State.PENDING, State.SENDING], key__startswith=DIGEST, repeats=0)
    told = rows.order_by().filter(reminders__subject__in=subjects).values_list("pk", "key", "state").distinct()
    held = [pk for pk, _, state in told if state == State.SENDING]
    people = {person_key(key) for _, key, state in told if state == State.PENDING}
    if held:
        Letter.objects.filter(pk__in=held, state=State.SENDING).update(not_after=timezone.now())
    if people:
        with transaction.atomic():
            waiting = _waiting().filter(repeats=0).select_for_update(skip_locked=True).only("pk", "key")
            _delete([row for row in waiting if person_key(row.key) in people])


def _waiting() -> QuerySet:
    return Letter.objects.filter(state=State.PENDING, key__startswith=DIGEST).order_by()


def _told():
    """{letter id: marks that stand in it}; a person's second letter of the day (the bell) has none of its own."""
    rows = Reminder.objects.filter(letter__state=State.PENDING, letter__key__startswith=DIGEST)
    told = defaultdict(set)
    for letter, *mark in rows.values_list("letter", "person", "kind", "subject"):
        told[letter].add(tuple(mark))
    return told


def _delete(letters):
    if letters:
        Letter.objects.filter(pk__in=[row.pk for row in letters]).delete()


def _is_of(letter, day):
    return letter.key.startswith(day_key(day))
