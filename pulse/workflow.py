"""Verbs on rounds. MOVES both offers the buttons and guards them; each leaves a line in the journal.

What makes answers nameless is how they are kept (`models.answers`), so no verb here can switch it off.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from journal.notes import Kind, note
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, can, require
from units.text import nfc

from . import answering
from .models import MOST_QUESTIONS, Ballot, Code, PaperBatch, Place, Question, Reply, Round, RoundQuestion, Waiting

__all__ = [
    "MOST_CODES",
    "MOVES",
    "Move",
    "add_place",
    "batch",
    "begin",
    "change",
    "close_over",
    "codes",
    "move",
    "moves_for",
    "received",
    "remove",
    "remove_place",
    "reply",
]

MOST_CODES, MOST_PLACES = 500, 60
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no letter that looks like a figure
State = Round.State


@dataclass(frozen=True)
class Move:
    """From which states to which; by whom; in which words; whether it needs a reason."""

    sources: tuple[str, ...]
    goal: str
    action: Action
    label: str
    says: str
    reason: bool = False


MOVES = {
    "open": Move((State.DRAFT,), State.OPEN, Action.PULSE_OPEN, "Mở đợt hỏi",
                 "Từ đây câu hỏi, nơi hỏi và cách hỏi không sửa được nữa."),
    "close": Move((State.OPEN,), State.CLOSED, Action.PULSE_OPEN, "Khóa đợt hỏi",
                  "Không nhận thêm phiếu nào, kể cả phiếu giấy; kết quả mở ra cho người xem được."),
    "publish": Move((State.CLOSED,), State.PUBLISHED, Action.PULSE_OPEN, "Công bố kết quả",
                    "Ai có địa chỉ cũng xem được trang kết quả."),
    "take_back": Move((State.PUBLISHED,), State.CLOSED, Action.PULSE_OPEN, "Thôi công bố",
                      "Trang kết quả không mở được nữa.", reason=True),
}  # fmt: skip


def moves_for(row: Round, user: User) -> dict[str, Move]:
    """Those `user` may make now: the buttons to offer."""
    return {name: one for name, one in MOVES.items() if row.state in one.sources and can(user, one.action, row.unit)}


@transaction.atomic
def move(row: Round, name: str, *, by: User, reason: str = "", today: date) -> None:
    """Raises Refused, Http404; Conflict where it is no longer so; ValueError for what is missing."""
    one = MOVES[name]
    require(by, one.action, row.unit)
    reason = nfc(reason.strip())
    if one.reason and not reason:
        raise ValueError("Cần ghi lý do.")
    if name == "open":
        _fit_to_open(row, today)
    if not Round.objects.filter(pk=row.pk, state__in=one.sources).update(state=one.goal):
        raise Conflict("Đợt thăm dò đã chuyển bước khác. Mở lại trang để xem.")
    if name == "close":
        answering.shuffle(row.pk, least=1)
    note(Kind.PULSE, by=by, unit=row.unit, subject=row, said=f"{one.label}: {row.title}. {reason}".strip())


def _fit_to_open(row, today):
    if row.closes < today:
        raise ValueError("Ngày cuối đã qua. Sửa ngày rồi mới mở.")
    if not 1 <= row.asked.count() <= MOST_QUESTIONS:
        raise ValueError(f"Chọn từ 1 đến {MOST_QUESTIONS} câu hỏi.")
    if not row.places.exists():
        raise ValueError("Thêm ít nhất một nơi hỏi.")


def close_over(today: date) -> int:
    """Lock the rounds whose last day, and days for paper forms after it, are over; returns how many."""
    done = 0
    for row in Round.objects.filter(state=State.OPEN, closes__lt=today).select_related("unit"):
        if row.locks_after >= today:
            continue
        with transaction.atomic():
            if Round.objects.filter(pk=row.pk, state=State.OPEN).update(state=State.CLOSED):
                answering.shuffle(row.pk, least=1)
                note(Kind.PULSE, by=None, unit=row.unit, subject=row, said=f"Khóa khi hết hạn: {row.title}")
                done += 1
    return done


@transaction.atomic
def begin(unit: Unit, values: dict, questions: Sequence[Question], *, by: User) -> Round:
    """A draft. `values`: title, opens, closes, paper_days, strength, asks_words. Raises Refused, Http404."""
    require(by, Action.PULSE, unit)
    row = Round.objects.create(unit=unit, by=by, **values)
    _ask(row, questions)
    note(Kind.PULSE, by=by, unit=unit, subject=row, said=f"Soạn đợt thăm dò: {row.title}")
    return row


@transaction.atomic
def change(row: Round, values: dict, questions: Sequence[Question], *, by: User) -> None:
    """A draft's fields and questions. Raises Refused, Http404, Conflict once it was opened."""
    require(by, Action.PULSE, row.unit)
    _still_draft(row, **values)
    row.asked.all().delete()
    _ask(row, questions)


