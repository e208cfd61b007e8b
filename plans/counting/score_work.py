"""Từ điểm số đến việc: tasks of a province's current plan by sub-dimension, and whether its targets were met."""

from collections.abc import Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from indicators.models import StructureVersion, SubDimension
from indicators.scores import Composite, difference
from indicators.work import Answer, TargetCheck, Work
from plans.counting.overview import tallies
from plans.models import Plan, Target
from plans.permissions import may, visible_plans
from units.models import Unit, User
from units.permissions import Action
from units.scope import where
from units.vietnamese import vn_signed


def work_on(user: User, province: Unit, year: int, by_year: Mapping[int, Composite]) -> Work:
    """The Work about `province`'s scores of `year`; without answers where codes meant something else in that year."""
    lineage = Unit.objects.filter(Q(pk=province.pk) | Q(predecessors__old=province.pk))
    plans = visible_plans(user).filter(unit__in=lineage)
    targets = tuple(_check(row, province, year, by_year) for row in _targets(plans, year))
    plan = plans.filter(state__in=Plan.IN_FORCE).select_related("unit").order_by("-year_from", "-pk").first()
    if not plan:
        return Work(targets=targets)
    structure = StructureVersion.of_year(year)
    same = structure == StructureVersion.of_year(plan.year_from)
    answers = _answers(plan, structure, user) if same else {}
    url = reverse("plan", args=[plan.pk])
    return Work(plan.number or plan.title, url, plan.years, answers, targets)


def _answers(plan, structure, user):
    """{sub-dimension code: Answer}, counted over the units whose standing `user` may see; three queries beside the
    sub-dimensions."""
    may_add = may(user, Action.EDIT_PLAN, plan)
    tasks = list(plan.tasks.current().prefetch_related("dimensions", "sub_dimensions"))
    _, reached = tallies(plan, timezone.localdate(), seen=where(user, Action.VIEW, "unit__"))
    subs = SubDimension.objects.filter(version=structure).select_related("dimension")
    return {sub.code: _answer(plan, sub, tasks, reached, may_add) for sub in subs}


def _answer(plan, sub, tasks, reached, may_add):
    own = [task for task in tasks if sub in task.sub_dimensions.all()]
    whole = [task for task in tasks if _serves_whole(task, sub.dimension)]
    entries = sum(reached[task.pk].entries for task in own)
    on_track = sum(reached[task.pk].on_track for task in own)
    of_dimension = f"{reverse('plan', args=[plan.pk])}?nd={sub.dimension.number}"
    return Answer(
        count=len(own),
        url=reverse("task", args=[own[0].pk]) if len(own) == 1 else of_dimension,
        percent=100 * on_track / entries if entries else None,
        whole=len(whole),
        whole_url=of_dimension,
        add_url=reverse("task_for_score", args=[plan.pk, sub.pk]) if may_add else "",
    )


def _serves_whole(task, dimension):
    named = {sub.dimension_id for sub in task.sub_dimensions.all()}
    return dimension in task.dimensions.all() and dimension.pk not in named


def _targets(plans, year):
    """Targets of issued plans that were to be reached in `year`."""
    due = Q(by_year=year) | Q(by_year=None, plan__year_to=year)
    issued = plans.exclude(state=Plan.State.DRAFT)
    return (
        Target.objects.filter(due, plan__in=issued, dimension=None)
        .exclude(kind=Target.Kind.OTHER)
        .select_related("plan")
    )


def _check(target, province, year, by_year):
    met, reason = _reached(target, province.pk, by_year.get(target.baseline_year), by_year[year])
    url = reverse("plan", args=[target.plan_id])
    return TargetCheck(target.text, target.plan.number or target.plan.title, url, met, reason)


def _reached(target, key, before, after):
    """(met or None, in figures) of ranks or points gained since the baseline year."""
    if not before or before.rank(key) is None or after.rank(key) is None:
        return None, "không đủ điểm công bố để kết luận"
    if target.kind == Target.Kind.RANKS_UP:
        gained = before.rank(key) - after.rank(key)
        told = f"tăng {gained} bậc" if gained > 0 else f"giảm {-gained} bậc" if gained < 0 else "giữ nguyên bậc"
        ranks = f"{before.rank(key)}/{before.n_ranked} → {after.rank(key)}/{after.n_ranked}"
        return gained >= (target.amount or 1), f"{ranks}: {told}"
    if target.kind == Target.Kind.SCORE_UP:
        gained = difference(after.values[key], before.values[key])
        told = f"{vn_signed(gained, 4)} điểm so với {before.year}"
        return gained is not None and gained >= (target.amount or 0) and gained > 0, told
    return None, "đối chiếu với nhóm do PAPI công bố"
