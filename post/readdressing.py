"""A letter goes to whoever holds the post when it is sent: looked at once more between the claim and the channel.

Whoever left, or whose account is switched off, gets nothing; her successor gets the letter and a line under the bell,
unless she was told of the same matter already. With nobody left to tell, the letter ends as DROPPED. A digest speaks to
all posts of a person: when she left one of them it is taken back, and the next run writes hers and her successor's.
"""

from collections.abc import Sequence

from django.utils import timezone

from post.channels import CHANNELS, channel_of
from post.models import Letter, Notice, Reminder
from post.subjects import DIGEST, by_channel, person_key
from units.holders import holders
from units.models import Post, Role, User

__all__ = ["readdressed"]

GONE = "Người nhận không còn giữ chức vụ này; người đang giữ đã được báo hoặc chưa có."


def readdressed(letters: Sequence[Letter]) -> list[Letter]:
    """The claimed letters that are to be sent, each to somebody who holds its post now."""
    letters = _without_left(letters)
    to_posts = {row.to_id for row in letters if row.role}
    held = Post.objects.in_force(timezone.localdate()).filter(user__in=to_posts) if to_posts else Post.objects.none()
    seats = set(held.values_list("user_id", "role", "agency__unit_id"))
    return [row for row in letters if _stands(row, seats) or _passed_on(row)]


def _without_left(letters):
    """`letters` without the digests that speak to a post their reader has left."""
    left = _left({person_key(row.key) for row in letters if row.key.startswith(DIGEST)})
    gone = [row for row in letters if person_key(row.key) in left] if left else []
    again = [row.pk for row in gone if row.repeats]  # may have arrived: never rewritten, only not sent again
    Letter.objects.filter(pk__in=again).update(state=Letter.State.DROPPED, claim="", error=GONE)
    Letter.objects.filter(pk__in=[row.pk for row in gone if not row.repeats]).delete()
    _waiting_of(left).delete()
    return [row for row in letters if row not in gone] if gone else letters


def _left(days):
    """Those of `days` (keys of a person's digests of a day) that tell her of a post she holds no more."""
    rows = Reminder.objects.filter(letter__key__in=_keys(days), unit__isnull=False).order_by().distinct()
    told = list(rows.values_list("letter__key", "person", "role", "unit")) if days else []
    held = Post.objects.in_force(timezone.localdate()).filter(user__in={person for _, person, _, _ in told})
    seats = set(held.values_list("user_id", "role", "agency__unit_id")) if told else set()
    not_own = {
        (person_key(key), person, role, unit) for key, person, role, unit in told if (person, role, unit) not in seats
    }
    return {
        day for day, person, role, unit in not_own if person not in {one.pk for one in holders(Role(role), [unit])}
    }


def _waiting_of(days):
    return Letter.objects.filter(key__in=_keys(days), state=Letter.State.PENDING, repeats=0)


def _keys(days):
    return [by_channel(day, code) for day in days for code in CHANNELS]


def _stands(letter, seats):
    if not letter.to.is_active:
        return False
    return not letter.role or (letter.to_id, letter.role, letter.unit_id) in seats


def _passed_on(letter):
    """Whether somebody is left to get it: the same person standing in, else a successor not yet told."""
    now = holders(letter.role, [letter.unit_id]) if letter.role else []
    if letter.to in now:
        return True
    told = set(Letter.objects.filter(matter=letter.matter).values_list("to_id", flat=True)) if letter.matter else set()
    heirs = [person for person in now if person.pk not in told and channel_of(letter).reaches(person)]
    if not heirs:
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.DROPPED, claim="", error=GONE)
        return False
    for person in heirs[1:]:
        _copied(letter, person)
    _give(letter, heirs[0])
    return True


def _give(letter: Letter, person: User) -> None:
    letter.to = person
    Letter.objects.filter(pk=letter.pk).update(to=person)
    _ring(letter, person)


def _copied(letter, person):
    names = (
        "channel",
        "topic",
        "subject",
        "text",
        "html",
        "url",
        "role",
        "unit_id",
        "matter",
        "not_before",
        "not_after",
    )
    values = {name: getattr(letter, name) for name in names}
    Letter.objects.get_or_create(key=f"{letter.key}+{person.pk}"[:160], defaults={**values, "to": person})
    _ring(letter, person)


def _ring(letter, person):
    if letter.matter:
        Notice.objects.get_or_create(
            to=person, key=f"{letter.matter}-{person.pk}", defaults={"text": letter.subject[:300], "url": letter.url}
        )
