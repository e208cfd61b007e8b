"""Từ điểm số đến việc: tasks of a province's plan by sub-dimension, how they went, and whether its targets were met."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, Value
from django.urls import reverse
from django.utils import timezone

from indicators.book import Book
from indicators.composites import difference
from indicators.kin import Kin
from indicators.work import Answer, TargetCheck, Work
from plans.counting.overview import tallies
from plans.models import Plan, Target
from plans.permissions import may, visible_plans
from units.models import User
from units.permissions import Action
from units.scope import where
from units.vietnamese import vn_signed

__all__ = ["Choice", "Served", "served", "work_on"]

MOST_PLANS = 60  # plans to choose from, and to speak of the targets of


@dataclass(frozen=True)
class Served:
    """One task that serves a sub-dimension, and how its latest entries went, its own and those of the units below."""

    pk: int
    text: str
    done: int
    on_track: int
    entries: int
    evidenced: int

    @property
    def key(self) -> str:
        return str(self.pk)

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


def _to_choose(user, of, asked):
    """(plans ever issued, newest first; the one asked for, else the newest in force). One query."""
    issued = visible_plans(user).filter(unit__in=of.lineage).exclude(state=Plan.State.DRAFT)
    found = list(issued.select_related("unit").order_by("-year_from", "-pk")[:MOST_PLANS])
    in_force = (plan for plan in found if plan.in_force)
    return found, next((plan for plan in found if plan.pk == asked), next(in_force, None))


def served(user: User, of: Kin, year: int, book: Book, asked: int | None = None) -> Choice:
    """The Choice about a province's scores of `year`; `asked`: key of the plan to speak of, else the newest in force."""
    plans, plan = _to_choose(user, of, asked)
    if not plan or book.structure(year)[0] != book.structure(plan.year_from)[0]:
        return Choice(plans, plan)
    links = _links(plan)
    reached = _reached_by(plan, user, links.keys, evidence=True)
    tasks, whole = defaultdict(list), defaultdict(list)
    for key, text in links.texts.items():
        tally = reached[key]
        row = Served(key, text, tally.settled, tally.on_track, tally.entries, tally.evidenced)
        for code in links.subs[key]:
            tasks[code].append(row)
        for number in links.whole(key):
            whole[str(number)].append(row)
    return Choice(plans, plan, dict(tasks), dict(whole))


@dataclass(frozen=True)
class Links:
    """What each current task of a plan says it serves: {task: numbers of dimensions}, {task: codes of their parts}; and
    the keys of all its tasks; `texts` in the plan's order."""

    keys: set[int]
    texts: dict[int, str]
    dimensions: dict[int, set[int]]
    subs: dict[int, list[str]]

    def whole(self, task: int) -> set[int]:
        """Dimensions served as a whole: none of their parts is named."""
        return self.dimensions[task] - {int(code[0]) for code in self.subs[task]}


def _links(plan):
    """One query for both tables."""
    said, tasks = ("pk", "withdrawn", "code", "text", "position"), plan.tasks.order_by()
    parts = tasks.values_list(*said, "sub_dimensions__dimension__number", "sub_dimensions__code")
    rows = tasks.values_list(*said, "dimensions__number", Value("")).union(parts, all=True).order_by("position", "pk")
    links = Links(set(), {}, defaultdict(set), defaultdict(list))
    for task, withdrawn, sign, text, _, number, code in rows:
        links.keys.add(task)
        if withdrawn:
            continue
        links.texts[task] = f"{sign}. {text}" if sign else text
        if code:
            links.subs[task].append(code)
        elif number:
            links.dimensions[task].add(number)
    return links


def _reached_by(plan, user, keys, *, evidence=False):
    """{task: Tally} over the units whose standing `user` may see."""
    seen = where(user, Action.VIEW, "unit__")
    return tallies(plan, timezone.localdate(), seen=seen, keys=keys, evidence=evidence)[1]


def work_on(user: User, of: Kin, year: int, book: Book, asked: int | None = None) -> Work:
    """The Work about a province's scores of `year`, of the plan `asked` for or the newest in force; without answers where
    codes meant something else in that year."""
    found, plan = _to_choose(user, of, asked)
    targets = tuple(_check(row, of.unit, year, book.composites) for row in _targets(found, year))
    choices = tuple((one.pk, f"{one.number or one.title} ({one.years})") for one in found)
    if not plan:
        return Work(targets=targets, choices=choices)
    same = book.structure(year)[0] == book.structure(plan.year_from)[0]
    answers = _answers(plan, book.structure(year)[1], user) if same else {}
    url = reverse("plan", args=[plan.pk])
    return Work(plan.number or plan.title, url, plan.years, answers, targets, choices, plan.pk)


def _answers(plan, subs, user):
    """{sub-dimension code: Answer}, counted over the units whose standing `user` may see."""
    may_add = plan.in_force and may(user, Action.EDIT_PLAN, plan)
    links = _links(plan)
    reached = _reached_by(plan, user, links.keys)
    return {code: _answer(plan, sub, links, reached, may_add) for code, sub in subs.items()}


def _answer(plan, sub, links, reached, may_add):
    own = sorted(task for task, codes in links.subs.items() if sub.code in codes)
    whole = [task for task in links.dimensions if sub.dimension.number in links.whole(task)]
    entries = sum(reached[task].entries for task in own)
    on_track, done = (sum(getattr(reached[task], name) for task in own) for name in ("on_track", "settled"))
    of_dimension = f"{reverse('plan', args=[plan.pk])}?nd={sub.dimension.number}"
    return Answer(
        count=len(own),
        url=reverse("task", args=[own[0]]) if len(own) == 1 else of_dimension,
        percent=100 * on_track / entries if entries else None,
        whole=len(whole),
        done=done,
        entries=entries,
        whole_url=of_dimension,
        add_url=reverse("task_for_score", args=[plan.pk, sub.pk]) if may_add else "",
    )


def _targets(plans, year):
    """Targets of `plans` that were to be reached in `year`."""
    by_key = {plan.pk: plan for plan in plans}
    due = Q(by_year=year) | Q(by_year=None, plan__year_to=year)
    rows = Target.objects.filter(due, plan__in=by_key, dimension=None, sub_code="").exclude(kind=Target.Kind.OTHER)
    for row in rows:
        row.plan = by_key[row.plan_id]
    return rows


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
