"""Số liệu có hợp lý không: the one place that judges figures by the relations of their task.

    load        entries -> Ground: two queries however many entries
    of_entries  {entry key: [Finding]} of what is stored
    judge       the rules themselves, over plain numbers; no database

Every finding is asked about in words and never refuses anything by itself. Rules:
- part: not above its whole; "Trong đó …" is a part of the figure before it without anybody saying so;
- addend: all addends of a whole together make it, judged once all of them are there;
- share: what part and whole give, to the places that were typed;
- grows (lũy kế): not below the last period that has the figure; a later year's first period begins anew;
- jump: not further from the last period than the limit; without a limit of its own, ten times as much is asked about;
- percent: within 0 and 100 (‰: 1.000), by itself for every figure measured in % or ‰;
- sign: what is counted is not below 0, unless it was in the last period too (a difference, a balance);
- a paper the last return asked for has come (`plans.counting.wanted`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from plans.counting import wanted
from plans.models import Measure, Progress
from plans.models import Relation as Row
from units.vietnamese import vn_num

__all__ = ["CUMULATIVE", "Finding", "Ground", "Relation", "Was", "judge", "load", "of_entries"]

CUMULATIVE = "dù là số lũy kế"  # in the question about a figure that fell
TIMES = 10  # without a limit of its own, so many times the last period's figure is asked about
Kind = Row.Kind


@dataclass(frozen=True)
class Finding:
    """One thing that does not look right: the form field it is about, the figure's name, the question."""

    field: str
    name: str
    text: str

    @property
    def said(self) -> str:
        """The question with the name of its figure, for lists where it does not stand beside it."""
        return f"{self.name}: {self.text}" if self.name else self.text


class Relation(NamedTuple):
    """One row of the table of relations, without the database."""

    kind: str
    measure: int
    of: int | None = None
    per: int | None = None
    limit: Decimal | None = None


class Was(NamedTuple):
    """A figure of another period of the same task."""

    value: Decimal
    starts: date
    ends: date


# --- The rules --------------------------------------------------------------------------------------------------------


def judge(measures: Iterable[Measure], relations: Iterable[Relation], now: dict, before: dict, starts: date) -> list:
    """[Finding] about the figures `now` ({measure key: Decimal or None}), in the order of `measures`.

    `before`: {measure key: Was} of the last period that has the figure; `starts`: first day of this period.
    """
    measures = list(measures)
    names = {row.pk: row.name for row in measures}
    told = _by_measure(measures, relations)
    return [
        Finding(f"figure-{row.pk}", row.name, text)
        for row in measures
        if now.get(row.pk) is not None
        for text in filter(
            None,
            [
                _below_nothing(row, now, before),
                *(_broken(rule, row, now, before, names, told, starts) for rule in told[row.pk]),
            ],
        )
    ]


def _by_measure(measures, relations):
    """{measure key: [Relation]}: those written down, and those that go without saying."""
    told, whole = defaultdict(list), None
    for relation in relations:
        told[relation.measure].append(relation)
    for row in measures:
        kinds = {relation.kind for relation in told[row.pk]}
        if row.in_percent and Kind.PERCENT not in kinds:
            told[row.pk].append(Relation(Kind.PERCENT, row.pk))
        if Kind.JUMP not in kinds:
            told[row.pk].append(Relation(Kind.JUMP, row.pk))
        is_part = row.name.casefold().startswith("trong đó")
        if is_part and whole and Kind.PART not in kinds:
            told[row.pk].append(Relation(Kind.PART, row.pk, whole))
        whole = whole if is_part else row.pk
    return told


