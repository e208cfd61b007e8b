"""What the search box looks for: one function a kind, each asking only what its pages show this person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.urls import reverse

from indicators.models import Dimension, SubDimension
from plans.models import Plan, Task
from plans.permissions import visible_plans, visible_tasks
from reports.models import DocumentQuerySet, RegisterEntry
from reports.permissions import visible
from units.addresses import whole
from units.holders import people_seen
from units.models import Agency, Post, Unit, User
from units.permissions import LOOKING, reaches
from units.search import matching, matching_some, words_of
from units.text import fold

from .guide import sections

COUNTED = 100  # what is more is said as "hơn 100": nobody reads them, and counting them all costs

FEW = 1000  # plans whose keys are handed to the database one by one


@dataclass(frozen=True)
class Hit:
    """One answer: where it leads, what it is, and what tells it from its namesakes."""

    url: str
    title: str
    sub: str


@dataclass(frozen=True)
class Group:
    """Answers of one kind: the best first, how many there are in all (None: more than COUNTED)."""

    name: str
    hits: list[Hit]
    total: int | None

    @property
    def more(self) -> int | None:
        return None if self.total is None else self.total - len(self.hits)


@dataclass(frozen=True)
class Kind:
    """What is looked for: which rows, the columns a hit shows, and how it is told; one query, however much is found."""

    name: str
    find: Callable[[User, str], QuerySet]
    columns: Sequence[str]
    tell: Callable[..., Hit]

    def group(self, user: User, asked: str, shown: int) -> Group:
        rows = list(self.find(user, asked).values_list(*self.columns)[: COUNTED + 1])
        hits = [self.tell(*row) for row in rows[:shown]]
        return Group(self.name, hits, len(rows) if len(rows) <= COUNTED else None)


def groups(user: User, asked: str, shown: int) -> list[Group]:
    """Groups with an answer to `asked`, at most `shown` hits in each."""
    if not words_of(asked):
        return []
    for reach in (one for action in LOOKING for one in reaches(user, action) if one.inherits):
        _ = reach.seat.inherited  # one query here, where every list below would work it out for itself
    made = (kind.group(user, asked, shown) for kind in KINDS)
    return [group for group in (*made, *_papi(asked, shown), _help(asked, shown)) if group.hits]


def _papi(asked, shown):
    """The few dozen names of the PAPI structure; of sub-dimensions today's: an older code has its page through its year."""
    today = list(SubDimension.objects.filter(version__year_to=None).select_related("dimension").order_by("code"))
    dimensions = {row.dimension.number: row.dimension for row in today}
    for name, rows, tell in (
        ("Chỉ số nội dung", [dimensions[number] for number in sorted(dimensions)], _dimension_hit),
        ("Nội dung thành phần", today, _sub_dimension_hit),
    ):
        hits = [tell(row) for row in _named(rows, asked)]
        yield Group(name, hits[:shown], len(hits))


def _named(rows: Iterable[Dimension | SubDimension], asked: str) -> list:
    """Those whose name holds each word."""
    words = words_of(asked)
    return [row for row in rows if all(f" {word}" in f" {_fold(str(row))}" for word in words)]


_fold = lru_cache(maxsize=200)(fold)  # the same few dozen names at every search


def _help(asked, shown):
    found = [part for part in sections() if part.holds(words_of(asked))]
    hits = [Hit(f"{reverse('help')}#{part.anchor}", part.title, "Hướng dẫn sử dụng") for part in found]
    return Group("Hướng dẫn", hits[:shown], len(hits))


# --- What each kind asks ------------------------------------------------------------------------------------------


def _papers(user: User, asked: str) -> DocumentQuerySet:
    """By words of the title and of the office's name, and by number and symbol as they are printed: 02/BC-UBND."""
    words = [_in_a_paper(word) for word in words_of(asked)]
    return visible(user).filter(*words).order_by("-pk")


