"""Random histories over supersession, hand-over, amendment, moved dates, exceptions and exemptions: every past day is told
as the board showed it then."""

import contextlib
import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.utils import timezone

from conftest import make_agency, make_person, make_unit
from indicators.models import Dimension
from plans.cascade.workflow import handing_down, reorganise
from plans.counting import completeness, figures
from plans.counting.as_of import columns, rewound, standing
from plans.drafting.wording import task_words
from plans.drafting.workflow import extension, life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Measure, Plan, Progress, Step, Task
from plans.progress import period_making, periods
from plans.progress import workflow as way
from plans.progress.periods import owe_entries
from plans.tests.paper import make_period, make_plan
from reports.dashboard import rollup
from reports.drafting.counting import expected
from units.models import Post, Role, Succession, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FIRST, DAYS = date(2026, 11, 2), 16
State, Level = Progress.State, Progress.Level


class World:
    """A province, two communes, and what happens to them from day to day."""

    def __init__(self, cast, seed):
        self.cast, self.chance, self.shown = cast, random.Random(seed), {}
        self.fate = random.Random(seed + 7)  # what becomes of dates; what people type is drawn apart
        self.common, self.own, self.shut, self.agreed = (
            {},
            {},
            set(),
            {},
        )  # dates kept on a sheet of its own, day by day
        self.head = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026, tasks=1)
        self.top = self.head.tasks.get().measures.get()
        self.dimension = Dimension.objects.create(
            number=1, name="Tham gia", short_name="Tham gia", name_en="Participation", year_from=2011
        )
        self.other = make_unit("Xã Phố Nối", "12300", parent=cast.province, since=date(2025, 7, 1))
        office = make_agency(self.other, "UBND xã Phố Nối", heads_unit=True, symbol="UBND")
        self.people = {
            cast.new_commune.pk: [cast.new_official, cast.new_leader, cast.province_reviewer],
            self.other.pk: [
                make_person("phonoi.nhaplieu", Role.ENTRY, office, "Công chức"),
                make_person("phonoi.lanhdao", Role.LEADER, office, "Chủ tịch"), cast.province_reviewer,
            ],
        }  # fmt: skip
        self.first = self.plan(cast.new_commune, cast.new_commune_office, "05/KH-UBND", date(2026, 1, 12))
        self.second = self.plan(self.other, office, "06/KH-UBND", date(2026, 1, 12))
        due = {"due_inside": FIRST + timedelta(days=6), "due": FIRST + timedelta(days=9)}
        self.periods = [
            make_period(self.head, year=2026, **due),
            make_period(self.head, year=2026, name="10 tháng", ends=date(2026, 10, 31), **due),
        ]
        self.common = {row.pk: row.due for row in self.periods}
        Task.objects.filter(code="1a").update(deadline=date(2026, 12, 31))

    def plan(self, unit, office, number, day):
        plan = make_plan(unit, office, number=number, year=2026, reports_under=self.head)
        Plan.objects.filter(pk=plan.pk).update(date=day)
        plan.refresh_from_db()
        first = plan.tasks.order_by("position").first()
        Task.objects.filter(pk=first.pk).update(parent=self.top.task)
        first.measures.update(parent=self.top)
        for task in plan.tasks.all():
            task.dimensions.add(self.dimension)
        return plan

    # --- What happens ---

    def day(self, day):
        with time_machine.travel(timezone.make_aware(datetime(day.year, day.month, day.day, 8)), tick=True):
            for _ in range(self.chance.randint(4, 7)):
                self.work()
            self.terms(day)
            event = {5: self.amend, 8: self.supersede, 11: self.retire, 14: self.hand_over}.get((day - FIRST).days)
            if event:
                event(day)
        with time_machine.travel(timezone.make_aware(datetime(day.year, day.month, day.day, 23)), tick=False):
            self.shown[day] = self.seen(day)
            self.agreed[day] = (
                {(unit, of): self.own.get((of, unit), due) for of, due in self.common.items() for unit in self.people},
                set(self.shut),
            )

    def terms(self, day):
        """Now and then a date moves, a unit gets its own or is shut out, a task does not apply, or more time is granted."""
        act = self.fate.choice([self.redate, self.except_unit, self.exempt, self.extend, None])
        if act:
            act(day)

    def redate(self, day):
        period = self.fate.choice(self.periods)
        self.common[period.pk] = due = day + timedelta(days=self.fate.randint(-2, 6))
        inside = min(period.due_inside, due)
        period_making.redate(
            period, by=self.cast.province_reviewer, name=period.name, due_inside=inside, due=due, reason="Bão số 3"
        )
        period.refresh_from_db()

    def except_unit(self, day):
        period, unit = self.fate.choice(self.periods), Unit.objects.get(pk=self.fate.choice(list(self.people)))
        due = self.fate.choice([None, day, day + timedelta(days=5)])
        state = self.fate.choice(["", "open", "open", "closed"])
        periods.except_unit(period, unit, by=self.cast.province_reviewer, reason="Bão", due=due, state=state)
        self.own.pop((period.pk, unit.pk), None)
        self.own |= {(period.pk, unit.pk): due} if due else {}
        self.shut = self.shut - {(unit.pk, period.pk)} | ({(unit.pk, period.pk)} if state == "closed" else set())

    def exempt(self, day):
        unit = Unit.objects.get(pk=self.fate.choice(list(self.people)))
        reason = self.fate.choice(["", "Không có chợ"])
        handing_down.exempt(self.top.task, [unit], by=self.cast.province_reviewer, reason=reason)

    def extend(self, day):
        task = self.fate.choice(list(Task.objects.current().filter(plan__unit__in=self.people, plan__amends=None)))
        official, leader, reviewer = self.people[task.plan.unit_id]
        if extension.may_ask(task, official) and task.plan.unit.valid_to is None:
            later = task.deadline + timedelta(days=self.fate.randint(1, 30))
            row = extension.ask(task, by=official, new_deadline=later, reason="Mưa lũ")
            extension.answer(extension.send_up(row, by=leader), by=reviewer, granted=True)

    def work(self):
        """One person types into an entry or makes a move that is offered."""
        entry = self.chance.choice(
            list(Progress.objects.with_surroundings().filter(unit__in=self.people).order_by("pk"))
        )
        official, *_ = people = self.people[entry.unit_id]
        if way.may_edit(entry, official) and self.chance.random() < 0.7:
            words = {"level": self.chance.choice(Level.values), "result": "Đã làm", "explanation": "Có biên bản"}
            numbers = {row.pk: Decimal(self.chance.randint(20, 99)) for row in entry.task.asked_measures()}
            entry = way.save(entry, by=official, version=entry.version, values=words, figures=numbers)
            entry = Progress.objects.with_surroundings().get(pk=entry.pk)
        offered = [(who, name) for who in people for name in way.moves_for(entry, who)]
        if not offered:
            return
        who, name = self.chance.choice(offered)
        with contextlib.suppress(way.Incomplete, way.Doubtful):
            way.move(entry, name, by=who, note="Có lý do", appraised=self.chance.choice(["", *Level.values]))

    def amend(self, day):
        """The third task goes; the figure gets another name and a lower target, the task an earlier deadline."""
        self.change(self.first, day, lambda rows: [["Hồ sơ tiếp nhận", rows[0][1], "40", *rows[0][3:]]], gone="3a")

    def retire(self, day):
        self.change(self.second, day, lambda rows: [], gone="2a")

    def change(self, plan, day, figures_of, gone):
        official, leader, _ = self.people[plan.unit_id]
        if plan.pk == self.first.pk and not Plan.objects.get(pk=plan.pk).in_force:
            return
        draft = life.amend(plan, by=official)
        task = Task.objects.worded().get(plan=draft, code="1a")
        words = task_words(task)
        words = words | {"measures": figures_of(words["measures"]), "deadline": "2026-12-20"}
        plan_tasks.save_task(task, by=official, version=task.version, words=words)
        plan_tasks.remove_task(draft.tasks.get(code=gone), by=official)
        life.issue(draft, by=leader, number=f"{plan.pk}/SĐ-UBND", date=day)

    def supersede(self, day):
        new = self.plan(self.first.unit, self.first.issuer, "15/KH-UBND", day)
        for period in self.periods:
            owe_entries(period, plan=new)
        life.supersede(self.first, by=self.cast.new_leader, successor=new)

    def hand_over(self, day):
        """Phố Nối becomes part of a unit of its own; its plan goes on there."""
        heir = make_unit("Phường Phố Nối", "12301", kind="phuong", parent=self.cast.province, since=day)
        office = make_agency(heir, "UBND phường Phố Nối", heads_unit=True, symbol="UBND")
        Succession.objects.create(old=self.other, new=heir, share="whole")
        admin = User.objects.create_user("quantri", title="Quản trị")
        since = date(2020, 1, 1)
        Post.objects.create(
            user=admin, agency=self.cast.province_office, role=Role.ADMIN, title="Quản trị", valid_from=since
        )
        drafts, _ = reorganise.hand_over(
            self.other, by=admin, day=day, plan_heirs={self.second.pk: [heir]}, post_heirs={}
        )
        (draft,) = drafts
        Plan.objects.filter(pk=draft.pk).update(
            state=Plan.State.ISSUED, number="25/KH-UBND", date=day, reports_under=self.head
        )
        for period in self.periods:
            owe_entries(period, plan=Plan.objects.get(pk=draft.pk))
        self.people[heir.pk] = [
            make_person("phonoi2.nhaplieu", Role.ENTRY, office, "Công chức"),
            make_person("phonoi2.lanhdao", Role.LEADER, office, "Chủ tịch"), self.cast.province_reviewer,
        ]  # fmt: skip

    # --- What the pages say ---

    def seen(self, day):
        """What board and figures page say on `day`, asked today."""
        tops = Measure.objects.filter(pk=self.top.pk).select_related("task__plan__unit")
        boards = [rollup.board(rollup.survey(self.cast.province, period, as_of=day)) for period in self.periods]
        return {
            "sent": completeness.sendings(Progress.objects.all(), today=day),
            "lines": [(line.unit.pk, line.sending, line.cells) for made in boards for line in made.lines],
            "rows": self.rows(day),
            "needs": [(need.name, need.count) for made in boards for need in made.needs],
            "figure": figures.totals(tops, as_of=day)[0].value,
        }

    def rows(self, day):
        """Levels of every entry that counts, row by row."""
        found = rewound(Progress.objects.order_by("pk"), day)
        of, rows = columns(day), standing(Progress.objects.order_by("pk"), day)
        said = rows.annotate(state_=F(f"{of}state"), level_=F(f"{of}level"), judged_=F(f"{of}appraised_level"))
        there = set(expected(Progress.objects.all(), day).values_list("pk", flat=True))
        told = {row.pk: (row.state_, row.level_, row.judged_ or row.level_) for row in said if row.pk in there}
        again = {row.pk: (row.state, row.level, row.final_level) for row in found if row.pk in there}
        assert told == again, day
        return told


