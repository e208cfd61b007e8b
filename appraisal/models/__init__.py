"""Nouns of the internal index: sets and their criteria, rounds with a sheet for each unit, objections, council, trace."""

from .council import Ballot, Motion
from .drawing import Draw, SecondLook, SpotCheck
from .rounds import GroupCharge, Mark, Objection, Proof, Round, RoundQuerySet, Sheet, SheetQuerySet
from .sets import CriteriaSet, Criterion, Group
from .taken import Intake
from .trace import IndexStep

__all__ = [
    "Ballot",
    "CriteriaSet",
    "Criterion",
    "Draw",
    "Group",
    "GroupCharge",
    "IndexStep",
    "Intake",
    "Mark",
    "Motion",
    "Objection",
    "Proof",
    "Round",
    "RoundQuerySet",
    "SecondLook",
    "Sheet",
    "SheetQuerySet",
    "SpotCheck",
]
