"""The life of a plan: drafted, issued and frozen, amended by numbered amendments, closed or superseded.

    new_plan, start_from   a draft, empty or from an earlier plan
    save_plan              its own text and links, merged with what somebody else saved meanwhile
    issue                  number, date, text frozen; its entries are owed from now
    issue_as_signed        the same by whoever signed its paper, when that has gone out
    why_not_issued         what a draft lacks before it can come into force, asked before its paper is signed
    amend                  a draft in which an issued plan is changed; issuing it changes the plan and tells what changed
    close, supersede       the end, with or without a successor
    remove_draft           a draft that is not wanted

MOVES offers the buttons (`moves_for`) and guards the verbs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as day_of
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from plans.drafting.links import link_difference, links_later, plan_links, shift_years, whole_words, write_links
from plans.drafting.wording import (
    PLAN_FIELDS,
    Change,
    difference,
    plan_difference,
    plan_words,
    started,
    task_words,
    tidy,
)
from plans.drafting.workflow.tasks import copy_task, write_words
from plans.models import Plan, PlanStep, Progress, Task
from plans.progress import looking, periods
from units.errors import Conflict
from units.matching import Matcher
from units.merging import merge
from units.models import Agency, Seat, Unit, User
from units.permissions import Action, can, reaches, require
from units.vietnamese import vn_date

__all__ = [
    "MOVES", "amend", "begin_amendment", "close", "drop", "issue", "issue_as_signed", "moves_for", "new_plan", "offered",
    "own_changes", "remove_draft", "save_plan", "start_from", "supersede", "tasks_changed", "why_not_issued",
]  # fmt: skip

State = Plan.State


@dataclass(frozen=True)
class Move:
    """A verb on a plan: the word on the button, the right it takes, and from which states."""

    label: str
    action: Action
    start: tuple


MOVES = {
    "edit": Move("Soạn, sửa", Action.EDIT_PLAN, (State.DRAFT,)),
    "issue": Move("Ban hành", Action.ISSUE_PLAN, (State.DRAFT,)),
    "remove_draft": Move("Xóa dự thảo", Action.EDIT_PLAN, (State.DRAFT,)),
    "amend": Move("Sửa đổi, bổ sung", Action.EDIT_PLAN, tuple(Plan.IN_FORCE)),
    "close": Move("Kết thúc", Action.ISSUE_PLAN, tuple(Plan.IN_FORCE)),
    "supersede": Move("Thay thế", Action.ISSUE_PLAN, tuple(Plan.IN_FORCE)),
}


def moves_for(plan: Plan, user: User) -> list[str]:
    """Names of the moves `user` may make on `plan` now, in the order of MOVES."""
    return [name for name, move in MOVES.items() if plan.state in move.start and can(user, move.action, plan.unit)]


def offered(plan: Plan, user: User) -> set[str]:
    """The moves, and what the cascade allows: "hand_down" from a plan in force to units below her seat."""
    down = plan.in_force and any(plan.unit.path.startswith(reach.path) for reach in reaches(user, Action.ASSIGN))
    return {*moves_for(plan, user), *(["hand_down"] if down else [])}


def _guard(plan, name, by):
    """The seat; refuses without the right, conflicts in another state (read fresh and locked)."""
    seat = require(by, MOVES[name].action, plan.unit)
    return seat, _locked(plan, name)


def _locked(plan, name):
    current = Plan.with_amendments.select_for_update().get(pk=plan.pk)
    if current.state not in MOVES[name].start:
        said = current.get_state_display().lower()
        raise Conflict(f"Kế hoạch đang ở tình trạng “{said}” nên không {MOVES[name].label.lower()} được.")
    return current


def _trace(plan, verb, by, seat, note="", changes=()):
    """`seat`: in which she does it; or the person for whom she did."""
    lent = seat.acting_for if isinstance(seat, Seat) else seat
    return PlanStep.objects.create(plan=plan, verb=verb, by=by, acting_for=lent, note=note, changes=list(changes))


# --- Drafting --------------------------------------------------------------------------------------------------------


@transaction.atomic
def new_plan(
    unit: Unit,
    *,
    by: User,
    issuer: Agency,
    title: str,
    year_from: int,
    year_to: int,
    parents: Iterable[Plan] = (),
    **more: Any,
) -> Plan:
    """An empty draft of `unit`; `more`: any other text field of Plan."""
    seat = require(by, Action.EDIT_PLAN, unit)
    plan = Plan.objects.create(
        unit=unit, issuer=issuer, title=tidy(title), year_from=year_from, year_to=year_to, place=issuer.place,
        created_by=by, **more,
    )  # fmt: skip
    plan.parents.set(parents)
    _trace(plan, "draft", by, seat)
    return plan


@transaction.atomic
def start_from(source: Plan, *, unit: Unit, by: User, year: int) -> Plan:
    """A draft of `unit` for `year` with the text, targets and tasks of `source`; deadlines and years move along.

    Parents that still run in the new years stay, one that has ended gives way to its successor of the same unit; what
    hung on tasks of a past year hangs on nothing until it is handed down or linked anew. `source` may be of the unit it
    succeeded: agencies are then found again by name among its own, and nobody's signature is taken over.
    """
    seat = require(by, Action.EDIT_PLAN, unit)
    own, shift = unit.pk == source.unit_id, year - source.year_from
    office = source.issuer if own else Agency.objects.get(unit=unit, heads_unit=True)
    plan = Plan.objects.create(
        unit=unit, issuer=office, place=office.place, created_by=by, source_note=f"Soạn từ {source}"[:300],
        reminder_days=source.reminder_days, **_words_later(source, shift, own=own),
    )  # fmt: skip
    write_links(plan, links_later(source, plan, shift, own=own))
    matcher = None if own else Matcher(unit)
    for task in source.tasks.worded().current():
        copy_task(task, plan, years=shift, matcher=matcher)
    _trace(plan, "draft", by, seat, note=f"Soạn từ {source}")
    return plan


def _words_later(source, shift, *, own):
    words = plan_words(source)
    years = {words["year_from"], words["year_to"]}
    words |= {"year_from": source.year_from + shift, "year_to": source.year_to + shift}
    words["title"] = shift_years(source.title, years, shift)
    return words if own else words | {"signing_form": "", "signer_title": "", "signer_name": ""}


@transaction.atomic
def save_plan(
    plan: Plan, *, by: User, version: int, values: dict[str, Any], base: dict[str, Any] | None = None
) -> Plan:
    """Keep the plan's own text and links and return it fresh; `values` and `base` are plain, as `whole_words` gives
    them; raises Clash."""
    seat, current = _guard(plan, "edit", by)
    before = whole_words(current)
    wanted = before | (values if current.version == version else merge(before, values, started(before, values, base)))
    changes = _whole_difference(before, wanted)
    if not changes:
        return current
    for name in PLAN_FIELDS:
        setattr(current, name, wanted[name])
    current.version += 1
    current.save()
    write_links(current, wanted)
    _trace(current, "edit", by, seat, changes=[change.as_json() for change in changes])
    return current


def _whole_difference(before, after):
    return plan_difference(before, after, field_labels()) + link_difference(before, after)


def field_labels() -> dict[str, str]:
    """{field: verbose name} of a plan's own text."""
    fields = {field.name: field for field in Plan._meta.fields}
    return {name: str(fields[name].verbose_name) for name in PLAN_FIELDS}


