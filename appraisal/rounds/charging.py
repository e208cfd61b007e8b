"""Who appraises which groups of criteria in a round: named by the organiser, in one go, until the appraisal is over."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from appraisal.models import Group, GroupCharge, Round
from appraisal.steps import trace
from units.errors import Conflict
from units.models import Post, Role, User
from units.permissions import Action, can, require

__all__ = ["CHARGE_RULE", "appraisers", "charge", "may_charge"]

CHARGE_RULE = (
    "Nhóm có người được phân công thì chỉ người đó thẩm định; nhóm chưa phân công ai thì mọi người thẩm định của đơn vị "
    "tổ chức đều làm được. Đổi phân công được đến khi thông báo kết quả dự kiến."
)
OPEN = (Round.State.DRAFT, Round.State.SCORING, Round.State.APPRAISING)


def appraisers(held: Round, day: date | None = None) -> list[User]:
    """Who holds a post of appraiser in the unit that holds the round on `day` (today), by name."""
    posts = Post.objects.in_force(day or timezone.localdate()).filter(
        agency__unit=held.unit_id, role=Role.APPRAISER, user__is_active=True
    )
    people = {post.user_id: post.user for post in posts.select_related("user")}
    return sorted(people.values(), key=lambda person: (str(person), person.pk))


def may_charge(held: Round, user: User) -> bool:
    """Until the provisional results are told, whoever organises the round."""
    return held.state in OPEN and can(user, Action.INDEX, held.unit)


@transaction.atomic
def charge(held: Round, people: Mapping[int, Iterable[int]], *, by: User) -> int:
    """{group key: keys of its appraisers} in place of what stood; how many groups changed.

    Raises Refused, Http404, Conflict once the results are told; ValueError for somebody who is no appraiser here. Groups
    that `people` does not name stay as they are.
    """
    seat = require(by, Action.INDEX, held.unit)
    if Round.objects.select_for_update().get(pk=held.pk).state not in OPEN:
        raise Conflict("Kết quả dự kiến đã thông báo, không đổi phân công được nữa.")
    known = {person.pk: person for person in appraisers(held)}
    before = _standing(held)
    changes = []
    for group in Group.objects.filter(set=held.set_id, pk__in=people):
        wanted, had = set(people[group.pk]), before.get(group.pk, {})
        if wanted - had.keys() - known.keys():
            raise ValueError("Chỉ phân công người đang giữ việc thẩm định ở đơn vị tổ chức.")
        if wanted == had.keys():
            continue
        GroupCharge.objects.filter(round=held, group=group).exclude(person__in=wanted).delete()
        GroupCharge.objects.bulk_create([
            GroupCharge(round=held, group=group, person_id=key) for key in sorted(wanted - had.keys())
        ])  # fmt: skip
        names = {**had, **{key: str(person) for key, person in known.items()}}
        changes.append({"field": f"Nhóm {group.number}", "old": _names(had, had), "new": _names(wanted, names)})
    if changes:
        trace(held, "charge", by=by, seat=seat, changes=changes)
    return len(changes)


def _standing(held):
    found: dict[int, dict[int, str]] = {}
    for row in GroupCharge.objects.filter(round=held).select_related("person"):
        found.setdefault(row.group_id, {})[row.person_id] = str(row.person)
    return found


def _names(keys, names):
    return ", ".join(sorted(names[key] for key in keys))
