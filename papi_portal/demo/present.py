"""The present: the two-level plan of today's tỉnh Hưng Yên, its communes' plans, and progress in every state.

Deadlines stand around the day of loading, so that dashboards and reminders are alive at once. Everything here is
sample data; the same seed gives the same rows. Written in bulk: a hundred communes through the verbs would take minutes.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from indicators.models import Dimension, StructureVersion, SubDimension
from plans.counting import plausible
from plans.models import (
    Figure,
    Measure,
    Period,
    PeriodException,
    Plan,
    Progress,
    ReceiptCounter,
    Relation,
    Step,
    Target,
    Task,
)
from plans.progress.workflow import asks_for_paper
from units.models import Agency, Post, Role, Unit, User

from .people import FRONT, NEW_ERA, PARTY, SPECIMEN_NAME, Account, agency, committee, new_unit, seat, slug, staff
from .texts import (
    DIFFICULTIES,
    PRESENT_MEASURES,
    PRESENT_PROVINCE,
    PRESENT_RELATIONS,
    PRESENT_RESULTS,
    PRESENT_SUBS,
    REASONS_RETURNED,
)

LEADS = (
    "Sở Tài chính", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ",
    "Thanh tra tỉnh", "Văn phòng UBND tỉnh",
)  # fmt: skip
WITHOUT_PLAN, WITHOUT_PEOPLE = 8, 2
SAMPLE = "Dữ liệu mẫu để dùng thử"
State, Level = Progress.State, Progress.Level
SHOWCASE_UNIT = (
    "12196"  # xã Hồng Quang, successor of xã Tiền Phong: one entry in every state, so that one may try each
)
SHOWCASE = {
    "1a": State.APPROVED, "2a": State.APPROVED, "2c": State.IN_REVIEW, "3a": State.WITH_LEADER, "3b": State.DRAFT,
    "5a": State.RETURNED, "8a": State.WITH_LEADER, "C1": State.DRAFT,
}  # fmt: skip


def load(hashed: str, today: date) -> None:
    """Write the province's plan of this year, the communes' plans under it, two periods and their entries."""
    province = new_unit("33")
    communes = list(Unit.objects.filter(parent=province, valid_to__isnull=True).order_by("sort_key"))
    offices = _people(province, communes, hashed)
    plan = _province_plan(province, today)
    if plan.periods.exists():
        return
    plans = _commune_plans(plan, communes[: len(communes) - WITHOUT_PLAN], offices, today)
    told: dict[int, Decimal] = {}
    _relations(plan.tasks.all())
    for period, past in _periods(plan, today):
        _Progress(period, past=past, today=today, told=told).write(plans, offices)


def _people(province, communes, hashed):
    """Agencies and accounts; returns {commune id: Agency}. Two communes have nobody who can be reached."""
    office = committee(province)
    home_affairs = agency(province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True, symbol="SNV")
    for name in LEADS:
        agency(province, name if name.endswith("tỉnh") else f"{name} tỉnh Hưng Yên", aliases=name)
    agency(province, "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên", FRONT)
    agency(province, "Ban Tuyên giáo và Dân vận Tỉnh ủy", PARTY)
    staff("hungyen", office, reviewing=home_affairs, hashed=hashed, level="UBND tỉnh")
    seat(Account("hungyen.quantri", Role.UNIT_ADMIN, "", "Quản trị tài khoản của tỉnh"), office, hashed, since=NEW_ERA)
    seat(Account("snv.lanhdao", Role.LEADER, "", "Giám đốc Sở Nội vụ"), home_affairs, hashed, since=NEW_ERA)
    seat(Account("snv.vanthu", Role.CLERK, "", "Văn thư Sở Nội vụ"), home_affairs, hashed, since=NEW_ERA)
    offices = {commune.pk: committee(commune) for commune in communes}
    _commune_staff(communes[: len(communes) - WITHOUT_PEOPLE], offices, hashed)
    return offices


def _commune_staff(communes, offices, hashed):
    """Entry, leader and clerk of every commune, in three bulk writes."""
    taken, rows = set(User.objects.values_list("username", flat=True)), []
    for commune in communes:
        prefix = slug(commune)
        if f"{prefix}.nhaplieu" in taken:
            prefix = f"{prefix}{commune.code}"
        if Post.objects.filter(agency=offices[commune.pk]).exists():
            continue
        where = "UBND phường" if commune.kind == Unit.Kind.WARD else "UBND xã"
        for name, role, title in (
            ("nhaplieu", Role.ENTRY, "Công chức Văn phòng"),
            ("lanhdao", Role.LEADER, f"Chủ tịch {where}"),
            ("vanthu", Role.CLERK, f"Văn thư {where}"),
        ):
            taken.add(f"{prefix}.{name}")
            rows.append((User(username=f"{prefix}.{name}", title=title, password=hashed,
                              email=f"{prefix}.{name}@vi-du.example",
                              legal_name=SPECIMEN_NAME if role == Role.LEADER else ""),
                         offices[commune.pk], role, title))  # fmt: skip
    User.objects.bulk_create(user for user, *_ in rows)
    made = {user.username: user for user in User.objects.filter(username__in=[row[0].username for row in rows])}
    Post.objects.bulk_create(
        Post(user=made[user.username], agency=office, role=role, title=title, valid_from=NEW_ERA, confirmed_for=title)
        for user, office, role, title in rows
    )


def _province_plan(province, today):
    office = Agency.objects.get(unit=province, heads_unit=True)
    plan, made = Plan.objects.get_or_create(
        unit=province, issuer=office, year_from=today.year, year_to=today.year,
        title=f"Nâng cao Chỉ số Hiệu quả quản trị và hành chính công (PAPI) tỉnh Hưng Yên năm {today.year}",
        defaults={
            "number": "18/KH-UBND", "date": min(date(today.year, 1, 15), today), "place": "Hưng Yên",
            "state": Plan.State.ISSUED,
            "source_note": SAMPLE, "purpose": "Cải thiện Chỉ số PAPI của tỉnh sau khi sắp xếp đơn vị hành chính.",
            "requirements": "Rõ người, rõ việc, rõ thời gian, rõ sản phẩm, rõ trách nhiệm.",
            "organisation": "Sở Nội vụ theo dõi, đôn đốc, tổng hợp; UBND xã, phường báo cáo theo kỳ.",
            "recipients": "Thường trực Tỉnh ủy\nThường trực HĐND tỉnh\nUBND các xã, phường\nLưu: VT, SNV",
        },
    )  # fmt: skip
    if made:
        Target.objects.create(
            plan=plan, kind=Target.Kind.RANKS_UP, text=f"Tăng bậc so với năm {today.year - 1}",
            baseline_year=today.year - 1, by_year=today.year,
        )  # fmt: skip
        _province_tasks(plan)
    return plan


def _province_tasks(plan):
    leads = {row.aliases or row.name: row for row in Agency.objects.filter(unit=plan.unit)}
    front = Agency.objects.get(unit=plan.unit, kind=FRONT)
    dimensions = {row.number: row for row in Dimension.objects.all()}
    subs = {row.code: row for row in SubDimension.objects.filter(version=StructureVersion.of_year(plan.year_from))}
    for position, (code, text, numbers, lead, product, month, for_communes) in enumerate(PRESENT_PROVINCE, start=1):
        found = (leads.get(lead) or leads.get(f"{lead} tỉnh Hưng Yên")) if lead else None
        task = Task.objects.create(
            plan=plan, code=code, position=position, text=text, product=product, deadline=_month_end(plan.year_from, month),
            rhythm=Task.Rhythm.ONCE, lead=found, lead_text="" if found else "UBND các xã, phường" if for_communes else "",
        )  # fmt: skip
        task.dimensions.set(dimensions[n] for n in numbers)
        task.sub_dimensions.set(subs[wanted] for wanted in PRESENT_SUBS.get(code, ()))
        if for_communes:
            task.coordinating.add(front)
        _measures(task)


def _measures(task):
    Measure.objects.bulk_create(
        Measure(task=task, position=n, name=name, unit_of_measure=unit, target=target, rollup=rollup)
        for n, (name, unit, target, rollup) in enumerate(PRESENT_MEASURES.get(task.code, ()), start=1)
    )


def _month_end(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _commune_plans(plan, communes, offices, today):
    """One issued plan per commune, its tasks hung on the province's tasks for communes."""
    for number, commune in enumerate(communes):
        Plan.objects.create(
            unit=commune, issuer=offices[commune.pk], number=f"{number % 40 + 5:02d}/KH-UBND",
            date=min(date(plan.year_from, 1, 20) + timedelta(days=number % 25), today), place=commune.place_name,
            title=f"Nâng cao Chỉ số PAPI năm {plan.year_from} trên địa bàn {commune.short_name}",
            year_from=plan.year_from, year_to=plan.year_from, state=Plan.State.ISSUED, reports_under=plan,
            bases=f"Thực hiện Kế hoạch số {plan.number} ngày {plan.date:%d/%m/%Y} của UBND tỉnh Hưng Yên",
            source_note=SAMPLE,
        ).parents.add(plan)  # fmt: skip
    below = list(plan.reporting_plans.select_related("unit").order_by("unit__sort_key"))
    wanted = [row[0] for row in PRESENT_PROVINCE if row[-1]]
    upper = {task.code: task for task in plan.tasks.prefetch_related("dimensions", "measures") if task.code in wanted}
    Task.objects.bulk_create(
        Task(plan=own, code=up.code, position=n, text=up.text, product=up.product, rhythm=up.rhythm, parent=up,
             deadline=up.deadline, lead=offices[own.unit_id], parent_version=up.version)
        for own in below
        for n, up in enumerate(upper.values(), start=1)
    )  # fmt: skip
    made = Task.objects.filter(plan__in=below).select_related("parent")
    Task.dimensions.through.objects.bulk_create(
        Task.dimensions.through(task_id=task.pk, dimension_id=dimension.pk)
        for task in made
        for dimension in upper[task.code].dimensions.all()
    )
    Measure.objects.bulk_create(
        Measure(task=task, position=m.position, name=m.name, unit_of_measure=m.unit_of_measure, target=m.target,
                rollup=m.rollup, parent=m)
        for task in made
        for m in upper[task.code].measures.all()
    )  # fmt: skip
    _relations(made)
    return below


