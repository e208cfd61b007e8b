"""Verbs of giving out a unit's work: each ends the charge before and begins the next, traced in the plan.

charge       many tasks into the charge of one agency, or of a named post of it, from a day
release      many tasks into nobody's charge: the unit's again
take_back    what was given out a moment ago, before anybody was written to
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from plans.assigning import letters
from plans.drafting.workflow.life.moves import trace
from plans.models import Charge, Period, Plan, Task
from plans.progress import inner_dates
from units.errors import Conflict
from units.models import Agency, Post, User
from units.permissions import Action, require
from units.text import nfc
from units.vietnamese import vn_date

AHEAD = timedelta(days=366)
__all__ = ["CHARGE_RULE", "charge", "release", "take_back"]

CHARGE_RULE = (
    "Mỗi nhiệm vụ do một cơ quan, bộ phận của đơn vị phụ trách, có thể nêu rõ người; cơ quan phối hợp góp phần việc của "
    "mình, cơ quan phụ trách tổng hợp. Bàn giao thì giữ lại ai phụ trách đến ngày nào."
)


@transaction.atomic
def charge(
    tasks: Iterable[Task],
    *,
    by: User,
    agency: Agency,
    post: Post | None = None,
    since: date | None = None,
    note: str = "",
) -> list[Charge]:
    """Put `tasks` of one plan into the charge of `agency` (named `post`) from `since` (today); those already so stay.

    A day to come may be named: until then whoever has it keeps it. What was said ahead before is said anew. Returns the
    new Charges. Raises Refused without the right, ValueError with what does not fit: another unit's agency, a day too far
    ahead, a day before the charge that now holds began. Conflict when somebody else was quicker.
    """
    day, chosen = since or timezone.localdate(), list(tasks)
    if not chosen:
        return []
    plan = chosen[0].plan
    seat = require(by, Action.CHARGE, plan.unit)
    _check(chosen, plan, agency, post, day)
    stood = _open_charges(chosen)
    moving = [task for task in chosen if not _stands(stood.get(task.pk), agency, post, day)]
    before = _without_ahead(moving)
    _end([before[task.pk] for task in moving if task.pk in before], day)
    made = Charge.objects.bulk_create(
        Charge(task=task, agency=agency, post=post, since=day, note=nfc(note)[:300], by=by, acting_for=seat.acting_for)
        for task in moving
    )
    _follow(plan, seat, by, moving, before, said=str(Charge(agency=agency, post=post)), day=day, note=note)
    letters.charged(made, before, by=by)
    return made


def _check(tasks, plan, agency, post, day):
    if any(task.plan_id != plan.pk for task in tasks):
        raise ValueError("Các nhiệm vụ phải thuộc một kế hoạch.")
    if agency.unit_id != plan.unit_id or (agency.valid_to and agency.valid_to < day):
        raise ValueError(f"{agency.name} không phải là cơ quan, bộ phận đang hoạt động của {plan.unit.short_name}.")
    if post and (post.agency_id != agency.pk or (post.valid_to and post.valid_to < day)):
        raise ValueError(f"{post.title} không giữ chức vụ ở {agency.name}.")
    if day > timezone.localdate() + AHEAD:
        raise ValueError("Ngày phụ trách không được quá một năm kể từ hôm nay.")


def _open_charges(tasks):
    """{task: the charge that now holds}, locked."""
    rows = (
        Charge.objects.unended()
        .filter(task__in=tasks)
        .select_for_update(of=("self",))
        .select_related("agency", "post")
    )
    return {row.task_id: row for row in rows}


def _without_ahead(tasks):
    """{task: the charge that now holds} once what was said for a day to come is taken back."""
    ahead = [row for row in _open_charges(tasks).values() if row.since > timezone.localdate()]
    for row in ahead:
        Charge.objects.filter(pk=row.pk).delete()
        Charge.objects.filter(task=row.task_id, until=row.since).update(until=None)
    return _open_charges(tasks)


def _stands(row, agency, post, day):
    same = bool(row) and row.agency_id == agency.pk and row.post_id == (post.pk if post else None)
    return same and row.since <= max(day, timezone.localdate())


def _end(rows, day):
    late = next((row for row in rows if row.since > day), None)
    if late:
        raise ValueError(
            f"{late.agency.name} phụ trách từ {vn_date(late.since)}; ngày bàn giao không được trước ngày đó."
        )
    ended = Charge.objects.filter(pk__in=[row.pk for row in rows], until=None).update(until=day)
    if ended != len(rows):
        raise Conflict("Phân công vừa được người khác đổi. Mở lại trang để xem.")


def _follow(plan, seat, by, moved, before, *, said, day, note):
    """The trace of the plan, and the inner dates of what is owed."""
    if not moved:
        return
    changes = [
        {"task": task.pk, "code": task.code, "field": "charge", "label": "Phụ trách",
         "old": str(before.get(task.pk) or ""), "new": said}
        for task in moved
    ]  # fmt: skip
    why = f"; {nfc(note)}" if note.strip() else ""
    trace(plan, "charge", by, seat, note=f"{len(moved)} nhiệm vụ, từ {vn_date(day)}{why}"[:300], changes=changes)
    inner_dates.follow(Period.objects.filter(plan=plan.calendar, state=Period.State.OPEN), plan.unit)


@transaction.atomic
def release(tasks: Sequence[Task], *, by: User, note: str = "") -> int:
    """Take `tasks` of one plan out of anybody's charge from today; returns how many. Raises Refused, Conflict."""
    if not tasks:
        return 0
    plan, day = tasks[0].plan, timezone.localdate()
    seat = require(by, Action.CHARGE, plan.unit)
    before = _without_ahead(tasks)
    _end(list(before.values()), day)
    _follow(plan, seat, by, [task for task in tasks if task.pk in before], before, said="", day=day, note=note)
    return len(before)


