"""Approving many at once: what is clear goes through the one verb, what wants a close look stays and is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.counting import closely
from plans.models import Progress, Step
from plans.progress import workflow as way
from units.models import User

__all__ = ["AT_ONCE", "Cleared", "approve_clear"]

AT_ONCE = 200  # entries looked at together, so that a whole province never lies in memory


@dataclass
class Cleared:
    """What became of the chosen entries: steps made, and [(entry, reason)] of what was left."""

    made: list[Step] = field(default_factory=list)
    left: list[tuple[Progress, str]] = field(default_factory=list)


def approve_clear(entries: Iterable[Progress], *, by: User) -> Cleared:
    """Approve as reported each of `entries` (loaded `for_rows`) in which nothing stands out now; the rest is left, named."""
    entries, done = list(entries), Cleared()
    for start in range(0, len(entries), AT_ONCE):
        looked = closely.items(entries[start : start + AT_ONCE], with_steps=False)
        made, left = way.move_many([item.entry for item in looked if not item.flags], "approve", by=by)
        done.made += made
        done.left += left
        done.left += [(item.entry, f"cần xem kỹ: {'; '.join(item.flags)}") for item in looked if item.flags]
    return done
