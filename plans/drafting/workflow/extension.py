"""Gia hạn: a new deadline asked with a reason, sent up by the unit's own leader, granted or refused by the unit above.

ask       by the unit that has the task; what its leader asks goes up at once
send_up   by the leader: the request goes to the office above
hold      by the leader: it does not, with the reason
take_back by whoever asked, while nobody has decided
answer    by the office above: granted moves the task's deadline, refused keeps it
waiting   the requests one person may send up or answer
may_ask, may_send, may_take_back, may_answer   what to offer
"""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from plans.drafting import letters as plan_letters
from plans.models import Extension, Plan, PlanStep, Task
from units.errors import Conflict, Refused
from units.models import Role, User
from units.permissions import Action, can, require, seat_for, who_may
from units.scope import where
from units.unit_settings import ONE_HAND_RULE
from units.vietnamese import vn_date

__all__ = [
    "answer", "ask", "hold", "may_answer", "may_ask", "may_send", "may_take_back", "send_up", "take_back", "waiting",
]  # fmt: skip

State = Extension.State


def may_ask(task: Task, user: User) -> bool:
    """A task with a deadline, of a plan in force, of a unit that has somebody above, not asked already."""
    return (
        task.plan.in_force and task.deadline is not None and task.plan.unit.parent_id is not None
        and task.withdrawn is None and can(user, Action.EDIT_PLAN, task.plan.unit)
        and not task.extensions.filter(state__in=Extension.OPEN).exists()
    )  # fmt: skip


def may_send(extension: Extension, user: User) -> bool:
    """With the leader, and somebody else's request, unless the unit lets one person do both."""
    unit = extension.task.plan.unit
    return extension.state == State.WITH_LEADER and can(user, Action.SUBMIT, unit) and not _is_own(extension, user)


def _is_own(extension, user):
    return extension.asked_by_id == user.pk and not extension.task.plan.unit.one_hand


def may_take_back(extension: Extension, user: User) -> bool:
    """Her own request, while she may still write the plan and nobody has decided."""
    unit = extension.task.plan.unit
    return extension.state in Extension.OPEN and extension.asked_by_id == user.pk and can(user, Action.EDIT_PLAN, unit)


def may_answer(extension: Extension, user: User) -> bool:
    return extension.state == State.ASKED and can(user, Action.EXTEND, extension.task.plan.unit)


def waiting(user: User) -> QuerySet[Extension]:
    """Requests `user` may send up or answer, oldest first, with what a list row shows."""
    above = where(user, Action.EXTEND, "task__plan__unit__") & Q(state=State.ASKED)
    inside = where(user, Action.SUBMIT, "task__plan__unit__") & Q(state=State.WITH_LEADER)
    asked = Extension.objects.filter(above | inside).exclude(task__plan__state=Plan.State.CLOSED)
    return asked.select_related("task__plan__unit", "asked_by").order_by("asked_at")


@transaction.atomic
def ask(task: Task, *, by: User, new_deadline: date, reason: str) -> Extension:
    """Ask for `new_deadline`; raises ValueError when it isn't later or no reason is given, Conflict when asked already."""
    unit = task.plan.unit
    seat = require(by, Action.EDIT_PLAN, unit)
    if not may_ask(task, by):
        raise Conflict(
            "Nhiệm vụ này không đề nghị gia hạn được: chưa có hạn, đang chờ trả lời, hoặc không còn hiệu lực."
        )
    if task.deadline and new_deadline <= task.deadline:
        raise ValueError(f"Hạn mới phải sau hạn hiện nay ({vn_date(task.deadline)}).")
    if not reason.strip():
        raise ValueError("Cần ghi lý do đề nghị gia hạn.")
    leading = seat_for(by, Action.SUBMIT, unit)
    goes_up = bool(leading and not leading.acting_for)
    row = Extension.objects.create(
        task=task, old_deadline=task.deadline, new_deadline=new_deadline, reason=reason.strip(), asked_by=by,
        state=State.ASKED if goes_up else State.WITH_LEADER, sent_by=by if goes_up else None,
    )  # fmt: skip
    _trace(row, "extension_asked", by, seat, note=row.reason)
    if goes_up:
        _tell_above(row)
    else:
        leaders = plan_letters.people_of([unit], Role.LEADER)
        _tell(row, leaders, f"Đề nghị gia hạn đến {vn_date(new_deadline)} chờ bạn gửi cấp trên", row.reason)
    return row


@transaction.atomic
def send_up(extension: Extension, *, by: User) -> Extension:
    """The leader sends the request to the office above. Raises Refused, Http404, Conflict."""
    seat = _guard(extension, by)
    _leave(extension, State.ASKED, sent_by=by)
    _trace(extension, "extension_sent", by, seat, note=_both_facts(extension, by))
    _tell_above(extension)
    return extension


