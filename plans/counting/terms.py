"""What a past day knew of dates and targets, where plans' traces say that it has changed since.

`terms_on` reads the few lines of trace after the day: dates of periods, exceptions of units, marks of "không áp dụng",
deadlines and targets of tasks. Each line keeps under "was" what it found, so the first one after the day tells the day.
What no line names is read as it is now; today's terms are empty.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, CharField, DateField, DecimalField, Exists, F, Field, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone

from plans.models import Exemption, Period, PeriodException, PlanStep

__all__ = [
    "CHANGING", "DATES", "NONE", "Terms", "end_of", "exempt_now", "read_once", "shut_now", "terms_on", "traced_since",
]  # fmt: skip
_read: ContextVar[dict[date, "Terms"] | None] = ContextVar("terms read", default=None)

DATES = ("due",)  # the inner date is the unit's own affair: no page of a past day reads it
CHANGING = ("period_dates", "period_exception", "exempt", "apply", "amend", "extension_granted")
MIGRATION = ("plans", "0016_step_of_verb")


def end_of(day: date) -> datetime:
    """The first moment after `day`, local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def traced_since() -> date | None:
    """The day from which this installation traces dates, exceptions, exemptions and targets; None before it does."""
    found = MigrationRecorder.Migration.objects.filter(app=MIGRATION[0], name=MIGRATION[1])
    at = found.values_list("applied", flat=True).first()
    return timezone.localdate(at) if at else None


@dataclass(frozen=True)
class Terms:
    """What differed on the day, by what it is about.

    `of_period`: {field: {period: date}}; `of_unit`: {field: {(period, unit): date}}; `kept`: {field: {period: units that
    have a date of their own now}}; `shut`, `exempt`: {(period or task above, unit): whether}; `deadlines`: {task: date};
    `targets`: {measure: (target, rollup)}.
    """

    of_period: dict[str, dict[int, date]] = field(default_factory=dict)
    of_unit: dict[str, dict[tuple[int, int], date]] = field(default_factory=dict)
    kept: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    shut: dict[tuple[int, int], bool] = field(default_factory=dict)
    exempt: dict[tuple[int, int], bool] = field(default_factory=dict)
    deadlines: dict[int, date | None] = field(default_factory=dict)
    targets: dict[int, tuple[Decimal | None, str]] = field(default_factory=dict)

    # --- Row by row ---

    def date_of(self, name: str, period: int, unit: int, now: date) -> date:
        """The due date `name` of a unit in a period on the day; `now`: the one that stands now."""
        if (own := self.of_unit.get(name, {}).get((period, unit))) is not None:
            return own
        kept = unit in self.kept.get(name, {}).get(period, ())
        return now if kept else self.of_period.get(name, {}).get(period, now)

    def put_back(self, period: Period) -> Period:
        """`period` with the dates it had on the day."""
        for name in DATES:
            setattr(period, name, self.of_period.get(name, {}).get(period.pk, getattr(period, name)))
        return period

    # --- In the database ---

    def date_column(self, name: str) -> Combinable:
        """Of an entry: its due date `name` on the day."""
        own = _by_value(self.of_unit.get(name, {}))
        whens = [When(period=of, unit__in=units, then=Value(was)) for (of, was), units in own.items()]
        for of, was in self.of_period.get(name, {}).items():
            others = Q(period=of) & ~Q(unit__in=self.kept.get(name, {}).get(of, ()))
            whens.append(When(others, then=Value(was)))
        return Case(*whens, default=F(name)) if whens else F(name)

    def shut_column(self) -> Combinable:
        """Of an entry: whether the period was closed for its unit by an exception."""
        return _flag("period", self.shut, shut_now())

    def exempt_column(self) -> Combinable:
        """Of an entry: whether the task above did not apply to its unit."""
        return _flag("task__parent", self.exempt, exempt_now())

    def deadline_column(self) -> Combinable:
        """Of a row that points to a task: the task's deadline."""
        return _column("task", self.deadlines, "task__deadline", DateField())

    def target_column(self) -> Combinable:
        """Of a measure: its target."""
        number = DecimalField(max_digits=16, decimal_places=4)
        return _column("pk", {key: was[0] for key, was in self.targets.items()}, "target", number)

    def rollup_column(self) -> Combinable:
        """Of a measure: how it rolls up."""
        return _column("pk", {key: was[1] for key, was in self.targets.items()}, "rollup", CharField())


NONE = Terms()


