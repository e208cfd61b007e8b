"""What the search box looks for: one function a kind, each asking only what its pages show this person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from indicators.models import Dimension, SubDimension
from plans.models import Plan, Task
from plans.permissions import visible_plans, visible_tasks
from reports.models import DocumentQuerySet
from reports.permissions import visible
from units.addresses import whole
from units.holders import people_seen
from units.models import Post, Unit, User
from units.search import keys_holding, matching, words_of
from units.text import fold

from .guide import sections

COUNTED = 1000  # what is more is said as "hơn 1.000": nobody reads them, and counting them all costs


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


def groups(user: User, asked: str, shown: int) -> list[Group]:
    """Groups with an answer to `asked`, at most `shown` hits in each."""
    if not words_of(asked):
        return []
    made = (_group(name, find(user, asked), as_hit, shown) for name, find, as_hit in KINDS)
    return [group for group in (*made, _help(asked, shown)) if group.hits]


def _group(name, found, as_hit, shown):
    hits = [as_hit(row) for row in found[: shown + 1]]
    if len(hits) <= shown:
        return Group(name, hits, len(hits))
    total = found.order_by()[: COUNTED + 1].count()
    return Group(name, hits[:shown], total if total <= COUNTED else None)


def _help(asked, shown):
    found = [part for part in sections() if part.holds(words_of(asked))]
    hits = [Hit(f"{reverse('help')}#{part.anchor}", part.title, "Hướng dẫn sử dụng") for part in found]
    return Group("Hướng dẫn", hits[:shown], len(hits))


# --- What each kind asks ------------------------------------------------------------------------------------------


def _papers(user: User, asked: str) -> DocumentQuerySet:
    """By words of the title and of the office's name, and by number and symbol as they are printed: 02/BC-UBND."""
    words = [_in_a_paper(word) for word in words_of(asked)]
    return visible(user).filter(*words).select_related("agency__unit", "entry__book").order_by("-pk")


def _in_a_paper(word):
    found = Q(search_text__contains=f" {word}") | Q(agency__search_text__contains=f" {word}")
    if (number := whole(word)) is not None:
        return found | Q(entry__number=number)
    return found | Q(entry__symbol__icontains=word) | Q(entry__symbol__contains=word.upper().replace("D", "Đ"))


def _plans(user: User, asked: str) -> QuerySet[Plan]:
    return matching(visible_plans(user).select_related("unit"), asked)


def _tasks(user: User, asked: str) -> QuerySet[Task]:
    return matching(visible_tasks(user).select_related("plan__unit"), asked)


def _units(user: User, asked: str) -> QuerySet[Unit]:
    return Unit.objects.filter(sample=False).search(asked)


def _people(user: User, asked: str) -> QuerySet[Post]:
    """By name and position, and by the office they hold it in."""
    seen = people_seen(user)
    texts = ("user__legal_name", "user__title", "title", "agency__name", "agency__unit__name")
    return seen.filter(pk__in=keys_holding(seen, asked, *texts)).order_by("pk")


def _dimensions(user: User, asked: str) -> QuerySet[Dimension]:
    return Dimension.objects.filter(pk__in=_named(Dimension.objects.all(), asked)).order_by("number")


def _sub_dimensions(user: User, asked: str) -> QuerySet[SubDimension]:
    """Those of today's structure; an older code that is no more has its page through its year."""
    today = SubDimension.objects.filter(version__year_to=None)
    return today.filter(pk__in=_named(today, asked)).select_related("dimension").order_by("code")


def _named(rows: Iterable[Dimension | SubDimension], asked: str) -> list[int]:
    """Keys of the few dozen names that hold each word."""
    return [row.pk for row in rows if all(f" {word}" in f" {fold(str(row))}" for word in words_of(asked))]


# --- How each kind is told ----------------------------------------------------------------------------------------


def _paper_hit(row):
    entry = getattr(row, "entry", None)
    number = f"{entry} · " if entry else ""
    return Hit(reverse("document", args=[row.pk]), row.title, f"{number}{row.agency}")


def _plan_hit(row):
    return Hit(reverse("plan", args=[row.pk]), str(row), str(row.unit))


def _task_hit(row):
    page = reverse("plan", args=[row.plan_id])
    return Hit(f"{page}#nhiem-vu-{row.pk}", str(row), f"{row.plan.number} · {row.plan.unit}")


def _unit_hit(row):
    era = f"đến {row.valid_to:%d/%m/%Y}" if row.valid_to else f"từ {row.valid_from:%d/%m/%Y}"
    return Hit(reverse("unit", args=[row.pk]), row.full_name, era)


def _person_hit(row):
    page = reverse("unit", args=[row.agency.unit_id])
    return Hit(f"{page}#nguoi-{row.pk}", f"{row.user.legal_name or row.user}", f"{row.title}, {row.agency}")


def _dimension_hit(row):
    return Hit(f"{reverse('indicators')}?sort=-nd{row.number}", str(row), "Điểm của các tỉnh, thành phố")


def _sub_dimension_hit(row):
    return Hit(f"{reverse('indicators')}?sort=-nd{row.dimension.number}", str(row), str(row.dimension))


KINDS: list[tuple[str, Callable[[User, str], QuerySet], Callable[..., Hit]]] = [
    ("Văn bản", _papers, _paper_hit),
    ("Kế hoạch", _plans, _plan_hit),
    ("Nhiệm vụ", _tasks, _task_hit),
    ("Đơn vị", _units, _unit_hit),
    ("Người", _people, _person_hit),
    ("Chỉ số nội dung", _dimensions, _dimension_hit),
    ("Nội dung thành phần", _sub_dimensions, _sub_dimension_hit),
]
