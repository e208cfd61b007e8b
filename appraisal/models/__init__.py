"""Nouns of the internal index: sets and their criteria, rounds with a sheet for each unit, objections, council, trace."""

from .council import Ballot, Motion
from .rounds import GroupCharge, Mark, Objection, Proof, Round, RoundQuerySet, Sheet, SheetQuerySet
from .sets import CriteriaSet, Criterion, Group
from .trace import IndexStep

__all__ = [
    "Ballot",
    "CriteriaSet",
    "Criterion",
    "Group",
    "GroupCharge",
    "IndexStep",
    "Mark",
    "Motion",
    "Objection",
    "Proof",
    "Round",
    "RoundQuerySet",
    "Sheet",
    "SheetQuerySet",
]
