"""What a round comes to: totals written onto its sheets, the ranking, the heat map, who overrates himself; frozen on
publication."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from appraisal import adding
from appraisal.adding import Frame
from appraisal.models import Criterion, Group, Mark, Round, Sheet
from appraisal.scoring import Place, Total, class_of, lost, missing_to_next, standings

__all__ = [
    "NAMED",
    "Row",
    "Way",
    "add_up",
    "by_dimension",
    "frozen",
    "heads",
    "recount",
    "rows",
    "step_of",
    "tally_of",
    "way_from",
    "way_kept",
    "way_up",
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One unit of a round: its totals, its place and class by what it was given, its groups in per cent."""

    sheet: Sheet
    own: Total
    given: Total
    place: Place | None
    named: str

    @property
    def overrates(self) -> Decimal | None:
        """How far the unit's own total lies above the appraised one; below it negative."""
        if self.own.value is None or self.given.value is None:
            return None
        return self.own.value - self.given.value

    def overrated(self, groups: Iterable[Group]) -> list[tuple[Group, Decimal]]:
        """(group, how many points its own stand above the appraised ones)."""
        return [(group, self.own.groups[group.number][0] - self.given.groups[group.number][0]) for group in groups]

    def cells(self, groups: Iterable[Group]) -> list[tuple[Group, Decimal | None, int]]:
        """(group, per cent, step of the heat map: 5 from 90, 4 from 70, 3 from 50, 2 from 30, 1 below, 0 without)."""
        shares = [(group, self.share(group.number)) for group in groups if not group.outside]
        return [(group, share, step_of(share)) for group, share in shares]

    def share(self, number: int) -> Decimal | None:
        """Per cent of what counts in a group; None where nothing does."""
        points, available = self.given.groups[number]
        return points / available * 100 if available else None


def step_of(share: Decimal | None) -> int:
    """A step of the heat map, as the dashboard has them."""
    return 0 if share is None else next((step for step, least in STEPS if share >= least), 1)


NAMED = 3  # criteria of a way that are named where many units stand
STEPS = ((5, 90), (4, 70), (3, 50), (2, 30))


def add_up(held: Round, sheets: Iterable[Sheet], read: Frame, marks: Mapping[int, Mapping[int, Mark]]) -> None:
    """Work out points and totals of some sheets and write what changed."""
    leaves = {row.pk: row for row in read.leaves()}
    sheets = list(sheets)
    for sheet in sheets:
        of_sheet = marks.get(sheet.pk, {})
        for key, mark in of_sheet.items():
            mark.own_points = adding.own_of(mark, leaves[key], held).points
        own, given = adding.totals(read, of_sheet, held)
        sheet.own_total, sheet.total, sheet.tally = own.value, given.value, tally_of(own, given)
        sheet.way = way_kept(given, read, of_sheet, held)
    of_all = [mark for sheet in sheets for mark in marks.get(sheet.pk, {}).values()]
    Mark.objects.bulk_update(of_all, ["own_points"], batch_size=500)
    Sheet.objects.bulk_update(sheets, ["own_total", "total", "tally", "way"], batch_size=500)


def tally_of(own: Total, given: Total) -> dict[str, Any]:
    """Both totals by group, in plain values."""
    return {"own": _told(own), "given": _told(given)}


def way_kept(given: Total, read: Frame, marks: Mapping[int, Mark], held: Round) -> list[Any]:
    """[next class, points away, [[criterion key, points it lacks]] of the first NAMED, how many would do] as `way_up` finds
    it; [] at the top or without a total."""
    way = _way(given, read, marks, held)
    if way is None:
        return []
    above, lacks, nearest = way
    return [above, f"{lacks:f}", [[row.pk, f"{points:f}"] for row, points in nearest[:NAMED]], len(nearest)]


def _told(total: Total) -> list[Any]:
    groups = {str(number): [f"{part:f}" for part in parts] for number, parts in total.groups.items()}
    return [f"{total.points:f}", f"{total.available:f}", f"{total.beside:f}", _text(total.value), groups]


def _total(told: Sequence[Any]) -> Total:
    points, available, beside, value, groups = told
    parts = {int(number): (Decimal(first), Decimal(second)) for number, (first, second) in groups.items()}
    return Total(
        Decimal(points), Decimal(available), Decimal(beside), None if value is None else Decimal(value), parts
    )