def test_each_past_day_is_told_as_it_was_shown(cast):
    """Another history on each engine: which one it meets is chance anyway."""
    world = World(cast, seed=0 if connection.vendor == "postgresql" else 1)
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    for day in days:
        world.day(day)
    assert len({str(shown["figure"]) for shown in world.shown.values()}) > 2, (
        "a history in which nothing happens proves nothing"
    )
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 28, 9)), tick=False):
        for day in days:
            told = world.seen(day)
            for name, shown in world.shown[day].items():
                assert told[name] == shown, (day, name)
            assert states(told["sent"]) == states(world.shown[day]["sent"]), day
            assert_recount(day, told["sent"])
            assert_dates(told["sent"], *world.agreed[day])


def states(sent):
    return {key: row.state for key, row in sent.items()}


def assert_dates(sent, dates, shut):
    """Due dates and units shut out, as they stood on a sheet of its own; who is shut out lacks nothing."""
    of_now = {key: row for key, row in sent.items() if key in dates}
    assert {key: row.due for key, row in of_now.items()} == {key: dates[key] for key in of_now}
    assert not [key for key, row in of_now.items() if key in shut and row.missing]


def assert_recount(day, sent):
    """Received, counted a second way: the trace replayed from its first step to the end of `day`."""
    end, states = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time())), {}
    for step in Step.objects.filter(at__lt=end).order_by("at", "pk").select_related("entry"):
        states[step.entry] = step.to_state
    counted = {}
    for entry, state in states.items():
        key = entry.unit_id, entry.period_id
        counted[key] = counted.get(key, 0) + (state in Progress.RECEIVED)
    assert {key: row.received for key, row in sent.items() if row.received} == {k: n for k, n in counted.items() if n}