@transaction.atomic
def remove_draft(plan: Plan, *, by: User) -> None:
    """Delete a draft nobody reports on."""
    _guard(plan, "remove_draft", by)
    if plan.amends_id is None and Progress.objects.filter(plan=plan).exists():
        raise Conflict("Kế hoạch này đã có tiến độ nên không xóa được; hãy kết thúc thay vì xóa.")
    drop(plan)


def drop(draft: Plan) -> None:
    """Delete a draft with its tasks; rights are the caller's to ask. Raises Conflict while a paper stands on it."""
    try:
        with transaction.atomic():
            draft.tasks.all().delete()
            draft.delete()
    except ProtectedError:
        said = "Bản sửa đổi đang soạn" if draft.amends_id else "Dự thảo này"
        then = "; bỏ bản nháp hoặc hủy số của văn bản ấy trước." if draft.amends_id else " nên không xóa được."
        raise Conflict(f"{said} đã có văn bản lập trên hệ thống{then}") from None


# --- Issuing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def issue(plan: Plan, *, by: User, number: str, date: day_of) -> Plan:
    """Issue a draft, or bring an amendment into its plan; returns the plan in force.

    Called with a number that stands in the register of the issuing agency: by the plan's paper when it goes out, or by
    `reports.registers.workflow` for what was issued on paper; no page takes a number and comes here directly.
    Raises ValueError with the reason when number or date cannot be, Conflict when it is no draft any more.
    """
    seat, current = _guard(plan, "issue", by)
    if not tidy(number) or not date:
        raise ValueError("Cần số, ký hiệu và ngày ban hành.")
    return _issue(current, by=by, seat=seat, number=tidy(number), date=date)