def _in_a_paper(word):
    found = Q(search_text__contains=f" {word}") | Q(agency__search_text__contains=f" {word}")
    if (number := whole(word)) is not None:
        return found | Q(entry__number=number)
    return found | Q(entry__symbol__icontains=word) | Q(entry__symbol__contains=word.upper().replace("D", "Đ"))


def _plans(user: User, asked: str) -> QuerySet[Plan]:
    return matching(visible_plans(user), asked)


def _tasks(user: User, asked: str) -> QuerySet[Task]:
    """Of few plans by their keys: by the words alone a nation's tasks would be read for one province's. A nation's are
    put in order as far as anybody looks."""
    plans = list(visible_plans(user).order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(plans) <= FEW:
        return matching(Task.objects.filter(plan__in=plans), asked)
    return matching_some(visible_tasks(user), asked, 10 * COUNTED)


def _units(user: User, asked: str) -> QuerySet[Unit]:
    return Unit.objects.filter(sample=False).search(asked)


def _people(user: User, asked: str) -> QuerySet[Post]:
    """By name and position, and by the office they hold it in; each of the three is asked by itself, for its own index."""
    return people_seen(user).filter(*map(_of_a_person, words_of(asked))).order_by("pk")


def _of_a_person(word):
    people, offices = (model.objects.filter(search_text__contains=f" {word}") for model in (User, Agency))
    return Q(search_text__contains=f" {word}") | Q(user__in=people.values("pk")) | Q(agency__in=offices.values("pk"))


# --- How each kind is told ----------------------------------------------------------------------------------------


def _paper_hit(pk, title, number, symbol, agency):
    printed = f"{RegisterEntry(number=number, symbol=symbol)} · " if symbol is not None else ""
    return Hit(reverse("document", args=[pk]), title, f"{printed}{agency}")


def _plan_hit(pk, number, title, unit, until):
    return Hit(reverse("plan", args=[pk]), str(Plan(number=number, title=title)), _unit(unit, until))


def _task_hit(pk, code, text, plan, number, unit, until):
    page = reverse("plan", args=[plan])
    return Hit(f"{page}#nhiem-vu-{pk}", str(Task(code=code, text=text)), f"{number} · {_unit(unit, until)}")


def _unit(full_name, until):
    return Unit(full_name=full_name, valid_to=until).choice_label


def _unit_hit(pk, full_name, since, until):
    era = f"đến {until:%d/%m/%Y}" if until else f"từ {since:%d/%m/%Y}"
    return Hit(reverse("unit", args=[pk]), full_name, era)


def _person_hit(pk, title, legal_name, *user):
    position, username, first, last, agency, unit = user
    named = legal_name or str(User(title=position, username=username, first_name=first, last_name=last))
    return Hit(f"{reverse('unit', args=[unit])}#nguoi-{pk}", named, f"{title}, {agency}")


def _dimension_hit(row):
    return Hit(f"{reverse('indicators')}?sort=-nd{row.number}", str(row), "Điểm của các tỉnh, thành phố")


def _sub_dimension_hit(row):
    return Hit(f"{reverse('indicators')}?sort=-nd{row.dimension.number}", str(row), str(row.dimension))


OF_UNIT = ("unit__full_name", "unit__valid_to")
KINDS = (
    Kind("Văn bản", _papers, ("pk", "title", "entry__number", "entry__symbol", "agency__name"), _paper_hit),
    Kind("Kế hoạch", _plans, ("pk", "number", "title", *OF_UNIT), _plan_hit),
    Kind(
        "Nhiệm vụ", _tasks,
        ("pk", "code", "text", "plan_id", "plan__number", *(f"plan__{one}" for one in OF_UNIT)), _task_hit,
    ),
    Kind("Đơn vị", _units, ("pk", "full_name", "valid_from", "valid_to"), _unit_hit),
    Kind(
        "Người", _people,
        ("pk", "title", "user__legal_name", "user__title", "user__username", "user__first_name", "user__last_name",
         "agency__name", "agency__unit_id"), _person_hit,
    ),
)  # fmt: skip