def rows(held: Round, read: Frame, *, ways: bool = False) -> list[Row]:
    """Every unit, the highest first, those without a total last; from what its sheet was added up to, one query.

    `ways`: `way_from` will be asked.
    """
    asked = held.sheets.select_related("unit").in_office_order()
    sheets = list(asked if ways else asked.defer("way"))
    if not all(sheet.tally for sheet in sheets):
        return recount(held, read)
    return _ranked(held, {sheet: (_total(sheet.tally["own"]), _total(sheet.tally["given"])) for sheet in sheets})


def recount(held: Round, read: Frame) -> list[Row]:
    """The same from the marks themselves; two queries. What `rows` must equal."""
    sheets = list(held.sheets.select_related("unit").in_office_order())
    marks = adding.by_sheet(Mark.objects.filter(sheet__round=held))
    return _ranked(held, {sheet: adding.totals(read, marks.get(sheet.pk, {}), held) for sheet in sheets})


def _ranked(held, found):
    places = {place.key: place for place in standings(
        [(sheet, given) for sheet, (_, given) in found.items()], held.set.tie_groups
    )}  # fmt: skip
    limits = adding.classes_of(held.set)
    made = [Row(sheet, own, given, places.get(sheet), class_of(given.value, limits))
            for sheet, (own, given) in found.items()]  # fmt: skip
    return sorted(made, key=lambda row: row.place.rank if row.place else len(made) + 1)


@dataclass(frozen=True)
class Way:
    """How a unit comes to the next class: `lacks` points away; the `nearest` criteria, of `count` that would do."""

    above: str
    lacks: Decimal
    nearest: list[tuple[Criterion, Decimal]]
    count: int


def way_from(row: Row, read: Frame) -> Way | None:
    """From what the sheet was added up to; None at the top, without a total, or in a row of before."""
    if not row.sheet.way:
        return None
    above, lacks, nearest, count = row.sheet.way
    by_key = {one.pk: one for one in read.criteria}
    return Way(above, Decimal(lacks), [(by_key[key], Decimal(points)) for key, points in nearest], count)


def way_up(row: Row, read: Frame, marks: Mapping[int, Mark], held: Round) -> tuple[str, Decimal, list[Any]] | None:
    """(next class, points away, [(criterion, points it lacks)]): the fewest criteria that would do; None at the top."""
    return _way(row.given, read, marks, held)


def _way(given, read, marks, held):
    if given.value is None or not (above := missing_to_next(given.value, adding.classes_of(held.set))):
        return None
    inside = [one for one in read.leaves() if one.pk in marks and not one.group.outside]
    lines = [(one, adding.given_of(marks[one.pk], one, held)) for one in inside]
    per_point = given.available / held.set.scale  # points of the sheet that make one of the scale
    return *above, lost(lines, above[1] * per_point)


def frozen(held: Round) -> list[dict[str, Any]]:
    """What is published, in plain values: it stays however units are called and criteria counted later."""
    read, known = adding.frame(held.set), by_dimension(held)
    return [
        _plain(row, read.groups)
        | {"by_dimension": {str(number): parts for number, parts in known[row.sheet.pk].items()}}
        for row in rows(held, read)
    ]


def by_dimension(held: Round) -> dict[int, dict[int, list[str]]]:
    """{sheet key: {dimension: [points given, most that could be had]}} of criteria that name a dimension, were judged and
    apply; bonus and penalty are left out. One query."""
    judged = Mark.objects.filter(
        sheet__round=held, criterion__dimension__gt=0, criterion__group__outside=False, criterion__parts=None,
        left_out=False,
    ).exclude(given=None)  # fmt: skip
    found: dict[int, dict[int, list[str]]] = defaultdict(dict)
    sums = judged.values_list("sheet", "criterion__dimension").annotate(Sum("given"), Sum("criterion__most"))
    for sheet, number, points, most in sums:
        found[sheet][number] = [f"{points:f}", f"{most:f}"]
    return found


def _plain(row: Row, groups: Sequence[Group]) -> dict[str, Any]:
    return {
        "unit": row.sheet.unit_id, "name": row.sheet.unit.name, "sheet": row.sheet.pk, "class": row.named,
        "rank": row.place.rank if row.place else None, "shared": bool(row.place and row.place.shared),
        "own": _text(row.own.value), "total": _text(row.given.value), "beside": _text(row.given.beside),
        "groups": {str(group.number): [_text(part) for part in row.given.groups[group.number]] for group in groups},
    }  # fmt: skip


def _text(value):
    return None if value is None else f"{value:f}"


def heads(read: Frame) -> list[tuple[Group, list[Criterion]]]:
    """[(group, what is judged in it)]."""
    return [(group, read.leaves(group)) for group in read.groups]
