"""Tổng hợp: the progress of many units in one period as a few frozen figures, each with the rows it counts.

A figure and the list behind it are built from the same condition here, so they cannot disagree. The rows of the board
are the units directly below the chosen one, whatever their level; a unit without units that report stands for itself.

Rules: a percentage counts entries received by the as-of date, "không phát sinh" left out; a task of several dimensions
counts in each of them. Đúng tiến độ: done, or being done within the task's deadline. The mean of a unit is that of its
dimensions with figures, unweighted; nothing received is no figure, never 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Max, OuterRef, Q, QuerySet

from plans.counting.as_of import NOW, columns, standing
from plans.counting.completeness import (
    LATE,
    Sending,
    end_of,
    expected,
    has_level,
    merged,
    nothing_arose,
    overdue,
    received,
    sendings,
    tally,
)  # fmt: skip
from plans.models import Evidence, Period, Progress, Step
from plans.models.progress import ProgressQuerySet
from post import working_days
from post.working_days import Calendar
from reports.dashboard import forecast
from units.models import Unit
from units.statuses import DIMENSION_NAMES

__all__ = [
    "Board",
    "Cell",
    "Group",
    "Line",
    "Need",
    "Survey",
    "board",
    "counted_entries",
    "last_arrivals",
    "sent_again",
    "survey",
    "unit_rows",
]

DIMENSIONS = tuple(DIMENSION_NAMES)
FAR_BELOW = 10  # points below the mean of the board that make a unit worth a look
LONG_WAIT = 3  # working days
HANDED_IN = ("hand_in", "hand_in_alone", "sign_off")
HEAT = (30, 50, 70, 90)
NOTHING = Q(pk__in=[])
Level = Progress.Level


# --- Conditions -------------------------------------------------------------------------------------------------------


def counted(as_of: date, of: str = NOW) -> Q:
    """Entries that make up a percentage. `of`, here and below: `as_of.THEN` for the columns of a past day."""
    return received(as_of, of) & ~nothing_arose(of)


def on_track(as_of: date, of: str = NOW) -> Q:
    """Đúng tiến độ: done, or being done while the task's deadline has not passed."""
    in_time = Q(task__deadline__isnull=True) | Q(task__deadline__gte=as_of)
    return has_level(Level.DONE, of) | (has_level(Level.DOING, of) & in_time)


def entry_conditions(as_of: date, worked: Calendar | None = None, of: str = NOW) -> dict[str, Q]:
    """Figures that count entries, by the name in the address; `worked`: the calendar of working days."""
    proved = Q(then_papers__gt=0) if of else Q(Exists(Evidence.objects.filter(entry=OuterRef("pk"))))
    waiting, since = Q(**{f"{of}state": Progress.State.IN_REVIEW}), f"{of}waiting_since__lt"
    return {
        "waiting": waiting,
        "waiting_long": waiting & Q(**{since: end_of(_long_ago(as_of, worked or Calendar()))}),
        "objections": Q(then_objection="object") if of else Q(objected_at__isnull=False),
        "returned": Q(**{f"{of}state": Progress.State.RETURNED}),
        "unproved": counted(as_of, of) & has_level(Level.DONE, of) & ~proved,
        "overdue": overdue(as_of, of),
    }


def sending_conditions(as_of: date, of: str = NOW) -> dict[str, Q]:
    """What the counts of one unit's `Sending` count, by the name in the address."""
    came = received(as_of, of)
    return {
        "owed": Q(), "came": came, "came_in_time": came & ~LATE, "came_late": came & LATE,
        "came_nothing": came & nothing_arose(of), "absent": ~came,
    }  # fmt: skip


def _long_ago(as_of, worked):
    """The last day from which on more than LONG_WAIT working days have gone by on `as_of`."""
    day = as_of
    while worked.between(day, as_of) <= LONG_WAIT:
        day -= timedelta(days=1)
    return day


# --- Who --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """One row of the board: a unit and the ids of the units (itself, those below) whose entries it stands for."""

    unit: Unit
    members: tuple[int, ...]


