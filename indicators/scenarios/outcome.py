"""What a province's year would be with some of its points moved, every other province staying where it was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.composites import Composite
from indicators.scores import Part
from indicators.uncertainty import Estimate, is_off, told

__all__ = ["Move", "Outcome", "what_if"]


@dataclass(frozen=True)
class Move:
    """One sub-dimension from `before` to `after`, points; `room` is the share of what was left up to the most points."""

    code: str
    name: str
    before: Decimal
    after: Decimal
    room: float | None

    @property
    def gain(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Outcome:
    """The composite, rank and computed group before and after; `certain` says whether the change exceeds the error."""

    before: Decimal
    after: Decimal
    rank_before: int
    rank: int
    n_ranked: int
    group_before: str
    group: str
    moves: tuple[Move, ...]
    certain: str

    @property
    def gain(self) -> Decimal:
        return self.after - self.before

    @property
    def ranks_gained(self) -> int:
        return self.rank_before - self.rank


def what_if(
    province: int, composite: Composite, parts: Sequence[Part], wanted: Mapping[str, Decimal], own: Estimate | None
) -> Outcome | None:
    """The Outcome of moving sub-dimensions to `wanted` {code: points}; None where the composite is missing.

    `parts`: the province's sub-dimensions. Points must lie in their range: the caller checks what was typed.
    """
    before, rank = composite.values.get(province), composite.rank(province)
    if before is None or rank is None:
        return None
    moves = tuple(_move(part, wanted[part.code]) for part in parts if part.value is not None and part.code in wanted)
    after = before + sum((move.gain for move in moves), Decimal(0))
    moved = replace(
        composite, values={**composite.values, province: after}, partial={**composite.partial, province: after}
    )
    return Outcome(
        before, after, rank, moved.rank(province) or rank, composite.n_ranked, composite.group(province),
        moved.group(province), tuple(sorted(moves, key=lambda move: -move.gain)),
        told(is_off(own, after)) if moves else "",
    )  # fmt: skip


def _move(part, after):
    left = part.range_max - part.value if part.range_max is not None else None
    return Move(part.code, part.name, part.value, after, float((after - part.value) / left) if left else None)
