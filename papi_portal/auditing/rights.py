"""The table of rights in words: what each role may do and how far, and what a delegation lends; made from RULES."""

from dataclasses import dataclass

from units.models import Power, Role
from units.permissions import LENT, RULES, Action, Over

__all__ = ["FAR", "LOOKS", "Right", "lent", "table"]

FAR = {
    Over.OWN: "đơn vị mình",
    Over.CHILDREN: "các đơn vị trực thuộc",
    Over.BELOW: "mọi đơn vị bên dưới",
    Over.DOWN: "đơn vị mình và bên dưới",
    Over.LINE: "đơn vị mình, bên dưới và cấp trên trực hệ",
    Over.ALL: "mọi đơn vị",
}
LOOKS = (Action.VIEW, Action.VIEW_PLAN, Action.PEOPLE, Action.AUDIT)


@dataclass(frozen=True)
class Right:
    """One action: (role, how far in words) of every role that may, and the powers that lend it."""

    action: str
    who: list[tuple[str, str]]
    lent_with: list[str]
    looks: bool


def table() -> list[Right]:
    """Every action, in the order of the table."""
    return [
        Right(
            action.value[:1].upper() + action.value[1:],
            [(str(role.label), FAR[over]) for role in Role if (over := RULES.get((role, action)))],
            [str(power.label) for power, actions in LENT.items() if action in actions],
            action in LOOKS,
        )
        for action in Action
    ]


def lent() -> list[tuple[str, list[str]]]:
    """What each power of a delegation lends, in words."""
    return [(str(Power(power).label), [action.value for action in actions]) for power, actions in LENT.items()]
