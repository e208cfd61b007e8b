"""Việc của kế hoạch: what waits for a person beside the entries themselves, for her list and for the number in the bar.

Each duty is one set of rows with its right: requests and objections to answer, tasks handed down to take, drafts to finish,
changes of the plan above to take, plans that have no period yet, units that owe entries and have nobody to enter them.
`rows` and `count` read the same sets, so the number is what the list shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.counting.offers import offered
from plans.counting.owed import plan_in_force, reminded_of
from plans.drafting.workflow import extension
from plans.models import Extension, Period, Plan, Progress
from plans.reviewing import queue as reviewing
from units.accounts.table import without
from units.composed import asked_again
from units.models import Post, Unit, User
from units.permissions import Action, can, can_anywhere, rights_key
from units.scope import where

__all__ = ["Duty", "count", "rows"]


@dataclass(frozen=True)
class Duty:
    """One line of the list: what it is about, where it comes from, the verb of its button, since when it waits."""

    title: str
    source: str
    verb: str
    url: str
    badge: str
    since: date | None = None


def _requests(user):
    return extension.waiting(user)


def _request_row(row: Extension, user: User) -> Duty:
    verb = "Xem, gửi cấp trên" if row.state == Extension.State.WITH_LEADER else "Trả lời"
    source = f"{row.task.plan.unit.name} · đề nghị gia hạn đến {row.new_deadline:%d/%m/%Y}"
    return Duty(row.task.text, source, verb, reverse("extensions"), "extension", timezone.localdate(row.asked_at))


def _objections(user):
    return reviewing.objections(user).select_related("unit", "task").order_by("objected_at", "pk")


def _objection_row(row: Progress, user: User) -> Duty:
    at, url = timezone.localdate(row.objected_at), reverse("review_answer", args=[row.pk])
    return Duty(row.task.text, f"{row.unit.name} · kiến nghị về kết quả thẩm định", "Trả lời", url, "submitted", at)


BY_ITS_OWN = Q(created_by=None) | Q(
    Exists(Post.objects.filter(user=OuterRef("created_by"), agency__unit=OuterRef("unit")))
)


def _in_work(user):
    """Plans and amendments being drafted in her own unit, the oldest first."""
    mine = Plan.with_amendments.filter(where(user, Action.EDIT_PLAN, "unit__"), state=Plan.State.DRAFT)
    return mine.select_related("unit", "amends").order_by("pk")


def _drafts(user):
    """Those that somebody of the unit began."""
    return _in_work(user).filter(BY_ITS_OWN)


def _handed(user):
    """Those the unit above began by giving tasks: to be looked at, completed and issued, or declined task by task."""
    return _in_work(user).filter(~BY_ITS_OWN)


def _handed_row(row: Plan, user: User) -> Duty:
    verb = "Nhận, ban hành" if can(user, Action.ISSUE_PLAN, row.unit) else "Xem, nhận nhiệm vụ"
    source = f"{row.unit.name} · nhiệm vụ cấp trên giao, chờ nhận"
    return Duty(row.title, source, verb, reverse("plan_edit", args=[row.pk]), "to_confirm")


def _draft_row(row: Plan, user: User) -> Duty:
    kind = f"sửa đổi, bổ sung {row.amends.number}" if row.amends else f"dự thảo kế hoạch năm {row.years}"
    verb = "Xem, ban hành" if can(user, Action.ISSUE_PLAN, row.unit) else "Soạn tiếp"
    return Duty(row.title, f"{row.unit.name} · {kind}", verb, reverse("plan", args=[row.pk]), "plan_draft")


def _offered(user):
    """Plans in force of her own unit for which the plan above has changes to take or to decline."""
    today = timezone.localdate()
    mine = Plan.objects.filter(where(user, Action.EDIT_PLAN, "unit__"), plan_in_force(today, ""))
    mine = mine.filter(Exists(offered().filter(plan=OuterRef("pk"))))
    return mine.select_related("unit").order_by("pk")


def _offered_row(row: Plan, user: User) -> Duty:
    source = f"{row.unit.name} · cấp trên vừa sửa nhiệm vụ đã giao"
    return Duty(f"{row.number} – {row.title}", source, "Xem thay đổi", reverse("offers", args=[row.pk]), "in_force")


def _without_periods(user):
    """Plans in force this year, reporting by periods of their own, that have none yet."""
    today = timezone.localdate()
    mine = Plan.objects.filter(
        where(user, Action.PERIODS, "unit__"), plan_in_force(today, ""), reports_under=None, year_to__gte=today.year
    )
    return mine.filter(~Exists(Period.objects.filter(plan=OuterRef("pk")))).select_related("unit").order_by("pk")


def _period_row(row: Plan, user: User) -> Duty:
    source, url = f"{row.unit.name} · chưa có kỳ báo cáo nào", reverse("periods", args=[row.pk])
    return Duty(f"{row.number} – {row.title}", source, "Lập kỳ", url, "in_force")


def _without_accounts(user):
    """Units above those that are asked for entries now and have nobody to enter them: one line however many they are."""
    above = _silent(user).annotate(above=Coalesce("parent", "pk")).values("above")
    return Unit.objects.filter(pk__in=above).order_by("sort_key")


def _silent(user):
    """Units she reviews or keeps the accounts of, asked for entries today, where nobody can enter them; few are looked
    for entries of, since few have nobody."""
    today = timezone.localdate()
    reached = where(user, Action.REVIEW) | where(user, Action.ACCOUNTS)
    asked_for = Progress.objects.filter(reminded_of(today), unit=OuterRef("pk"))
    return Unit.objects.on(today).filter(reached, without("pk", today)).filter(Exists(asked_for)).order_by()


def _account_row(row: Unit, user: User) -> Duty:
    named = _silent(user).filter(Q(parent=row) | Q(pk=row.pk, parent=None)).order_by("sort_key")
    names = list(named.values_list("name", flat=True))
    shown = ", ".join(names[:3]) + (f" và {len(names) - 3} đơn vị nữa" if len(names) > 3 else "")
    verb = "Lập tài khoản" if can(user, Action.ACCOUNTS, row) else "Xem"
    url = f"{reverse('people_unit', args=[row.pk])}?xem=chua-nhap"
    return Duty(f"Chưa có ai nhập tiến độ: {shown}", row.full_name, verb, url, "acc_missing")


@dataclass(frozen=True)
class Kind:
    """One kind of duty: the rights one of which she needs, the rows that wait for her, and how a row is told."""

    rights: tuple[Action, ...]
    waiting: Callable[[User], QuerySet]
    told: Callable[..., Duty]


KINDS = {
    "requests": Kind((Action.EXTEND, Action.SUBMIT), _requests, _request_row),
    "objections": Kind((Action.REVIEW,), _objections, _objection_row),
    "handed": Kind((Action.EDIT_PLAN,), _handed, _handed_row),
    "drafts": Kind((Action.EDIT_PLAN,), _drafts, _draft_row),
    "offered": Kind((Action.EDIT_PLAN,), _offered, _offered_row),
    "without_periods": Kind((Action.PERIODS,), _without_periods, _period_row),
    "without_accounts": Kind((Action.ACCOUNTS, Action.REVIEW), _without_accounts, _account_row),
}
HALVES = {"handed", "drafts"}  # of `_in_work`


def rows(user: User) -> list[Duty]:
    """Every duty of `user`, kind by kind; one query, and one more a kind of which something waits, one a line of units
    without accounts."""
    found = _counts(user)
    return [
        KINDS[name].told(row, user) for name, number in found.items() if number for row in KINDS[name].waiting(user)
    ]


def count(user: User, *also: Callable[[User], QuerySet]) -> tuple[int, ...]:
    """(how many `rows` lists, then how many rows each of the sets `also` holds for her).

    One query, put together once a day for each person and her rights: it stands on every page.
    """
    sets = _sets(user)
    numbers = _numbers(user, [*sets, *also])
    return sum(numbers[: len(sets)]), *numbers[len(sets) :]


def _sets(user):
    """What `rows` lists in as few sets as there can be: drafts and what was handed down are halves of one."""
    fitting = _fitting(user)
    whole = [_in_work] if fitting.keys() & HALVES else []
    return whole + [kind.waiting for name, kind in fitting.items() if name not in HALVES]


def _counts(user):
    """{name of a kind she has a right for: how many wait}."""
    fitting = _fitting(user)
    numbers = _numbers(user, [kind.waiting for kind in fitting.values()])
    return dict(zip(fitting, numbers, strict=True))


def _fitting(user):
    return {name: kind for name, kind in KINDS.items() if any(can_anywhere(user, right) for right in kind.rights)}


def _numbers(user, sets):
    """[how many rows each of `sets` holds for `user`]; what she has no right for is an empty set, which is no number."""
    if not sets:
        return []
    key = (*sets, timezone.localdate(), user.pk, rights_key(user))
    (row,) = asked_again(key, lambda: _counting(user, sets))
    return [number or 0 for number in row]


def _counting(user, sets):
    counts = {f"n{place}": _counted(waiting(user)) for place, waiting in enumerate(sets)}
    return User.objects.filter(pk=user.pk).order_by().annotate(**counts).values_list(*counts)


def _counted(queryset):
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(queryset.select_related(None).order_by().annotate(n=number).values("n"))
