"""Parts of coordinating bodies: their words and figures beside an entry, merged by whoever is in charge, sources named.

givers      for which bodies a person may write a part of an entry now
save_part   keep what a body has to say; the entry itself stays as it is
add_proof   a paper of that body, its source named on the card
merge       take a part into the result, words under the body's name, figures where none stands yet
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plans.models import Evidence, Part, PartFigure, Progress, Step
from plans.progress import evidence
from plans.progress.evidence_files import Paper
from plans.progress.workflow import may_be_typed, may_edit, save
from units.errors import Conflict, Refused
from units.models import Agency, Post, Seat, User
from units.permissions import Action, reaches, who_may
from units.text import nfc_lines

__all__ = ["PART_RULE", "add_proof", "givers", "merge", "save_part"]

PART_RULE = (
    "Cơ quan phối hợp ghi phần việc, số liệu, tài liệu của mình; cơ quan phụ trách đưa vào kết quả, ghi rõ nguồn. Phần của "
    "cơ quan chưa có tài khoản, gửi bằng văn bản, do cơ quan phụ trách ghi hộ."
)


def givers(user: User, entry: Progress) -> list[Agency]:
    """Coordinating bodies of the entry's own unit for which `user` may write: her own; whoever may type into the entry
    also for those nobody signs in for. One query, two for the latter; none while nothing can be typed."""
    if not may_be_typed(entry):
        return []
    bodies = [row for row in entry.task.coordinating.all() if row.unit_id == entry.unit_id]
    own = {reach.seat.post.agency_id for reach in reaches(user, Action.ADD_PART) if reach.covers(entry.unit)}
    if not bodies or not may_edit(entry, user):
        return [row for row in bodies if row.pk in own]
    peopled = set(
        Post.objects.in_force(timezone.localdate()).filter(agency__in=bodies).values_list("agency", flat=True)
    )
    return [row for row in bodies if row.pk in own or row.pk not in peopled]


@transaction.atomic
def save_part(
    entry: Progress, agency: Agency, *, by: User, version: int, text: str, figures: Mapping[int, Decimal | None]
) -> Part:
    """Keep the words and figures {measure key: number or None} of `agency`; `version` 0: it had said nothing yet.

    Raises Refused without the right, Conflict when somebody wrote meanwhile or the task asks no such figure.
    """
    seat = _require(entry, agency, by)
    if figures.keys() - {row.pk for row in entry.task.asked_measures()}:
        raise Conflict("Chỉ tiêu của nhiệm vụ vừa được sửa trong kế hoạch. Mở lại trang để nhập theo chỉ tiêu mới.")
    part = _taken(entry, agency, by, version)
    before = {row.measure_id: row.value for row in part.figures.all()}
    given = {key: value for key, value in figures.items() if value is not None}
    words = nfc_lines(text)
    changes = [{"field": "part", "old": part.text, "new": words}] if words != part.text else []
    changes += [
        {"field": f"figure-{key}", "old": _plain(before.get(key)), "new": _plain(given.get(key))}
        for key in sorted(before.keys() | given.keys())
        if before.get(key) != given.get(key)
    ]
    if changes:
        Part.objects.filter(pk=part.pk).update(text=words, merged_at=None, merged_by=None)
        part.figures.all().delete()
        PartFigure.objects.bulk_create(PartFigure(part=part, measure_id=key, value=given[key]) for key in given)
        _trace(entry, seat, by, "part", changes, agency)
    part.refresh_from_db()
    return part


def _require(entry, agency, by) -> Seat:
    if agency not in givers(by, entry):
        said = "" if may_be_typed(entry) else f" Nhiệm vụ đang ở bước “{entry.get_state_display()}” hoặc kỳ đã đóng."
        raise Refused(
            f"Tài khoản này không ghi được phần của {agency.name} vào nhiệm vụ này.{said}",
            who_may=who_may(Action.ADD_PART, entry.unit),
        )
    seats = [reach.seat for reach in reaches(by, Action.ADD_PART) if reach.covers(entry.unit)]
    return next((seat for seat in seats if seat.post.agency_id == agency.pk), seats[0])


def _taken(entry, agency, by, version):
    """The part, its version raised by this save alone."""
    now = timezone.now()
    start = {"typed_by": by, "typed_at": now, "version": 0}
    part, _ = Part.objects.get_or_create(entry=entry, agency=agency, defaults=start)
    mine = Part.objects.filter(pk=part.pk, version=version)
    if not mine.update(version=F("version") + 1, typed_by=by, typed_at=now):
        raise Conflict(f"Phần của {agency.name} vừa được người khác lưu. Mở lại trang để xem, rồi ghi tiếp.")
    return part


def _plain(value):
    return value if value is None else str(value.normalize() + 0)


def _trace(entry, seat, by, verb, changes, agency):
    Step.objects.create(
        entry=entry, verb=verb, by=by, acting_for=seat.acting_for, at=timezone.now(), from_state=entry.state,
        to_state=entry.state, changes=changes, note=agency.name,
    )  # fmt: skip


@transaction.atomic
def add_proof(
    entry: Progress, agency: Agency, *, by: User, paper: Paper | None, link: str, facts: Mapping[str, Any]
) -> Evidence:
    """Attach a paper that `agency` gives; raises as `save_part`, and Conflict when there are too many."""
    seat = _require(entry, agency, by)
    return evidence.attach(entry, seat, by=by, paper=paper, link=link, facts=facts, given_by=agency)


@transaction.atomic
def merge(part: Part, *, by: User) -> list[str]:
    """Take `part` into its entry's result: words under the body's name, figures where none stands. Returns, in words,
    figures that were left out because another number stands there. Raises as `save` does."""
    entry = Progress.objects.select_for_update(of=("self",)).with_surroundings().get(pk=part.entry_id)
    stands = {row.measure_id: row.value for row in entry.figures.all()}
    given = {row.measure_id: row.value for row in part.figures.select_related("measure")}
    said = f"{part.agency.name}: {part.text.strip()}" if part.text.strip() else ""
    result = entry.result if said in entry.result else "\n".join(filter(None, [entry.result.rstrip(), said]))
    new = {key: value for key, value in given.items() if key not in stands}
    save(entry, by=by, version=entry.version, values={"result": result}, figures=new)
    if not Part.objects.filter(pk=part.pk, version=part.version).update(merged_by=by, merged_at=timezone.now()):
        raise Conflict(f"Phần của {part.agency.name} vừa được sửa. Mở lại trang để xem trước khi đưa vào kết quả.")
    seat = next(reach.seat for reach in reaches(by, Action.ENTER) if reach.covers(entry.unit))
    _trace(entry, seat, by, "part_merged", [], part.agency)
    names = {row.measure_id: row.measure.name for row in part.figures.select_related("measure")}
    return [names[key] for key, value in given.items() if key in stands and stands[key] != value]
