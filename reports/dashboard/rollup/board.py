"""How many: the cells of the heat map, a line a unit, the totals, and what needs a look; two queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from plans.counting.completeness import Sending, has_level, tally
from reports.dashboard.rollup.conditions import Level, counted, on_track
from reports.dashboard.rollup.looking import Survey
from units.models import Unit
from units.statuses import DIMENSION_NAMES

DIMENSIONS = tuple(DIMENSION_NAMES)
FAR_BELOW = 10  # points below the mean of the board that make a unit worth a look
HEAT = (30, 50, 70, 90)


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
class UnitLine:
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
    lines: tuple[UnitLine, ...]
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


def board(seen: Survey, *, needs: bool = True) -> Board:
    """Count everything for `seen` in two more queries; in one without what needs a look."""
    now, before = _cells(seen)
    lines = sorted((_line(seen, group, now, before) for group in seen.groups), key=_lowest_first)
    states = tally(line.sending for line in lines)
    totals = {n: (_total(now, n), _total(before, n)) for n in DIMENSIONS}
    return Board(seen, tuple(lines), states, _last_states(seen), totals, _needs(seen, lines) if needs else ())


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
    return UnitLine(group.unit, seen.sending(group, seen.period), now[group.unit.pk], before[group.unit.pk])


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
    needs = [Need(name, len(missing_lines(lines, name, seen.as_of))) for name in ("late", "not_due")]
    needs.append(Need("silent", len(seen.silent)))
    needs += [Need(name, counts[name]) for name in ("waiting", "waiting_long", "objections", "returned")]
    worst = max(DIMENSIONS, key=lambda number: len(far_below(lines, number)))
    needs.append(Need("below", len(far_below(lines, worst)), dimension=worst))
    needs += [Need(name, counts[name]) for name in ("unproved", "overdue", "behind")]
    return tuple(need for need in needs if need.count)


def missing_lines(lines: Iterable[UnitLine], name: str, day: date) -> list[UnitLine]:
    """Lines that lack something: "late" past their own due date, "not_due" before it."""
    return [line for line in lines if line.sending.missing and line.sending.is_overdue(day) == (name == "late")]


def far_below(lines: Sequence[UnitLine], number: int) -> list[UnitLine]:
    """Lines FAR_BELOW points or more under the mean of all lines in dimension `number`."""
    shares = [(line, cell.percent) for line in lines if (cell := line.cells.get(number)) and cell.percent is not None]
    mean = sum(share for _, share in shares) / len(shares) if shares else 0
    return [line for line, share in shares if share <= mean - FAR_BELOW]