def _relations(tasks):
    """What the figures of `tasks` must hold to: the periods of the sample all begin on 1 January, so they add up."""
    rows = []
    for task in tasks.prefetch_related(None).prefetch_related("measures"):
        named = {row.name: row for row in task.measures.all()}
        rows += [
            Relation(measure=named[name], kind=kind, of=named.get(of))
            for name, kind, of in PRESENT_RELATIONS.get(task.code, ())
        ]
    Relation.objects.bulk_create(rows)


def _periods(plan, today):
    """The period before (closed, approved) and the one being reported now: due two days ago, Hồng Quang has more time."""
    now_ends = today.replace(day=1) - timedelta(days=1)
    before_ends = now_ends.replace(day=1) - timedelta(days=1)
    for ends, due, state in (
        (before_ends, _month_end(before_ends.year, before_ends.month) + timedelta(days=16), Period.State.CLOSED),
        (now_ends, today - timedelta(days=2), Period.State.OPEN),
    ):
        period = Period.objects.create(
            plan=plan, name=f"{ends.month} tháng năm {ends.year}", kind=Period.Kind.FREE, starts=date(ends.year, 1, 1),
            ends=ends, due_inside=due - timedelta(days=3), due=due, state=state,
        )  # fmt: skip
        if state == Period.State.OPEN:
            PeriodException.objects.create(
                period=period, unit=new_unit(SHOWCASE_UNIT), due_inside=today + timedelta(days=1),
                due=today + timedelta(days=3), reason="Trụ sở mới, đường truyền lắp chậm",
            )  # fmt: skip
        yield period, state == Period.State.CLOSED


