"""Sắp xếp đơn vị: what an abolished unit still had open passes to its successors at a day.

The old plans are closed and keep their number, their text and the old unit's name. Their open tasks go on in a draft of
the successor, which adopts it under its own name by issuing it. People get a post in the successor from that day.

    waiting        abolished units that still hold open plans or people
    inventory      what one unit has to hand over, and to whom it could go
    hand_over      do it
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from plans.cascade.workflow.taking_over import office_of, pass_on
from plans.drafting.workflow.life import drop
from plans.models import Plan, Progress
from units import ending
from units.errors import Conflict
from units.models import Agency, Post, Role, Succession, Unit, User
from units.models.administrative import UnitQuerySet
from units.permissions import Action, can, require
from units.scope import where
from units.vietnamese import vn_date

__all__ = ["Inventory", "hand_over", "inventory", "may_reorganise", "waiting"]


@dataclass(frozen=True)
class Inventory:
    """What `unit` has open: plans, posts that end or have ended with it and went nowhere yet, and `heirs`, its successors
    (whole ones first).

    `recorded`: the register of units names them; otherwise they are who took over its area and who stands above it now.
    """

    unit: Unit
    plans: list
    posts: list
    heirs: list
    recorded: bool


def may_reorganise(user: User, unit: Unit) -> bool:
    return can(user, Action.ADMIN, unit) or can(user, Action.ASSIGN, unit)


def _require(user, unit):
    return require(user, Action.ADMIN if can(user, Action.ADMIN, unit) else Action.ASSIGN, unit)


def waiting(user: User) -> UnitQuerySet:
    """Abolished units she may reorganise with open plans or people to hand over; `people`: how many posts."""
    reach = where(user, Action.ADMIN) | where(user, Action.ASSIGN)
    plans = Plan.objects.exclude(state=Plan.State.CLOSED).filter(unit=OuterRef("pk"))
    posts = _to_hand_over().filter(agency__unit=OuterRef("pk"))
    gone = Unit.objects.filter(reach).filter(
        Q(valid_to__isnull=False) | Exists(Succession.objects.filter(old=OuterRef("pk")))
    )
    people = posts.order_by().values("agency__unit").annotate(count=Count("pk")).values("count")
    left = gone.filter(Exists(plans) | Exists(posts)).annotate(people=Coalesce(Subquery(people), 0))
    return left.order_by("sort_key")


def inventory(unit: Unit) -> Inventory:
    """The Inventory of `unit`."""
    plans = Plan.objects.filter(unit=unit).exclude(state=Plan.State.CLOSED).with_heads()
    posts = _to_hand_over().filter(agency__unit=unit).select_related("user", "agency")
    links = Succession.objects.filter(old=unit).select_related("new").order_by("-share", "new__sort_key")
    heirs = [link.new for link in links]
    return Inventory(unit, list(plans), list(posts), heirs or _heirs_of_the_area(unit), recorded=bool(heirs))


def _to_hand_over():
    """Posts whose people have not been handed over: those that go on, and those that ended with their body."""
    return Post.objects.filter(Q(valid_to=None) | ending.left(), user__is_active=True).exclude(role=Role.ADMIN)


def _heirs_of_the_area(unit):
    """Where the register names no successor, as for every district abolished on 01/07/2025 (Nghị quyết
    203/2025/QH15): the units that succeeded those below it, then who stands above now."""
    present = Unit.objects.filter(valid_to=None).exclude(pk=unit.pk)
    took = present.filter(predecessors__old__path__startswith=unit.path).distinct()
    codes = [unit.code, *([unit.parent.code] if unit.parent else [])]
    above = present.filter(Q(children__in=took) | Q(code__in=codes)).distinct()
    return [*took.order_by("sort_key"), *above.exclude(pk__in=took.values("pk")).order_by("sort_key")]


@transaction.atomic
def hand_over(
    unit: Unit, *, by: User, day: date, plan_heirs: Mapping[int, Sequence[Unit]], post_heirs: Mapping[int, Unit | None]
) -> tuple[list[Plan], list[Post]]:
    """Hand over at `day` (the first day of the new units): {plan key: [Unit, …]}, {post key: Unit or None (goes
    nowhere)}. A plan may go on with several heirs, each in a draft of its own; the first is its successor. Every post
    of the old unit ends with it.

    Returns (drafts made, posts made). Raises ValueError for a day or an heir that cannot be.
    """
    seat = _require(by, unit)
    takers = [heir for heirs in plan_heirs.values() for heir in heirs]
    _check(unit, day, [*takers, *(heir for heir in post_heirs.values() if heir)])
    open_plans = {plan.pk: plan for plan in inventory(unit).plans}
    if missing := set(plan_heirs) - set(open_plans):
        raise Conflict(f"{len(missing)} kế hoạch vừa được bàn giao hoặc kết thúc; mở lại trang để xem.")
    Unit.objects.filter(pk=unit.pk, valid_to=None).update(valid_to=day - timedelta(days=1))
    stock = inventory(unit)
    drafts = [draft for key, heirs in plan_heirs.items() for draft in _pass_on(open_plans[key], heirs, day, by, seat)]
    posts = [_new_post(post, post_heirs[post.pk], day) for post in stock.posts if post_heirs.get(post.pk)]
    _end_with(unit, day - timedelta(days=1), by)
    return drafts, posts


def _end_with(unit, last, by):
    """Its bodies and every post in them hold to the unit's last day and no longer, wherever their people went."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=last)
    outlive = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    Agency.objects.filter(begun, outlive, unit=unit).update(valid_to=last)
    posts = Post.objects.filter(agency__unit=unit)
    ending.follow(posts, by=by)
    ending.settle(posts)


def _pass_on(plan, heirs, day, by, seat):
    drafts = [pass_on(plan, heir, day, by=by, seat=seat) for heir in heirs]
    ended = min(day, timezone.localdate())  # handed over ahead of the day: nobody types into it from now on
    successor = next(iter(drafts), None)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED, ended=ended, superseded_by=successor)
    if under_way := plan.change_under_way:
        drop(under_way, by=by)
    Progress.objects.filter(plan=plan, open=True).update(open=False)
    return drafts


def _check(unit, day, heirs):
    if day <= unit.valid_from:
        raise ValueError(f"Ngày bàn giao phải sau ngày đơn vị ra đời ({vn_date(unit.valid_from)}).")
    for heir in heirs:
        if heir.pk == unit.pk or heir.valid_from > day or (heir.valid_to and heir.valid_to < day):
            raise ValueError(f"{heir.name} không phải là đơn vị đang có vào ngày {vn_date(day)}.")


def _new_post(post, heir, day):
    """The same role and title in the heir from `day`."""
    made, _ = Post.objects.get_or_create(
        user=post.user, agency=office_of(heir, like=post.agency), role=post.role, valid_from=day,
        defaults={"title": post.title, "signs": post.signs},
    )  # fmt: skip
    return made
