"""A document becomes a draft plan: read and kept apart first, a plan only when the person says so.

keep_upload    a file or pasted text waits as an ImportDraft for a worker to read it
correct        what the official typed in the check page, and what one button there does to its rows
discard        nothing is made of it
make_plan      the draft plan, from the corrected reading; what was corrected is kept without names
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404

from journal.notes import Kind, note
from plans.drafting import learning
from plans.drafting.doubting import NO_LEAD, TIME
from plans.drafting.reading import timing
from plans.drafting.tasks import ring_on_commit
from plans.drafting.workflow.reshaping import CannotReshape, reshape
from plans.drafting.workflow.tasks import NEW, write_words
from plans.models import ImportDraft, Plan, PlanStep, ReadingCheck, Target
from reader.readers import check_kind
from units.matching import BETWEEN, REQUEST, Matcher
from units.models import Agency, Unit, User
from units.permissions import Action, require
from units.text import nfc

__all__ = ["GONE", "Overtaken", "Typed", "correct", "discard", "keep_upload", "make_plan"]

GONE = "Bản đang nhập này không còn."

TEXTS = ("kind", "place", "title", "bases", "purpose", "requirements", "scope", "funding", "organisation", "recipients",
         "signing_form", "signer_title", "signer_name")  # fmt: skip


@transaction.atomic
def keep_upload(data: bytes, name: str, unit: Unit, *, by: User) -> ImportDraft:
    """The ImportDraft of a file's bytes, waiting to be read. Raises ImportRefused for a kind that is never read."""
    require(by, Action.EDIT_PLAN, unit)
    check_kind(name, len(data))
    ImportDraft.objects.expired().delete()
    draft = ImportDraft.objects.create(
        owner=by, unit=unit, filename=name[-200:], upload=data, reading={}, state=ImportDraft.State.WAITING
    )
    ring_on_commit(draft.pk)
    return draft


@transaction.atomic
def discard(draft: ImportDraft, *, by: User) -> None:
    """Nothing is made of it; that it was there is written down."""
    note(Kind.IMPORT_DISCARDED, by=by, unit=draft.unit, subject=draft, said=draft.filename)
    draft.delete()


@dataclass(frozen=True)
class Typed:
    """What stands in the check page: `fields` {name: text}, `tasks` {key: {name: value}}, `targets`, `duties` {place:
    ticked}, `shared` [(kind of doubt, words, right words)]; `version` of the rows it was typed over."""

    version: int
    fields: Mapping[str, str]
    tasks: Mapping[int, Mapping[str, Any]]
    targets: Sequence[str] | None = None
    duties: Mapping[int, bool] = field(default_factory=dict)
    shared: Sequence[tuple[str, str, str]] = ()


class Overtaken(Exception):
    """Rows were added, split or joined in another window since the page was opened; nothing was written."""


@transaction.atomic
def correct(draft: ImportDraft, typed: Typed, *, act: str = "", key: int | None = None) -> tuple[int | None, str]:
    """Keep what the official typed, then do `act` of `reshaping.ACTS` on the task `key`; (key to show next, why not).

    Raises Overtaken, and Http404 for a draft that is gone.
    """
    locked = ImportDraft.objects.select_for_update().defer("upload", "source_text").filter(pk=draft.pk).first()
    if not locked:
        raise Http404(GONE)
    reading = locked.reading
    if typed.version != reading["version"]:
        raise Overtaken
    _take(reading, typed)
    shown, refusal = key, ""
    try:
        shown = reshape(reading, act, key) if act else key
    except CannotReshape as refused:
        refusal = str(refused)
    draft.reading = reading
    ImportDraft.objects.filter(pk=draft.pk).update(reading=reading)
    return shown, refusal


