"""Sắp xếp đơn vị: what an abolished unit still had open passes to its successors at a day.

The old plans are closed and keep their number, their text and the old unit's name. Their open tasks go on in a draft of
the successor, which adopts it under its own name by issuing it. People get a post in the successor from that day.

    waiting        abolished units that still hold open plans or people
    inventory      what one unit has to hand over, and to whom it could go
    hand_over      do it
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from plans.models import Measure, Period, Plan, PlanStep, Progress, Task
from plans.wording import plan_words
from plans.workflow.plan_tasks import copy_task
from units.errors import Conflict
from units.models import Agency, Post, Succession, Unit
from units.permissions import Action, can, require, where
from units.vietnamese import vn_date

__all__ = ["Inventory", "hand_over", "inventory", "may_reorganise", "waiting"]


@dataclass(frozen=True)
class Inventory:
    """What `unit` has open: plans, posts in force, and `heirs`, its successors (whole ones first)."""

    unit: Unit
    plans: list
    posts: list
    heirs: list


def may_reorganise(user, unit):
    return can(user, Action.ADMIN, unit) or can(user, Action.ASSIGN, unit)


def _require(user, unit):
    return require(user, Action.ADMIN if can(user, Action.ADMIN, unit) else Action.ASSIGN, unit)


def waiting(user):
    """Abolished units she may reorganise that still hold open plans or people."""
    reach = where(user, Action.ADMIN) | where(user, Action.ASSIGN)
    plans = Plan.objects.of_their_own().exclude(state=Plan.State.CLOSED).filter(unit=OuterRef("pk"))
    posts = Post.objects.filter(agency__unit=OuterRef("pk"), valid_to=None)
    gone = Unit.objects.filter(reach).filter(
        Q(valid_to__isnull=False) | Exists(Succession.objects.filter(old=OuterRef("pk")))
    )
    return gone.filter(Exists(plans) | Exists(posts)).order_by("sort_key")


def inventory(unit):
    """The Inventory of `unit`."""
    plans = Plan.objects.of_their_own().filter(unit=unit).exclude(state=Plan.State.CLOSED).with_heads()
    posts = Post.objects.filter(agency__unit=unit, valid_to=None).select_related("user", "agency")
    links = Succession.objects.filter(old=unit).select_related("new").order_by("-share", "new__sort_key")
    return Inventory(unit, list(plans), list(posts), [link.new for link in links])


@transaction.atomic
def hand_over(unit, *, by, day, plan_heirs, post_heirs):
    """Hand over at `day` (the first day of the new units): {plan key: Unit}, {post key: Unit or None (stays behind)}.

    Returns (drafts made, posts made). Raises ValueError for a day or an heir that cannot be.
    """
    seat = _require(by, unit)
    _check(unit, day, [*plan_heirs.values(), *(heir for heir in post_heirs.values() if heir)])
    open_plans = {plan.pk: plan for plan in inventory(unit).plans}
    if missing := set(plan_heirs) - set(open_plans):
        raise Conflict(f"{len(missing)} kế hoạch vừa được bàn giao hoặc kết thúc; mở lại trang để xem.")
    Unit.objects.filter(pk=unit.pk, valid_to=None).update(valid_to=day - timedelta(days=1))
    drafts = [_pass_on(open_plans[key], heir, day, by, seat) for key, heir in plan_heirs.items()]
    posts = [_new_post(post, post_heirs[post.pk], day) for post in inventory(unit).posts if post_heirs.get(post.pk)]
    return drafts, posts


def _check(unit, day, heirs):
    if day <= unit.valid_from:
        raise ValueError(f"Ngày bàn giao phải sau ngày đơn vị ra đời ({vn_date(unit.valid_from)}).")
    for heir in heirs:
        if heir.pk == unit.pk or heir.valid_from > day or (heir.valid_to and heir.valid_to < day):
            raise ValueError(f"{heir.name} không phải là đơn vị đang có vào ngày {vn_date(day)}.")


def _office(heir, like=None):
    """The heir's agency of the same duty (reviewing, heading), else the one that heads it."""
    offices = list(Agency.objects.filter(unit=heir))
    same = [row for row in offices if like and row.reviews and like.reviews]
    heads = [row for row in offices if row.heads_unit]
    if not heads:
        raise ValueError(f"{heir.name} chưa có UBND trong danh mục cơ quan; hãy bổ sung trước.")
    return (same if like and like.reviews and same else heads)[0]


