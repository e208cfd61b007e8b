"""The post office's counter: rows first, sending after; every floor hands its letters in here.

tell            a line under the bell and a letter of the same key, subject and address
entries_moved   entries went from hand to hand: nobody is reminded of them any more, whoever has them next is told
paper_moved     the same of a paper
in_post         whom a letter to a post is for today, each with that post
hand_in         one letter to one person, by the channels she chose
ring            one line under her bell
preferences     how people want to be told
channels_for    the channels that follow from it
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from post.models import Letter, Notice, Preference
from post.subjects import by_channel
from post.taking_back import Owed, hush, hush_paper
from units.holders import holders
from units.models import Role, User

from .channels import CHANNELS, offered

__all__ = ["Told", "channels_for", "entries_moved", "hand_in", "in_post", "paper_moved", "preferences", "ring", "tell"]

Told = tuple[User, dict[str, Any]]  # who is told, and the letter as `tell` takes it

MANY = 1000  # beyond this, naming each in a query costs more than reading all
GATHERING = timedelta(minutes=3)  # letters of a topic wait this long for others to the same person


def preferences(people: Collection[int]) -> dict[int, Preference]:
    """{user id: Preference} for every id in `people`, unsaved defaults where nothing was chosen; one query."""
    rows = Preference.objects.filter(user__in=people) if len(people) <= MANY else Preference.objects.all()
    chosen = {row.user_id: row for row in rows}
    return {pk: chosen.get(pk) or Preference(user_id=pk) for pk in people}


def channels_for(person: User, preference: Preference) -> list[str]:
    """Codes of the channels beside the bell through which `person` is reached: those chosen, else any that works. One
    that only says a line goes beside a letter, wherever a letter can go."""
    working = [channel for channel in offered() if channel.reaches(person, preference)]
    chosen = [channel for channel in working if channel.code in preference.channels]
    whole = [channel for channel in chosen if not channel.brief] or [one for one in working if not one.brief][:1]
    return [channel.code for channel in (*whole, *(one for one in chosen if one.brief))] or [
        channel.code for channel in working[:1]
    ]


def hand_in(
    person: User,
    *,
    key: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    kind: str = "",
    topic: str = "",
    url: str = "",
    post: tuple[str, int] | None = None,
    matter: str = "",
) -> list[Letter]:
    """Write one Letter row per channel of `person` from `<template>.txt` and `.html`.

    The templates say the matter only: greeting and closing are the channel's. A known `key` or a `kind` the person
    has switched off writes nothing.

    `post`: (role, unit id) the letter is written to; should she hold it no more when it is sent, it goes to her
    successor, once per `matter`. Letters of one `topic` wait some minutes and go out as one. Returns the Letters. Sending is
    `post.tasks.send_waiting_letters`: the row is the promise, not the broker.
    """
    preference = preferences([person.pk])[person.pk]
    channels = [] if kind and kind in preference.off else channels_for(person, preference)
    if not channels:
        return []
    text, html = render_to_string(f"{template}.txt", context), render_to_string(f"{template}.html", context)
    start = timezone.now() + (GATHERING if topic else timedelta())
    values = {"to": person, "subject": subject[:250], "text": text, "html": html, "topic": topic, "url": url[:200]}
    values |= {"matter": matter, **({"role": post[0], "unit_id": post[1]} if post else {})}
    return [
        Letter.objects.get_or_create(
            key=by_channel(key, code),
            defaults={**values, "channel": CHANNELS[code].code, "not_before": start},
        )[0]
        for code in channels
    ]


def ring(person: User, *, key: str, text: str, url: str = "") -> None:
    """Put a line under the person's bell, once per `key`."""
    Notice.objects.get_or_create(to=person, key=key, defaults={"text": text[:300], "url": url})


def tell(person: User, *, key: str, subject: str, url: str, **letter: Any) -> None:
    """Ring and write: `letter` as `hand_in` takes it. Who refused the letters of a kind finds the line all the same."""
    ring(person, key=key, text=subject, url=url)
    hand_in(person, key=key, subject=subject, url=url, **letter)


def entries_moved(entries: Iterable[Owed], told: Iterable[Told]) -> None:
    """`entries` (Progress) changed hands just now: what waits to remind of them is taken back, the next are told."""
    hush(entries)
    for person, letter in told:
        tell(person, **letter)


def paper_moved(paper: int, states: Iterable[str], told: Iterable[Told]) -> None:
    """The same of a paper (key), in whichever of `states` it was waiting."""
    hush_paper(paper, states)
    for person, letter in told:
        tell(person, **letter)


def in_post(role: Role, unit: int, extra: Q | None = None) -> dict[User, tuple[Role, int]]:
    """{person: the post a letter to her names} of who holds `role` in `unit` (key) today or stands in; `extra`: a Q over
    posts."""
    return dict.fromkeys(holders(role, [unit], extra), (role, unit))
