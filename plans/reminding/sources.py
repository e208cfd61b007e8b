"""Who has not answered by when: what is due for whom on a day, as a pure query over facts and `today`.

Each source yields Due with the newest milestone reached, sent or not; what was already told is the digest's question.
So a missed run catches up by itself, and what has been handed in is silent at once. How many days before a deadline is
said by the plan whose periods the units report by, once for all of them.

Who is told of a late report, by days overdue: whoever is in charge from the start; the agency that collects from the day
after that one's inner date (`hands`); the unit's leader on the day itself when it lies on her desk, else from day 3; the
reviewing office from day 7; the province's leader by a weekly list after that.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.counting.owed import asked, plan_in_force, reminded_of, unit_in_force
from plans.models import Progress, Task
from plans.reminding.hands import for_collecting, for_hands, group, in_charge_of, subject, wholes, with_charges
from plans.reminding.submissions import SUBMISSION, WORDS, charge_of, named
from post import milestones, subjects
from post.due import Due, Line, in_days, shortened, waited
from post.people import Directory
from post.working_days import Calendar
from units.addresses import page_of
from units.models import Role

__all__ = ["LEADER_FROM", "OFFICE_FROM", "due"]

LEADER_FROM, OFFICE_FROM = 3, 7  # days overdue
HORIZON = timedelta(days=milestones.MOST_BEFORE + 15)  # a long Tết moves a reminder forward, never this far
FOR_LEADER, FOR_REVIEW, UNTOUCHED = (1, 3, 7), (3, 5, 10), (1, 3, 7)  # working days
State = Progress.State


def due(today: date, calendar: Calendar, directory: Directory) -> Iterator[Due]:
    """Everything due on `today`, sent or not; seven queries however many units, three more where tasks are in charge."""
    yield from _reports(today, calendar, directory)
    yield from _tasks(today, calendar, directory)
    yield from _waiting_for_leaders(today, calendar, directory)
    yield from _waiting_for_review(today, calendar, directory)
    yield from _returned(today, calendar, directory)


def _group_above(row):
    """For those above: the plan whose periods the units report by; numbers of theirs repeat from unit to unit."""
    return row["period__plan__number"] or shortened(row["period__plan__title"], 80)


# --- Reports of a period --------------------------------------------------------------------------------------------


def _reports(today, calendar, directory):
    """Reporting periods: whose hands they are in is told, then the ladder upward."""
    owed = Progress.objects.filter(reminded_of(today), due_inside__lte=today + HORIZON)
    typed, on_desk = Q(state__in=Progress.ENTERABLE), Q(state=State.WITH_LEADER)
    counted = (
        owed.order_by()
        .annotate(charge=charge_of())
        .values(*SUBMISSION, "charge")
        .annotate(
            total=Count("pk"), typed=Count("pk", filter=typed), on_desk=Count("pk", filter=on_desk),
            first=Min("pk", filter=typed), **WORDS,
        )
    )  # fmt: skip
    for row, parts in wholes(with_charges(named(counted))):
        yield from for_hands(row, parts, today, calendar, directory)
        yield from _of_nobody(row, parts, today, calendar, directory)
        yield from for_collecting(row, parts, today, calendar, directory)
        yield from _for_leader(row, today, calendar, directory)
        yield from _for_those_above(row, today, directory)


def _of_nobody(row, parts, today, calendar, directory):
    """What lies in hands that no letter reaches, and no other agency of the unit collects: the office above is told."""
    reached = milestones.of_deadline(row["due_inside"], today, calendar,
                                     milestones.days_before(row["period__plan__reminder_days"]))  # fmt: skip
    if not reached or directory.reachable(directory.collecting(row["unit_id"])):
        return
    if any(part["typed"] and not directory.reachable(in_charge_of(part, directory)) for part in parts):
        yield from _unreachable(row, reached, directory, "công chức nhập liệu", row["due_inside"])


def _unreachable(row, reached, directory, who, day, suffix=""):
    """Nobody of the unit who should act by `day` (`who`, in words) can be told: the office above is."""
    text = f"{row['unit__name']}: không còn {who} nào nhận được thư nhắc (kỳ {row['period__name']})"
    url = page_of("period", row["period_id"])
    line = Line(_group_above(row), text, in_days(reached), url, reached.days, day, listed=True)
    for person in directory.office_above(row["unit_id"], row["plan__receiving_agency_id"]):
        post = directory.above_as(person, row["unit_id"])
        yield Due(person, "unreachable", subject(row, suffix), reached.code, line, post=post)


def _for_leader(row, today, calendar, directory):
    """The leader: on the day and after when something lies on her desk, else once the official is days late."""
    before = tuple(n for n in milestones.days_before(row["period__plan__reminder_days"]) if n == 1)
    reached = milestones.of_deadline(row["due"], today, calendar, before)
    if not reached or not (row["on_desk"] or reached.days >= LEADER_FROM):
        return
    missing = row["typed"] + row["on_desk"]
    text = f"{row['period__name']}: còn {missing}/{row['total']} nhiệm vụ chưa gửi cấp trên"
    text += f", {row['on_desk']} đang chờ bạn duyệt" if row["on_desk"] else ", công chức chưa trình"
    url = reverse("work") + ("?xem=cho-duyet" if row["on_desk"] else "")
    line = Line(group(row), text, in_days(reached), url, reached.days, row["due"])
    people = directory.holders(Role.LEADER, row["unit_id"])
    for person in people:
        post = (Role.LEADER, row["unit_id"])
        yield Due(person, "period", subject(row, subjects.LEADER), reached.code, line, post=post)
    if row["on_desk"] and not directory.reachable(people):
        yield from _unreachable(row, reached, directory, "lãnh đạo", row["due"], subjects.LEADER)


def _for_those_above(row, today, directory):
    """The reviewing office from day 7 by its own milestones, the province's leader by the week."""
    past = (today - row["due"]).days
    if past < OFFICE_FROM:
        return
    missing = row["typed"] + row["on_desk"]
    text = f"{row['unit__name']}: còn {missing}/{row['total']} nhiệm vụ chưa gửi, {row['period__name']}"
    url = page_of("period", row["period_id"])
    line = Line(_group_above(row), text, f"Quá {past} ngày", url, past, row["due"], listed=True)
    offices = directory.office_above(row["unit_id"], row["plan__receiving_agency_id"])
    step = past // 7 * 7
    for person in offices:
        post = directory.above_as(person, row["unit_id"])
        yield Due(person, "late", subject(row), f"{row['due']:%Y%m%d}+{step}", line, post=post)
    weekly = milestones.of_week(row["due"], today, OFFICE_FROM)
    if weekly is None:
        return
    for person in directory.top_leaders(row["unit_id"]):
        if person not in offices:
            post = directory.above_as(person, row["unit_id"])
            yield Due(person, "late", subject(row, subjects.TOP), weekly.code, line, post=post)


