"""Figures of another source (the 766 score, a survey's firm) taken in for one criterion: read, shown, taken, withdrawn."""

from appraisal.intake.reading import Line, Mistake, Read, TableRefused, columns_of, read, understood
from appraisal.intake.taking import INTAKE_RULE, Shown, begin, may_take_in, shown, take, withdraw

__all__ = [
    "INTAKE_RULE",
    "Line",
    "Mistake",
    "Read",
    "Shown",
    "TableRefused",
    "begin",
    "columns_of",
    "may_take_in",
    "read",
    "shown",
    "take",
    "understood",
    "withdraw",
]
