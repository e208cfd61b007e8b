"""The life of a plan: drafted, issued and frozen, amended by numbered amendments, closed or superseded.

    new_plan, start_from   a draft, empty or from an earlier plan
    save_plan              its own text and links, merged with what somebody else saved meanwhile
    issue                  number, date, text frozen; its entries are owed from now
    issue_as_signed        the same by whoever signed its paper, when that has gone out
    why_not_issued         what a draft lacks before it can come into force, asked before its paper is signed
    amend                  a draft in which an issued plan is changed; issuing it changes the plan and tells what changed
    close, supersede       the end, with or without a successor
    remove_draft           a draft that is not wanted
    counted_by             what a draft counts for abolished units, and who would next

MOVES offers the buttons (`moves_for`) and guards the verbs.
"""

from plans.drafting.workflow.life.amending import amend, begin_amendment, own_changes, tasks_changed
from plans.drafting.workflow.life.drafts import drop, field_labels, new_plan, remove_draft, save_plan, start_from
from plans.drafting.workflow.life.ending import close, supersede
from plans.drafting.workflow.life.heirs import counted_by
from plans.drafting.workflow.life.issuing import issue, issue_as_signed, why_not_issued
from plans.drafting.workflow.life.moves import MOVES, moves_for, offered

__all__ = [
    "MOVES",
    "amend",
    "begin_amendment",
    "close",
    "counted_by",
    "drop",
    "field_labels",
    "issue",
    "issue_as_signed",
    "moves_for",
    "new_plan",
    "offered",
    "own_changes",
    "remove_draft",
    "save_plan",
    "start_from",
    "supersede",
    "tasks_changed",
    "why_not_issued",
]
