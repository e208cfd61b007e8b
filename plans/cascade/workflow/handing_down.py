"""Tasks go down the line: handed to units below as drafts that know their parent, later changes offered, not imposed.

hand_down      chosen tasks to chosen units: each gets them in a draft plan of its own
take, decline  one offer, by the unit below
adopt          a task of the plans above the unit has not got, taken by the unit itself
exempt         a task does not apply to a unit, with the reason
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from plans.counting.offers import held_below, lacking, offers
from plans.drafting import letters as plan_letters
from plans.drafting.wording import task_words
from plans.drafting.workflow import life
from plans.drafting.workflow.tasks import copy_task, write_words
from plans.models import Exemption, Plan, PlanStep, Task
from units.errors import Conflict, Refused
from units.models import Agency, Unit, User
from units.permissions import Action, can, require, who_may

__all__ = ["adopt", "decline", "exempt", "hand_down", "take"]

OFFERED_FIELDS = ("text", "product", "rhythm", "deadline", "dimensions", "sub_dimensions", "measures", "relations")


# --- Down ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_down(
    plan: Plan, tasks: Iterable[Task], units: Sequence[Unit], *, by: User
) -> list[tuple[Unit, Plan, list[Task]]]:
    """Give `tasks` (of `plan`, in force) to `units` below it; returns [(unit, its draft, tasks added)].

    A unit that has the task already, or is exempt from it, is left as it is; so it is safe to do twice. Raises Refused
    without the right for any of the units, Conflict when the plan is not in force.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not plan.in_force:
        raise Conflict("Chỉ giao xuống được nhiệm vụ của kế hoạch đã ban hành, đang hiệu lực.")
    seats = [_seat_over(plan, unit, by) for unit in units]
    tasks = list(Task.objects.worded().filter(pk__in=[task.pk for task in tasks], plan=plan, withdrawn=None))
    held, offices = held_below(plan, units), _offices(units)
    given = [_give(plan, tasks, unit, offices.get(unit.pk), held, by=by) for unit in units]
    given = [row for row in given if row[2]]
    if given:
        what = [{"unit": unit.full_name, "tasks": [task.pk for task in added]} for unit, _, added in given]
        note = f"{len(tasks)} nhiệm vụ cho {len(given)} đơn vị"
        PlanStep.objects.create(
            plan=plan, verb="hand_down", by=by, acting_for=seats[0].acting_for, note=note, changes=what
        )
        _tell(plan, given)
    return given


def _seat_over(plan, unit, by):
    if not unit.path.startswith(plan.unit.path) or unit.pk == plan.unit_id:
        raise Conflict(f"{unit.name} không thuộc {plan.unit.name} nên không giao được.")
    return require(by, Action.ASSIGN, unit)


def _offices(units):
    return {row.unit_id: row for row in Agency.objects.filter(unit__in=units, heads_unit=True)}


def _give(plan, tasks, unit, office, held, *, by):
    wanted = [task for task in tasks if (task.pk, unit.pk) not in held]
    if not wanted:
        return unit, None, []
    if not office:
        raise Conflict(f"{unit.name} chưa có UBND trong danh mục cơ quan; hãy bổ sung trước khi giao.")
    draft = _draft_of(plan, unit, office, by)
    copies = [_copy_down(task, draft, office) for task in wanted]
    return unit, draft, copies


def _draft_of(plan, unit, office, by):
    """Where the unit will find its tasks: its draft under this plan, the amendment of its issued one, or a new draft."""
    own = Plan.objects.filter(unit=unit, parents=plan).exclude(state=Plan.State.CLOSED)
    if draft := own.filter(state=Plan.State.DRAFT).first():
        return draft
    if issued := own.first():
        return _amendment_for(issued, by)
    title = plan.title.replace(plan.unit.short_name, unit.short_name)
    draft = Plan.objects.create(
        unit=unit, issuer=office, title=title, place=office.place, year_from=plan.year_from, year_to=plan.year_to,
        reports_under=plan.calendar, bases=f"Căn cứ {plan}", created_by=by,
    )  # fmt: skip
    draft.parents.add(plan)
    PlanStep.objects.create(plan=draft, verb="received", by=by, note=f"Từ {plan}")
    return draft


def _amendment_for(issued, by):
    """As `life.amend`, begun from above: the unit below still edits and issues it itself."""
    return issued.change_under_way or life.begin_amendment(issued, by=by)


def _copy_down(task, draft, office):
    """The copy is led by the unit itself; who coordinates above is not known below."""
    twin = copy_task(task, draft, parent=task)
    twin.coordinating.clear()
    Task.objects.filter(pk=twin.pk).update(lead=office, lead_text=office.name, coordinating_text="")
    return twin


def _tell(plan, given):
    for unit, draft, added in given:
        people = plan_letters.people_of([unit], *plan_letters.WRITERS)
        subject = f"{plan.unit.name} giao {unit.name} {len(added)} nhiệm vụ"
        path, lines = reverse("plan_edit", args=[draft.pk]), [str(task) for task in added]
        plan_letters.tell(people, key=f"down-{draft.pk}-{added[0].pk}", subject=subject, lines=lines, path=path)


# --- Later changes ---------------------------------------------------------------------------------------------------


