"""The one way into the journal: `note`, called in the transaction it tells of."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from .kinds import Kind
from .models import Apart, Note
from .whence import here

__all__ = ["Kind", "note"]


def note(
    kind: Kind, *, by: Any, said: str = "", about: Any = None, acting_for: Any = None, unit: models.Model | None = None,
    subject: models.Model | str = "", before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
    name: str = "",
) -> Note:  # fmt: skip
    """Write one line; it stands or falls with the transaction it is called in.

    by, acting_for, about: accounts; `by` may be None or nobody signed in, then `name` is what she called herself.
    unit: where. subject: a row or words (60 signs). said: Vietnamese, no secret in it. before, after: {what: value}.
    """
    place = here()
    words = Apart(
        name=_line(name or getattr(by, "username", ""), 150), address=_line(place.address, 45),
        device=_line(place.device, 200), said=_line(said, 400), before=_plain(before), after=_plain(after),
    )  # fmt: skip
    line = Note(
        kind=kind, by_id=_key(by), acting_for_id=_key(acting_for), about_id=_key(about), unit_id=_key(unit),
        subject=_subject(subject), apart=words.digest,
    )  # fmt: skip
    with transaction.atomic(savepoint=False):
        line.save(force_insert=True)
        words.note = line
        words.save(force_insert=True)
    return line


def _key(row):
    return row.pk if row is not None else None  # nobody signed in has no key


def _line(text, most):
    """Without what no database takes: somebody at the door may call herself anything."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:most]


def _plain(values):
    """As the database will give it back, so that its digest stays the same."""
    return json.loads(json.dumps(dict(values or {}), cls=DjangoJSONEncoder))


def _subject(subject):
    return f"{subject._meta.model_name}:{subject.pk}" if isinstance(subject, models.Model) else str(subject)[:60]