@transaction.atomic
def issue_as_signed(plan: Plan, *, by: User, acting_for: User | None, number: str, date: day_of) -> Plan:
    """`issue` by whoever signed the plan's paper, for whom she signed it, once it has gone out under its number.

    Her right was asked when she signed: what was lawfully signed stays so, though a delegation or a post has ended
    before the seal. Raises ValueError and Conflict as `issue` does.
    """
    return _issue(_locked(plan, "issue"), by=by, seat=acting_for, number=tidy(number), date=date)


def _issue(current, *, by, seat, number, date):
    if reason := why_not_issued(current):
        raise ValueError(reason)
    if current.amends_id:
        return _issue_amendment(current, by=by, seat=seat, number=number, date=date)
    _give_number(current, number, date)
    frozen = _freeze(current)
    _trace(current, "issue", by, seat, note=f"Số {number} ngày {vn_date(date)}", changes=[{"frozen": frozen}])
    _owe(current)
    return current


def why_not_issued(draft: Plan) -> str:
    """What `draft` lacks before it can come into force, as a sentence; "" when nothing."""
    if not draft.amends_id:
        return "" if draft.tasks.exists() else "Kế hoạch chưa có nhiệm vụ nào."
    if own_changes(draft) or tasks_changed(draft):
        return ""
    return "Bản sửa đổi chưa thay đổi gì so với kế hoạch đang hiệu lực."


def _give_number(plan, number, date):
    try:
        with transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(
                number=number, date=date, state=State.ISSUED, version=F("version") + 1
            )
    except IntegrityError:
        raise ValueError(f"Số {number} ngày {vn_date(date)} đã dùng cho một kế hoạch khác của cơ quan này.") from None
    plan.refresh_from_db()


def _freeze(plan):
    """Write the agencies' names into the text as they are called today, and return the whole text as plain values."""
    tasks = []
    for task in plan.tasks.worded():
        words = task_words(task)
        task.lead_text, task.coordinating_text = words["lead_text"], words["coordinating_text"]
        task.save(update_fields=["lead_text", "coordinating_text"])
        tasks.append(words)
    return {"plan": whole_words(plan), "issuer": plan.issuer.name, "unit": plan.unit.full_name, "tasks": tasks}


def _owe(plan):
    for period in plan.calendar.periods.open():
        periods.owe_entries(period, plan=plan)


# --- Amending --------------------------------------------------------------------------------------------------------


@transaction.atomic
def amend(plan: Plan, *, by: User) -> Plan:
    """The draft in which `plan` is being changed: the one under way, or a new copy of its text and tasks."""
    seat, current = _guard(plan, "amend", by)
    if under_way := current.change_under_way:
        return under_way
    _trace(current, "amend_begun", by, seat)
    return begin_amendment(current, by=by)


def begin_amendment(plan: Plan, *, by: User) -> Plan:
    """A copy of `plan`'s text, links and tasks as the draft of a change; rights are the caller's to ask."""
    draft = Plan.with_amendments.create(
        unit=plan.unit, issuer=plan.issuer, place=plan.place, amends=plan, created_by=by, **plan_words(plan)
    )
    write_links(draft, plan_links(plan))
    for task in plan.tasks.worded().current():
        copy_task(task, draft, amends=task)
    return draft


def own_changes(draft: Plan) -> list[Change]:
    """What an amendment would change of the plan's own text and links."""
    return _whole_difference(whole_words(draft.amends), whole_words(draft)) if draft.amends else []


