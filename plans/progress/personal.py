"""The mark “có dữ liệu cá nhân” on evidence, and black boxes over what of a picture nobody needs to see.

mark    only those who work on the entry open the piece from now on
clear   a person has looked: nothing of it needs keeping
mask    a new picture takes the place of the old one, which is deleted; only while the entry is the unit's
"""

import secrets
from collections.abc import Sequence
from pathlib import PurePath
from typing import cast

from django.db import transaction
from django.utils import timezone

from journal.notes import Kind, note
from plans.models import Evidence, Step
from plans.permissions import works_on
from plans.progress import evidence
from plans.progress.evidence_files import LIMITS, FileRefused, Paper
from reader import child
from units.errors import Refused
from units.models import User
from units.permissions import Action, seat_for, who_may

__all__ = ["clear", "mark", "mask"]

Personal = Evidence.Personal
BY_HAND = "người dùng đánh dấu"


@transaction.atomic
def mark(row: Evidence, *, by: User) -> bool:
    """Limit it; whether anything changed. Raises Refused for who may not open marked pieces of the unit."""
    return _set(row, by, Personal.MARKED, BY_HAND, "evidence_mark")


@transaction.atomic
def clear(row: Evidence, *, by: User) -> bool:
    """Open it to whoever sees the entry; whether anything changed. Raises Refused."""
    return _set(row, by, Personal.CLEAR, "", "evidence_clear")


def _set(row, by, state, why, verb):
    _require(row, by)
    changed = Evidence.objects.filter(pk=row.pk).exclude(personal=state).update(personal=state, personal_why=why)
    if changed:
        _told(row, by, verb, before=row.get_personal_display(), after=state.label)
    return bool(changed)


def _require(row, by):
    if not works_on(by, row.entry.unit):
        raise Refused(
            "Chỉ người làm việc với tiến độ này đánh dấu, bỏ dấu dữ liệu cá nhân.",
            who_may=who_may(Action.OPEN_PERSONAL, row.entry.unit),
        )


def _told(row, by, verb, *, before, after, more=""):
    """A line of the entry's trace and one of the journal."""
    seat = seat_for(by, Action.OPEN_PERSONAL, row.entry.unit)
    lent, state = seat.acting_for if seat else None, row.entry.state
    Step.objects.create(
        entry=row.entry, verb=verb, by=by, acting_for=lent, at=timezone.now(), from_state=state, to_state=state,
        changes=[{"field": "evidence", "old": "", "new": row.name}], note=more,
    )  # fmt: skip
    note(
        Kind.PERSONAL_MARKED, by=by, acting_for=lent, unit=row.entry.unit, subject=row, said=row.name,
        before={"dữ liệu cá nhân": before}, after={"dữ liệu cá nhân": after},
    )  # fmt: skip


@transaction.atomic
def mask(row: Evidence, *, by: User, boxes: Sequence[Sequence[float]]) -> Evidence:
    """Burn black `boxes` (left, top, width, height as shares of the picture) into the file of `row`.

    Raises Refused, Http404, Conflict when the entry is not the unit's now, FileRefused for what is no picture or no box.
    """
    _seat, entry = evidence.open_to(row.entry, by)
    current = Evidence.objects.select_for_update().get(pk=row.pk)
    paper, old = _masked(current, boxes), [kept for kept in (current.file, current.thumbnail) if kept]
    before, checked = current.get_personal_display(), f"mã kiểm tra {current.sha256} → {paper.sha256}"
    current.name, current.size, current.sha256 = paper.name, paper.size, paper.sha256
    current.file, current.thumbnail = paper.file, paper.thumbnail_file
    current.personal, current.personal_why, current.look_asked = Personal.CLEAR, "", None
    current.save()
    current.entry = entry
    _told(current, by, "evidence_mask", before=before, after="đã che", more=checked)
    transaction.on_commit(lambda: evidence.delete(old))
    return current


def _masked(row, boxes):
    try:
        with row.file.open("rb") as file:
            given = child.run(
                "reader.masking:masked", file.read(), row.mime, [list(box) for box in boxes], limits=LIMITS
            )
    except (child.ChildRefused, OSError) as refused:
        raise FileRefused(
            getattr(refused, "message_vi", "Tệp này không còn trong kho tệp; hãy báo quản trị.")
        ) from None
    data, thumbnail = cast(list, given)
    stored = f"{secrets.token_hex(16)}{PurePath(row.file.name).suffix}"
    return Paper(_called(row.name), stored, row.mime, data, thumbnail)


def _called(name):
    path = PurePath(name)
    return name if path.stem.endswith(" (đã che)") else f"{path.stem[:180]} (đã che){path.suffix}"
