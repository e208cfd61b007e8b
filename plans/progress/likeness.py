"""Evidence looked at by the worker: what looks like a card or a list of households is limited until a person has looked.

fits     whether a piece is of a kind that is looked at
look     one piece that waits; safe to run twice
silent   those that wait and nobody was asked for lately
"""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import QuerySet

from journal.notes import Kind, note
from plans.models import Evidence
from reader import child, readers

__all__ = ["LOOKED_AT", "fits", "look", "silent"]

LOOKED_AT = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def fits(row: Evidence) -> bool:
    """A picture or a PDF, given as a file."""
    return bool(row.file) and row.mime in LOOKED_AT


def look(pk: int) -> str:
    """What the piece looks like, in words; "" for nothing, or for one that does not wait any more.

    A person's own mark wins over the machine's. What cannot be opened is looked at by people only.
    """
    row = Evidence.objects.select_related("entry__unit").filter(pk=pk, look_asked__isnull=False).first()
    if row is None:
        return ""
    try:
        with row.file.open("rb") as file:
            found = cast(str, child.run("reader.personal:signs_in", file.read(), row.mime, limits=readers.LIMITS))
    except (child.ChildRefused, OSError):
        found = ""
    _kept(row, found)
    return found


@transaction.atomic
def _kept(row, found):
    waiting = Evidence.objects.filter(pk=row.pk, sha256=row.sha256, look_asked__isnull=False)
    words = {"personal": Evidence.Personal.SUSPECTED, "personal_why": found}
    if found and waiting.filter(personal="").update(**words, look_asked=None):
        note(Kind.PERSONAL_MARKED, by=None, unit=row.entry.unit, subject=row, said=f"máy xem “{row.name}”: {found}")
    else:
        waiting.update(look_asked=None)


def silent(since: datetime) -> QuerySet[Evidence]:
    """Pieces that wait and were last asked for before `since`."""
    return Evidence.objects.filter(look_asked__lt=since)
