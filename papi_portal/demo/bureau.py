"""One commune whose work is given out among its bodies: those Decree 150/2025/NĐ-CP gives a commune, as sample data."""

from datetime import date, timedelta

from journal.guards import lifted
from plans.assigning import workflow as assigning
from plans.models import Figure, Period, Plan, Progress, Step
from plans.progress import inner_dates, parts
from units.agency_settings import collect, enter_own
from units.models import Agency, Role, User

from .people import FRONT, NEW_ERA, Account, agency, new_unit, seat, slug

COMMUNE = "12280"
SINCE = "Kế hoạch giao việc trong đơn vị (mẫu)"
ECONOMY, SOCIAL = (2, 6, 7), (1, 3, 4)  # dimensions in whose charge each is; the office has the rest


def load(hashed: str, today: date) -> None:
    """Bodies, accounts, who is in charge of what, an inner date, and a part of a coordinating body."""
    unit = new_unit(COMMUNE)
    leader = User.objects.filter(posts__agency__unit=unit, posts__role=Role.LEADER).first()
    plan = Plan.objects.filter(unit=unit, year_from=today.year).first()
    if not leader or not plan:
        return
    office, economy, social = _bodies(unit, slug(unit), hashed)
    front = agency(unit, f"Ủy ban MTTQ Việt Nam {unit.short_name}", FRONT)
    collect(office, by=leader, on=True)
    for body in (economy, social):
        enter_own(body, by=leader, on=True, reason=SINCE)
    _give_out(plan, leader, office, economy, social, front)
    _still_open(plan)
    _inner_day(plan, economy, leader, today)


def _bodies(unit, prefix, hashed):
    """[Văn phòng, Phòng Kinh tế, Phòng Văn hóa – Xã hội], each with an official who enters."""
    rows = (
        ("Văn phòng HĐND và UBND", "vanphong", "Công chức Văn phòng – Thống kê"),
        ("Phòng Kinh tế", "kinhte", "Công chức Tài chính – Kế toán"),
        ("Phòng Văn hóa – Xã hội", "vhxh", "Công chức Văn hóa – Xã hội"),
    )
    made = []
    for name, short, title in rows:
        body = agency(unit, name)
        seat(Account(f"{prefix}.{short}", Role.ENTRY, "", title), body, hashed, since=NEW_ERA)
        made.append(body)
    agency(unit, "Trung tâm Phục vụ hành chính công")
    return made


def _give_out(plan, leader, office, economy, social, front):
    post = economy.posts.first()
    groups: dict[tuple[Agency, bool], list] = {}
    for n, task in enumerate(plan.tasks.select_related("plan__unit").prefetch_related("dimensions")):
        first = min((row.number for row in task.dimensions.all()), default=0)
        body = economy if first in ECONOMY else social if first in SOCIAL else office
        groups.setdefault((body, body is economy and n % 2 == 0), []).append(task)
        if first in SOCIAL:
            task.coordinating.add(front, economy)
    for (body, named), tasks in groups.items():
        assigning.charge(tasks, by=leader, agency=body, post=post if named else None, note=SINCE)


def _still_open(plan):
    """Two of three tasks of the open period are not entered yet, whatever the sample made of the commune: there is
    something to hand in, and somebody to urge."""
    entries = Progress.objects.filter(plan=plan, open=True, period__state=Period.State.OPEN).order_by("task__position")
    undone = [entry.pk for n, entry in enumerate(entries) if n % 3]
    with lifted("dữ liệu mẫu"):
        Step.objects.filter(entry__in=undone).delete()
    Figure.objects.filter(entry__in=undone).delete()
    nobody = dict.fromkeys(("typed_by", "typed_at", "signed_off_by", "handed_in_at", "waiting_since", "reviewer"))
    texts = ("level", "result", "difficulties", "proposals", "explanation", "return_reason", "appraised_level")
    Progress.objects.filter(pk__in=undone).update(state=Progress.State.EMPTY, **nobody, **dict.fromkeys(texts, ""))


def _inner_day(plan, economy, leader, today):
    """Phòng Kinh tế hands in two days early, and has said its part of a task it shares."""
    period = Period.objects.filter(plan=plan.calendar, state=Period.State.OPEN).first()
    if not period:
        return
    inner_dates.say(period, economy, by=leader, day=period.due_inside - timedelta(days=2))
    official = economy.posts.get().user
    shared = Progress.objects.filter(period=period, task__coordinating=economy, state__in=Progress.ENTERABLE)
    for entry in shared.with_surroundings()[:1]:
        text = "Đã cử công chức Tài chính – Kế toán tham gia, cung cấp số liệu thuộc lĩnh vực phụ trách."
        parts.save_part(entry, economy, by=official, version=0, text=text, figures={})
