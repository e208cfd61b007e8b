"""Gia hạn: a new deadline asked with a reason, granted or refused by the unit above; the old date stays on record.

ask       by the unit that has the task
answer    by the office above: granted moves the task's deadline, refused keeps it
waiting   the requests one person may answer
may_ask, may_answer   what to offer
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.drafting import letters as plan_letters
from plans.models import Extension, Plan, PlanStep, Task
from units.errors import Conflict
from units.permissions import Action, can, require
from units.scope import where
from units.vietnamese import vn_date

__all__ = ["answer", "ask", "may_answer", "may_ask", "waiting"]

State = Extension.State


def may_ask(task, user):
    """A task with a deadline, of a plan in force, of a unit that has somebody above, not asked already."""
    return (
        task.plan.in_force and task.deadline is not None and task.plan.unit.parent_id is not None
        and task.withdrawn is None and can(user, Action.EDIT_PLAN, task.plan.unit)
        and not task.extensions.filter(state=State.ASKED).exists()
    )  # fmt: skip


def may_answer(extension, user):
    return extension.state == State.ASKED and can(user, Action.EXTEND, extension.task.plan.unit)


def waiting(user):
    """Requests `user` may answer, oldest first, with what a list row shows."""
    reach = where(user, Action.EXTEND, "task__plan__unit__")
    asked = Extension.objects.filter(reach, state=State.ASKED).exclude(task__plan__state=Plan.State.CLOSED)
    return asked.select_related("task__plan__unit", "asked_by").order_by("asked_at")


@transaction.atomic
def ask(task, *, by, new_deadline, reason):
    """Ask for `new_deadline`; raises ValueError when it isn't later or no reason is given, Conflict when asked already."""
    unit = task.plan.unit
    seat = require(by, Action.EDIT_PLAN, unit)
    if not may_ask(task, by):
        raise Conflict(
            "Nhiệm vụ này không đề nghị gia hạn được: chưa có hạn, đang chờ trả lời, hoặc không còn hiệu lực."
        )
    if new_deadline <= task.deadline:
        raise ValueError(f"Hạn mới phải sau hạn hiện nay ({vn_date(task.deadline)}).")
    if not reason.strip():
        raise ValueError("Cần ghi lý do đề nghị gia hạn.")
    row = Extension.objects.create(
        task=task, old_deadline=task.deadline, new_deadline=new_deadline, reason=reason.strip(), asked_by=by
    )
    _trace(row, "extension_asked", by, seat, note=row.reason)
    people = plan_letters.people_of([unit.parent_id], *plan_letters.DECIDERS)
    _tell(row, people, f"{unit.name} đề nghị gia hạn đến {vn_date(new_deadline)}", row.reason)
    return row


@transaction.atomic
def answer(extension, *, by, granted, note=""):
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
    if granted:
        _move_deadline(extension)
    _trace(extension, "extension_granted" if granted else "extension_refused", by, seat, note=note.strip())
    people = plan_letters.people_of([unit], *plan_letters.WRITERS)
    _tell(
        extension,
        people,
        f"Gia hạn đến {vn_date(extension.new_deadline)}: {extension.get_state_display().lower()}",
        note,
    )
    return extension


def _move_deadline(extension):
    task = Task.objects.select_for_update(of=("self",)).get(pk=extension.task_id)
    task.deadline, task.version = extension.new_deadline, task.version + 1
    task.save(update_fields=["deadline", "version", "updated_at"])
    task.amendments.update(deadline=task.deadline)
    extension.task = task


def _trace(row, verb, by, seat, note):
    change = {
        "task": row.task_id, "code": row.task.code, "version": row.task.version, "field": "deadline",
        "label": "Thời hạn", "old": vn_date(row.old_deadline), "new": vn_date(row.new_deadline),
    }  # fmt: skip
    PlanStep.objects.create(
        plan=row.task.plan, verb=verb, by=by, acting_for=seat.acting_for, note=note, changes=[change]
    )


def _tell(row, people, subject, reason):
    path = reverse("task", args=[row.task_id])
    lines = [str(row.task), f"Hạn cũ {vn_date(row.old_deadline)}, hạn đề nghị {vn_date(row.new_deadline)}", reason]
    key = f"extension-{row.pk}-{row.state}"
    plan_letters.tell(people, key=key, subject=subject, lines=[line for line in lines if line], path=path)