def shut_now() -> Exists:
    """Of an entry: the period is closed for its unit by an exception."""
    closed = PeriodException.objects.filter(state=Period.State.CLOSED)
    return Exists(closed.filter(period=OuterRef("period"), unit=OuterRef("unit")))


def exempt_now() -> Exists:
    """Of an entry: the task above does not apply to its unit."""
    return Exists(Exemption.objects.filter(task=OuterRef("task__parent"), unit=OuterRef("unit")))


def _by_value(known):
    """{(first key, value): [second keys]}: so few distinct values make few branches."""
    found: dict[tuple[int, Any], list[int]] = {}
    for (first, second), value in known.items():
        found.setdefault((first, value), []).append(second)
    return found


def _flag(name, known, now):
    branches = _by_value(known)
    whens = [When(**{name: key}, unit__in=units, then=Value(was)) for (key, was), units in branches.items()]
    return Case(*whens, default=now) if whens else now


def _column(name, known, now, kind: Field):
    keys: dict[Any, list[int]] = {}
    for key, was in known.items():
        keys.setdefault(was, []).append(key)
    whens = [When(**{f"{name}__in": of}, then=Value(was, output_field=kind)) for was, of in keys.items()]
    return Case(*whens, default=F(now), output_field=kind) if whens else F(now)


# --- Reading the traces ------------------------------------------------------------------------------------------------


def terms_on(day: date) -> Terms:
    """The Terms of `day`: NONE from today on; of a past day one query, two more where dates of periods have moved."""
    if day >= timezone.localdate():
        return NONE
    known = _read.get()
    if known is None:
        return _terms_of(day)
    if day not in known:
        known[day] = _terms_of(day)
    return known[day]


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the traces of a day are read once: a report is a dozen counts of one day, made in one go."""
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def _terms_of(day):
    steps = PlanStep.objects.filter(verb__in=CHANGING, at__gte=end_of(day)).order_by("at", "pk")
    first: dict[tuple, Any] = {}
    for changes in steps.values_list("changes", flat=True):
        for change in changes:
            for key, was in _told(change):
                first.setdefault(key, was)
    return _terms(first) if first else NONE


def _told(change):
    """[(what it is about, what stood before)] of one change, as far as a past day asks for it."""
    name = change.get("field")
    if name in DATES or name == "state":
        if "period" in change:
            yield (name, change["period"], change["unit"]), _day(change["was"]) if name in DATES else change["was"]
    elif name == "exempt":
        yield (name, change["task"], change["unit"]), change["was"]
    elif name == "deadline":
        yield (name, change["task"]), _day(change["was"]) if "was" in change else _day_in_words(change["old"])
    elif name == "measures":
        for _, _, target, rollup, key in change.get("was", ()):
            yield (name, key), (None if target is None else Decimal(target), rollup)


def _day(was):
    return date.fromisoformat(was) if was else None


def _day_in_words(said):
    """Lines written before "was" was kept name the day as people read it."""
    found = [int(part) for part in said.split("/")] if said.count("/") == 2 else None
    return date(*reversed(found)) if found else None


def _terms(first):
    of_period = {name: {key[1]: was for key, was in first.items() if key[0] == name and not key[2]} for name in DATES}
    own = {name: {key[1:]: was for key, was in first.items() if key[0] == name and key[2]} for name in DATES}
    now = _periods_now({of for rows in own.values() for of, _ in rows})
    return Terms(
        of_period, {name: _filled(rows, of_period[name], now, name) for name, rows in own.items()},
        _kept({of for rows in of_period.values() for of in rows}),
        shut={key[1:]: was == Period.State.CLOSED for key, was in first.items() if key[0] == "state" and key[2]},
        exempt={key[1:]: bool(was) for key, was in first.items() if key[0] == "exempt"},
        deadlines={key[1]: was for key, was in first.items() if key[0] == "deadline"},
        targets={key[1]: was for key, was in first.items() if key[0] == "measures"},
    )  # fmt: skip


def _periods_now(keys):
    return {row.pk: row for row in Period.objects.filter(pk__in=keys)} if keys else {}


def _filled(own, of_period, now, name):
    """A unit without a date of its own had that of the period."""
    return {key: was or of_period.get(key[0]) or getattr(now[key[0]], name) for key, was in own.items()}


def _kept(periods):
    kept: dict[str, dict[int, set[int]]] = {name: {of: set() for of in periods} for name in DATES}
    for row in PeriodException.objects.filter(period__in=periods) if periods else ():
        for name in DATES:
            if getattr(row, name):
                kept[name][row.period_id].add(row.unit_id)
    return kept
