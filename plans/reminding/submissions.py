"""What one unit answers in one period to one plan, as rows of counts, and the words that are said of it.

A database that counts thousands of entries by names sorts them by names: they are counted by keys, and of the names,
which are the same in all rows of a count, one is kept.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Exists, Min, When
from django.db.models.expressions import Combinable

from plans.models import Charge, in_charge

__all__ = ["SUBMISSION", "WORDS", "charge_of", "named"]

SUBMISSION = ("period_id", "unit_id", "plan_id", "due_inside", "due")
_NAMES = (
    "period__name", "unit__name", "plan__number", "plan__title", "plan__receiving_agency_id", "period__plan__number",
    "period__plan__title", "period__plan__reminder_days",
)  # fmt: skip
WORDS = {f"word_{place}": Min(name) for place, name in enumerate(_NAMES)}  # to be counted beside, then `named`


def named(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`rows` counted with WORDS, each word under its own name: "unit__name"."""
    return [{**row, **{name: row[word] for word, name in zip(WORDS, _NAMES, strict=True)}} for row in rows]


def charge_of(task: str = "task") -> Combinable:
    """Column: key of the charge that a row's task is in; looked for row by row only where anybody is in charge at all,
    which the database asks once."""
    return Case(When(Exists(Charge.objects.current()), then=in_charge("pk", task)))
