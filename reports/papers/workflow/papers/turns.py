"""Whose turn it is on a paper: the table of moves, who may make one, what she has answered, and the move made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from journal.notes import Kind
from journal.notes import note as note_in_journal
from reports.models import Document, DocumentStep
from reports.papers import checks, letters
from reports.papers.workflow.living import keeps_seal, require_living, seats_over
from reports.pen import keyring
from reports.pen.cabinet import Cabinet
from units.errors import Conflict, Refused
from units.models import Agency, Post, Seat, User
from units.permissions import Action, require
from units.signing_forms import hand_of, said
from units.text import in_words

State, Making = Document.State, Document.Making
IN_JOURNAL = dict.fromkeys(("initial", "sign", "issue"), Kind.SIGNED) | {"wrong_secret": Kind.SIGNING_FAILED}


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
)  # what an ended unit leaves is tidied up, by the heir's people too


@dataclass(frozen=True)
class Turn:
    """A step that `by` may make on a paper now; what the page asks and the verb needs on the way is read once.

    It is of one request: what was found is what stood there when she pressed.
    """

    document: Document
    name: str
    by: User
    step: Move
    seat: Seat

    @cached_property
    def found(self) -> list[checks.Finding]:
        """What has to be answered before the step."""
        return checks.grave(self.document, self.name)

    @cached_property
    def hand(self) -> Post:
        """The post whose holder signs: her own, also when she acts for a colleague."""
        return hand_of(self.seat)

    @cached_property
    def keys(self) -> Cabinet:
        """The key folder it is signed with: the agency's, else the signer's own, also when she acts for another."""
        return keyring.of_agency(self.document.agency) if self.name == "issue" else keyring.of_post(self.hand)

    @property
    def owner(self) -> tuple[Agency, Post | None]:
        """Whose certificate belongs here: the agency's own, or that of the post of the hand."""
        return (self.document.agency, None) if self.name == "issue" else (self.hand.agency, self.hand)


def moves_for(document: Document, user: User) -> list[tuple[str, Move]]:
    """What `user` may do now, in the order of MOVES: the buttons and the guard are one."""
    return [(name, step) for name, step in MOVES.items() if _allowed(document, user, name)]


def _allowed(document, user, name):
    step = MOVES[name]
    living = name in AFTER_THE_END or document.agency.lives_on(timezone.localdate())
    return living and _stands(document, name) and bool(_seat(document, step.action, user))


def _stands(document, name):
    return document.state in MOVES[name].start and _fits(document, name)


def _seat(document, action, user):
    """The seat for a right over a paper; who signs it leads its own agency, or signs there by order or mandate.

    What a body left that is no more, whoever has the right there, or in its heir, gives back or cancels.
    """
    seats = seats_over(user, action, document.agency)
    if not document.agency.lives_on(timezone.localdate()):
        return next(iter(seats), None)
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


def guard(document: Document, name: str, by: User) -> Turn:
    """The Turn of `by` when she may make this move now. Raises Http404, Refused or Conflict."""
    step = MOVES[name]
    seat = _seat(document, step.action, by)
    if not seat:
        require(by, step.action, document.agency.unit)
        who = (
            "văn thư của chính cơ quan đó cấp số, đóng dấu"
            if step.action is Action.NUMBER
            else "lãnh đạo của chính cơ quan đó ký"
        )
        raise Refused(f"Văn bản của {document.agency} do {who}.")
    if name not in AFTER_THE_END:
        require_living(document.agency)
    if not _stands(document, name):
        raise Conflict(f"Văn bản đang ở bước “{document.get_state_display()}”, không {step.label.lower()} được nữa.")
    return Turn(document, name, by, step, seat)


# --- Answers to what the checks found -------------------------------------------------------------------------------


def answer(document: Document, name: str, *, by: User, words: str) -> None:
    """What `by` says to the grave findings before the step `name`. Raises Refused, Conflict, and as `say` does."""
    say(guard(document, name, by), words)


@transaction.atomic
def say(turn: Turn, words: str) -> None:
    """What was found and her words to it stand in the trace. Raises ValueError without words."""
    if not turn.found:
        return
    if not in_words(words):
        raise ValueError("Cần ghi ý kiến bằng lời về những điểm còn lại trước khi làm bước này.")
    changes = [{"field": one.code, "old": "", "new": f"{one.head} {one.text}"} for one in turn.found]
    verb, last = checks.ANSWER + turn.name, turn.document.steps.first()
    if last and (last.verb, last.by, last.note, last.changes) == (verb, turn.by, words.strip(), changes):
        return  # sent twice: said once
    trace(turn.document, verb, turn.by, turn.seat, note=words.strip(), changes=changes)


def answered(turn: Turn) -> None:
    """Raises Conflict while something grave stands before this step that she has not answered."""
    if not turn.found:
        return
    left = checks.unanswered(turn.found, turn.document, turn.name, turn.by)
    if left:
        guard(Document.objects.get(pk=turn.document.pk), turn.name, turn.by)  # made meanwhile: that is what she hears
        what = "; ".join(f"{one.head} {one.text}" for one in left)
        raise Conflict(f"Cần xem và ghi ý kiến trước khi {turn.step.label.lower()}: {what}.")


def advance(turn: Turn, *, note: str = "", file: str = "", **columns: Any) -> None:
    """One conditional update and its trace: whoever changes the row owns the step. Raises Conflict.

    `file` is the stored name of what belongs to the line of the trace.
    """
    document, name, by, seat = turn.document, turn.name, turn.by, turn.seat
    answered(turn)
    changed = Document.objects.filter(pk=document.pk, state=document.state, version=document.version).update(
        state=turn.step.end, version=F("version") + 1, **columns
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
    if kind := IN_JOURNAL.get(verb):
        note_in_journal(
            kind, by=by, acting_for=lent, unit=document.agency.unit, subject=document, said=f"{verb}: {document.title}"
        )
    return DocumentStep.objects.create(
        document=document, verb=verb, by=by, acting_for=lent, note=note, changes=list(changes), file=file
    )
