"""Tổng hợp: the progress of many units in one period as a few frozen figures, each with the rows it counts.

A figure and the list behind it are built from the same condition here, so they cannot disagree. The rows of the board
are the units directly below the chosen one, whatever their level; a unit without units that report stands for itself.

Rules: a percentage counts entries received by the as-of date, "không phát sinh" left out; a task of several dimensions
counts in each of them. Đúng tiến độ: done, or being done within the task's deadline. The mean of a unit is that of its
dimensions with figures, unweighted; nothing received is no figure, never 0.
"""

from reports.dashboard.rollup.board import Board, Cell, Need, UnitLine, board
from reports.dashboard.rollup.conditions import entry_conditions
from reports.dashboard.rollup.looking import Group, Survey, survey
from reports.dashboard.rollup.rows import counted_entries, last_arrivals, sent_again, unit_rows

__all__ = [
           "Board",
           "Cell",
           "Group",
           "Need",
           "Survey",
           "UnitLine",
           "board",
           "counted_entries",
           "entry_conditions",
           "last_arrivals",
           "sent_again",
           "survey",
           "unit_rows",
]  # fmt: skip
