"""Entries of one period as a hundred communes would fill them: in every state, each commune with its habit.

Sample data; the same seed gives the same rows. Written in bulk: through the verbs it would take minutes.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from plans.counting import wanted
from plans.models import Figure, Period, Plan, Progress, ReceiptCounter, Step, Task
from units.models import Agency, Post, Role, Unit

from .texts import DIFFICULTIES, PRESENT_RESULTS, REASONS_RETURNED

State, Level = Progress.State, Progress.Level
SHOWCASE_UNIT = (
    "12196"  # xã Hồng Quang, successor of xã Tiền Phong: one entry in every state, so that one may try each
)
SHOWCASE = {
    "1a": State.APPROVED, "2a": State.APPROVED, "2c": State.IN_REVIEW, "3a": State.WITH_LEADER, "3b": State.DRAFT,
    "5a": State.RETURNED, "8a": State.WITH_LEADER, "C1": State.DRAFT,
}  # fmt: skip


@dataclass
class _Row:
    """One entry being made up, with what it will need once it has a key."""

    entry: Progress
    figures: list
    steps: list


class Entries:
    """Makes the entries of one period: all approved when `past`, else in every state."""

    def __init__(self, period: Period, *, past: bool, today: date, told: dict[int, Decimal]) -> None:
        """`told`: {measure key: figure} of the period before, which cumulative figures never fall below."""
        self.period, self.past, self.today, self.told = period, past, today, told
        self.own_dates = {row.unit_id: row for row in period.exceptions.all()}
        self.chance = random.Random(f"{period.starts}{period.ends}{past}")  # noqa: S311  (sample data, no secret)

    def write(self, plans: Collection[Plan], offices: dict[int, Agency]) -> None:
        """Rows for every task of `plans`; `offices`: {unit key: the agency that enters}."""
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
            if wanted.asks(entry.return_reason):
                row.steps[-1].changes = [wanted.mark(0)]
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
