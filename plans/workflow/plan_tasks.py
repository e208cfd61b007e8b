"""Writing the tasks of a draft: forty of them comfortably, by two people safely.

add_task       a new row at the end, or after another
save_task      one task's text, merged field by field with what somebody else saved meanwhile
move_task      one place up or down
duplicate      the same again, right after
remove_task    out of the draft
edit_many      deadline, lead, rhythm or dimensions of many at once
copy_task      into another plan: last year's, an amendment, a unit below
write_words    plain values into the row
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from indicators.models import Dimension
from plans.models import Measure, Plan, PlanStep, Task
from plans.wording import difference, task_words, write_measures
from plans.workflow.merging import merge
from units.errors import Conflict
from units.permissions import Action, require

__all__ = ["add_task", "copy_task", "duplicate", "edit_many", "move_task", "remove_task", "save_task", "write_words"]

NEW = {
    "code": "", "section": "", "text": "", "product": "", "lead": None, "lead_text": "", "coordinating": [],
    "coordinating_text": "", "rhythm": Task.Rhythm.ONCE.value, "deadline": "", "weight": "1", "dimensions": [],
    "sub_dimensions": [], "measures": [],
}  # fmt: skip


def _draft(plan_key, by):
    """(plan, seat): the draft, locked, and the right to write it; Conflict once it is issued."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_key)
    seat = require(by, Action.EDIT_PLAN, plan.unit)
    if plan.state != Plan.State.DRAFT:
        raise Conflict("Kế hoạch đã ban hành; muốn sửa, hãy soạn bản sửa đổi, bổ sung.")
    return plan, seat


def _trace(plan, by, seat, changes, note=""):
    PlanStep.objects.create(
        plan=plan, verb="edit_task", by=by, acting_for=seat.acting_for, note=note, changes=list(changes)
    )


@transaction.atomic
def add_task(plan, *, by, words, after=None):
    """A new task of a draft from plain `words` (missing keys are empty), placed `after` a task or last."""
    plan, seat = _draft(plan.pk, by)
    task = Task.objects.create(plan=plan, position=_room_after(plan, after), text=words["text"])
    write_words(task, {**NEW, **words}, new=True)
    _trace(plan, by, seat, [_change(task, "Thêm nhiệm vụ", "", task.text)])
    return task


@transaction.atomic
def save_task(task, *, by, version, words, base=None):
    """Keep what was typed and return the fresh task; `words`, `base`: plain values (`plans.wording.task_words`).

    Where somebody saved since `version`, fields changed on one side only are merged; raises Clash when both changed
    the same field, Conflict when the plan was issued meanwhile or the task is gone.
    """
    plan, seat = _draft(task.plan_id, by)
    current = Task.objects.worded().filter(pk=task.pk).first()
    if not current:
        raise Conflict("Nhiệm vụ này vừa bị xóa khỏi dự thảo. Nội dung bạn gõ còn ở trang trước.")
    before = task_words(current)
    wanted = before | (words if current.version == version else merge(before, words, base or {}))
    if changes := difference(before, wanted):
        write_words(current, wanted)
        _trace(plan, by, seat, [{"task": current.pk, "code": current.code, **change.as_json()} for change in changes])
    return Task.objects.worded().get(pk=current.pk)


@transaction.atomic
def move_task(task, *, by, up):
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
def duplicate(task, *, by):
    """The same task again right after, to be changed."""
    plan, seat = _draft(task.plan_id, by)
    position = _room_after(plan, task)
    twin = copy_task(Task.objects.worded().get(pk=task.pk), plan)
    Task.objects.filter(pk=twin.pk).update(position=position, code="", parent=None)
    _trace(plan, by, seat, [_change(twin, "Nhân bản nhiệm vụ", "", twin.text)])
    return twin


@transaction.atomic
def remove_task(task, *, by):
    """Out of the draft; issuing an amendment without it withdraws it from the plan."""
    plan, seat = _draft(task.plan_id, by)
    _trace(plan, by, seat, [_change(task, "Xóa nhiệm vụ", task.text, "")])
    Task.objects.filter(pk=task.pk).delete()


@transaction.atomic
def edit_many(plan, keys, *, by, words):
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


def copy_task(task, plan, *, years=0, amends=None, parent=None, matcher=None):
    """A copy of `task` (fetched with `worded()`) at the end of `plan`.

    `years` moves the deadline; `amends` makes it the draft of a change to that task; `parent` hangs it, and its
    figures, on the task above it carries out; `matcher` (`plans.agencies.Matcher`) finds the agencies of another unit.
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
    write_words(twin, words, new=True)
    if parent:
        hang_measures(twin, parent)
    return twin


def hang_measures(task, parent):
    """Let the figures of `task` report into those of the same name above."""
    above = {row.name: row for row in parent.measures.all()}
    for row in task.measures.all():
        if row.name in above:
            Measure.objects.filter(pk=row.pk).update(parent=above[row.name])


def write_words(task, words, *, new=False):
    """Write plain values into `task` and its relations; an existing task goes one version up."""
    for name in ("code", "section", "text", "product", "lead_text", "coordinating_text", "rhythm"):
        setattr(task, name, words[name])
    task.lead_id = words["lead"]
    task.deadline = date.fromisoformat(words["deadline"]) if words["deadline"] else None
    task.weight = Decimal(words["weight"] or 1)
    task.version += 0 if new else 1
    task.save()
    task.coordinating.set(words["coordinating"])
    task.dimensions.set(Dimension.objects.filter(number__in=words["dimensions"]))
    task.sub_dimensions.set(words["sub_dimensions"])
    write_measures(task, words["measures"])


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
