"""A set of criteria as a sheet of Excel: written, and read back with every wrong cell named."""

from appraisal.workbook.reading import FileRefused, Found, Mistake, read, understood
from appraisal.workbook.writing import build

__all__ = ["FileRefused", "Found", "Mistake", "build", "read", "understood"]
