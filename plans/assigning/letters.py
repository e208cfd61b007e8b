"""Who is told when a unit's work changes hands: those now in charge, and those who were, in one line a plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.urls import reverse

from plans.drafting.letters import tell
from plans.models import Charge
from post.letters import in_post
from units.models import Role, User

__all__ = ["charged"]


def charged(made: Iterable[Charge], before: Mapping[int, Charge], *, by: User) -> None:
    """Tell the people of each agency what it now has, and what has gone from it to another; never who did it herself."""
    new, gone = defaultdict(list), defaultdict(list)
    for row in made:
        new[row.agency].append(row)
        old = before.get(row.task_id)
        if old and old.agency_id != row.agency_id:
            gone[old.agency].append(row)
    for agency, rows in new.items():
        _tell(agency, rows, f"Được phân công phụ trách {len(rows)} nhiệm vụ", by)
    for agency, rows in gone.items():
        _tell(agency, rows, f"Bàn giao {len(rows)} nhiệm vụ cho {rows[0].agency.name}", by)


def _tell(agency, rows, subject, by):
    plan = rows[0].task.plan
    told = in_post(Role.ENTRY, agency.unit_id, Q(agency=agency))
    told.pop(by, None)
    lines = [f"{row.task.code}. {row.task.text}".removeprefix(". ") for row in rows]
    key = f"charge-{rows[0].pk}-{agency.pk}"
    path = reverse("plan", args=[plan.pk]) + "?nd=tat-ca"
    tell(told, key=key, subject=f"{subject}: {plan.number or plan.title}"[:250], lines=lines, path=path)