# --- Single tasks ---------------------------------------------------------------------------------------------------


def _tasks(today, calendar, directory):
    """Tasks whose own deadline comes before that of the report, while something can still be typed for them, and tasks
    no period asks about yet: those until a week after the deadline."""
    owed = Progress.objects.filter(
        reminded_of(today), state__in=Progress.ENTERABLE,
        task__deadline__lt=F("due_inside"), task__deadline__lte=today + HORIZON,
    )  # fmt: skip
    names = ("plan__number", "plan__title", "unit_id")
    of_calendar = Coalesce("plan__reports_under__reminder_days", "plan__reminder_days")
    rows = (
        owed.order_by()
        .annotate(charge=charge_of())
        .values("task_id", "charge", *names, deadline=F("task__deadline"), text=F("task__text"), days=of_calendar)
        .annotate(entry=Max("pk"))
    )
    unasked = (
        Task.objects.current()
        .filter(plan_in_force(today), unit_in_force(today, "plan__unit__"), entries=None)
        .filter(deadline__range=(today - timedelta(days=OFFICE_FROM), today + HORIZON))
        .order_by()
        .annotate(charge=charge_of("pk"))
        .values(
            "deadline",
            "text",
            "charge",
            *names[:2],
            "plan_id",
            task_id=F("pk"),
            unit_id=F("plan__unit_id"),
            days=of_calendar,
        )
    )
    for row in with_charges([*rows, *unasked]):
        reached = milestones.of_deadline(row["deadline"], today, calendar, milestones.days_before(row["days"]))
        if reached:
            yield from _for_task(row, reached, directory)


def _for_task(row, reached, directory):
    url = page_of("entry", row["entry"]) if "entry" in row else page_of("plan", row["plan_id"])
    line = Line(group(row), shortened(row["text"]), in_days(reached), url, reached.days, row["deadline"])
    for person in in_charge_of(row, directory):
        yield Due(
            person, "task", subjects.of_task(row["task_id"]), reached.code, line, "task", (Role.ENTRY, row["unit_id"])
        )


