"""The daily work: plans, content tasks, periods, progress and its trace."""

from .import_draft import ImportDraft
from .period import Period, PeriodException, Settlement
from .plan import Plan, PlanStep, Target
from .progress import Evidence, Figure, Progress, ReceiptCounter, Step
from .relation import Relation
from .task import Exemption, Extension, Measure, Rollup, Task

__all__ = [
    "Evidence",
    "Exemption",
    "Extension",
    "Figure",
    "ImportDraft",
    "Measure",
    "Period",
    "PeriodException",
    "Plan",
    "PlanStep",
    "Progress",
    "ReceiptCounter",
    "Relation",
    "Rollup",
    "Settlement",
    "Step",
    "Target",
    "Task",
]  # fmt: skip
