"""Which plans, tasks and entries a person sees, and how she meets one she may not: the only way to a list of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from units.errors import Refused
from units.models import Agency, Seat, Unit, User
from units.permissions import Action, can, reaches, reaches_over, require, who_may
from units.scope import units_where, where

from .models import Charge, Evidence, Plan, Progress, Step, Task
from .models.plan import PlanQuerySet
from .models.progress import ProgressQuerySet
from .models.task import TaskQuerySet

__all__ = [
    "OWN_WORK_RULE",
    "PERSONAL_RULE",
    "OfUnit",
    "Openable",
    "Rolled",
    "entries_to_enter",
    "fetch_evidence",
    "fetch_plan",
    "may",
    "may_enter",
    "may_open",
    "openable",
    "openable_counts",
    "require_entering",
    "seats_over",
    "units_to_assign",
    "units_to_plan_for",
    "visible_among",
    "visible_entries",
    "visible_plans",
    "visible_steps",
    "visible_tasks",
    "visible_units",
    "works_on",
]


OWN_WORK_RULE = (
    "Cơ quan được đặt “chỉ nhập nhiệm vụ mình phụ trách” nhập tiến độ của nhiệm vụ đã phân công cho mình và xem tiến độ của "
    "cả đơn vị. Nhiệm vụ chưa phân công do cơ quan đầu mối tổng hợp và các cơ quan khác của đơn vị nhập."
)


PERSONAL_RULE = (
    "Tài liệu có dấu “có dữ liệu cá nhân” chỉ mở cho người nhập, lãnh đạo của đơn vị và người thẩm định của cơ quan cấp "
    "trên trực tiếp; mỗi lần mở có một dòng nhật ký. Ảnh đã che, hoặc tệp đã xem và bỏ dấu thì ai xem được tiến độ đều mở "
    "được."
)


class OfUnit(Protocol):
    """What belongs to a unit: an entered figure."""

    @property
    def unit(self) -> Unit: ...


class Rolled(Protocol):
    """A figure that tells which entries it is made of (`plans.counting.figures.Total`)."""

    def entries(self) -> Sequence[OfUnit]: ...


class Summed(Protocol):
    """A figure that tells of how many entries of each unit it is made (`plans.counting.figures.Counted`)."""

    @property
    def of_units(self) -> Mapping[int, int]: ...


_T = TypeVar("_T", bound=Rolled)
_C = TypeVar("_C", bound=Summed)
_Any = TypeVar("_Any", bound=Rolled | Summed)


class Openable(NamedTuple, Generic[_Any]):
    """A figure, the sources she may open as far as they are read, how many she may not, how many she may."""

    total: _Any
    sources: Sequence[OfUnit]
    others: int
    number: int


def visible_plans(user: User) -> PlanQuerySet:
    """Plans of the units she may look at; drafts only where she also follows the work (own unit and below)."""
    issued = where(user, Action.VIEW_PLAN, "unit__") & ~Q(state=Plan.State.DRAFT)
    return Plan.objects.filter(issued | where(user, Action.VIEW, "unit__"))


def visible_among(user: User, plans: Iterable[Plan]) -> list[Plan]:
    """Those of `plans` (unit loaded) that are among `visible_plans`, in their order; a test holds the two together.

    No query; one where a unit is no more."""
    return [plan for plan in plans if plan.amends_id is None and _sees(user, plan)]


def _sees(user, plan):
    issued = plan.state != Plan.State.DRAFT and can(user, Action.VIEW_PLAN, plan.unit)
    return issued or can(user, Action.VIEW, plan.unit)


def visible_tasks(user: User) -> TaskQuerySet:
    """Tasks of the plans she sees."""
    return Task.objects.filter(plan__in=visible_plans(user))


def visible_entries(user: User, *actions: Action) -> ProgressQuerySet:
    """Entries for which she may do any of `actions`: to enter, to hand on, to look at."""
    others = [action for action in actions if action is not Action.ENTER]
    condition = Q(unit__in=units_where(user, *others)) if others else Q(pk__in=[])
    return Progress.objects.filter(condition | entries_to_enter(user) if Action.ENTER in actions else condition)


def entries_to_enter(user: User) -> Q:
    """A Q over entries she may type into, so far as her right goes: the unit's, or those in her agency's charge."""
    found = reaches(user, Action.ENTER)
    if not any(reach.within for reach in found):
        return Q(unit__in=units_where(user, Action.ENTER))
    condition = Q(pk__in=[])
    for reach in found:
        own = Q(task__in=Charge.objects.current().filter(agency=reach.within).values("task")) if reach.within else Q()
        condition |= reach.q("unit__") & own
    return condition


def seats_over(user: User, action: Action, entry: Progress) -> list[Seat]:
    """The seats in which she may do it to `entry`: one row of `entries_to_enter`, and the same of every other action.

    A right kept to an agency's own work covers what is in its charge.
    """
    found = reaches_over(user, action, entry.unit)
    return [reach.seat for reach in found if reach.within is None or reach.within == _in_charge(entry)]


def _in_charge(entry):
    """Key of the agency in whose charge the task is now, None where nobody's; prefetched `task__charges` are read."""
    return next((row.agency_id for row in entry.task.charges.all() if row.holds), None)


