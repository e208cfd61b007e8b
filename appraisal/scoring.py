"""How points are worked out, from answer to rank: pure functions over Decimals, no row is read here.

outcome     one criterion: its points, and the maximum that counts for it
total       a sheet: groups under their maxima, converted to the scale, bonus and penalty beside it
class_of    the class of a total by the limits of the set
standings   ranks, ties parted by the written rule
lost        criteria by the points they still lack, the dearest first
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

__all__ = [
    "ANSWERS_RULE",
    "SCORE_RULE",
    "TIE_RULE",
    "Answer",
    "Line",
    "Outcome",
    "Part",
    "Place",
    "Rule",
    "Total",
    "class_of",
    "lost",
    "missing_to_next",
    "outcome",
    "rounded",
    "standings",
    "total",
]

CENT, NOUGHT = Decimal("0.01"), Decimal(0)
SCORE_RULE = (
    "Điểm từng tiêu chí làm tròn đến hai chữ số sau dấu phẩy. Tiêu chí không áp dụng, không phát sinh, khảo sát không tổ "
    "chức hoặc chưa đủ số phiếu: không tính điểm và điểm tối đa của nó ra khỏi mẫu số; phần còn lại quy đổi về thang điểm. "
    "Tiêu chí chưa trả lời được 0 điểm, điểm tối đa vẫn ở mẫu số. Điểm thành phần cộng lại không quá điểm tối đa của tiêu "
    "chí, của nhóm. Điểm cộng, điểm trừ tính ngoài thang điểm."
)
TIE_RULE = (
    "Bằng tổng điểm thì so lần lượt điểm các nhóm đã định trước trong bộ tiêu chí, đơn vị nào cao hơn xếp trước; vẫn bằng "
    "thì cùng thứ hạng, thứ hạng tiếp theo bỏ qua số đơn vị đồng hạng."
)
ANSWERS_RULE = "Khảo sát chỉ tính điểm khi đủ số phiếu tối thiểu của tiêu chí."


@dataclass(frozen=True)
class Rule:
    """How a criterion is scored: `kind` of `Criterion.Rule`; `steps` ((from this figure on, points), …)."""

    kind: str
    most: Decimal
    least: Decimal = NOUGHT
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    least_answers: int = 0


@dataclass(frozen=True)
class Answer:
    """What was answered: the two sides of a ratio (a survey: favourable of all), a figure, yes or no, points."""

    top: Decimal | None = None
    bottom: Decimal | None = None
    yes: bool | None = None
    typed: Decimal | None = None
    not_applicable: bool = False


@dataclass(frozen=True)
class Outcome:
    """`points` None: not answered, or nothing to score; `available`: the maximum that stays in the denominator."""

    points: Decimal | None
    available: Decimal


def rounded(value: Decimal) -> Decimal:
    """Two places, a half upward, away from nought."""
    return value.quantize(CENT, ROUND_HALF_UP)


def outcome(rule: Rule, answer: Answer) -> Outcome:
    """The points of one criterion. Raises LookupError for a rule that is none."""
    if answer.not_applicable or _nothing_to_score(rule, answer):
        return Outcome(None, NOUGHT)
    found = SCORED[rule.kind](rule, answer)
    return Outcome(None if found is None else rounded(min(max(found, rule.least), rule.most)), rule.most)


def _nothing_to_score(rule, answer):
    """A share of nothing, or a survey that too few answered."""
    if rule.kind == "survey":
        return answer.bottom is not None and answer.bottom < max(rule.least_answers, 1)
    return rule.kind in ("ratio", "steps") and answer.bottom == 0


def _ratio(rule, answer):
    return None if None in (answer.top, answer.bottom) else answer.top / answer.bottom * rule.most


def _steps(rule, answer):
    """By a share in per cent where there is something to divide by, else by the figure itself."""
    if answer.top is None:
        return None
    figure = answer.top if answer.bottom is None else answer.top / answer.bottom * 100
    reached = [points for least, points in rule.steps if figure >= least]
    return max(reached, default=NOUGHT) if rule.steps else None


def _yes_no(rule, answer):
    return None if answer.yes is None else rule.most if answer.yes else rule.least


SCORED = {"ratio": _ratio, "survey": _ratio, "steps": _steps, "yes_no": _yes_no, "points": lambda _, said: said.typed}


# --- A sheet --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One criterion of a sheet as it is added up: a leaf with its outcome, or a sum of parts under `most`."""

    code: str
    most: Decimal
    outcome: Outcome | None = None
    parts: tuple["Line", ...] = ()

    def points(self) -> Decimal:
        """Of a leaf its own, 0 where nothing was answered; of parts their sum, never over the maximum."""
        if self.outcome:
            return self.outcome.points or NOUGHT
        return min(sum((part.points() for part in self.parts), NOUGHT), self.most)

    def available(self) -> Decimal:
        """The maximum that counts: of parts what those that apply could bring, never over the maximum."""
        if self.outcome:
            return self.outcome.available
        return min(sum((part.available() for part in self.parts), NOUGHT), self.most)