def _broken(rule, row, now, before, names, told, starts):
    """The question about one figure by one rule, "" where it holds or cannot be judged."""
    value, last = now[row.pk], before.get(row.pk)
    if rule.kind == Kind.PERCENT:
        return _outside(value, row.unit_of_measure)
    if rule.kind == Kind.PART:
        return _above(value, now.get(rule.of), names.get(rule.of))
    if rule.kind == Kind.ADDEND:
        return _not_the_sum(rule, row, now, names, told)
    if rule.kind == Kind.SHARE:
        return _not_the_share(rule, row, now, names)
    cumulative = any(one.kind == Kind.GROWS for one in told[row.pk])
    if last is None or (cumulative and _begins_anew(starts, last)):
        return ""
    return _fell(value, last) if rule.kind == Kind.GROWS else _jumped(value, last, rule.limit)


def _below_nothing(row, now, before):
    value, last = now[row.pk], before.get(row.pk)
    if row.in_percent or value >= 0 or (last and last.value < 0):
        return ""
    return f"{vn_num(value)} nhỏ hơn 0. Kiểm tra lại dấu?"


def _outside(value, unit):
    sign, most = ("‰", 1000) if unit.strip().startswith("‰") else ("%", 100)
    if value > most:
        return f"{vn_num(value)}{sign} lớn hơn {vn_num(most)}{sign}. Kiểm tra lại dấu phẩy?"
    return f"{vn_num(value)}{sign} nhỏ hơn 0{sign}. Kiểm tra lại dấu?" if value < 0 else ""


def _above(value, whole, name):
    if whole is None or value <= whole:
        return ""
    return f"{vn_num(value)} lớn hơn {vn_num(whole)} ({name}). Kiểm tra lại?"


def _not_the_sum(rule, row, now, names, told):
    """Said once, at the first addend of the whole."""
    parts = [key for key in names if any(one.kind == Kind.ADDEND and one.of == rule.of for one in told[key])]
    values, whole = [now.get(key) for key in parts], now.get(rule.of)
    if row.pk != parts[0] or whole is None or None in values or sum(values) == whole:
        return ""
    added = " + ".join(vn_num(value) for value in values)
    return f"{added} = {vn_num(sum(values))}, khác {vn_num(whole)} ({names[rule.of]}). Kiểm tra lại?"


def _not_the_share(rule, row, now, names):
    part, whole, value = now.get(rule.of), now.get(rule.per), now[row.pk]
    if part is None or not whole:
        return ""
    exact = part * (1000 if row.unit_of_measure.strip().startswith("‰") else 100) / whole
    places = max(0, -value.normalize().as_tuple().exponent)
    if abs(value - exact) * 2 <= Decimal(1).scaleb(-places):
        return ""
    sought = f"{names.get(rule.of)} chia {names.get(rule.per)}"
    return f"{vn_num(value)} khác {vn_num(round(exact, 2))} ({sought}). Kiểm tra lại?"


def _begins_anew(starts, last):
    return starts > last.ends and starts.year != last.ends.year


def _fell(value, last):
    if value >= last.value:
        return ""
    return f"{vn_num(value)} nhỏ hơn kỳ trước ({vn_num(last.value)}) {CUMULATIVE}. Kiểm tra lại?"


def _jumped(value, last, limit):
    if not last.value:
        return ""
    if limit is None:
        far = abs(value) >= TIMES * abs(last.value)
        return f"{vn_num(value)} gấp từ {TIMES} lần kỳ trước ({vn_num(last.value)}). Có thừa chữ số?" if far else ""
    change = 100 * (value - last.value) / abs(last.value)
    if abs(change) <= limit:
        return ""
    way = "tăng" if change > 0 else "giảm"
    size = f"{way} {vn_num(round(abs(change), 1))}% so với kỳ trước ({vn_num(last.value)})"
    return f"{vn_num(value)} {size}, quá {vn_num(limit)}%. Kiểm tra lại?"


# --- What is stored ---------------------------------------------------------------------------------------------------


