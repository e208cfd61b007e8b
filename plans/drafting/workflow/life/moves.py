"""The table of moves of a plan: offers the buttons and guards the verbs, each of which leaves a trace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plans.models import Plan, PlanStep
from units.errors import Conflict
from units.models import Seat, User
from units.permissions import Action, can, reaches, require

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


def guard(plan: Plan, name: str, by: User) -> tuple[Seat, Plan]:
    """The seat; refuses without the right, conflicts in another state (read fresh and locked)."""
    seat = require(by, MOVES[name].action, plan.unit)
    return seat, locked(plan, name)


def locked(plan: Plan, name: str) -> Plan:
    """The plan read fresh and locked; conflicts in a state from which this move does not start."""
    current = Plan.with_amendments.select_for_update().get(pk=plan.pk)
    if current.state not in MOVES[name].start:
        said = current.get_state_display().lower()
        raise Conflict(f"Kế hoạch đang ở tình trạng “{said}” nên không {MOVES[name].label.lower()} được.")
    return current


def trace(
    plan: Plan,
    verb: str,
    by: User,
    seat: Seat | User | None,
    note: str = "",
    changes: Iterable[Mapping[str, Any]] = (),
) -> PlanStep:
    """`seat`: in which she does it; or the person for whom she did."""
    lent = seat.acting_for if isinstance(seat, Seat) else seat
    return PlanStep.objects.create(plan=plan, verb=verb, by=by, acting_for=lent, note=note, changes=list(changes))
