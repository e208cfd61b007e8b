"""The way of a progress entry: save while it is the unit's, then moves from hand to hand by one table.

MOVES both offers the buttons (`moves_for`) and guards them (`move`). Each move is one conditional update: whoever
changes the row owns the step, the second click finds nothing and meets 409.

    save          keep what was typed; merges by field with what somebody else saved meanwhile
    move          one entry one step further
    move_many     the same verb over many entries; tells once
    lock          a signed report or a closed period locks what it reports
    settle        a report has gone out: what is approved later is locked at once
    missing       what an entry still lacks before it may be handed on
"""

from plans.progress.workflow.locking import lock, settle, why_locked_at_once
from plans.progress.workflow.moves import (
    CLOSED_RULE,
    IN_REVIEWERS_HAND,
    MOVES,
    SENT_UP,
    UNDO_WITHIN,
    Incomplete,
    Missing,
    Move,
    is_own,
    may_be_typed,
    may_edit,
    missing,
    moves_for,
    receives,
    seat_on,
    why_over,
)
from plans.progress.workflow.moving import Doubtful, move, move_many
from plans.progress.workflow.saving import TEXTS, save

__all__ = ["CLOSED_RULE", "IN_REVIEWERS_HAND", "MOVES", "SENT_UP", "TEXTS", "UNDO_WITHIN", "Doubtful", "Incomplete",
           "Missing", "Move", "is_own", "lock", "may_be_typed", "may_edit", "missing", "move",
           "move_many", "moves_for", "receives", "save", "seat_on", "settle", "why_locked_at_once", "why_over"]  # fmt: skip
