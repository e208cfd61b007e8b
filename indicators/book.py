"""The published book: all that PAPI published, read once by each process and again as soon as a row of it has changed.

Every change of its tables puts a new word into `Edition`, by a trigger in the same transaction, whoever makes it: an
import, its undoing, the administration, a statement by hand. A page asks for the word first; so it is never stale.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from .composites import Composite, Year
from .models import Break, Dimension, Edition, Interval, PublishedGroup, Score, Source, StructureVersion, SubDimension
from .uncertainty import Estimate

__all__ = ["Book", "Estimates", "published"]

Estimates = dict[tuple[int, str], dict[int, Estimate]]
_held: dict[str, "Book"] = {}  # at most one, under the word of its edition


@dataclass(frozen=True)
class Book:
    """Shared by all requests of a process: nobody changes it.

    composites  the composite of every year there are scores of, oldest first
    figures     {year: {code of a dimension ("5") or sub-dimension ("5.1"): its Year}}, by code
    subs        {year: {code: SubDimension with its dimension}} as the scores of that year name them
    structures  versions, newest first, each with its sub-dimensions by code
    estimates   {(year, code, "" for the composite): {province: Estimate}}, only where PAPI gave an interval
    groups      {year: {province: place of its published group}}
    """

    composites: dict[int, Composite]
    figures: dict[int, dict[str, Year]]
    subs: dict[int, dict[str, SubDimension]]
    structures: list[tuple[StructureVersion, dict[str, SubDimension]]]
    breaks: tuple[Break, ...]
    estimates: Estimates
    groups: dict[int, dict[int, int]]
    source: Source | None

    @cached_property
    def broken(self) -> dict[int, set[str]]:
        """Year -> codes of sub-dimensions that cannot be compared with the year before."""
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.breaks:
            found[row.year].add(row.code)
        return dict(found)

    def structure(self, year: int) -> tuple[StructureVersion | None, dict[str, SubDimension]]:
        """The version in force in `year` and its sub-dimensions by code; None before 2011."""
        return next((one for one in self.structures if one[0].year_from <= year), (None, {}))

    def years_of(self, province: int) -> dict[int, Composite]:
        """The composites of the years in which `province` has a row."""
        return {year: one for year, one in self.composites.items() if province in one.values}

    def dimensions(self, year: int) -> list[Dimension]:
        """Those the scores of `year` have parts of, by number."""
        found = {sub.dimension.number: sub.dimension for sub in self.subs.get(year, {}).values()}
        return [found[number] for number in sorted(found)]


def published() -> Book:
    """The book of now. One query while nothing has changed."""
    word = Edition.objects.values_list("word", flat=True).first()
    if word is None:  # a database just emptied: nothing tells its states apart
        return _read()
    book = _held.get(word)
    if book is None:
        book = _read()  # read after the word: what is newer than its word is read again under the next
        _held.clear()
        _held[word] = book
    return book


def _read() -> Book:
    """Seven queries."""
    known = list(SubDimension.objects.select_related("dimension", "version").order_by("code"))
    by_key = {sub.pk: sub for sub in known}
    points: dict[int, dict[str, dict[int, Decimal | None]]] = defaultdict(lambda: defaultdict(dict))
    subs: dict[int, dict[str, SubDimension]] = defaultdict(dict)
    rows = Score.objects.order_by("year", "sub_dimension__code", "province__sort_key")
    for year, province, key, value in rows.values_list("year", "province", "sub_dimension", "value"):
        sub = subs[year][by_key[key].code] = by_key[key]
        points[year][sub.code][province] = value
    return Book(
        composites={year: _composite(year, parts) for year, parts in points.items()},
        figures={year: _figures(year, parts) for year, parts in points.items()},
        subs=dict(subs),
        structures=_structures(known),
        breaks=tuple(Break.objects.all()),
        estimates=_estimates(),
        groups=_groups(),
        source=Source.objects.first(),
    )


def _composite(year, parts):
    """A total only where every part is there; `partial` adds up what there is."""
    known: dict[int, list[Decimal]] = {}
    for values in parts.values():
        for key, value in values.items():
            known.setdefault(key, []).extend([] if value is None else [value])
    rows = Counter(key for values in parts.values() for key in values)
    whole = max(rows.values())
    partial = {key: sum(points, Decimal(0)) for key, points in known.items()}
    values = {key: partial[key] if len(points) == whole else None for key, points in known.items()}
    return Composite(year, values, partial)


def _figures(year, parts):
    found = {code: Year(year, values) for code, values in parts.items()}
    for number in sorted({code[0] for code in parts}):
        found[number] = Year(year, _summed(values for code, values in parts.items() if code[0] == number))
    return found


def _summed(parts: Iterable[dict[int, Decimal | None]]) -> dict[int, Decimal | None]:
    """{province: the sum of its points}; None as soon as one of its parts is missing."""
    sums: dict[int, Decimal | None] = {}
    for values in parts:
        for key, value in values.items():
            so_far = sums.get(key, Decimal(0))
            sums[key] = None if so_far is None or value is None else so_far + value
    return sums


def _structures(known):
    subs: dict[int, dict[str, SubDimension]] = defaultdict(dict)
    for sub in known:
        subs[sub.version_id][sub.code] = sub
    return [(version, subs[version.pk]) for version in StructureVersion.objects.order_by("-year_from")]


def _estimates() -> Estimates:
    found: Estimates = defaultdict(dict)
    fields = ("year", "code", "province", "value", "low", "high", "error")
    for year, code, key, value, low, high, error in Interval.objects.values_list(*fields):
        middle = value if value is not None else (low + high) / 2
        found[year, code][key] = Estimate(middle, low, high, error)
    return dict(found)


def _groups():
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for year, province, place in PublishedGroup.objects.values_list("year", "province", "place"):
        found[year][province] = place
    return dict(found)