@dataclass(frozen=True)
class Survey:
    """What is looked at: rows of the board, the period and the one before, the as-of date, and who sent what.

    Each period has its own groups, so that its figures are those of its own board.
    """

    unit: Unit
    period: Period
    last: Period | None
    as_of: date
    groups: tuple[Group, ...]
    last_groups: tuple[Group, ...]
    silent: tuple[Unit, ...]  # units below that owe nothing in this period, most of them without a plan
    sent: dict[tuple[int, int], Sending]
    from_start: bool  # no period of the plan began earlier: figures add up from its first day
    worked: Calendar

    def sending(self, group: Group, period: Period) -> Sending | None:
        """The unit's own sending; for a unit that owes nothing itself, that of all below it together."""
        own = self.sent.get((group.unit.pk, period.pk))
        below = (self.sent[pk, period.pk] for pk in group.members)
        return own or merged(below, unit_id=group.unit.pk, path=group.unit.path)

    def senders(self, group: Group, period: Period) -> tuple[int, ...]:
        """Ids of the units `sending` speaks of."""
        own = (group.unit.pk, period.pk) in self.sent
        return (group.unit.pk,) if own else group.members

    def entries(self) -> ProgressQuerySet:
        """Progress rows of the board's groups that count on the day."""
        return self._standing(_of_groups(self.period, self.groups))

    def both(self) -> ProgressQuerySet:
        """The same with those of the last period."""
        both = _of_groups(self.period, self.groups) | _of_groups(self.last, self.last_groups)
        return self._standing(both)

    @property
    def of(self) -> str:
        """The columns its day is read from: today's, or those of the day."""
        return columns(self.as_of)

    def _standing(self, groups):
        return standing(Progress.objects.filter(groups), self.as_of).filter(expected(self.as_of, self.of))

    def conditions(self) -> dict[str, Q]:
        """`entry_conditions` of this survey, and what its pace foretells."""
        slow = counted(self.as_of, self.of) & forecast.behind(self.period, self.as_of, self.of)
        behind = slow if self.from_start else NOTHING
        return {**entry_conditions(self.as_of, self.worked, self.of), "behind": behind}


def _of_groups(period, groups):
    return Q(period=period, unit__in=[pk for group in groups for pk in group.members])


def survey(unit: Unit, period: Period, *, as_of: date, kind: str = "") -> Survey:
    """Look at the units below `unit` (of one `kind` when told) in `period`; four queries."""
    periods = list(period.plan.periods.order_by("-ends", "-starts"))
    last = next((row for row in periods if row.ends < period.ends), None)
    seen = [period, last] if last else [period]
    sent = sendings(Progress.objects.filter(period__in=seen, unit__path__startswith=unit.path), today=as_of)
    last = last if last and any(of_period == last.pk for _, of_period in sent) else None
    children = list(Unit.objects.filter(parent=unit).order_by("sort_key"))
    groups, silent = _groups(unit, period, children, sent)
    before = _groups(unit, last, children, sent)[0] if last else []
    return Survey(
        unit, period, last, as_of, _of_kind(groups, kind), _of_kind(before, kind),
        tuple(row for row in silent if not kind or row.kind == kind), sent,
        from_start=all(row.starts >= period.starts for row in periods), worked=working_days.load(),
    )  # fmt: skip


def _groups(unit, period, children, sent):
    """([Group], [Unit that owes nothing]) of `period`; a unit without units that report stands for itself."""
    members = defaultdict(list)
    for (pk, of_period), part in sent.items():
        if of_period == period.pk:
            members[_child_path(part.path, unit.path)].append(pk)
    there = [row for row in children if row.valid_from <= period.ends and not _ended_before(row, period.starts)]
    groups = [Group(child, tuple(members[child.path])) for child in there if child.path in members]
    if not groups and unit.path in members:
        groups = [Group(unit, tuple(members[unit.path]))]
    return groups, [child for child in there if child.path not in members]


def _ended_before(unit, day):
    return unit.valid_to is not None and unit.valid_to < day


def _of_kind(groups, kind):
    return tuple(group for group in groups if not kind or group.unit.kind == kind)


def _child_path(path, above):
    """`a/b/c/` seen from `a/` is `a/b/`; `a/` itself stays."""
    rest = path[len(above) :]
    return f"{above}{rest.split('/')[0]}/" if rest else above


