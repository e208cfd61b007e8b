"""A document or workbook becomes plain dataclasses with a reason for every doubt; no database in here."""

from .readers import read_plan
from .refusals import ImportRefused
from .shapes import ParsedPlan

__all__ = ["ImportRefused", "ParsedPlan", "read_plan"]