def tasks_changed(
    draft: Plan, *, day: day_of | None = None
) -> list[tuple[str, Task | None, Task | None, list[Change]]]:
    """What an amendment would change: [(kind, original task or None, draft task or None, [Change])], kind one of
    "changed", "added", "withdrawn"; `day`: of its issue, once known."""
    drafted = list(draft.tasks.worded())
    kept = {task.amends_id: task for task in drafted if task.amends_id}
    rows: list[tuple[str, Task | None, Task | None, list[Change]]] = []
    for original in Task.objects.filter(plan=draft.amends).worded().current():
        task = kept.get(original.pk)
        if not task:
            rows.append(("withdrawn", original, None, []))
        elif changes := difference(task_words(original), task_words(task), day=day):
            rows.append(("changed", original, task, changes))
    rows += [("added", None, task, []) for task in drafted if not task.amends_id]
    return rows


def _issue_amendment(draft, *, by, seat, number, date):
    plan = Plan.objects.select_for_update().get(pk=draft.amends_id)
    if plan.state not in Plan.IN_FORCE:
        raise Conflict("Kế hoạch gốc không còn hiệu lực nên không sửa đổi được nữa.")
    draft.amends = plan  # as it stands under the lock
    own, rows = own_changes(draft), tasks_changed(draft, day=date)
    changes = [{"kind": "plan", "task": None, "code": "", **change.as_json()} for change in own]
    for kind, original, task, fields in rows:
        changes += _bring_in(plan, kind, original, task, fields, date)
    _take_places(draft)
    Plan.objects.filter(pk=plan.pk).update(**plan_words(draft), state=State.AMENDED, version=F("version") + 1)
    plan.refresh_from_db()
    write_links(plan, plan_links(draft))
    draft.tasks.all().delete()
    draft.delete()
    order = plan.steps.filter(verb="amend").count() + 1
    looking.forget(plan.pk)
    _trace(plan, "amend", by, seat, note=f"Lần {order}: số {number} ngày {vn_date(date)}", changes=changes)
    _owe(plan)
    return plan


def _bring_in(plan, kind, original, task, fields, date):
    """Make one change of the amendment true and return its rows for the trace."""
    if kind == "withdrawn":
        original.withdrawn, original.version = date, original.version + 1
        original.save(update_fields=["withdrawn", "version", "updated_at"])
        return [_row(kind, original, "", original.text, "")]
    if kind == "added":
        task.plan, task.amends, task.since = plan, None, date
        task.save(update_fields=["plan", "amends", "since", "updated_at"])
        return [_row(kind, task, "", "", task.text)]
    write_words(original, task_words(task), day=date)
    return [_row(kind, original, change.label, change.old, change.new, change.field) for change in fields]


def _row(kind, task, label, old, new, field="text"):
    return {"kind": kind, "task": task.pk, "code": task.code, "version": task.version, "field": field, "label": label,
            "old": old, "new": new}  # fmt: skip


def _take_places(draft):
    """The order of the draft, and which version of the task above each has answered."""
    for task in draft.tasks.exclude(amends=None):
        type(task).objects.filter(pk=task.amends_id).update(position=task.position, parent_version=task.parent_version)


# --- The end ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def close(plan: Plan, *, by: User, note: str) -> Plan:
    """End a plan; what it reported stays readable. Needs a reason."""
    seat, current = _guard(plan, "close", by)
    if not note.strip():
        raise ValueError("Cần ghi lý do kết thúc.")
    _end(current)
    _trace(current, "close", by, seat, note=note.strip())
    return current


@transaction.atomic
def supersede(plan: Plan, *, by: User, successor: Plan) -> Plan:
    """End a plan because `successor`, a plan in force of the same unit, takes its place."""
    seat, current = _guard(plan, "supersede", by)
    if successor.pk == plan.pk or successor.unit_id != plan.unit_id or not successor.in_force:
        raise ValueError("Kế hoạch thay thế phải là kế hoạch khác, đang hiệu lực, của cùng đơn vị.")
    _end(current, superseded_by=successor)
    _trace(current, "supersede", by, seat, note=f"Thay thế bởi {successor}")
    return current


def _end(plan, **more):
    plan.state, plan.version = State.CLOSED, plan.version + 1
    more["ended"] = timezone.localdate()
    for name, value in more.items():
        setattr(plan, name, value)
    plan.save(update_fields=["state", "version", "updated_at", *more])
    if under_way := plan.change_under_way:
        drop(under_way)
    Progress.objects.filter(plan=plan, open=True).update(open=False)