@transaction.atomic
def take_back(plan: Plan, *, by: User, made: Sequence[int], ended: Sequence[int]) -> int:
    """The charges `made` a moment ago go, those they `ended` hold again (keys); returns of how many tasks.

    Raises Refused without the right, Conflict when a letter has left or somebody changed one of them since.
    """
    seat = require(by, Action.CHARGE, plan.unit)
    every = (
        Charge.objects.filter(task__plan=plan).select_for_update(of=("self",)).select_related("agency", "post", "task")
    )
    new, old = list(every.filter(pk__in=made, until=None)), list(every.filter(pk__in=ended).exclude(until=None))
    touched = {row.task_id: row.task for row in (*new, *old)}
    others = Charge.objects.filter(task__in=touched, until=None).exclude(pk__in=made)
    if len(new) < len(made) or len(old) < len(ended) or others.exists():
        raise Conflict("Phân công vừa được đổi tiếp nên không hoàn tác được nữa. Mở lại trang để xem.")
    if not letters.uncharged(new, {row.agency_id for row in (*new, *old)}):
        raise Conflict(
            "Thư báo phân công đã gửi đi nên không hoàn tác được nữa; phân công lại, người nhận được báo tiếp."
        )
    Charge.objects.filter(pk__in=made).delete()
    Charge.objects.filter(pk__in=ended).update(until=None)
    was, now = ({row.task_id: str(row) for row in rows} for rows in (new, old))
    changes = [
        {"task": key, "code": task.code, "field": "charge", "label": "Phụ trách",
         "old": was.get(key, ""), "new": now.get(key, "")}
        for key, task in touched.items()
    ]  # fmt: skip
    trace(plan, "charge", by, seat, note=f"Hoàn tác phân công {len(touched)} nhiệm vụ", changes=changes)
    inner_dates.follow(Period.objects.filter(plan=plan.calendar, state=Period.State.OPEN), plan.unit)
    return len(touched)
