"""The Excel form of a period: written with validated lists and a locked heading, read back cell by cell.

Every row carries a visible key of entry, version and a seal over the task's words, so rows may be sorted or copied and
a row whose cells slipped, a key typed by hand or a stale file is told apart. No database in here.

    build           entries -> bytes of .xlsx
    read            bytes -> [SheetRow]; raises evidence_files.FileRefused for what is no such form
    compare         lines + entries as they stand -> Preview: changes, errors by cell, stale rows
"""

from plans.entering.spreadsheet.comparing import Preview, compare
from plans.entering.spreadsheet.differences import Change, Mistake
from plans.entering.spreadsheet.layout import FIRST_ROW, HEAD_ROW, KEY
from plans.entering.spreadsheet.reading import SheetRow, read
from plans.entering.spreadsheet.writing import build

__all__ = ["FIRST_ROW", "HEAD_ROW", "KEY", "Change", "Mistake", "Preview", "SheetRow", "build", "compare", "read"]