def _ask(row, questions):
    RoundQuestion.objects.bulk_create(
        [RoundQuestion(round=row, question=one, position=n) for n, one in enumerate(questions)]
    )


def _still_draft(row, **values):
    """The one conditional update: whoever opens the round meanwhile wins."""
    if not Round.objects.filter(pk=row.pk, state=State.DRAFT).update(**(values or {"state": State.DRAFT})):
        raise Conflict("Đợt thăm dò đã mở nên không sửa được nữa.")


@transaction.atomic
def remove(row: Round, *, by: User) -> None:
    """A draft that nobody will ask. Raises Refused, Http404, Conflict once it was opened."""
    require(by, Action.PULSE, row.unit)
    _still_draft(row)
    note(Kind.PULSE, by=by, unit=row.unit, subject=row, said=f"Bỏ đợt đang soạn: {row.title}")
    row.delete()


@transaction.atomic
def add_place(row: Round, name: str, *, by: User) -> Place:
    """Raises Refused, Http404, Conflict once it was opened; ValueError for a name that is there, or too many."""
    require(by, Action.PULSE, row.unit)
    _still_draft(row)
    if row.places.count() >= MOST_PLACES:
        raise ValueError(f"Một đợt có tối đa {MOST_PLACES} nơi hỏi.")
    if row.places.filter(name=name).exists():
        raise ValueError("Đã có nơi hỏi này.")
    return Place.objects.create(round=row, name=name)


@transaction.atomic
def remove_place(place: Place, *, by: User) -> None:
    """Raises Refused, Http404, Conflict once the round was opened."""
    require(by, Action.PULSE, place.round.unit)
    _still_draft(place.round)
    place.delete()


@transaction.atomic
def codes(row: Round, number: int, *, by: User) -> list[str]:
    """New codes, which are told here once and never again. Raises Refused, Http404, Conflict, ValueError."""
    require(by, Action.PULSE, row.unit)
    if row.strength != Round.Strength.CODES or row.state not in (State.DRAFT, State.OPEN):
        raise Conflict("Đợt này không dùng mã, hoặc đã khóa.")
    if not 1 <= number <= MOST_CODES:
        raise ValueError(f"Mỗi lần in từ 1 đến {MOST_CODES} mã.")
    made = ["".join(secrets.choice(ALPHABET) for _ in range(8)) for _ in range(number)]
    Code.objects.bulk_create([Code(round=row, digest=answering.digest_of(row, one)) for one in made])
    note(Kind.PULSE, by=by, unit=row.unit, subject=row, said=f"In {number} mã phiếu: {row.title}")
    return [f"{one[:4]}-{one[4:]}" for one in made]


def batch(place: Place, number: str, *, by: User, today: date) -> PaperBatch:
    """The batch of paper forms with this number, begun by whoever enters its first. Raises Refused, Http404."""
    require(by, Action.PULSE, place.round.unit)
    try:
        with transaction.atomic():
            made, new = PaperBatch.objects.get_or_create(place=place, number=number, defaults={"by": by, "day": today})
            if new:
                said = f"Nhập lô phiếu giấy {number}, {place.name}"
                note(Kind.PULSE, by=by, unit=place.round.unit, subject=place.round, said=said)
            return made
    except IntegrityError:
        return PaperBatch.objects.get(place=place, number=number)


@transaction.atomic
def reply(row: Round, text: str, *, by: User, question: Question | None = None) -> Reply:
    """Tell citizens what was done. Raises Refused, Http404; Conflict while the round is under way."""
    require(by, Action.PULSE_OPEN, row.unit)
    if row.state not in (State.CLOSED, State.PUBLISHED):
        raise Conflict("Trả lời người dân khi đợt thăm dò đã khóa.")
    note(Kind.PULSE, by=by, unit=row.unit, subject=row, said=f"Trả lời người dân: {row.title}")
    return Reply.objects.create(round=row, text=text, question=question, by=by)


def received(row: Round) -> int:
    """How many answers by now, shuffled or not: all that is told of a round under way."""
    waiting = Waiting.objects.filter(place__round=row).exclude(answers="").count()
    return Ballot.objects.filter(place__round=row).count() + waiting
