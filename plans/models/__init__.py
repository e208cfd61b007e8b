"""The daily work: plans, content tasks, periods, progress and its trace."""

from .charge import Charge, InnerDate, in_charge
from .import_draft import ImportDraft, ImportPage, ReadingCheck
from .other_way import OtherWay
from .part import Part, PartFigure
from .period import Period, PeriodException, Settlement
from .plan import Plan, PlanStep, Target
from .progress import Evidence, Figure, Progress, ReceiptCounter, Step
from .regime import REGIME, CutOff, Mark, ReportingDays
from .relation import Relation
from .shown import Shown
from .task import Exemption, Extension, Measure, Rollup, Task

__all__ = [
    "REGIME",
    "Charge",
    "CutOff",
    "Evidence",
    "Exemption",
    "Extension",
    "Figure",
    "ImportDraft",
    "ImportPage",
    "InnerDate",
    "Mark",
    "Measure",
    "OtherWay",
    "Part",
    "PartFigure",
    "Period",
    "PeriodException",
    "Plan",
    "PlanStep",
    "Progress",
    "ReadingCheck",
    "ReceiptCounter",
    "Relation",
    "ReportingDays",
    "Rollup",
    "Settlement",
    "Shown",
    "Step",
    "Target",
    "Task",
    "in_charge",
]  # fmt: skip
