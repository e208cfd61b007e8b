"""The reference library: what PAPI measures, what it published, whom a province is held against."""

from .comparing import PeerSet, Scenario
from .published import Edition, Interval, PublishedGroup, Score, ScoreImport, Source
from .structure import Break, Dimension, DimensionAlias, StructureVersion, SubDimension

__all__ = [
    "Break",
    "Dimension",
    "DimensionAlias",
    "Edition",
    "Interval",
    "PeerSet",
    "PublishedGroup",
    "Scenario",
    "Score",
    "ScoreImport",
    "Source",
    "StructureVersion",
    "SubDimension",
]
