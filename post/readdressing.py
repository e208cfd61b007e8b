"""A letter goes to whoever holds the post when it is sent: looked at once more between the claim and the channel.

Whoever left, or whose account is switched off, gets nothing; her successor gets the letter and a line under the bell,
unless she was told of the same matter already. With nobody left to tell, the letter ends as DROPPED.
"""

from collections.abc import Sequence

from django.utils import timezone

from post.channels import channel_of
from post.models import Letter, Notice
from units.holders import holders
from units.models import Post, User

__all__ = ["readdressed"]

GONE = "Người nhận không còn giữ chức vụ này; người đang giữ đã được báo hoặc chưa có."


def readdressed(letters: Sequence[Letter]) -> list[Letter]:
    """The claimed letters that are to be sent, each to somebody who holds its post now."""
    to_posts = {row.to_id for row in letters if row.role}
    held = Post.objects.in_force(timezone.localdate()).filter(user__in=to_posts) if to_posts else Post.objects.none()
    seats = set(held.values_list("user_id", "role", "agency__unit_id"))
    return [row for row in letters if _stands(row, seats) or _passed_on(row)]


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
