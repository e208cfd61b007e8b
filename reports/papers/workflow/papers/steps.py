"""Steps of a paper that need no key: begun, handed in, taken or sent back, cancelled."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from plans.models import Period, Plan
from reports.drafting import heads
from reports.models import Document
from reports.papers import tasks
from reports.papers.workflow import amendments, handing_in, registers, returning
from reports.papers.workflow.living import require_living
from reports.papers.workflow.papers.turns import BACK, advance, guard, trace
from units.models import Agency, User
from units.permissions import Action, require

State = Document.State


@transaction.atomic
def begin(
    kind: str,
    agency: Agency,
    *,
    by: User,
    title: str = "",
    plan: Plan | None = None,
    period: Period | None = None,
    choices: Mapping[str, bool] | None = None,
) -> Document:
    """A new paper of `agency`; a worker drafts it as soon as this is through. Raises Refused, Http404.

    The paper of a plan is what the plan is issued as: a programme, directive or decision has its own letters and book.
    `choices`: what of `results.Choices` is not as usual; of a letter on a plan, that it is a `request`, not an urging.
    """
    urges = kind == Document.Kind.LETTER and plan and not (choices or {}).get("request")
    seat = require(by, Action.URGE if urges else Action.DRAFT_PAPER, agency.unit)
    require_living(agency)
    if plan and kind == Document.Kind.PLAN:
        kind = Document.OF_PLAN[Plan.Kind(plan.kind)]
    names = dict(Document.Kind.choices)
    document = Document.objects.create(
        kind=kind, agency=agency, plan=plan, period=period, created_by=by,
        signer=heads.default_signer(agency, heads.sits_in(by, agency.unit)),
        choices=dict(choices or {}),
        title=title or f"{names[kind]} {period.name if period else plan or ''}".strip()[:500],
    )  # fmt: skip
    trace(document, "begin", by, seat)
    tasks.ring_on_commit(document.pk)
    return document


def move(document: Document, name: str, *, by: User, note: str = "", keep_number: bool = True) -> None:
    """Make a move that needs no key; initials without one are a line of the trace.

    `keep_number`: what a paper sent back does with the number it holds. Raises Refused, Conflict, ValueError when a needed
    reason is empty.
    """
    turn = guard(document, name, by)
    step = turn.step
    if step.needs_note and not note.strip():
        raise ValueError("Cần ghi lý do.")
    if name == "send":
        handing_in.require_ready(document)
    with transaction.atomic():
        columns: dict[str, Any] = {"note": note.strip()}
        if step.end == State.DRAFT:
            columns = _back(document, name, note.strip(), keep_number)
        advance(turn, **columns)
        if name == "cancel":
            registers.cancel(document.entry, by=by, reason=note)
        if step.end == State.CANCELLED:
            amendments.let_go(document)


def _back(document, name, note, keep):
    """The draft's words may change now; the file that was signed stays with the trace."""
    number = ""
    if name in BACK:
        if not keep:
            returning.refuse_lost_number(document)
        number = registers.sent_back(document, reason=note, keep=keep)
    columns = returning.as_draft(document)
    returning.files_go(document)
    return {"note": f"{note} ({number})" if number else note, "file": document.pdf.name, **columns}
