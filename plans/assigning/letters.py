"""Who is told when a unit's work changes hands: those now in charge, and those who were, in one line a plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plans.drafting.letters import tell
from plans.models import Charge
from post.letters import in_post
from post.unsaying import unsay
from units.models import Role, User
from units.vietnamese import vn_date

__all__ = ["charged", "uncharged"]


def charged(made: Iterable[Charge], before: Mapping[int, Charge], *, by: User) -> None:
    """Tell the people of each agency what it now has, and what has gone from it to another; never who did it herself."""
    new, gone = defaultdict(list), defaultdict(list)
    for row in made:
        new[row.agency].append(row)
        old = before.get(row.task_id)
        if old and old.agency_id != row.agency_id:
            gone[old.agency].append(row)
    for agency, rows in new.items():
        _tell(agency, rows, f"Được phân công phụ trách {len(rows)} nhiệm vụ{_when(rows)}", by)
    for agency, rows in gone.items():
        _tell(agency, rows, f"Bàn giao {len(rows)} nhiệm vụ cho {rows[0].agency.name}{_when(rows)}", by)


def _when(rows):
    """ " từ 15/12/2026" of what begins on a day to come."""
    since = rows[0].since
    return f" từ {vn_date(since)}" if since > timezone.localdate() else ""


def _tell(agency, rows, subject, by):
    plan = rows[0].task.plan
    told = in_post(Role.ENTRY, agency.unit_id, Q(agency=agency))
    told.pop(by, None)
    lines = [f"{row.task.code}. {row.task.text}".removeprefix(". ") for row in rows]
    key = _matter(rows[0].pk, agency.pk)
    path = reverse("plan", args=[plan.pk]) + "?nd=tat-ca"
    tell(told, key=key, subject=f"{subject}: {plan.number or plan.title}"[:250], lines=lines, path=path)


def _matter(charge, agency):
    return f"charge-{charge}-{agency}"


def uncharged(made: Iterable[Charge], agencies: Iterable[int]) -> bool:
    """Nobody of `agencies` is told of `made`, which are taken back; False when a letter has left already."""
    keys = list(agencies)
    return unsay([_matter(row.pk, agency) for row in made for agency in keys])
