"""What an entry in review looks like beside its surroundings, and why it deserves a close look.

`items` reads everything the comparison shows; `reasons` are the sentences. What the list of units counts is kept with the
entry (`Progress.flags`, written by `plans.progress.looking`); a deadline that passes is judged on the day itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone

from plans.counting import plausible
from plans.models import Evidence, Measure, Progress, Rollup, Step
from post import working_days
from post.working_days import Calendar
from units.vietnamese import vn_num

__all__ = ["HANDING_IN", "Compared", "Item", "Last", "is_late", "items", "lasting_reasons", "look_closely"]

FALLS_NOTABLY = 30  # per cent: a summed figure this much below the last period's is worth a look
HANDING_IN = ("hand_in", "hand_in_alone")
Level = Progress.Level


def is_late(entry: Progress) -> bool:
    """One row of `plans.counting.completeness.LATE`: first handed in after its own due date."""
    return entry.handed_in_at is not None and timezone.localdate(entry.handed_in_at) > entry.due


@dataclass
class Item:
    """An entry of the queue with its surroundings, enough for the list line and the whole comparison."""

    entry: Progress
    last: "Last | None"
    figures: list  # of Compared
    evidence: list
    rounds: int
    steps: list
    days: int  # working days it has waited
    days_late: int  # working days it came late, at least 1; 0 in time
    doubts: list = field(default_factory=list)  # of plausible.Finding
    flags: list = field(default_factory=list)


@dataclass(frozen=True)
class Compared:
    """One measure: this period, the last, the target, each Decimal or None."""

    measure: Measure
    now: Decimal | None
    last: Decimal | None
    target: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.now is None or self.last is None else self.now - self.last

    @property
    def below_target(self) -> bool:
        return self.now is not None and self.target is not None and self.now < self.target

    @property
    def fell(self) -> bool:
        """Lower than the last period, and notably so for sums, which periods of different length make uneven."""
        if self.change is None or self.last is None or self.change >= 0:
            return False
        is_sum = self.measure.rollup == Rollup.SUM
        return not is_sum or -self.change * 100 >= FALLS_NOTABLY * self.last


def items(entries: Iterable[Progress], *, worked: Calendar | None = None, with_steps: bool = True) -> list[Item]:
    """Item of each Progress in `entries` (loaded `for_rows`), in the same order; four queries however many.

    `worked`: the calendar of working days, one query more when it is not given.
    """
    entries, worked = list(entries), worked or working_days.load()
    last = _last_periods(entries)
    evidence, steps = _surroundings(entries, with_steps)
    ground = plausible.load(entries, steps=steps if with_steps else None)
    return [_item(entry, last.get(entry.pk), ground, evidence, steps, worked) for entry in entries]


class Last(NamedTuple):
    """The same task in the period before, as far as the comparison needs it."""

    pk: int
    task_id: int
    ends: date
    name: str
    level: str
    appraised_level: str
    result: str
    difficulties: str
    proposals: str

    @property
    def final_level(self) -> str:
        return self.appraised_level or self.level


def _last_periods(entries):
    """{entry id: Last or None}; one query."""
    columns = ("pk", "task_id", "period__ends", "period__name", *Last._fields[4:])
    earlier = Progress.objects.filter(task__in={entry.task_id for entry in entries}).exclude(level="").order_by()
    tasks = defaultdict(list)
    for row in map(Last._make, earlier.values_list(*columns)):
        tasks[row.task_id].append(row)
    return {
        entry.pk: max(
            (row for row in tasks[entry.task_id] if row.ends < entry.period.ends), key=attrgetter("ends"), default=None
        )
        for entry in entries
    }


def _surroundings(entries, with_steps):
    now = [entry.pk for entry in entries]
    evidence = _by_entry(Evidence.objects.filter(entry__in=now).select_related("shown"))
    traced = Step.objects.filter(entry__in=now).select_related("by", "acting_for") if with_steps else []
    return evidence, _by_entry(traced)


def _by_entry(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append(row)
    return grouped


def _item(entry, last, ground, evidence, steps, worked):
    compared = _compared(ground, entry, last)
    traced = steps[entry.pk]
    rounds = sum(step.verb in HANDING_IN for step in traced)
    waited = (
        worked.between(timezone.localdate(entry.waiting_since), timezone.localdate()) if entry.waiting_since else 0
    )
    late = max(worked.between(entry.due, timezone.localdate(entry.handed_in_at)), 1) if is_late(entry) else 0
    item = Item(entry, last, compared, evidence[entry.pk], rounds, traced, waited, late, ground.findings(entry))
    item.flags = look_closely(item)
    return item


def _compared(ground, entry, last):
    now, was = ground.figures[entry.pk], ground.figures[last.pk] if last else {}
    measures = [row for row in ground.measures[entry.task_id] if row.pk in now]
    return [Compared(row, now[row.pk], was.get(row.pk), row.target) for row in measures]


def look_closely(item: Item) -> list[str]:
    """Why this entry deserves a close look, in words; empty when nothing stands out. Bulk approval leaves these out."""
    entry = item.entry
    over = f"nhiệm vụ đã quá thời hạn {entry.task.deadline:%d/%m/%Y} mà chưa hoàn thành" if _overdue(entry) else ""
    return [*lasting_reasons(item), *filter(None, [over])]


def _overdue(entry):
    return entry.is_overdue(timezone.localdate())


def lasting_reasons(item: Item) -> list[str]:
    """The reasons of `look_closely` that follow from what was handed in, whatever the day."""
    entry, last = item.entry, item.last
    reasons = [one.said.rstrip(".") for one in item.doubts]
    reasons += [reason for row in item.figures for reason in _about_figure(row, entry.level)]
    if entry.level == Level.DONE and not item.evidence:
        reasons.append("báo “Hoàn thành” nhưng không có tài liệu kiểm chứng")
    if last and last.final_level == Level.DONE and entry.level in (Level.NOT_STARTED, Level.DOING):
        reasons.append("kỳ trước đã “Hoàn thành”, kỳ này thấp hơn")
    if last and entry.result.strip() and entry.result.strip() == last.result.strip():
        reasons.append("kết quả ghi giống hệt kỳ trước")
    return reasons


def _about_figure(row, level):
    name = row.measure.name
    if level == Level.DONE and row.below_target:
        yield f"báo “Hoàn thành” nhưng {name} {vn_num(row.now)} chưa đạt chỉ tiêu {vn_num(row.target)}"
    if row.fell:
        yield f"{name} giảm {vn_num(-row.change)} so với kỳ trước"
