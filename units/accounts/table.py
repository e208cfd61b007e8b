"""Đơn vị và người as rows: unit × agency × post, who holds it, who is missing, who has signed in; reads only.

of_unit   agencies of a unit with their posts, newest holders first, and the roles nobody holds
rows      some posts with the state of each account
below     units directly below with their counts; counted: any units
without   which of some units have nobody to enter progress
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from units.models import Agency, Post, Role, Unit

__all__ = ["NEEDED", "RULE", "AgencyRows", "Row", "UnitRow", "below", "counted", "of_unit", "rows", "without"]

NEEDED = (Role.LEADER, Role.ENTRY, Role.CLERK)
RULE = (
    "Mỗi đơn vị cần ít nhất một lãnh đạo, một công chức nhập liệu, một văn thư; cơ quan thẩm định báo cáo cấp dưới cần ít "
    "nhất một chuyên viên thẩm định. Một người có thể giữ nhiều vai trò."
)
KEPT_IN_SIGHT = timedelta(days=365)  # an ended post is shown so long


@dataclass(frozen=True)
class Row:
    """A post as the page shows it; `badge` is a code of `units.statuses`."""

    post: Post
    badge: str
    more: str = ""


@dataclass
class AgencyRows:
    """An agency with its posts, and the roles that nobody holds."""

    agency: Agency
    rows: list[Row] = field(default_factory=list)
    missing: list[Role] = field(default_factory=list)


@dataclass
class UnitRow:
    """A unit below: how many hold a post, how many of them have never signed in, which needed roles nobody holds."""

    unit: Unit
    people: int = 0
    never: int = 0
    missing: list[Role] = field(default_factory=list)


def of_unit(unit: Unit, today: date) -> list[AgencyRows]:
    """In office order; four queries."""
    groups = {agency.pk: AgencyRows(agency) for agency in _agencies(unit, today)}
    shown = Q(valid_to__isnull=True) | Q(valid_to__gte=today - KEPT_IN_SIGHT)
    posts = list(Post.objects.filter(shown, agency__in=groups).select_related("user", "agency").order_by(*_ORDER))
    for row in rows(posts, today):
        groups[row.post.agency_id].rows.append(row)
    held = {(post.agency_id, post.role) for post in posts if _counts(post, today)}
    in_unit = {role for _, role in held}
    for pk, group in groups.items():
        if group.agency.heads_unit:
            group.missing += [role for role in NEEDED if role not in in_unit]
        if group.agency.reviews and (pk, Role.REVIEWER) not in held:
            group.missing.append(Role.REVIEWER)
    return list(groups.values())


def rows(posts: Collection[Post], today: date) -> list[Row]:
    """`posts` (with their users) as rows, in their order; one query."""
    locked = _locked({post.user.name_key for post in posts})
    return [_row(post, today, locked) for post in posts]


_ORDER = ("valid_to", "role", "valid_from", "pk")


def _agencies(unit, today):
    """Those that live, and those of which a post is still in sight."""
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    return unit.agencies.filter(living | Q(posts__valid_to__gte=today)).distinct()


def _counts(post, today):
    return post.user.is_active and post.valid_from <= today and (not post.valid_to or post.valid_to >= today)


def _row(post, today, locked):
    if post.valid_to and post.valid_to < today:
        return Row(post, "acc_ended", f"{post.valid_to:%d/%m/%Y}")
    if not post.user.is_active:
        return Row(post, "acc_stopped")
    if post.user.name_key in locked:
        return Row(post, "acc_locked")
    return Row(post, "acc_used" if post.user.last_login else "acc_never")


def _locked(names: Collection[str]) -> set[str]:
    """Those of `names` who typed so many wrong passwords that the door is shut to them now."""
    since = timezone.now() - get_cool_off(None)
    tries = AccessAttempt.objects.filter(
        attempt_time__gte=since, failures_since_start__gte=get_failure_limit(None, None)
    )
    return set(tries.filter(username__in=names).values_list("username", flat=True))


def below(unit: Unit, today: date) -> list[UnitRow]:
    """The units in force directly below; two queries whatever their number."""
    return counted(unit.children.on(today), today)


def counted(units: QuerySet[Unit], today: date) -> list[UnitRow]:
    """`units` with their counts, in their order; two queries."""
    found = {unit.pk: UnitRow(unit) for unit in units}
    roles, seen = defaultdict(set), {}
    posts = Post.objects.in_force(today).filter(agency__unit__in=found, user__is_active=True)
    for unit, role, user, last in posts.values_list("agency__unit", "role", "user", "user__last_login"):
        roles[unit].add(role)
        seen[unit, user] = last
    for (unit, _), last in seen.items():
        found[unit].people += 1
        found[unit].never += last is None
    for pk, row in found.items():
        row.missing = [role for role in NEEDED if role not in roles[pk]]
    return list(found.values())


def without(prefix: str, today: date) -> Q:
    """The condition on rows pointing to a unit (`prefix` "unit") that nobody there can enter progress."""
    posts = Post.objects.in_force(today).filter(role=Role.ENTRY, user__is_active=True)
    return ~Q(Exists(posts.filter(agency__unit=OuterRef(prefix))))