@dataclass(frozen=True)
class Part:
    """A group of a sheet: `outside`, bonus and penalty beside the scale."""

    number: int
    most: Decimal
    lines: tuple[Line, ...]
    least: Decimal = NOUGHT
    outside: bool = False

    def points(self) -> Decimal:
        """Between the group's least and its maximum."""
        return max(min(sum((line.points() for line in self.lines), NOUGHT), self.most), self.least)

    def available(self) -> Decimal:
        """The maximum that counts; bonus and penalty are outside it."""
        return NOUGHT if self.outside else min(sum((line.available() for line in self.lines), NOUGHT), self.most)


@dataclass(frozen=True)
class Total:
    """`value` None where nothing applies; `groups` {number: (points, maximum that counts)}."""

    points: Decimal
    available: Decimal
    beside: Decimal
    value: Decimal | None
    groups: Mapping[int, tuple[Decimal, Decimal]] = field(default_factory=dict)


def total(parts: Sequence[Part], scale: Decimal) -> Total:
    """Points of what applies converted to `scale`, bonus and penalty added to that."""
    inside = [part for part in parts if not part.outside]
    points = sum((part.points() for part in inside), NOUGHT)
    available = sum((part.available() for part in inside), NOUGHT)
    beside = sum((part.points() for part in parts if part.outside), NOUGHT)
    value = rounded(points / available * scale + beside) if available else None
    return Total(points, available, beside, value, {part.number: (part.points(), part.available()) for part in parts})


def class_of(value: Decimal | None, limits: Iterable[tuple[str, Decimal]]) -> str:
    """The name of the highest class whose limit `value` reaches, the limit itself included; "" under all of them."""
    reached = [(least, name) for name, least in limits if value is not None and value >= least]
    return max(reached)[1] if reached else ""


def missing_to_next(value: Decimal, limits: Iterable[tuple[str, Decimal]]) -> tuple[str, Decimal] | None:
    """(the next class, how many points it is away); None in the highest."""
    above = sorted((least, name) for name, least in limits if least > value)
    return (above[0][1], above[0][0] - value) if above else None


def lost(lines: Iterable[tuple[Any, Outcome]], wanted: Decimal) -> list[tuple[Any, Decimal]]:
    """The fewest criteria whose missing points together make `wanted`: those that lack most come first."""
    lacking = [(key, found.available - (found.points or NOUGHT)) for key, found in lines]
    chosen, have = [], NOUGHT
    for key, points in sorted((row for row in lacking if row[1] > 0), key=lambda row: -row[1]):
        if have >= wanted:
            break
        chosen.append((key, points))
        have += points
    return chosen


@dataclass(frozen=True)
class Place:
    """A unit's place: `rank` 1 is the highest; `shared`: others have the same."""

    key: Any
    rank: int
    shared: bool


def standings(rows: Iterable[tuple[Any, Total]], tie_groups: Sequence[int] = ()) -> list[Place]:
    """Places by TIE_RULE, highest first, in the given order where they are shared; a unit without a total has none."""
    valued = [(key, _order(found, tie_groups)) for key, found in rows if found.value is not None]
    ordered = sorted(valued, key=lambda row: row[1], reverse=True)
    worths = [worth for _, worth in ordered]
    return [Place(key, worths.index(worth) + 1, worths.count(worth) > 1) for key, worth in ordered]


def _order(found, tie_groups):
    return (found.value, *(found.groups.get(number, (NOUGHT, NOUGHT))[0] for number in tie_groups))
