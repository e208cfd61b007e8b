"""Writing the tasks of a draft: forty of them comfortably, by two people safely.

add_task       a new row at the end, or after another
save_task      one task's text, merged field by field with what somebody else saved meanwhile
move_task      one place up or down
duplicate      the same again, right after
remove_task    out of the draft
edit_many      section, deadline, lead, rhythm or dimensions of many at once
move_many      many together behind another
link_tasks     which task above each of them carries out, also in a plan in force
copy_task      into another plan: last year's, an amendment, a unit below
write_words    plain values into the row
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from indicators.models import Dimension
from plans.drafting.relations import relation_words, write_relations
from plans.drafting.wording import difference, started, task_words, write_measures
from plans.models import Measure, Plan, PlanStep, Task
from units.errors import Conflict
from units.matching import Matcher
from units.merging import merge
from units.models import User
from units.permissions import Action, require

__all__ = [
    "add_task", "copy_task", "duplicate", "edit_many", "link_tasks", "move_many", "move_task", "remove_task", "save_task",
    "write_words",
]  # fmt: skip

NEW: dict[str, Any] = {
    "code": "", "section": "", "text": "", "product": "", "lead": None, "lead_text": "", "coordinating": [],
    "coordinating_text": "", "rhythm": Task.Rhythm.ONCE.value, "deadline": "", "weight": "1", "dimensions": [],
    "sub_dimensions": [], "measures": [], "relations": [], "parent": None,
}  # fmt: skip


def _draft(plan_key, by):
    """(plan, seat): the draft, locked, and the right to write it; Conflict once it is issued."""
    plan = Plan.with_amendments.select_for_update(of=("self",)).select_related("unit").get(pk=plan_key)
    seat = require(by, Action.EDIT_PLAN, plan.unit)
    if plan.state != Plan.State.DRAFT:
        raise Conflict("Kế hoạch đã ban hành; muốn sửa, hãy soạn bản sửa đổi, bổ sung.")
    return plan, seat


def _trace(plan, by, seat, changes, note=""):
    PlanStep.objects.create(
        plan=plan, verb="edit_task", by=by, acting_for=seat.acting_for, note=note, changes=list(changes)
    )


@transaction.atomic
def add_task(plan: Plan, *, by: User, words: Mapping[str, Any], after: Task | None = None) -> Task:
    """A new task of a draft from plain `words` (missing keys are empty), placed `after` a task or last."""
    plan, seat = _draft(plan.pk, by)
    task = Task.objects.create(plan=plan, position=_room_after(plan, after), text=words["text"])
    write_words(task, {**NEW, **words}, new=True)
    _trace(plan, by, seat, [_change(task, "Thêm nhiệm vụ", "", task.text)])
    return task


@transaction.atomic
def save_task(
    task: Task, *, by: User, version: int, words: dict[str, Any], base: dict[str, Any] | None = None
) -> Task:
    """Keep what was typed and return the fresh task; `words`, `base`: plain values (`plans.drafting.wording.task_words`).

    Where somebody saved since `version`, fields changed on one side only are merged; raises Clash when both changed
    the same field, Conflict when the plan was issued meanwhile or the task is gone.
    """
    plan, seat = _draft(task.plan_id, by)
    current = Task.objects.worded().filter(pk=task.pk).first()
    if not current:
        raise Conflict("Nhiệm vụ này vừa bị xóa khỏi dự thảo. Nội dung bạn gõ còn ở trang trước.")
    before = task_words(current)
    wanted = before | (words if current.version == version else merge(before, words, started(before, words, base)))
    if changes := difference(before, wanted):
        write_words(current, wanted)
        _trace(plan, by, seat, [{"task": current.pk, "code": current.code, **change.as_json()} for change in changes])
    return Task.objects.worded().get(pk=current.pk)


@transaction.atomic
def move_task(task: Task, *, by: User, up: bool) -> None:
    """One place up or down among the tasks of its draft; at the end of the list nothing happens."""
    plan, _ = _draft(task.plan_id, by)
    order = list(plan.tasks.order_by("position", "pk"))
    place = next(n for n, row in enumerate(order) if row.pk == task.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        if order[place].section != order[other].section:
            task_row = order[other]
            task_row.section = order[place].section
            task_row.save(update_fields=["section"])
    _number(order)


@transaction.atomic
def duplicate(task: Task, *, by: User) -> Task:
    """The same task again right after, to be changed."""
    plan, seat = _draft(task.plan_id, by)
    position = _room_after(plan, task)
    twin = copy_task(Task.objects.worded().get(pk=task.pk), plan)
    Task.objects.filter(pk=twin.pk).update(position=position, code="", parent=None)
    _trace(plan, by, seat, [_change(twin, "Nhân bản nhiệm vụ", "", twin.text)])
    return twin


@transaction.atomic
def remove_task(task: Task, *, by: User) -> None:
    """Out of the draft; issuing an amendment without it withdraws it from the plan."""
    plan, seat = _draft(task.plan_id, by)
    _trace(plan, by, seat, [_change(task, "Xóa nhiệm vụ", task.text, "")])
    Task.objects.filter(pk=task.pk).delete()


@transaction.atomic
def edit_many(plan: Plan, keys: Collection[int], *, by: User, words: dict[str, Any]) -> int:
    """Write the plain `words` (only what shall change) into the tasks `keys` of a draft; returns how many changed."""
    plan, seat = _draft(plan.pk, by)
    changes = []
    for task in plan.tasks.worded().filter(pk__in=keys):
        before = task_words(task)
        found = difference(before, before | words)
        if found:
            write_words(task, before | words)
            changes += [{"task": task.pk, "code": task.code, **change.as_json()} for change in found]
    if changes:
        _trace(plan, by, seat, changes, note="Sửa nhiều nhiệm vụ một lúc")
    return len({change["task"] for change in changes})


@transaction.atomic
def move_many(plan: Plan, keys: Collection[int], *, by: User, after: int) -> int:
    """The tasks `keys` of a draft, in their order, behind the task `after` (a key; 0: to the top); they join its
    section. Returns how many; a place among those that move is none (ValueError)."""
    plan, _ = _draft(plan.pk, by)
    order = list(plan.tasks.order_by("position", "pk"))
    moving = [row for row in order if row.pk in keys]
    staying = [row for row in order if row.pk not in keys]
    if after in keys or (after and after not in {row.pk for row in staying}):
        raise ValueError("Hãy chọn nơi đặt là một nhiệm vụ không nằm trong các nhiệm vụ đã chọn.")
    place = next((n for n, row in enumerate(staying, start=1) if row.pk == after), 0)
    beside = staying[place - 1] if place else next(iter(staying), None)
    for row in moving if beside else ():
        row.section = beside.section  # type: ignore[union-attr]
    Task.objects.bulk_update(moving, ["section"])
    _number([*staying[:place], *moving, *staying[place:]])
    return len(moving)


@transaction.atomic
def link_tasks(plan: Plan, chosen: dict[int, int | None], *, by: User) -> int:
    """Hang tasks of a plan on those above: {task key: key above or None}; returns how many changed.

    What a task carries out is no part of the issued text, so a plan in force needs no amendment for it; the amendment
    under way follows.
    """
    seat = require(by, Action.EDIT_PLAN, plan.unit)
    if plan.state == Plan.State.CLOSED:
        raise Conflict("Kế hoạch đã kết thúc nên không ghép nhiệm vụ được nữa.")
    changes = []
    for task in plan.tasks.worded().filter(pk__in=chosen):
        before = task_words(task)
        after = before | {"parent": chosen[task.pk]}
        if found := difference(before, after):
            _hang_both(task, chosen[task.pk])
            changes += [{"task": task.pk, "code": task.code, **change.as_json()} for change in found]
    if changes:
        _trace(plan, by, seat, changes, note="Ghép với nhiệm vụ cấp trên")
    return len(changes)


def _hang_both(task, parent):
    for row in [task, *task.amendments.all()]:
        _hang(row, parent)
        row.save(update_fields=["parent", "parent_version", "updated_at"])
        _hang_measures(row)


def copy_task(
    task: Task,
    plan: Plan,
    *,
    years: int = 0,
    amends: Task | None = None,
    parent: Task | None = None,
    matcher: Matcher | None = None,
) -> Task:
    """A copy of `task` (fetched with `worded()`) at the end of `plan`.

    `years` moves the deadline; `amends` makes it the draft of a change to that task; `parent` hangs it, and its
    figures, on the task above it carries out; `matcher` (of `units.matching`) finds the agencies of another unit.
    """
    words = task_words(task)
    if matcher:
        lead, others = matcher.match(words["lead_text"]), matcher.match_many(words["coordinating_text"])
        words["lead"] = lead.agency.pk if lead.agency else None
        words["coordinating"] = sorted({match.agency.pk for match in others if match.agency})
    if years and task.deadline:
        words["deadline"] = _years_later(task.deadline, years).isoformat()
    kept = parent or (amends.parent if amends else None)
    version = parent.version if parent else (amends.parent_version if amends else 0)
    twin = Task.objects.create(
        plan=plan, text=task.text, position=_last(plan) + 1, amends=amends, parent=kept, parent_version=version
    )
    write_words(twin, words | {"parent": kept.pk if kept else None}, new=True)
    return twin


def _hang(task, parent):
    """Hang `task` on another task above, or on none: what it says now is what the unit has read of that task."""
    task.parent_id = parent
    task.parent_version = Task.objects.get(pk=parent).version if parent else 0
    Measure.objects.filter(task=task).update(parent=None)


def _hang_measures(task):
    """Let the figures of `task` that report nowhere yet report into those of the same name above; a draft of a change
    reports nothing."""
    if not task.parent_id or task.amends_id:
        return
    above = {row.name: row.pk for row in Measure.objects.filter(task=task.parent_id, retired=None)}
    for row in Measure.objects.filter(task=task, name__in=above, parent=None, retired=None):
        Measure.objects.filter(pk=row.pk).update(parent=above[row.name])


def write_words(task: Task, words: Mapping[str, Any], *, new: bool = False, day: date | None = None) -> None:
    """Write plain values into `task` and its relations; an existing task goes one version up.

    `day`: of an issued plan, from when on the change holds.
    """
    for name in ("code", "section", "text", "product", "lead_text", "coordinating_text", "rhythm"):
        setattr(task, name, words[name])
    task.lead_id = words["lead"]
    task.deadline = date.fromisoformat(words["deadline"]) if words["deadline"] else None
    task.weight = Decimal(words["weight"] or 1)
    if words["parent"] != task.parent_id:
        _hang(task, words["parent"])
    task.version += 0 if new else 1
    task.save()
    task.coordinating.set(words["coordinating"])
    task.dimensions.set(Dimension.objects.filter(number__in=words["dimensions"]))
    task.sub_dimensions.set(words["sub_dimensions"])
    told = relation_words(list(task.measures.filter(retired=None).prefetch_related("relations")))
    write_measures(task, words["measures"], day=day)
    if words["relations"] != told:  # rows nobody changed follow their figures, also under a new name
        write_relations(task, words["relations"])
    _hang_measures(task)


def _years_later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _change(task, label, old, new):
    return {"task": task.pk, "code": task.code, "field": "text", "label": label, "old": old, "new": new}


def _last(plan):
    return plan.tasks.order_by("-position").values_list("position", flat=True).first() or 0


def _room_after(plan, after):
    """The position after a task, with what follows moved down; the end without one."""
    if after is None:
        return _last(plan) + 1
    order = list(plan.tasks.order_by("position", "pk"))
    _number(order)
    place = next(row.position for row in order if row.pk == after.pk)
    plan.tasks.filter(position__gt=place).update(position=F("position") + 1)
    return place + 1


def _number(order):
    for n, row in enumerate(order, start=1):
        row.position = n
    Task.objects.bulk_update(order, ["position"])
