"""A paper that a return asks for: how its reason says so, the mark in its trace, and whether it has come since.

asks        whether the words of a reason ask for a paper
mark        the change the trace of such a return carries
waited_for  entries whose last return asks for a paper that has not come
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plans.models import Progress, Step
from units.text import fold

__all__ = ["MARK", "asks", "mark", "waited_for"]

MARK = "wants_evidence"
RETURNS = ("send_back", "hand_back", "reopen")
SETTLED = ("approve", "sign_off")
_LACKING = re.compile(
    r"\b(?:thieu|bo sung|(?:chua|khong) (?:co|kem|du))(?: (?:them|day|du|cac|nhung|mot|so|ban|tep|\d+))*"
    r" (?:tai lieu|minh chung|van ban kiem chung)\b"
)


def asks(note: str) -> bool:
    """Whether a reason says in words what the box “Cần bổ sung tài liệu kiểm chứng” says: both are held against what is
    sent again."""
    return bool(_LACKING.search(fold(note)))


def mark(papers: int) -> dict[str, Any]:
    """For the trace of a return that asks for a paper, while `papers` are there."""
    return {"field": MARK, "old": f"{papers} tài liệu", "new": "cần bổ sung"}


def waited_for(entries: Iterable[Progress], steps: Mapping[int, Sequence[Step]] | None = None) -> set[int]:
    """Keys of `entries` whose last return asks for a paper, without one more since: as the trace has it; one query.

    `steps`: {entry key: [Step], newest first} where the caller has the trace at hand.
    """
    told = _at_hand(steps) if steps is not None else _read([entry.pk for entry in entries])
    waiting: dict[int, int] = {}
    for entry, verb, changes in told:
        if any(change.get("field") == MARK for change in changes):
            waiting[entry] = 0
        elif verb in SETTLED:
            waiting.pop(entry, None)
        elif entry in waiting:
            waiting[entry] += {"evidence_add": 1, "evidence_remove": -1}.get(verb, 0)
    return {entry for entry, added in waiting.items() if added <= 0}


def _at_hand(steps):
    """(entry key, verb, changes), first to last."""
    return [(key, step.verb, step.changes) for key, rows in steps.items() for step in reversed(rows)]


def _read(keys):
    steps = Step.objects.filter(entry__in=keys, verb__in=[*RETURNS, "evidence_add", "evidence_remove", *SETTLED])
    return steps.order_by("at", "pk").values_list("entry_id", "verb", "changes")