@dataclass
class _Row:
    """One entry being made up, with what it will need once it has a key."""

    entry: Progress
    figures: list
    steps: list


class _Progress:
    """Makes the entries of one period: all approved when `past`, else in every state."""

    def __init__(self, period: Period, *, past: bool, today: date, told: dict[int, Decimal]) -> None:
        """`told`: {measure key: figure} of the period before, which cumulative figures never fall below."""
        self.period, self.past, self.today, self.told = period, past, today, told
        self.own_dates = {row.unit_id: row for row in period.exceptions.all()}
        self.chance = random.Random(f"{period.starts}{period.ends}{past}")  # noqa: S311  (sample data, no secret)

    def write(self, plans: Collection[Plan], offices: dict[int, Agency]) -> None:
        posts = Post.objects.filter(agency__in=offices.values()).select_related("user")
        self.people = {(post.agency_id, post.role): post.user for post in posts}
        reviewer = Post.objects.filter(role=Role.REVIEWER, agency__unit=self.period.plan.unit).first()
        self.reviewer = reviewer.user if reviewer else None
        tasks = Task.objects.filter(plan__in=plans).select_related("plan__unit").prefetch_related("measures")
        self.receipts: dict[int, int] = {}
        habits: dict[int, str] = {}
        rows = []
        for task in tasks:
            unit = task.plan.unit
            habits.setdefault(unit.pk, self._habit(unit))
            rows.append(self._row(task, habits[unit.pk], offices[unit.pk]))
        self._save(rows)
        self._empty_province_entries()

    def _habit(self, unit):
        """How this commune reports now."""
        if self.past:
            return "past_late" if self.chance.random() < 0.1 else "past"
        if unit.code == SHOWCASE_UNIT:
            return "showcase"
        return self.chance.choices(
            ["approved", "in_review", "mixed", "late", "working", "none_arose", "silent"], [34, 22, 14, 8, 9, 4, 9]
        )[0]

    def _row(self, task, habit, office):
        state = SHOWCASE.get(task.code, State.EMPTY) if habit == "showcase" else self._state(habit)
        level = self._level(task, state, habit)
        dates = self.own_dates.get(task.plan.unit_id, self.period)
        entry = Progress(
            task=task, period=self.period, unit=task.plan.unit, plan=task.plan, due=dates.due or self.period.due,
            due_inside=dates.due_inside or self.period.due_inside, open=not self.past, state=state, level=level,
        )  # fmt: skip
        row = _Row(entry, [], [])
        if state != State.EMPTY:
            self._fill(row, office, habit)
        return row

    def _state(self, habit):
        if self.past:
            return State.LOCKED
        if habit == "silent":
            return State.EMPTY
        pick = {
            "approved": [(State.APPROVED, 10), (State.IN_REVIEW, 1)],
            "in_review": [(State.IN_REVIEW, 7), (State.APPROVED, 3)],
            "mixed": [(State.IN_REVIEW, 3), (State.RETURNED, 3), (State.APPROVED, 3)],
            "late": [(State.IN_REVIEW, 1)],
            "working": [(State.DRAFT, 3), (State.EMPTY, 3), (State.WITH_LEADER, 2), (State.RETURNED, 1)],
            "none_arose": [(State.IN_REVIEW, 1)],
        }[habit]
        return self.chance.choices([state for state, _ in pick], [weight for _, weight in pick])[0]

    def _level(self, task, state, habit):
        if state == State.EMPTY:
            return ""
        if habit == "none_arose":
            return Level.NONE
        if task.deadline and task.deadline < self.period.ends and self.chance.random() < 0.85:
            return Level.DONE
        return self.chance.choices([Level.DOING, Level.DONE, Level.NOT_STARTED, Level.NONE], [62, 20, 9, 9])[0]

    def _fill(self, row, office, habit):
        entry, chance = row.entry, self.chance
        official = self.people.get((office.pk, Role.ENTRY)) or self.people.get((office.pk, Role.LEADER))
        leader = self.people.get((office.pk, Role.LEADER)) or official
        if official is None:
            entry.state, entry.level = State.EMPTY, ""
            return
        if entry.level in (Level.DOING, Level.DONE):
            entry.result = PRESENT_RESULTS.get(entry.task.code, "Đã triển khai theo kế hoạch.").format(
                n=chance.randint(2, 18)
            )
            entry.difficulties = chance.choice(DIFFICULTIES)
            row.figures = self._figures(entry)
        if entry.level == Level.DONE:
            entry.explanation = "Hồ sơ giấy lưu tại Văn phòng HĐND và UBND."
        typed = self._moment(habit)
        entry.typed_by, entry.typed_at, entry.waiting_since = official, typed, typed + timedelta(hours=3)
        row.steps.append(Step(verb="save", by=official, at=typed, from_state=State.EMPTY, to_state=State.DRAFT))
        if entry.state == State.DRAFT:
            return
        row.steps.append(self._step("submit", official, typed + timedelta(hours=2), State.DRAFT, State.WITH_LEADER))
        if entry.state == State.WITH_LEADER:
            return
        self._hand_in(row, leader, typed + timedelta(hours=3))

    def _hand_in(self, row, leader, at):
        entry = row.entry
        entry.signed_off_by, entry.handed_in_at = leader, at
        number = self.receipts[entry.unit_id] = self.receipts.get(entry.unit_id, 0) + 1
        step = self._step("hand_in", leader, at, State.WITH_LEADER, State.IN_REVIEW)
        step.receipt = f"{entry.unit.code}-{at.year}-{number + (500 if not self.past else 0):04d}"
        row.steps.append(step)
        if entry.state == State.IN_REVIEW:
            return
        judged = at + timedelta(hours=20)
        entry.reviewer, entry.waiting_since = self.reviewer, judged
        if entry.state == State.RETURNED:
            entry.return_reason = self.chance.choice(REASONS_RETURNED)
            row.steps.append(self._step("send_back", self.reviewer, judged, State.IN_REVIEW, State.RETURNED))
            row.steps[-1].note = entry.return_reason
            if asks_for_paper(entry.return_reason):
                row.steps[-1].changes = [
                    {"field": plausible.WANTS_EVIDENCE, "old": "0 tài liệu", "new": "cần bổ sung"}
                ]
        else:
            row.steps.append(self._step("approve", self.reviewer, judged, State.IN_REVIEW, State.APPROVED))
        if entry.state == State.LOCKED:
            row.steps.append(
                self._step("lock", self.reviewer, judged + timedelta(days=2), State.APPROVED, State.LOCKED)
            )

    def _step(self, verb, by, at, start, end):
        return Step(verb=verb, by=by, at=at, from_state=start, to_state=end)

    def _moment(self, habit):
        """A working moment before the due date; after it for a commune that reports late."""
        if habit in ("late", "past_late"):
            day = self.period.due + timedelta(days=1)
        else:
            day = self.period.due - timedelta(days=self.chance.randint(1, 6))
        moment = datetime.combine(day, time(7, 30)) + timedelta(minutes=self.chance.randint(0, 240))
        return timezone.make_aware(moment)

    def _figures(self, entry):
        base = self.chance.randint(120, 900) if self.past else self.chance.randint(200, 1400)
        small = self.chance.randint(8, 24)
        values = {
            "5a": (base, int(base * self.chance.uniform(0.9, 1))),
            "3a": (small,),
            "7a": (base,),
            "8a": (base // 2,),
        }
        wanted = values.get(entry.task.code, ())
        figures = [self._since_then(m, v) for m, v in zip(entry.task.measures.all(), wanted, strict=False)]
        self.told |= {figure.measure_id: figure.value for figure in figures}
        return figures

    def _since_then(self, measure, value):
        """Since the period before a tenth of `value` has come about; what is as large in both periods stays so."""
        before = self.told.get(measure.pk)
        return Figure(measure=measure, value=value if before is None else before + value // 10)

    def _save(self, rows):
        entries = Progress.objects.bulk_create([row.entry for row in rows], batch_size=500)
        for row, entry in zip(rows, entries, strict=True):
            for thing in (*row.figures, *row.steps):
                thing.entry = entry
        Figure.objects.bulk_create([figure for row in rows for figure in row.figures], batch_size=500)
        Step.objects.bulk_create([step for row in rows for step in row.steps], batch_size=500)
        codes = dict(Unit.objects.filter(pk__in=self.receipts).values_list("pk", "code"))
        for unit_id, last in self.receipts.items():
            ReceiptCounter.objects.update_or_create(
                code=codes[unit_id], year=self.today.year, defaults={"last": last + (500 if not self.past else 0)}
            )

    def _empty_province_entries(self):
        """The province's own tasks are owed too; nothing is typed in them yet."""
        period = self.period
        Progress.objects.bulk_create(
            Progress(task=task, period=period, unit_id=period.plan.unit_id, plan=period.plan, due=period.due,
                     due_inside=period.due_inside, open=not self.past)
            for task in period.plan.tasks.all()
        )  # fmt: skip