def _pass_on(plan, heir, day, by, seat):
    """Close `plan` and go on with its open tasks in a draft of `heir`; plans of one source merge into one draft."""
    draft = _draft_of(plan, heir, by)
    known = set(draft.tasks.exclude(parent=None).values_list("parent_id", flat=True))
    for task in plan.tasks.worded().current():
        if task.parent_id and task.parent_id in known:
            continue  # two predecessors carried out the same task from above: one goes on
        _go_on(task, copy_task(task, draft))
    _calendar(plan, draft, day)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED, superseded_by=draft)
    plan.amendments.all().delete()
    Progress.objects.filter(plan=plan, open=True).update(open=False)
    note = f"{plan.unit.full_name} → {heir.full_name}, từ ngày {vn_date(day)}"
    for row, verb in ((plan, "handed_over"), (draft, "taken_over")):
        PlanStep.objects.create(plan=row, verb=verb, by=by, acting_for=seat.acting_for, note=note)
    return draft


def _draft_of(plan, heir, by):
    above = list(plan.parents.all())
    drafts = Plan.objects.of_their_own().filter(unit=heir, state=Plan.State.DRAFT, steps__verb="taken_over")
    same = drafts.filter(year_from=plan.year_from, year_to=plan.year_to, parents__in=above).first() if above else None
    if same:
        return same
    office = _office(heir)
    words = plan_words(plan) | {"title": plan.title.replace(plan.unit.short_name, heir.short_name)}
    words |= {"signer_name": "", "signer_title": "", "signing_form": ""}
    keeps = plan.reports_under if plan.reports_under_id and plan.reports_under.unit_id != plan.unit_id else None
    draft = Plan.objects.create(
        unit=heir, issuer=office, place=office.place, created_by=by, reports_under=keeps,
        source_note=f"Tiếp nhận từ {plan} ({plan.unit.name})"[:300], **words,
    )  # fmt: skip
    draft.parents.set(above)
    return draft


def _go_on(task, twin):
    """The copy takes the old task's place in the line: above it and below it."""
    Task.objects.filter(pk=twin.pk).update(parent=task.parent_id, parent_version=task.parent_version)
    below = Task.objects.filter(parent=task).exclude(plan__state=Plan.State.CLOSED)
    below.update(parent=twin, parent_version=twin.version)
    new = {row.name: row for row in twin.measures.all()}
    for measure in task.measures.all():
        if measure.name in new:
            Measure.objects.filter(pk=new[measure.name].pk).update(parent=measure.parent_id)
            Measure.objects.filter(parent=measure).exclude(task__plan__state=Plan.State.CLOSED).update(
                parent=new[measure.name]
            )


def _calendar(plan, draft, day):
    """Periods of the plan's own calendar that end after `day` are planned for the draft; it opens them itself."""
    if draft.reports_under_id:
        return
    names = ("name", "kind", "starts", "ends", "due_inside", "due")
    ahead = plan.periods.filter(ends__gte=day).values(*names)
    Period.objects.bulk_create((Period(plan=draft, **row) for row in ahead), ignore_conflicts=True)


def _new_post(post, heir, day):
    """The same role and title in the heir from `day`; the old post ends the day before."""
    Post.objects.filter(pk=post.pk).update(valid_to=day - timedelta(days=1))
    made, _ = Post.objects.get_or_create(
        user=post.user, agency=_office(heir, like=post.agency), role=post.role, valid_from=day,
        defaults={"title": post.title, "signs": post.signs},
    )  # fmt: skip
    return made
