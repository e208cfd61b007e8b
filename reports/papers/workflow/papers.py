"""The way of a paper: from draft over signatures to issue, by one table that offers the buttons and guards them.

begin       a new paper, to be drafted by a worker
move        send, take back, initial, send back, cancel, discard: steps without a key
answer      in words, what the checks found grave, before one hands in, signs or seals; `answered` guards those steps
sign, issue and what else needs keys or files: `reports.signing.workflow.signing`
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from plans.models import Period, Plan
from reports.drafting import heads
from reports.models import Document, DocumentStep
from reports.papers import checks, letters, tasks
from reports.papers.workflow import amendments, handing_in, registers, returning
from reports.papers.workflow.living import keeps_seal, lives, require_living
from units.errors import Conflict, Refused
from units.models import Agency, Post, Seat, User
from units.permissions import Action, reaches, require
from units.signing_forms import said
from units.text import in_words

__all__ = ["MOVES", "Move", "advance", "answer", "answered", "begin", "guard", "move", "moves_for", "trace"]

State, Making = Document.State, Document.Making


@dataclass(frozen=True)
class Move:
    """A step of the way: the word on the button, the right it takes, where from and where to."""

    label: str
    action: Action
    start: tuple
    end: str
    said: str
    needs_note: bool = False
    needs_key: bool = False


MOVES = {
    "send": Move("Trình ký", Action.DRAFT_PAPER, (State.DRAFT,), State.TO_SIGN, "trình ký"),
    "initial": Move("Ký nháy", Action.INITIAL, (State.TO_SIGN,), State.TO_SIGN, "ký nháy", needs_key=True),
    "sign": Move("Ký số", Action.SIGN, (State.TO_SIGN,), State.SIGNED, "ký số", needs_key=True),
    "issue": Move(
        "Ký số cơ quan, phát hành", Action.NUMBER, (State.SIGNED,), State.ISSUED, "phát hành", needs_key=True
    ),
    "issue_by_hand": Move(
        "Cấp số, phát hành bản giấy",
        Action.NUMBER,
        (State.TO_SIGN,),
        State.ISSUED,
        "cấp số, phát hành bản giấy ký tay",
    ),
    "attach_scan": Move("Đính kèm bản quét", Action.NUMBER, (State.ISSUED,), State.ISSUED, "đính kèm bản quét"),
    "send_back": Move("Trả lại", Action.SIGN, (State.TO_SIGN, State.SIGNED), State.DRAFT, "trả lại", needs_note=True),
    "hand_back": Move(
        "Trả lại người soạn", Action.NUMBER, (State.SIGNED,), State.DRAFT, "trả lại người soạn", needs_note=True
    ),
    "take_back": Move("Rút lại để sửa", Action.DRAFT_PAPER, (State.TO_SIGN,), State.DRAFT, "rút lại"),
    "cancel": Move(
        "Hủy số", Action.NUMBER, (State.DRAFT, State.TO_SIGN, State.SIGNED), State.CANCELLED, "hủy số", needs_note=True
    ),
    "discard": Move("Bỏ bản nháp", Action.DRAFT_PAPER, (State.DRAFT,), State.CANCELLED, "bỏ bản nháp"),
}
BACK = ("send_back", "hand_back")  # with a word on the number the paper holds
AFTER_THE_END = (
    "attach_scan",
    "send_back",
    "hand_back",
    "take_back",
    "cancel",
    "discard",
)  # what an ended unit leaves is tidied up


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


def moves_for(document: Document, user: User) -> list[tuple[str, Move]]:
    """What `user` may do now, in the order of MOVES: the buttons and the guard are one."""
    return [(name, step) for name, step in MOVES.items() if _allowed(document, user, name)]


def _allowed(document, user, name):
    step = MOVES[name]
    living = name in AFTER_THE_END or lives(document.agency)
    fits = document.state in step.start and living and _fits(document, name)
    return fits and bool(_seat(document, step.action, user))


def _seat(document, action, user):
    """The seat for a right over a paper; who signs it leads its own agency, or signs there by order or mandate."""
    seats = [reach.seat for reach in reaches(user, action) if reach.covers(document.agency.unit)]
    if action is Action.SIGN:
        seats = [seat for seat in seats if _of_the_agency(seat.post, document)]
    if action is Action.NUMBER:
        seats = [seat for seat in seats if keeps_seal(seat.post, document.agency)]
    return next(iter(seats), None)


def _of_the_agency(post, document):
    return post.agency_id == document.agency_id or post.signs in (Post.Signs.ORDER, Post.Signs.MANDATE)


def _fits(document, name):
    """What a step asks beside state and right."""
    held = getattr(document, "entry", None)
    if name == "send":
        return document.making == Making.READY and not document.is_copy
    if name == "initial":
        return not _initialled(document)
    if name == "cancel":
        return held is not None
    if name == "discard":
        return held is None  # a number already given needs a reason: cancel
    if name == "sign":
        return not document.is_copy
    if name == "issue_by_hand":
        return not document.prepared and not document.is_copy
    if name == "attach_scan":
        return document.by_hand
    return True


def _initialled(document):
    """Since it was last sent to be signed."""
    last = document.steps.filter(verb__in=["send", "initial"]).first()
    return bool(last) and last.verb == "initial"


def guard(document: Document, name: str, by: User) -> tuple[Move, Seat]:
    """(Move, seat) when `by` may make this move now. Raises Http404, Refused or Conflict."""
    step = MOVES[name]
    require(by, step.action, document.agency.unit)
    seat = _seat(document, step.action, by)
    if not seat:
        who = (
            "văn thư của chính cơ quan đó cấp số, đóng dấu"
            if step.action is Action.NUMBER
            else "lãnh đạo của chính cơ quan đó ký"
        )
        raise Refused(f"Văn bản của {document.agency} do {who}.")
    if name not in AFTER_THE_END:
        require_living(document.agency)
    if not _allowed(document, by, name):
        raise Conflict(f"Văn bản đang ở bước “{document.get_state_display()}”, không {step.label.lower()} được nữa.")
    return step, seat


def move(document: Document, name: str, *, by: User, note: str = "", keep_number: bool = True) -> None:
    """Make a move that needs no key; initials without one are a line of the trace.

    `keep_number`: what a paper sent back does with the number it holds. Raises Refused, Conflict, ValueError when a needed
    reason is empty.
    """
    step, seat = guard(document, name, by)
    if step.needs_note and not note.strip():
        raise ValueError("Cần ghi lý do.")
    if name == "send":
        handing_in.require_ready(document)
    with transaction.atomic():
        columns: dict[str, Any] = {"note": note.strip()}
        if step.end == State.DRAFT:
            columns = _back(document, name, note.strip(), keep_number)
        advance(document, name, by=by, seat=seat, **columns)
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


# --- Answers to what the checks found -------------------------------------------------------------------------------


@transaction.atomic
def answer(document: Document, name: str, *, by: User, words: str) -> None:
    """What `by` says to the grave findings before the step `name`; they and her words stand in the trace.

    Raises Refused, Conflict, ValueError without words.
    """
    _, seat = guard(document, name, by)
    found = checks.grave(document, name)
    if not found:
        return
    if not in_words(words):
        raise ValueError("Cần ghi ý kiến bằng lời về những điểm còn lại trước khi làm bước này.")
    changes = [{"field": one.code, "old": "", "new": f"{one.head} {one.text}"} for one in found]
    verb, last = checks.ANSWER + name, document.steps.first()
    if last and (last.verb, last.by, last.note, last.changes) == (verb, by, words.strip(), changes):
        return  # sent twice: said once
    trace(document, verb, by, seat, note=words.strip(), changes=changes)


def answered(document: Document, name: str, *, by: User) -> None:
    """Raises Conflict while something grave stands before this step that `by` has not answered."""
    left = checks.unanswered(document, name, by)
    if left:
        guard(Document.objects.get(pk=document.pk), name, by)  # the step was made meanwhile: that is what she hears
        what = "; ".join(f"{one.head} {one.text}" for one in left)
        raise Conflict(f"Cần xem và ghi ý kiến trước khi {MOVES[name].label.lower()}: {what}.")


def advance(
    document: Document, name: str, *, by: User, seat: Seat, note: str = "", file: str = "", **columns: Any
) -> None:
    """One conditional update and its trace: whoever changes the row owns the step. Raises Conflict.

    `file` is the stored name of what belongs to the line of the trace.
    """
    step = MOVES[name]
    answered(document, name, by=by)
    changed = Document.objects.filter(pk=document.pk, state=document.state, version=document.version).update(
        state=step.end, version=F("version") + 1, **columns
    )
    if not changed:
        raise Conflict("Văn bản này vừa được người khác xử lý. Mở lại trang để xem bước mới nhất.")
    trace(document, name, by, seat, note=note or (said(seat) if name == "sign" else ""), file=file)
    document.refresh_from_db()
    letters.moved(document, name, by=by, note=note)


def trace(
    document: Document,
    verb: str,
    by: User,
    seat: Seat | None = None,
    *,
    note: str = "",
    changes: Iterable[Mapping[str, str]] = (),
    file: str = "",
) -> DocumentStep:
    """A line of the paper's trace."""
    lent = seat.acting_for if seat else None
    return DocumentStep.objects.create(
        document=document, verb=verb, by=by, acting_for=lent, note=note, changes=list(changes), file=file
    )
