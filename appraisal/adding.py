"""From rows to points: a criterion as a rule, a mark as an answer, a sheet as a total, by `scoring` alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from appraisal.models import CriteriaSet, Criterion, Group, Mark, Round
from appraisal.scoring import Answer, Line, Outcome, Part, Rule, Total, outcome, total

__all__ = ["Frame", "answer_of", "by_sheet", "classes_of", "frame", "given_of", "own_of", "rule_of", "totals"]


@dataclass(frozen=True)
class Frame:
    """A set read once: its groups, and their criteria as a tree."""

    set: CriteriaSet
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]

    def leaves(self, group: Group | None = None) -> list[Criterion]:
        """What is answered and judged: criteria without parts, of one group or all, in the order of the set."""
        above = {row.parent_id for row in self.criteria}
        return [row for row in self.criteria if row.pk not in above and group in (None, row.group)]

    def tree(self, group: Group) -> list[tuple[Criterion, list[Criterion]]]:
        """[(criterion, its parts)] of a group."""
        own = [row for row in self.criteria if row.group_id == group.pk]
        return [(row, [part for part in own if part.parent_id == row.pk]) for row in own if row.parent_id is None]

    def total(self, outcomes: Mapping[int, Outcome]) -> Total:
        """The total of {criterion key: Outcome}; what stands in none counts as not answered."""
        return total([self._part(group, outcomes) for group in self.groups], self.set.scale)

    def _part(self, group, outcomes):
        lines = tuple(_line(row, parts, outcomes) for row, parts in self.tree(group))
        return Part(group.number, group.most, lines, group.least, group.outside)


def _line(row, parts, outcomes):
    if parts:
        return Line(row.code, row.most, parts=tuple(_line(part, [], outcomes) for part in parts))
    return Line(row.code, row.most, outcomes.get(row.pk, Outcome(None, row.most)))


def frame(of: CriteriaSet) -> Frame:
    """Two queries."""
    groups = tuple(of.groups.all())
    by_key = {group.pk: group for group in groups}
    criteria = list(Criterion.objects.filter(group__set=of).order_by("group__number", "position", "pk"))
    for row in criteria:
        row.group = by_key[row.group_id]
    return Frame(of, groups, tuple(criteria))


def rule_of(row: Criterion) -> Rule:
    """The rule of a criterion."""
    steps = tuple((Decimal(least), Decimal(points)) for least, points in row.steps)
    return Rule(row.rule, row.most, row.least, steps, row.least_answers)


def answer_of(mark: Mark, row: Criterion, held: Round | None = None) -> Answer:
    """What counts as the unit's answer: its own, else what the portal computed; a survey not held does not apply."""
    out = mark.not_applicable or (row.rule == Criterion.Rule.SURVEY and held is not None and not held.with_survey)
    top, bottom = (mark.portal_top, mark.portal_bottom) if mark.top is None else (mark.top, mark.bottom)
    return Answer(top, bottom, mark.yes, mark.typed, out)


def own_of(mark: Mark, row: Criterion, held: Round) -> Outcome:
    """By the unit's answer."""
    return outcome(rule_of(row), answer_of(mark, row, held))


def given_of(mark: Mark, row: Criterion, held: Round) -> Outcome:
    """By the appraiser, where she has judged; else by the unit's answer."""
    if mark.left_out:
        return Outcome(None, Decimal(0))
    return own_of(mark, row, held) if mark.given is None else Outcome(mark.given, row.most)


def classes_of(of: CriteriaSet) -> list[tuple[str, Decimal]]:
    """[(name, from this total on)]."""
    return [(name, Decimal(least)) for name, least in of.classes]


def by_sheet(marks: Iterable[Mark]) -> dict[int, dict[int, Mark]]:
    """{sheet key: {criterion key: mark}}."""
    found: dict[int, dict[int, Mark]] = defaultdict(dict)
    for mark in marks:
        found[mark.sheet_id][mark.criterion_id] = mark
    return found


def totals(read: Frame, marks: Mapping[int, Mark], held: Round) -> tuple[Total, Total]:
    """(by the unit's own answers, as appraised) of one sheet; what the round does not ask has no mark and does not count."""
    leaves, not_asked = read.leaves(), Outcome(None, Decimal(0))
    own = {row.pk: own_of(marks[row.pk], row, held) if row.pk in marks else not_asked for row in leaves}
    given = {row.pk: given_of(marks[row.pk], row, held) if row.pk in marks else not_asked for row in leaves}
    return read.total(own), read.total(given)