# --- What waits for somebody ----------------------------------------------------------------------------------------


def _waiting(entries, today, since="waiting_since", also=()):
    """Submissions of `entries` with how many, the first entry and since when the oldest waits; apart by `also`."""
    in_force = entries.filter(asked(today), unit_in_force(today))
    rows = (
        in_force.order_by()
        .values(*SUBMISSION, *also)
        .annotate(n=Count("pk"), first=Min("pk"), since=Min(since), **WORDS)
    )
    return ({**row, "since": timezone.localtime(row["since"]).date()} for row in named(rows))


def _waiting_for_leaders(today, calendar, directory):
    for row in _waiting(Progress.objects.with_leader(), today):
        reached = milestones.of_waiting(row["since"], today, calendar, FOR_LEADER)
        if reached:
            text = f"{row['period__name']}: {row['n']} nhiệm vụ chờ bạn duyệt"
            url = page_of("entry", row["first"]) if row["n"] == 1 else reverse("work") + "?xem=cho-duyet"
            people = directory.holders(Role.LEADER, row["unit_id"])
            yield from _told("leader", _in_post(Role.LEADER, people, row), row, reached, text, url)


def _waiting_for_review(today, calendar, directory):
    """Sent in, or objected to, and unanswered for more than two working days."""
    for row in _waiting(Progress.objects.in_review(), today):
        reached = milestones.of_waiting(row["since"], today, calendar, FOR_REVIEW)
        if reached:
            text = f"{row['unit__name']}: {row['n']} nhiệm vụ chờ thẩm định, {row['period__name']}"
            many = f"{reverse('review')}?{urlencode({'ky': row['period_id'], 'don_vi': row['unit__name']})}"
            url = page_of("review_entry", row["first"]) if row["n"] == 1 else many
            yield from _told("review", _reviewers(row, directory), row, reached, text, url)
    for row in _waiting(Progress.objects.filter(objected_at__isnull=False), today, "objected_at"):
        reached = milestones.of_waiting(row["since"], today, calendar, FOR_REVIEW)
        if reached:
            text = f"{row['unit__name']}: kiến nghị về kết quả thẩm định chưa được trả lời, {row['period__name']}"
            url = page_of("review_entry", row["first"])
            yield from _told("review", _reviewers(row, directory), row, reached, text, url, suffix=subjects.OBJECTION)


def _reviewers(row, directory):
    """{person: post in which she reviews}."""
    people = directory.office_above(row["unit_id"], row["plan__receiving_agency_id"])
    return {person: directory.above_as(person, row["unit_id"]) for person in people}


def _in_post(role, people, row):
    return dict.fromkeys(people, (role, row["unit_id"]))


def _returned(today, calendar, directory):
    """Returned and not typed into since."""
    untouched = Q(typed_at=None) | Q(typed_at__lte=F("waiting_since"))
    returned = Progress.objects.filter(untouched, state=State.RETURNED, open=True).annotate(charge=charge_of())
    for row, person in _by_person(with_charges(_waiting(returned, today, also=("charge",))), directory):
        reached = milestones.of_waiting(row["since"], today, calendar, UNTOUCHED)
        if reached:
            text = f"{row['period__name']}: {row['n']} nhiệm vụ bị trả lại, chưa sửa"
            url = page_of("entry", row["first"]) if row["n"] == 1 else reverse("work") + "?xem=tra-lai"
            yield from _told("returned", _in_post(Role.ENTRY, [person], row), row, reached, text, url)


def _by_person(rows, directory):
    """[(row, person)]: what lies in one person's hands of one submission as one row."""
    found: dict[tuple, dict] = {}
    for row in rows:
        for person in in_charge_of(row, directory):
            key = row["period_id"], row["unit_id"], row["plan_id"], person
            one = found.setdefault(key, {**row, "n": 0})
            one["n"] += row["n"]
            one["first"], one["since"] = min(one["first"], row["first"]), min(one["since"], row["since"])
    return [(row, key[-1]) for key, row in found.items()]


def _told(kind, people, row, reached, text, url, suffix=""):
    under = _group_above(row) if kind == "review" else group(row)
    line = Line(under, text, waited(reached), url, reached.days, row["since"], waits=True)
    for person, post in people.items():
        yield Due(person, kind, subject(row, suffix), reached.code, line, post=post)
