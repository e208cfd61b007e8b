"""A document becomes a draft plan: read and kept apart first, a plan only when the person says so.

keep_upload    a file or pasted text waits as an ImportDraft for a worker to read it
correct        what the official changed in the preview
discard        nothing is made of it
make_plan      the draft plan, from the corrected reading
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from journal.notes import Kind, note
from plans.drafting.reading import timing
from plans.drafting.tasks import ring_on_commit
from plans.drafting.workflow.tasks import NEW, write_words
from plans.models import ImportDraft, Plan, PlanStep, Target
from reader.readers import check_kind
from units.matching import Matcher
from units.models import Agency, Unit, User
from units.permissions import Action, require

__all__ = ["correct", "discard", "keep_upload", "make_plan"]

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


def correct(draft: ImportDraft, *, fields: Mapping[str, str], tasks: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what the official changed: `fields` {name: text}, `tasks` {place: {name: value}}."""
    draft.reading["fields"] |= fields
    for place, values in tasks.items():
        draft.reading["tasks"][place] |= values
    draft.save(update_fields=["reading"])


@transaction.atomic
def make_plan(draft: ImportDraft, *, by: User, matcher: Matcher) -> Plan:
    """The draft plan of a corrected reading; the reading is gone then. `matcher`: the `Matcher` of the unit.

    The form has checked title, years and date before.
    """
    seat = require(by, Action.EDIT_PLAN, draft.unit)
    fields = draft.reading["fields"]
    issuer = matcher.match(fields["issuer"]).agency or Agency.objects.get(unit=draft.unit, heads_unit=True)
    plan = Plan.objects.create(
        unit=draft.unit, issuer=issuer, number=fields["number"], created_by=by,
        date=date.fromisoformat(fields["iso_date"]) if fields.get("iso_date") else None,
        year_from=int(fields["year_from"]), year_to=int(fields["year_to"] or fields["year_from"]),
        source_note=f"Nhập từ tệp {draft.filename}"[:300], **{name: fields.get(name, "") for name in TEXTS},
    )  # fmt: skip
    kept = [row for row in draft.reading["tasks"] if row["keep"] and row["text"].strip()]
    for position, row in enumerate(kept, start=1):
        task = plan.tasks.create(text=row["text"], position=position)
        write_words(task, _words(row, matcher), new=True)
    targets = [Target(plan=plan, kind=Target.Kind.OTHER, text=text[:400]) for text in draft.reading["targets"]]
    Target.objects.bulk_create(targets)
    PlanStep.objects.create(
        plan=plan, verb="import", by=by, acting_for=seat.acting_for, note=f"{draft.filename}, {len(kept)} nhiệm vụ"
    )
    note(Kind.IMPORTED, by=by, acting_for=seat.acting_for, unit=draft.unit, subject=plan, said=draft.filename)
    draft.delete()
    return plan


def _words(row, matcher):
    rhythm, deadline, _ = timing(row["deadline"])
    lead, others = matcher.match(row["lead"]), matcher.match_many(row["coordinating"])
    known = sorted({match.agency.pk for match in others if match.agency})
    return NEW | {
        "text": row["text"], "section": row["section"], "product": row["product"], "rhythm": rhythm, "deadline": deadline,
        "lead": lead.agency.pk if lead.agency else None, "lead_text": row["lead"][:250], "coordinating": known,
        "coordinating_text": row["coordinating"][:400], "dimensions": [row["dimension"]] if row["dimension"] else [],
    }  # fmt: skip
