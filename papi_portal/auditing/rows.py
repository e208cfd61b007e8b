"""Lines of the journal that somebody may read, and as they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from journal.models import Note
from units.models import Post, Unit, User
from units.permissions import Action, reaches
from units.scope import where

from . import subjects

__all__ = ["Line", "lines", "visible_notes"]


def visible_notes(user: User) -> QuerySet[Note]:
    """What happened in the units `user` audits, or was done by or to somebody who held a post there; of no known person,
    for who audits a whole province."""
    posts = Post.objects.filter(where(user, Action.AUDIT, "agency__unit__")).values("user")
    seen = Q(unit__in=Unit.objects.filter(where(user, Action.AUDIT)).values("pk"))
    seen |= Q(by__in=posts) | Q(about__in=posts) | Q(acting_for__in=posts)
    if any(reach.seat.unit.parent_id is None for reach in reaches(user, Action.AUDIT)):
        seen |= Q(by=None, unit=None, about=None)
    return Note.objects.filter(seen) if reaches(user, Action.AUDIT) else Note.objects.none()


@dataclass(frozen=True)
class Line:
    """A line as the page and the file have it."""

    at: datetime
    what: str
    who: str
    acting_for: str
    about: str
    unit: str
    subject: str
    address: str
    device: str
    said: str
    changes: list[tuple[str, str, str]]


def lines(notes: QuerySet[Note] | Any) -> list[Line]:
    """Some notes with their people, units and words, in their order."""
    loaded = list(notes)
    people = User.objects.in_bulk(
        {key for one in loaded for key in (one.by_id, one.acting_for_id, one.about_id) if key}
    )
    units = Unit.objects.in_bulk({one.unit_id for one in loaded if one.unit_id})
    names = subjects.known(one.subject for one in loaded)
    return [_line(one, people, units, names) for one in loaded]


def _line(one, people, units, names):
    words = getattr(one, "words", None)
    who = f"{people[one.by_id]} ({people[one.by_id].username})" if one.by_id in people else ""
    return Line(
        at=timezone.localtime(one.at), what=one.kind_label, who=who or (words.name if words else "") or _nobody(one),
        acting_for=_named(people, one.acting_for_id), about=_named(people, one.about_id),
        unit=str(units.get(one.unit_id, "")), subject=subjects.in_words(one.subject, names),
        address=words.address if words else "",
        device=words.device if words else "", said=words.said if words else "đã xóa tên người",
        changes=_changes(words) if words else [],
    )  # fmt: skip


def _nobody(one):
    return f"tài khoản số {one.by_id}" if one.by_id else "hệ thống"


def _named(people, key):
    return str(people[key]) if key in people else f"tài khoản số {key}" if key else ""


def _changes(words):
    names = [*words.before, *(name for name in words.after if name not in words.before)]
    return [(name, _text(words.before.get(name)), _text(words.after.get(name))) for name in names]


def _text(value):
    return "–" if value in (None, "") else "có" if value is True else "không" if value is False else str(value)