@transaction.atomic
def hold(extension: Extension, *, by: User, note: str) -> Extension:
    """The leader does not send it up. Raises Refused, Http404, Conflict, ValueError without the reason."""
    seat = _guard(extension, by)
    if not note.strip():
        raise ValueError("Cần ghi lý do không gửi đề nghị.")
    _leave(extension, State.HELD_BACK, decided_by=by, decided_at=timezone.now(), answer=note.strip())
    _trace(extension, "extension_held", by, seat, note=note.strip())
    writers = plan_letters.people_of([extension.task.plan.unit_id], Role.ENTRY)
    own = {person: post for person, post in writers.items() if person == extension.asked_by}
    _tell(extension, own or writers, "Lãnh đạo không gửi đề nghị gia hạn", note.strip())
    return extension


@transaction.atomic
def take_back(extension: Extension, *, by: User, note: str = "") -> Extension:
    """Whoever asked takes the request back before it is decided; whom it waits for is told. Raises Refused, Conflict."""
    unit = extension.task.plan.unit
    seat = require(by, Action.EDIT_PLAN, unit)
    if extension.asked_by_id != by.pk:
        raise Refused(f"Đề nghị này do {extension.asked_by} lập; chỉ người đề nghị rút lại.")
    waited = extension.state
    _leave(extension, State.TAKEN_BACK, Extension.OPEN, decided_by=by, decided_at=timezone.now(), answer=note.strip())
    _trace(extension, "extension_taken_back", by, seat, note=note.strip())
    people = _above(unit) if waited == State.ASKED else plan_letters.people_of([unit], Role.LEADER)
    _tell(
        extension, people, f"{unit.name} rút lại đề nghị gia hạn đến {vn_date(extension.new_deadline)}", note.strip()
    )
    return extension


def _guard(extension, by):
    unit = extension.task.plan.unit
    seat = require(by, Action.SUBMIT, unit)
    if extension.state == State.WITH_LEADER and _is_own(extension, by):
        raise Refused(ONE_HAND_RULE, who_may=who_may(Action.SUBMIT, unit))
    return seat


def _leave(extension, state, start=(State.WITH_LEADER,), **columns):
    waiting = Extension.objects.filter(pk=extension.pk, state__in=start)
    if not waiting.update(state=state, **columns):
        raise Conflict("Đề nghị này vừa được người khác xử lý.")
    extension.refresh_from_db()


def _both_facts(extension, by):
    own = extension.asked_by_id == by.pk
    return "Người đề nghị và người gửi là một; đơn vị đặt “một người nhập và gửi”" if own else ""


def _tell_above(row):
    unit = row.task.plan.unit
    _tell(row, _above(unit), f"{unit.name} đề nghị gia hạn đến {vn_date(row.new_deadline)}", row.reason)


def _above(unit):
    return plan_letters.people_of([unit.parent_id], *plan_letters.DECIDERS)


@transaction.atomic
def answer(extension: Extension, *, by: User, granted: bool, note: str = "") -> Extension:
    """Grant or refuse; refusing needs a note. Whoever answers first owns it, the second meets Conflict."""
    unit = extension.task.plan.unit
    seat = require(by, Action.EXTEND, unit)
    if not granted and not note.strip():
        raise ValueError("Cần ghi lý do không đồng ý.")
    state = State.GRANTED if granted else State.REFUSED
    changed = Extension.objects.filter(pk=extension.pk, state=State.ASKED).update(
        state=state, decided_by=by, decided_at=timezone.now(), answer=note.strip()
    )
    if not changed:
        raise Conflict("Đề nghị này vừa được người khác trả lời.")
    extension.refresh_from_db()
    stood = _move_deadline(extension) if granted else None
    _trace(extension, "extension_granted" if granted else "extension_refused", by, seat, note.strip(), stood)
    people = plan_letters.people_of([unit], *plan_letters.WRITERS)
    _tell(
        extension,
        people,
        f"Gia hạn đến {vn_date(extension.new_deadline)}: {extension.get_state_display().lower()}",
        note,
    )
    return extension


def _move_deadline(extension):
    """The task's new deadline; returns the one that stood, which past days read."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=extension.task_id)
    stood = task.deadline
    task.deadline, task.version = extension.new_deadline, task.version + 1
    task.save(update_fields=["deadline", "version", "updated_at"])
    task.amendments.update(deadline=task.deadline)
    extension.task = task
    return stood


def _trace(row, verb, by, seat, note, stood=None):
    old = stood or row.old_deadline
    change = {
        "task": row.task_id, "code": row.task.code, "version": row.task.version, "field": "deadline",
        "label": "Thời hạn", "old": vn_date(old), "new": vn_date(row.new_deadline), "was": old and old.isoformat(),
    }  # fmt: skip
    PlanStep.objects.create(
        plan=row.task.plan, verb=verb, by=by, acting_for=seat.acting_for, note=note, changes=[change]
    )


def _tell(row, people, subject, reason):
    path = reverse("task", args=[row.task_id])
    lines = [str(row.task), f"Hạn cũ {vn_date(row.old_deadline)}, hạn đề nghị {vn_date(row.new_deadline)}", reason]
    key = f"extension-{row.pk}-{row.state}"
    plan_letters.tell(people, key=key, subject=subject, lines=[line for line in lines if line], path=path)