# --- How many ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """Entries of some units in one dimension: how many count, are on track, are done."""

    counted: int = 0
    on_track: int = 0
    done: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.counted + other.counted, self.on_track + other.on_track, self.done + other.done)

    @property
    def percent(self) -> float | None:
        """Share on track, 0–100, or None without a figure."""
        return 100 * self.on_track / self.counted if self.counted else None

    @property
    def step(self) -> int:
        """Step of the heat map: 5 from 90 %, 4 from 70, 3 from 50, 2 from 30, 1 below, 0 without a figure."""
        return 0 if self.percent is None else 1 + sum(self.percent >= bound for bound in HEAT)

    @property
    def percent_done(self) -> float | None:
        return 100 * self.done / self.counted if self.counted else None


@dataclass(frozen=True)
class Line:
    """A unit on the heat map: how it sent, its cells by dimension, its mean now and in the last period."""

    unit: Unit
    sending: Sending
    cells: dict[int, Cell]
    last_cells: dict[int, Cell]

    @property
    def row(self) -> list[tuple[int, Cell]]:
        """[(dimension, Cell)] of all eight, in order."""
        return [(number, self.cells.get(number, Cell())) for number in DIMENSIONS]

    @property
    def both(self) -> list[tuple[int, Cell, Cell]]:
        """[(dimension, Cell, Cell of the last period)] of all eight, in order."""
        return [(number, cell, self.last_cells.get(number, Cell())) for number, cell in self.row]

    @property
    def overall(self) -> float | None:
        return _mean(self.cells)

    @property
    def last_overall(self) -> float | None:
        return _mean(self.last_cells)

    @property
    def change(self) -> int | None:
        """Points more than in the last period, between the figures as shown; None when either has no figure."""
        last = self.last_overall
        return None if self.overall is None or last is None else _whole(self.overall) - _whole(last)


@dataclass(frozen=True)
class Need:
    """One line of "Cần xử lý": the figure's name in the address, how many rows, its dimension where it has one."""

    name: str
    count: int
    dimension: int | None = None


@dataclass(frozen=True)
class Board:
    """Everything the dashboard shows."""

    survey: Survey
    lines: tuple[Line, ...]
    states: dict[str, int]
    last_states: dict[str, int] | None
    dimensions: dict[int, tuple[Cell, Cell]]  # this period, the last
    needs: tuple[Need, ...]

    @property
    def expected(self) -> int:
        return sum(self.states.values())

    @property
    def below(self) -> int:
        """Units below in all: those that owe something in the period, and those that owe nothing."""
        return self.expected + len(self.survey.silent)


def board(seen: Survey) -> Board:
    """Count everything for `seen` in two more queries."""
    now, before = _cells(seen)
    lines = sorted((_line(seen, group, now, before) for group in seen.groups), key=_lowest_first)
    states = tally(line.sending for line in lines)
    totals = {n: (_total(now, n), _total(before, n)) for n in DIMENSIONS}
    return Board(seen, tuple(lines), states, _last_states(seen), totals, _needs(seen, lines))


def _cells(seen):
    """({unit id of a group: {dimension: Cell}} now, the same for the last period)."""
    here = counted(seen.as_of, seen.of)
    rows = (
        seen.both()
        .filter(task__dimensions__number__in=DIMENSIONS)
        .order_by()
        .values_list("unit_id", "period_id", "task__dimensions__number")
        .annotate(
            counted=Count("pk", filter=here),
            on_track=Count("pk", filter=here & on_track(seen.as_of, seen.of)),
            done=Count("pk", filter=here & has_level(Level.DONE, seen.of)),
        )
    )
    found, group_of = (defaultdict(dict), defaultdict(dict)), (_group_of(seen.groups), _group_of(seen.last_groups))
    for unit, period, number, *counts in rows:
        when = period != seen.period.pk
        cells = found[when][group_of[when][unit]]
        cells[number] = cells.get(number, Cell()) + Cell(*counts)
    return found


def _group_of(groups):
    return {pk: group.unit.pk for group in groups for pk in group.members}


def _line(seen, group, now, before):
    return Line(group.unit, seen.sending(group, seen.period), now[group.unit.pk], before[group.unit.pk])


def _whole(share):
    """As `units.vietnamese.vn_num` shows it: a half is rounded up."""
    return int(share + 0.5)


def _mean(cells):
    shares = [cell.percent for cell in cells.values() if cell.percent is not None]
    return sum(shares) / len(shares) if shares else None


def _lowest_first(line):
    """Lowest mean first; units without a figure are not ranked and stand last, those that sent nothing before others."""
    without = line.overall is None
    return without, line.overall or 0, line.sending.state not in ("unsent", "partly"), line.unit.sort_key


