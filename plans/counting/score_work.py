"""Từ điểm số đến việc: tasks of a province's plan by sub-dimension, how they went, and whether its targets were met."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from indicators.models import StructureVersion, SubDimension
from indicators.scores import Composite, difference
from indicators.work import Answer, TargetCheck, Work
from plans.counting.overview import evidenced, tallies
from plans.models import Plan, Target, Task
from plans.permissions import may, visible_plans
from units.models import Unit, User
from units.permissions import Action
from units.scope import where
from units.vietnamese import vn_signed

__all__ = ["Choice", "Served", "lineage", "served", "work_on"]

MOST_PLANS = 30  # plans to choose from


@dataclass(frozen=True)
class Served:
    """One task that serves a sub-dimension, and how its latest entries went, its own and those of the units below."""

    task: Task
    done: int
    on_track: int
    entries: int
    evidenced: int

    @property
    def key(self) -> str:
        return str(self.task.pk)

    @property
    def told(self) -> str:
        """In words; nothing reported is said so, never 0 %."""
        if not self.entries:
            return "chưa có báo cáo tiến độ"
        of = f"/{self.entries} mục"
        return f"{self.done}{of} hoàn thành, {self.on_track}{of} đúng tiến độ, {self.evidenced}{of} có tài liệu chứng minh"


@dataclass(frozen=True)
class Choice:
    """Plans that can be spoken of, the one chosen, its tasks by sub-dimension code, and by number of a whole dimension."""

    plans: list[Plan]
    plan: Plan | None = None
    tasks: dict[str, list[Served]] = field(default_factory=dict)
    whole: dict[str, list[Served]] = field(default_factory=dict)


def lineage(province: Unit) -> QuerySet[Unit]:
    """The province of the scores and those that went on with it."""
    return Unit.objects.filter(Q(pk=province.pk) | Q(predecessors__old=province.pk))


def _to_choose(plans, asked):
    """(plans ever issued, newest first; the one asked for, else the newest in force). One query."""
    rows = plans.exclude(state=Plan.State.DRAFT).select_related("unit").order_by("-year_from", "-pk")
    found = list(rows[:MOST_PLANS])
    in_force = (plan for plan in found if plan.in_force)
    return found, next((plan for plan in found if plan.pk == asked), next(in_force, None))


def served(user: User, province: Unit, year: int, asked: int | None = None) -> Choice:
    """The Choice about `province`'s scores of `year`; `asked`: key of the plan to speak of, else the newest in force."""
    plans, plan = _to_choose(visible_plans(user).filter(unit__in=lineage(province)), asked)
    structure, of_plan = StructureVersion.of_years(year, plan.year_from) if plan else (None, None)
    if not plan or structure != of_plan:
        return Choice(plans, plan)
    seen, today = where(user, Action.VIEW, "unit__"), timezone.localdate()
    _, reached = tallies(plan, today, seen=seen)
    shown = evidenced(plan, today, seen=seen)
    tasks, whole = defaultdict(list), defaultdict(list)
    for task in plan.tasks.current().prefetch_related("dimensions", "sub_dimensions"):
        tally = reached[task.pk]
        row = Served(task, tally.settled, tally.on_track, tally.entries, shown[task.pk])
        for sub in task.sub_dimensions.all():
            tasks[sub.code].append(row)
        for dimension in task.dimensions.all():
            if _serves_whole(task, dimension):
                whole[str(dimension.number)].append(row)
    return Choice(plans, plan, dict(tasks), dict(whole))


def work_on(user: User, province: Unit, year: int, by_year: Mapping[int, Composite], asked: int | None = None) -> Work:
    """The Work about `province`'s scores of `year`, of the plan `asked` for or the newest in force; without answers where
    codes meant something else in that year."""
    plans = visible_plans(user).filter(unit__in=lineage(province))
    targets = tuple(_check(row, province, year, by_year) for row in _targets(plans, year))
    found, plan = _to_choose(plans, asked)
    choices = tuple((one.pk, f"{one.number or one.title} ({one.years})") for one in found)
    if not plan:
        return Work(targets=targets, choices=choices)
    structure, of_plan = StructureVersion.of_years(year, plan.year_from)
    answers = _answers(plan, structure, user) if structure == of_plan else {}
    url = reverse("plan", args=[plan.pk])
    return Work(plan.number or plan.title, url, plan.years, answers, targets, choices, plan.pk)


def _answers(plan, structure, user):
    """{sub-dimension code: Answer}, counted over the units whose standing `user` may see; three queries beside the
    sub-dimensions."""
    may_add = plan.in_force and may(user, Action.EDIT_PLAN, plan)
    tasks = list(plan.tasks.current().prefetch_related("dimensions", "sub_dimensions"))
    _, reached = tallies(plan, timezone.localdate(), seen=where(user, Action.VIEW, "unit__"))
    subs = SubDimension.objects.filter(version=structure).select_related("dimension")
    return {sub.code: _answer(plan, sub, tasks, reached, may_add) for sub in subs}


def _answer(plan, sub, tasks, reached, may_add):
    own = [task for task in tasks if sub in task.sub_dimensions.all()]
    whole = [task for task in tasks if _serves_whole(task, sub.dimension)]
    entries = sum(reached[task.pk].entries for task in own)
    on_track, done = (sum(getattr(reached[task.pk], name) for task in own) for name in ("on_track", "settled"))
    of_dimension = f"{reverse('plan', args=[plan.pk])}?nd={sub.dimension.number}"
    return Answer(
        count=len(own),
        url=reverse("task", args=[own[0].pk]) if len(own) == 1 else of_dimension,
        percent=100 * on_track / entries if entries else None,
        whole=len(whole),
        done=done,
        entries=entries,
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