@transaction.atomic
def take(task: Task, *, by: User) -> Plan:
    """Bring the parent's present wording into `task`: at once in a draft, through an amendment in an issued plan.

    Only what the offer names is taken, so the unit's own additions stay. A withdrawn parent withdraws the task.
    Returns the plan to go on editing.
    """
    plan, offer = _open_offer(task, by)
    fields = {row["field"] for row in offer.changes} & set(OFFERED_FIELDS)
    if not fields and not offer.withdrawn:
        target = _read(task, offer)
    else:
        target = _place_to_edit(plan, task, by)
        if offer.withdrawn:
            Task.objects.filter(pk=target.pk).delete()
        else:
            _bring(target, offer, fields)
    _trace(plan, "take", by, task, offer)
    return target.plan


def _place_to_edit(plan, task, by):
    if plan.state == Plan.State.DRAFT:
        return Task.objects.worded().get(pk=task.pk)
    return life.amend(plan, by=by).tasks.worded().get(amends=task)


def _bring(target, offer, fields):
    above = task_words(Task.objects.worded().get(pk=offer.parent.pk))
    write_words(target, task_words(target) | {name: above[name] for name in fields})
    Task.objects.filter(pk=target.pk).update(parent_version=offer.parent.version)


def _read(task, offer):
    """The offer is answered and the unit's own wording stands, also in the amendment under way."""
    Task.objects.filter(Q(pk=task.pk) | Q(amends=task)).update(parent_version=offer.parent.version)
    return task


@transaction.atomic
def decline(task: Task, *, by: User, reason: str) -> None:
    """Keep the unit's own wording against the offer; needs a reason, which the office above can read."""
    if not reason.strip():
        raise ValueError("Cần ghi lý do không nhận.")
    plan, offer = _open_offer(task, by)
    _read(task, offer)
    _trace(plan, "decline", by, task, offer, note=reason.strip())


def _open_offer(task, by):
    plan = Plan.with_amendments.select_related("unit").get(pk=task.plan_id)
    require(by, Action.EDIT_PLAN, plan.unit)
    offer = next((row for row in offers(plan) if row.task.pk == task.pk), None)
    if not offer or plan.state == Plan.State.CLOSED:
        raise Conflict("Sửa đổi này đã được trả lời.")
    return plan, offer


def _trace(plan, verb, by, task, offer, note=""):
    rows = [
        {"task": task.pk, "code": task.code, **{k: row[k] for k in ("label", "old", "new", "field")}}
        for row in offer.changes
    ]
    seat = require(by, Action.EDIT_PLAN, plan.unit)
    PlanStep.objects.create(plan=plan, verb=verb, by=by, acting_for=seat.acting_for, note=note, changes=rows)


# --- Not handed down (yet) ---------------------------------------------------------------------------------------------


@transaction.atomic
def adopt(plan: Plan, task: Task, *, by: User) -> Plan:
    """The unit itself takes a task it lacks: into its draft, or through an amendment; returns the plan to go on editing.
    Raises Conflict when it has the task by now."""
    seat = require(by, Action.EDIT_PLAN, plan.unit)
    plan = Plan.with_amendments.select_for_update(of=("self",)).select_related("unit", "issuer").get(pk=plan.pk)
    if plan.state == Plan.State.CLOSED or task.pk not in {row.pk for row in lacking(plan)}:
        raise Conflict("Đơn vị đã có nhiệm vụ này, hoặc nhiệm vụ không còn giao cho đơn vị.")
    target = plan if plan.state == Plan.State.DRAFT else life.amend(plan, by=by)
    _copy_down(Task.objects.worded().get(pk=task.pk), target, plan.issuer)
    note = f"{task.plan.number or task.plan.title}: {task}"[:300]
    PlanStep.objects.create(plan=plan, verb="adopt", by=by, acting_for=seat.acting_for, note=note)
    return target


# --- Not for everybody -----------------------------------------------------------------------------------------------


@transaction.atomic
def exempt(task: Task, units: Sequence[Unit], *, by: User, reason: str) -> None:
    """Mark `task` as not applying to `units`; an empty `reason` with `units` takes the mark away again. Both are traced."""
    for unit in units:
        if not can(by, Action.ASSIGN, unit):
            raise Refused("Chỉ đơn vị cấp trên đánh dấu “không áp dụng”.", who_may=who_may(Action.ASSIGN, unit))
    reason = reason.strip()[:300]
    stood = dict(Exemption.objects.filter(task=task, unit__in=units).values_list("unit", "reason"))
    if not reason:
        Exemption.objects.filter(task=task, unit__in=units).delete()
    else:
        rows = [Exemption(task=task, unit=unit, reason=reason) for unit in units]
        Exemption.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["task", "unit"], update_fields=["reason"]
        )
    _trace_marks(task, units, stood, reason, by)


def _trace_marks(task, units, stood, reason, by):
    """A line for the units whose mark changes; "was": the reason that stood, which past days read."""
    changes = [
        {"task": task.pk, "code": task.code, "unit": unit.pk, "field": "exempt", "label": f"không áp dụng với {unit.name}",
         "old": stood.get(unit.pk, ""), "new": reason, "was": stood.get(unit.pk, "")}
        for unit in units if stood.get(unit.pk, "") != reason
    ]  # fmt: skip
    if changes:
        seat = require(by, Action.ASSIGN, units[0])
        PlanStep.objects.create(
            plan=task.plan, verb="exempt" if reason else "apply", by=by, acting_for=seat.acting_for, changes=changes
        )