def _total(cells, number):
    return sum((of_unit.get(number, Cell()) for of_unit in cells.values()), Cell())


def _last_states(seen):
    return tally(seen.sending(group, seen.last) for group in seen.last_groups) if seen.last else None


def _needs(seen, lines):
    conditions = seen.conditions()
    counted = {name: Count("pk", filter=q) for name, q in conditions.items()}
    rows = seen.entries().order_by("period_id").values("period_id").annotate(**counted)
    counts = rows.first() or dict.fromkeys(counted, 0)
    needs = [Need(name, len(_missing(lines, name, seen.as_of))) for name in ("late", "not_due")]
    needs.append(Need("silent", len(seen.silent)))
    needs += [Need(name, counts[name]) for name in ("waiting", "waiting_long", "objections", "returned")]
    worst = max(DIMENSIONS, key=lambda number: len(far_below(lines, number)))
    needs.append(Need("below", len(far_below(lines, worst)), dimension=worst))
    needs += [Need(name, counts[name]) for name in ("unproved", "overdue", "behind")]
    return tuple(need for need in needs if need.count)


def _missing(lines, name, day):
    """Lines that lack something: "late" past their own due date, "not_due" before it."""
    return [line for line in lines if line.sending.missing and line.sending.is_overdue(day) == (name == "late")]


def far_below(lines: Sequence[Line], number: int) -> list[Line]:
    """Lines FAR_BELOW points or more under the mean of all lines in dimension `number`."""
    shares = [(line, cell.percent) for line in lines if (cell := line.cells.get(number)) and cell.percent is not None]
    mean = sum(share for _, share in shares) / len(shares) if shares else 0
    return [line for line, share in shares if share <= mean - FAR_BELOW]


# --- Which rows -------------------------------------------------------------------------------------------------------


def unit_rows(made: Board, name: str, number: int | None = None) -> list[Line]:
    """The lines a figure about units counts: a state of sending, "late" or "not_due", or "below" in
    dimension `number`."""
    if name == "below":
        return far_below(made.lines, number or 0)
    if name in ("late", "not_due"):
        return _missing(made.lines, name, made.survey.as_of)
    return [line for line in made.lines if line.sending.state == name]


def last_arrivals(seen: Survey, lines: list[Line]) -> dict[int, datetime]:
    """{unit id of a line: when something of it last came, also a second time after a return}; one query."""
    of_unit = {pk: line.unit.pk for line in lines for pk in _senders(seen, line)}
    steps = Step.objects.filter(
        entry__period=seen.period, entry__unit__in=of_unit, verb__in=HANDED_IN, at__lt=end_of(seen.as_of)
    )
    found = {}
    for unit, at in steps.order_by().values_list("entry__unit").annotate(last=Max("at")):
        found[of_unit[unit]] = max(at, found.get(of_unit[unit], at))
    return found


def sent_again(entries: Iterable[Progress]) -> dict[int, datetime]:
    """{entry key: when it was last sent} of those sent more than once; one query."""
    steps = Step.objects.filter(entry__in=[row.pk for row in entries], verb__in=HANDED_IN).order_by()
    counted = steps.values_list("entry_id").annotate(last=Max("at"), times=Count("pk"))
    return {entry: last for entry, last, times in counted if times > 1}


def _senders(seen, line):
    return seen.senders(next(group for group in seen.groups if group.unit == line.unit), seen.period)


def counted_entries(
    seen: Survey, name: str, *, unit_id: int | None = None, number: int | None = None
) -> QuerySet[Progress]:
    """The entries a figure counts: one of the conditions above, or "share" (what a percentage is made of).

    `unit_id` narrows to one row of the board, `number` to one dimension. Carries `is_on_track` and `is_done`.
    """
    sent = sending_conditions(seen.as_of, seen.of)
    conditions = {"share": counted(seen.as_of, seen.of), **sent, **seen.conditions()}
    rows = seen.entries().filter(conditions[name])
    if unit_id is not None:
        group = next(group for group in seen.groups if group.unit.pk == unit_id)
        rows = rows.filter(unit__in=seen.senders(group, seen.period) if name in sent else group.members)
    if number is not None:
        rows = rows.filter(task__dimensions__number=number)
    done = has_level(Level.DONE, seen.of)
    return rows.annotate(is_on_track=_flag(on_track(seen.as_of, seen.of)), is_done=_flag(done))


def _flag(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())
