"""The way of an incoming paper: one table of moves offers and guards.

arrive       an issued paper stands, newly come, with each unit it was sent to
enter        the clerk enters what came on paper or by mail: it gets its number at once
moves_for    what one person may do with one paper now, of MOVES
move         do it: receive (number in the register), refuse, assign, begin, finish, reopen
handlers     posts of the unit a paper may be given to
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reports.incoming import letters
from reports.incoming.files import judged
from reports.models import Document, Incoming, IncomingBook, IncomingFile, IncomingStep
from units.errors import Conflict, Refused
from units.models import Post, Role, Seat, Unit, User
from units.permissions import Action, require, seat_for
from units.text import nfc
from units.vietnamese import vn_date

__all__ = ["MOVES", "RULE", "Move", "arrive", "enter", "handlers", "keep_file", "may", "move", "moves_for", "trace"]

State = Incoming.State
RULE = (
    "Văn bản đến được văn thư tiếp nhận, vào sổ, lấy số đến theo thứ tự trong năm; lãnh đạo phân công người xử lý và hạn; "
    "người được phân công báo đang xử lý, đã xử lý. Văn bản gửi nhầm thì từ chối nhận, ghi lý do. Nơi gửi thấy từng bước."
)
WORKING = (Role.ENTRY, Role.REVIEWER, Role.LEADER, Role.CLERK)


@dataclass(frozen=True)
class Move:
    """A step: the word on the button, from where, to where, by which right; `own`: by whoever has the paper in hand too."""

    label: str
    start: tuple[str, ...]
    end: str
    action: Action
    own: bool = False
    needs_note: bool = False
    needs_handler: bool = False


MOVES: Mapping[str, Move] = MappingProxyType({
    "receive": Move("Tiếp nhận, vào sổ", (State.ARRIVED,), State.RECEIVED, Action.RECEIVE),
    "refuse": Move("Từ chối nhận", (State.ARRIVED,), State.REFUSED, Action.RECEIVE, needs_note=True),
    "assign": Move(
        "Phân công xử lý", (State.RECEIVED, State.ASSIGNED, State.HANDLING), State.ASSIGNED, Action.GIVE_OUT,
        needs_handler=True,
    ),
    "begin": Move("Bắt đầu xử lý", (State.ASSIGNED,), State.HANDLING, Action.GIVE_OUT, own=True),
    "finish": Move(
        "Đã xử lý xong", (State.RECEIVED, State.ASSIGNED, State.HANDLING), State.DONE, Action.GIVE_OUT, own=True
    ),
    "reopen": Move("Xử lý tiếp", (State.DONE,), State.HANDLING, Action.GIVE_OUT, own=True, needs_note=True),
})  # fmt: skip


def may(user: User, row: Incoming, step: Move) -> Seat | None:
    """The seat in which `user` takes this step: by her right over the unit, or as the one who has the paper in hand."""
    if seat := seat_for(user, step.action, row.unit):
        return seat
    held = [seat for seat in user.seats if step.own and seat.post.pk == row.handler_id]
    return held[0] if held else None


def moves_for(row: Incoming, user: User) -> list[tuple[str, Move]]:
    """What `user` may do now, in the order of MOVES: the buttons and the guard are one."""
    return [(name, step) for name, step in MOVES.items() if row.state in step.start and may(user, row, step)]


def handlers(unit: Unit) -> QuerySet[Post]:
    """Posts of the unit held today that work with papers."""
    held = Post.objects.in_force(timezone.localdate()).filter(
        agency__unit=unit, role__in=WORKING, user__is_active=True
    )
    return held.select_related("agency__unit", "user").order_by("agency__name", "pk")


@transaction.atomic
def arrive(document: Document) -> list[Incoming]:
    """The rows of an issued paper, one a receiving unit; run twice nothing arrives twice. Returns the new ones."""
    known = set(Incoming.objects.filter(document=document).values_list("unit", flat=True))
    units = document.receivers.exclude(pk__in=known)
    entry = getattr(document, "entry", None)
    said = {
        "document": document, "sender": document.agency.name[:300], "kind": document.get_kind_display(),
        "number": str(entry) if entry else "", "date": entry.date if entry else None, "title": document.title,
        "plan": document.plan, "period": document.period,
    }  # fmt: skip
    return [Incoming.objects.create(unit=unit, **said) for unit in units]


@transaction.atomic
def enter(unit: Unit, *, by: User, came_on: date, data: bytes = b"", name: str = "", **said: Any) -> Incoming:
    """What came beside the portal, in the register at once; `said`: channel, sender, kind, number, date, title, copied.

    Raises Refused, Http404; ValueError for a day to come, a file that is not taken, a paper that is in the register already.
    """
    seat = require(by, Action.RECEIVE, unit)
    if came_on > timezone.localdate():
        raise ValueError(f"Ngày đến {vn_date(came_on)} chưa tới.")
    if said.get("date") and said["date"] > came_on:
        raise ValueError(f"Ngày văn bản {vn_date(said['date'])} sau ngày đến {vn_date(came_on)}.")
    said = {key: nfc(value.strip()) if isinstance(value, str) else value for key, value in said.items()}
    data, name = judged(data, name) if data else (data, name)
    if twin := _twin(unit, said):
        raise ValueError(f"Văn bản này đã vào sổ: số đến {twin.entry} ngày {vn_date(twin.came_on)}.")
    book, number = IncomingBook.take(unit, came_on.year)
    row = Incoming.objects.create(
        unit=unit, by=by, came_on=came_on, state=State.RECEIVED, book=book, entry=number, **said
    )
    if data:
        keep_file(row, data, name, by=by)
    trace(row, "enter", by, seat, note=f"số đến {number}")
    return row


def _twin(unit, said):
    """The same number and day of the same sender, already in the register."""
    if not said.get("number") or not said.get("date"):
        return None
    same = {name: said[name] for name in ("number", "date", "sender")}
    return Incoming.objects.filter(unit=unit, entry__isnull=False, **same).first()


def keep_file(row: Incoming, data: bytes, name: str, *, by: User, **more: Any) -> IncomingFile:
    """One file of the paper as it came, or (`more`) a copy made of it."""
    digest = hashlib.sha256(data).hexdigest()
    ending = name.rpartition(".")[2].lower()[:5]
    kept = IncomingFile(incoming=row, title=nfc(name)[-300:], sha256=digest, added_by=by, **more)
    kept.file.save(f"den-{row.pk}-{digest[:12]}.{ending}", ContentFile(data))
    return kept


@transaction.atomic
def move(
    row: Incoming, name: str, *, by: User, note: str = "", handler: Post | None = None, deadline: date | None = None
) -> Incoming:
    """Take one step; whoever changes the row owns it. Raises Http404, Refused, Conflict, ValueError for what it lacks."""
    step = MOVES[name]
    seat = may(by, row, step)
    if not seat:
        require(by, step.action, row.unit)
        raise Refused(f"Chỉ người được phân công xử lý làm bước “{step.label}”.")
    said, columns = _checked(row, step, note, handler, deadline)
    if name == "receive":
        columns |= _numbered(row, by)
    changed = Incoming.objects.filter(pk=row.pk, state=row.state, state__in=step.start).update(
        state=step.end, **columns
    )
    if not changed:
        raise Conflict("Văn bản đến này vừa được người khác xử lý. Mở lại trang để xem bước mới nhất.")
    row.refresh_from_db()
    trace(
        row,
        name,
        by,
        seat,
        note=said or (f"số đến {row.entry}" if name == "receive" else ""),
        changes=_told(step, row),
    )
    letters.moved(row, name, by=by)
    return row


def _checked(row, step, note, handler, deadline):
    """(note, columns) of the step. Raises ValueError."""
    said = nfc(note.strip())[:300]
    if step.needs_note and not said:
        raise ValueError(f"Cần ghi lý do: {step.label.lower()}.")
    if not step.needs_handler:
        return said, {"note": said} if said else {}
    if handler is None or not handlers(row.unit).filter(pk=handler.pk).exists():
        raise ValueError("Chọn người xử lý trong đơn vị.")
    if deadline and row.came_on and deadline < row.came_on:
        raise ValueError(f"Hạn xử lý {vn_date(deadline)} trước ngày đến {vn_date(row.came_on)}.")
    return said, {"handler": handler, "deadline": deadline, "note": said}


def _numbered(row, by):
    today = timezone.localdate()
    book, number = IncomingBook.take(row.unit, today.year)
    return {"book": book, "entry": number, "came_on": today, "by": by}


def _told(step, row):
    if not step.needs_handler:
        return []
    until = f", hạn {vn_date(row.deadline)}" if row.deadline else ""
    return [{"field": "người xử lý", "old": "", "new": f"{row.handler}{until}"}]


def trace(
    row: Incoming, verb: str, by: User, seat: Seat | None = None, *, note: str = "", changes: Any = ()
) -> IncomingStep:
    """A line of the paper's way."""
    lent = seat.acting_for if seat else None
    return IncomingStep.objects.create(
        incoming=row, verb=verb, by=by, acting_for=lent, note=note, changes=list(changes)
    )