def _take(reading, typed):
    reading["fields"] |= typed.fields
    if typed.targets is not None:
        reading["targets"] = list(typed.targets)
    rows = {row["key"]: row for row in reading["tasks"]}
    for key, values in typed.tasks.items():
        rows[key] |= values
    for place, ticked in typed.duties.items():
        reading["duties"][place]["take"] = ticked
    for kind, words, right in typed.shared:
        for row in reading["tasks"]:
            _say_again(row, kind, words, right)


def _bare(name):
    return REQUEST.sub("", nfc(name))


def _say_again(row, kind, words, right):
    """The right words of a doubt that many tasks share, in one of them."""
    if kind == NO_LEAD:
        row["lead"] = row["lead"] or right
    elif kind == TIME:
        row["deadline"] = right if row["deadline"] == words else row["deadline"]
    else:
        row["lead"] = right if _bare(row["lead"]) == words else row["lead"]
        names = [right if _bare(name) == words else name for name in BETWEEN.split(row["coordinating"])]
        row["coordinating"] = "; ".join(filter(None, names))


@transaction.atomic
def make_plan(draft: ImportDraft, *, by: User, matcher: Matcher) -> Plan:
    """The draft plan of a corrected reading; the reading is gone then. `matcher`: the `Matcher` of the unit.

    The form has checked title, years and date before. Raises Http404 when it was made meanwhile.
    """
    seat = require(by, Action.EDIT_PLAN, draft.unit)
    if not ImportDraft.objects.select_for_update().filter(pk=draft.pk).exists():
        raise Http404(GONE)
    fields = draft.reading["fields"]
    issuer = matcher.match(fields["issuer"]).agency or Agency.objects.get(unit=draft.unit, heads_unit=True)
    plan = Plan.objects.create(
        unit=draft.unit, issuer=issuer, number=fields["number"], created_by=by,
        date=date.fromisoformat(fields["iso_date"]) if fields.get("iso_date") else None,
        year_from=int(fields["year_from"]), year_to=int(fields["year_to"] or fields["year_from"]),
        source_note=f"Nhập từ tệp {draft.filename}"[:300], **{name: fields.get(name, "") for name in TEXTS},
    )  # fmt: skip
    kept = [row for row in draft.reading["tasks"] if row["keep"] and row["text"].strip()]
    kept += [_of_duty(duty) for duty in draft.reading["duties"] if duty["take"]]
    for position, row in enumerate(kept, start=1):
        task = plan.tasks.create(text=row["text"], position=position)
        write_words(task, _words(row, matcher), new=True)
    targets = [Target(plan=plan, kind=Target.Kind.OTHER, text=text[:400]) for text in draft.reading["targets"]]
    Target.objects.bulk_create(targets)
    PlanStep.objects.create(
        plan=plan, verb="import", by=by, acting_for=seat.acting_for, note=f"{draft.filename}, {len(kept)} nhiệm vụ"
    )
    note(Kind.IMPORTED, by=by, acting_for=seat.acting_for, unit=draft.unit, subject=plan, said=draft.filename)
    ReadingCheck.objects.bulk_create(learning.checks_of(draft.reading, draft.source_text))
    draft.delete()
    return plan


def _of_duty(duty):
    """A duty of "Tổ chức thực hiện" as a task of the unit that has it."""
    return {"text": duty["text"], "section": "Tổ chức thực hiện", "product": "", "lead": duty["unit"], "coordinating": "",
            "deadline": "", "dimension": None}  # fmt: skip


def _words(row, matcher):
    rhythm, deadline, _ = timing(row["deadline"])
    lead, others = matcher.match(row["lead"]), matcher.match_many(row["coordinating"])
    known = sorted({match.agency.pk for match in others if match.agency})
    return NEW | {
        "text": row["text"], "section": row["section"], "product": row["product"], "rhythm": rhythm, "deadline": deadline,
        "lead": lead.agency.pk if lead.agency else None, "lead_text": row["lead"][:250], "coordinating": known,
        "coordinating_text": row["coordinating"][:400], "dimensions": [row["dimension"]] if row["dimension"] else [],
    }  # fmt: skip
