"""An amendment: the draft of a change, what it would change, and bringing it into its plan."""

from datetime import date as day_of

from django.db import transaction
from django.db.models import F

from journal.guards import removing
from plans.drafting.links import plan_links, whole_words, write_links
from plans.drafting.wording import Change, difference, plan_words, task_words
from plans.drafting.workflow.life.drafts import whole_difference
from plans.drafting.workflow.life.moves import State, guard, trace
from plans.drafting.workflow.tasks import copy_task, write_words
from plans.models import Plan, Task
from plans.progress import looking, periods
from units.errors import Conflict
from units.models import Seat, User
from units.vietnamese import vn_date

READ_BACK = ("deadline", "measures")  # past days read what they were (`plans.counting.terms`)


@transaction.atomic
def amend(plan: Plan, *, by: User) -> Plan:
    """The draft in which `plan` is being changed: the one under way, or a new copy of its text and tasks."""
    seat, current = guard(plan, "amend", by)
    if under_way := current.change_under_way:
        return under_way
    trace(current, "amend_begun", by, seat)
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


def own_changes(draft: Plan, plan: Plan) -> list[Change]:
    """What `draft`, an amendment of `plan`, would change of the plan's own text and links."""
    return whole_difference(whole_words(plan), whole_words(draft))


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


def issue_amendment(draft: Plan, *, by: User, seat: Seat | User | None, number: str, date: day_of) -> Plan:
    """Bring `draft` into the plan it amends and return that. Raises Conflict when the plan is in force no more."""
    plan = Plan.objects.select_for_update().get(pk=draft.amends_id)
    if plan.state not in Plan.IN_FORCE:
        raise Conflict("Kế hoạch gốc không còn hiệu lực nên không sửa đổi được nữa.")
    draft.amends = plan  # as it stands under the lock
    own, rows = own_changes(draft, plan), tasks_changed(draft, day=date)
    changes = [{"kind": "plan", "task": None, "code": "", **change.as_json()} for change in own]
    for kind, original, task, fields in rows:
        changes += _bring_in(plan, kind, original, task, fields, date)
    _take_places(draft)
    Plan.objects.filter(pk=plan.pk).update(**plan_words(draft), state=State.AMENDED, version=F("version") + 1)
    plan.refresh_from_db()
    write_links(plan, plan_links(draft))
    with removing(draft.steps.all(), by=by, why=f"bản sửa đổi đã đưa vào kế hoạch {plan.pk}", unit=plan.unit):
        draft.tasks.all().delete()
        draft.delete()
    order = plan.steps.filter(verb="amend").count() + 1
    looking.forget(plan.pk)
    trace(plan, "amend", by, seat, note=f"Lần {order}: số {number} ngày {vn_date(date)}", changes=changes)
    owe(plan)
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
    before = task_words(original)
    write_words(original, task_words(task), day=date)
    rows = [_row(kind, original, change.label, change.old, change.new, change.field) for change in fields]
    return [row | {"was": before[row["field"]]} if row["field"] in READ_BACK else row for row in rows]


def _row(kind, task, label, old, new, field="text"):
    return {"kind": kind, "task": task.pk, "code": task.code, "version": task.version, "field": field, "label": label,
            "old": old, "new": new}  # fmt: skip


def _take_places(draft):
    """The order of the draft, and which version of the task above each has answered."""
    for task in draft.tasks.exclude(amends=None):
        type(task).objects.filter(pk=task.amends_id).update(position=task.position, parent_version=task.parent_version)


def owe(plan: Plan) -> None:
    """Its entries are owed in every open period from now."""
    for period in plan.calendar.periods.open():
        periods.owe_entries(period, plan=plan)