def may_enter(user: User, entry: Progress) -> bool:
    """Whether her right to enter reaches `entry`."""
    return bool(seats_over(user, Action.ENTER, entry))


def require_entering(user: User, entry: Progress) -> Seat:
    """The seat in which she types into `entry`; Http404 for a stranger, Refused without the right or out of her charge."""
    if reached := seats_over(user, Action.ENTER, entry):
        return reached[0]
    seat = require(user, Action.ENTER, entry.unit)
    agency = Agency.objects.filter(pk=_in_charge(entry)).first()
    whose = f"do {agency.name} phụ trách" if agency else "chưa phân công cho cơ quan nào"
    raise Refused(
        f"Nhiệm vụ này {whose}; {seat.post.agency.name} chỉ nhập nhiệm vụ mình phụ trách.",
        who_may=agency.name if agency else who_may(Action.ENTER, entry.unit),
    )


def fetch_evidence(user: User, pk: int, *, opens: bool = True) -> Evidence:
    """A piece of evidence with its entry: Http404 for who does not see the unit; where it `opens` (bytes, pictures), Refused
    for who may not open what is marked."""
    row = Evidence.objects.select_related("entry__unit", "entry__task", "entry__period").filter(pk=pk).first()
    if not row or not can(user, Action.VIEW, row.entry.unit):
        raise Http404("Không tìm thấy tài liệu này.")
    if opens and not may_open(user, row):
        raise Refused(
            f"“{row.name}” {row.get_personal_display()}. {PERSONAL_RULE}",
            who_may=who_may(Action.OPEN_PERSONAL, row.entry.unit),
        )
    return row


def may_open(user: User, row: Evidence) -> bool:
    """Whether she may open a piece she sees: any, unless it is limited. Of a unit that is no more, those who would open it
    at a unit that took it over. Reads the entry's unit."""
    return not row.is_limited or works_on(user, row.entry.unit)


def works_on(user: User, unit: Unit) -> bool:
    """Whether she opens what is marked among the evidence of `unit`."""
    if can(user, Action.OPEN_PERSONAL, unit):
        return True
    heirs = unit.successors.select_related("new") if unit.valid_to else ()
    return any(can(user, Action.OPEN_PERSONAL, one.new) for one in heirs)


def visible_steps(user: User) -> QuerySet[Step]:
    """The trace of the entries she may look at."""
    return Step.objects.filter(where(user, Action.VIEW, "entry__unit__"))


def units_to_plan_for(user: User) -> QuerySet[Unit]:
    """Units whose plans she may write."""
    return units_where(user, Action.EDIT_PLAN)


def units_to_assign(user: User) -> QuerySet[Unit]:
    """Units she may hand tasks down to."""
    return units_where(user, Action.ASSIGN)


def fetch_plan(user: User, pk: int, action: Action = Action.VIEW_PLAN) -> Plan:
    """The plan, or 404 for a stranger, or Refused: no right to `action`, or a superior's draft not yet issued."""
    plan = (
        Plan.with_amendments.with_heads()
        .select_related("amends", "superseded_by", "reports_under")
        .filter(pk=pk)
        .first()
    )
    if not plan:
        raise Http404("Không tìm thấy kế hoạch này.")
    require(user, action, plan.unit)
    if plan.state == Plan.State.DRAFT and not can(user, Action.VIEW, plan.unit):
        raise Refused("Kế hoạch này còn là dự thảo của cấp trên.", who_may=who_may(Action.EDIT_PLAN, plan.unit))
    return plan


def visible_units(user: User, units: Iterable[Unit]) -> list[Unit]:
    """Those of `units` whose standing she may see, in their order: her own row and those below. No query."""
    return [unit for unit in units if can(user, Action.VIEW, unit)]


def may(user: User, action: Action, plan: Plan) -> bool:
    """Whether to offer a button."""
    return can(user, action, plan.unit)


def openable(user: User, totals: Iterable[_T]) -> list[Openable[_T]]:
    """What she may open of `plans.counting.figures.Total`s; one query.

    Who reads a superior's plan sees its figures, not what each of the neighbours entered.
    """
    sources = [(total, total.entries()) for total in totals]
    seen = _seen(user, {source.unit.pk for _, found in sources for source in found})
    opened = [(total, [source for source in found if source.unit.pk in seen], len(found)) for total, found in sources]
    return [Openable(total, mine, count - len(mine), len(mine)) for total, mine, count in opened]


def openable_counts(user: User, counted: Iterable[_C]) -> list[Openable[_C]]:
    """The same of `plans.counting.figures.Counted`s: how many she may open and how many she may not, none of them read."""
    rows = list(counted)
    seen = _seen(user, {unit for row in rows for unit in row.of_units})
    mine = [sum(number for unit, number in row.of_units.items() if unit in seen) for row in rows]
    return [
        Openable(row, [], sum(row.of_units.values()) - number, number) for row, number in zip(rows, mine, strict=True)
    ]


def _seen(user, units):
    """Those of the keys `units` whose entries she may open."""
    return set(units_where(user, Action.VIEW).filter(pk__in=units).values_list("pk", flat=True))
