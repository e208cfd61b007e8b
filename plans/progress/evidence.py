"""Evidence of an entry: added, described and removed while the entry is the unit's, each with a line in the trace.

add         a checked file or a link with what it proves
edit        its number, date, issuer and place of proof
remove      take it off; the trace keeps its name and checksum
open_to     who may change it now; delete: files that go with it
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from plans.models import Evidence, Progress, Shown, Step
from plans.permissions import require_entering
from plans.progress import likeness, showing, tasks
from plans.progress.evidence_files import Paper
from plans.progress.workflow import may_edit
from units.errors import Conflict
from units.models import Agency, Seat, User
from units.vietnamese import vn_size

__all__ = ["MOST", "add", "attach", "delete", "edit", "open_to", "remove"]

MOST = 30  # pieces an entry; more than that nobody reviews
FACTS = ("doc_number", "doc_date", "issuer", "proves_at")


@transaction.atomic
def add(
    entry: Progress, *, by: User, paper: Paper | None = None, link: str = "", facts: Mapping[str, Any] | None = None
) -> Evidence:
    """Attach an `evidence_files.Paper` or a `link` with `facts` {field of FACTS: value}; returns the Evidence."""
    seat, current = open_to(entry, by)
    return attach(current, seat, by=by, paper=paper, link=link, facts=facts or {})


def attach(
    current: Progress,
    seat: Seat,
    *,
    by: User,
    paper: Paper | None,
    link: str,
    facts: Mapping[str, Any],
    given_by: Agency | None = None,
) -> Evidence:
    """Attach a piece to an entry whose right has been asked; `given_by`: the coordinating body whose paper it is, which
    leaves the entry's own state as it is."""
    if current.evidence.count() >= MOST:
        raise Conflict(f"Mỗi nhiệm vụ tối đa {MOST} tài liệu. Gộp các trang vào một tệp PDF.")
    _require_room(current, paper)
    row = Evidence(entry=current, added_by=by, given_by=given_by, link=link, name=link[:200], **_filled(facts))
    if paper:
        row.name, row.mime, row.size, row.sha256 = paper.name, paper.mime, paper.size, paper.sha256
        row.file, row.thumbnail = paper.file, paper.thumbnail_file
    row.look_asked = timezone.now() if likeness.fits(row) else None
    row.save()
    if promised := showing.promise(row):
        tasks.ring_on_commit(promised.pk)
    if row.look_asked:
        tasks.look_on_commit(row.pk)
    said, whose = [{"field": "evidence", "old": "", "new": row.name}], given_by.name if given_by else ""
    _trace(current, seat, by, "evidence_add", said, note=whose, begins=given_by is None)
    return row


def _require_room(current, paper):
    """A unit keeps so much and no more: one that fills the disk stops all others."""
    if not paper or not settings.UNIT_QUOTA_MB:
        return
    used = Evidence.objects.filter(entry__unit=current.unit_id).aggregate(used=Sum("size"))["used"] or 0
    most = settings.UNIT_QUOTA_MB * 1_000_000
    if used + paper.size > most:
        raise Conflict(
            f"Đơn vị đã dùng {vn_size(used)} trong {vn_size(most)} chỗ lưu tài liệu kiểm chứng; "
            "tệp này không còn chỗ. Ghi liên kết thay cho tệp, hoặc đề nghị quản trị hệ thống nới thêm."
        )


@transaction.atomic
def edit(row: Evidence, *, by: User, facts: Mapping[str, Any]) -> list[str]:
    """Change what is said about a piece of evidence; returns the fields that changed."""
    seat, current = open_to(row.entry, by)
    wanted = _filled(facts)
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if changed:
        Evidence.objects.filter(pk=row.pk).update(**{name: wanted[name] for name in changed})
        changes = [{"field": "evidence", "old": _said(row, name), "new": _shown(wanted[name])} for name in changed]
        _trace(current, seat, by, "evidence_edit", changes, note=row.name)
    return changed


@transaction.atomic
def remove(row: Evidence, *, by: User) -> None:
    """Take `row` off its entry; the file goes once the change is certain."""
    seat, current = open_to(row.entry, by)
    shown = Shown.objects.filter(evidence=row).first()
    files = [kept for kept in (row.file, row.thumbnail, shown and shown.file) if kept]
    note = f"mã kiểm tra {row.sha256}" if row.sha256 else ""
    Evidence.objects.filter(pk=row.pk).delete()
    _trace(current, seat, by, "evidence_remove", [{"field": "evidence", "old": row.name, "new": ""}], note=note)
    transaction.on_commit(lambda: delete(files))


def delete(files: Iterable[FieldFile]) -> None:
    """Files that nothing names any more."""
    for kept in files:
        kept.storage.delete(str(kept.name))


def open_to(entry: Progress, by: User) -> tuple[Seat, Progress]:
    """(seat, the entry locked) for one who may type into it now."""
    seat = require_entering(by, entry)
    current = Progress.objects.select_for_update(of=("self",)).with_surroundings().get(pk=entry.pk)
    if not may_edit(current, by):
        raise Conflict(f"Nhiệm vụ này đang ở bước “{current.get_state_display()}” nên không đổi tài liệu được nữa.")
    return seat, current


def _filled(facts):
    return {name: facts.get(name) or (None if name == "doc_date" else "") for name in FACTS}


def _said(row, name):
    return _shown(getattr(row, name))


def _shown(value):
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value or ""


def _trace(entry, seat, by, verb, changes, note="", *, begins=True):
    """A line in the trace; evidence doesn't raise the version, so that typing elsewhere in the form goes on."""
    state = Progress.State
    begins = begins and entry.state == state.EMPTY
    if begins:
        Progress.objects.filter(pk=entry.pk).update(state=state.DRAFT)
    Step.objects.create(
        entry=entry, verb=verb, by=by, acting_for=seat.acting_for, at=timezone.now(), from_state=entry.state,
        to_state=state.DRAFT if begins else entry.state, changes=changes, note=note,
    )  # fmt: skip
