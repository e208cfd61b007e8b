"""Names to sign in with, proposed from place and role: `hongquang.nhaplieu`."""

from collections.abc import Collection

from units.models import Agency, Role
from units.namesakes import bare
from units.text import fold

__all__ = ["ENDINGS", "suggested"]

ENDINGS = {
    Role.ENTRY: "nhaplieu", Role.LEADER: "lanhdao", Role.REVIEWER: "thamdinh", Role.CLERK: "vanthu",
    Role.OVERSEER: "theodoi", Role.APPRAISER: "chamdiem", Role.COUNCIL: "hoidong", Role.PULSE_DESK: "thamdo",
    Role.AUDITOR: "kiemtra", Role.UNIT_ADMIN: "quantri",
}  # fmt: skip


def suggested(agency: Agency, role: Role, taken: Collection[str]) -> str:
    """A name nobody has: place and role; of namesakes with the unit's code; the second of its kind with a number."""
    place = "".join(_own_name(agency).split())
    stems = [f"{place}.{ENDINGS[role]}", f"{place}{agency.unit.code.lower()}.{ENDINGS[role]}"]
    numbered = (f"{stems[-1]}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (*stems, *numbered) if name not in taken)


def _own_name(agency):
    """The place for the committee of a unit, the short name for another body."""
    return fold(bare(agency.unit.name)) if agency.heads_unit else fold(agency.short_name or agency.name)[:40]