@dataclass
class Ground:
    """What the judgement of some entries stands on: their tasks' figures of all periods and their last returns."""

    measures: dict = field(default_factory=lambda: defaultdict(list))  # task key -> [Measure]
    relations: dict = field(default_factory=lambda: defaultdict(list))  # task key -> [Relation]
    figures: dict = field(default_factory=lambda: defaultdict(dict))  # entry key -> {measure key: Decimal}
    told: dict = field(default_factory=lambda: defaultdict(list))  # measure key -> [Was]
    unanswered: set = field(default_factory=set)  # entries returned for a paper that has not come

    def findings(self, entry: Progress, figures: dict | None = None) -> list[Finding]:
        """[Finding] of `entry` (task and period at hand); `figures`: what would stand in place of those stored."""
        period, now = entry.period, {**self.figures[entry.pk], **(figures or {})}
        measures = self.measures[entry.task_id]
        before = {row.pk: was for row in measures if (was := self._last(row.pk, period.ends))}
        found = judge(measures, self.relations[entry.task_id], now, before, period.starts)
        return [*found, *([NO_PAPER] if entry.pk in self.unanswered else [])]

    def _last(self, measure, ends):
        return max((was for was in self.told[measure] if was.ends < ends), key=_newest, default=None)


NO_PAPER = Finding("evidence", "", "Bị trả lại vì thiếu tài liệu kiểm chứng nhưng từ đó số tài liệu không tăng.")


def _newest(was):
    """Of periods that end together the longest."""
    return was.ends, -was.starts.toordinal()


def of_entries(entries: Iterable[Progress], *, traced: bool = True) -> dict[int, list[Finding]]:
    """{entry key: [Finding]}, empty lists included; not `traced`: of the figures alone."""
    entries = list(entries)
    ground = load(entries, traced=traced)
    return {entry.pk: ground.findings(entry) for entry in entries}


def load(entries: Iterable[Progress], *, steps: dict | None = None, traced: bool = True) -> Ground:
    """The Ground of `entries`; neither of the two queries grows with them, and none is asked for none.

    `steps`: {entry key: [Step], newest first} where the caller has the trace at hand; not `traced`: figures alone.
    """
    entries, ground = list(entries), Ground()
    if entries:
        _read_figures(ground, {entry.task_id for entry in entries})
    if entries and traced:
        ground.unanswered = wanted.waited_for(entries, steps)
    return ground


JOINED = {
    "kind": "relations__kind", "of": "relations__of", "per": "relations__per", "limit": "relations__limit",
    "entry": "figures__entry", "value": "figures__value", "starts": "figures__entry__period__starts",
    "ends": "figures__entry__period__ends",
}  # fmt: skip


OF_MEASURE = [field.attname for field in Measure._meta.concrete_fields]
KEY, TASK = OF_MEASURE.index("id"), OF_MEASURE.index("task_id")


def _read_figures(ground, tasks):
    """Measures of `tasks` with, joined to them, their relations and their figures of every period."""
    asked = Measure.objects.asked(timezone.localdate()).filter(task__in=tasks)
    joined = asked.annotate(**{f"has_{name}": F(path) for name, path in JOINED.items()})
    rows = joined.order_by("position", "pk", "relations__pk").values_list(
        *OF_MEASURE, *(f"has_{name}" for name in JOINED)
    )
    seen = set()
    for row in rows:
        said, (kind, of, per, limit, entry, value, starts, ends) = row[: len(OF_MEASURE)], row[len(OF_MEASURE) :]
        pk, task = said[KEY], said[TASK]
        if pk not in seen:  # of the rows of a year's figures one makes the measure
            ground.measures[task].append(Measure.from_db(asked.db, OF_MEASURE, said))
        relation = Relation(kind, pk, of, per, limit)
        if kind and relation not in seen:
            ground.relations[task].append(relation)
        if entry and (pk, entry) not in seen:
            ground.figures[entry][pk] = value
            ground.told[pk].append(Was(value, starts, ends))
        seen |= {pk, relation, (pk, entry)}
