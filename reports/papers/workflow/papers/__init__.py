"""The way of a paper: from draft over signatures to issue, by one table that offers the buttons and guards them.

begin       a new paper, to be drafted by a worker
move        send, take back, initial, send back, cancel, discard: steps without a key
answer      in words, what the checks found grave, before one hands in, signs or seals; `answered` guards those steps
sign, issue and what else needs keys or files: `reports.signing.workflow.signing`
"""

from reports.papers.workflow.papers.steps import begin, move
from reports.papers.workflow.papers.turns import (
    BACK,
    MOVES,
    Move,
    Turn,
    advance,
    answer,
    answered,
    guard,
    moves_for,
    say,
    trace,
)

__all__ = [
    "BACK", "MOVES", "Move", "Turn", "advance", "answer", "answered", "begin", "guard", "move", "moves_for", "say", "trace",
]  # fmt: skip
