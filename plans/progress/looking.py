"""What stands out in an entry is kept beside it when it is handed in, so that a queue of thousands is counted by SQL.

`look` writes `Progress.flags` for entries in review; `forget` says that it has to be done again, because the plan's targets
changed. Nothing is approved on these marks: whoever approves many has every entry looked at afresh.
"""

from collections.abc import Iterable

from plans.counting import closely
from plans.models import Progress

__all__ = ["forget", "look", "look_at_all"]

AT_ONCE = 500


def look(keys: Iterable[int]) -> int:
    """Write the marks of those entries among `keys` that are in review; returns how many changed."""
    entries = Progress.objects.in_review().filter(pk__in=list(keys)).for_rows().order_by()
    changed = [entry for item in closely.items(entries, with_steps=False) if (entry := _marked(item))]
    Progress.objects.bulk_update(changed, ["looked", "flags"], batch_size=100)
    return len(changed)


def _marked(item):
    entry, flags = item.entry, "\n".join(closely.lasting_reasons(item))
    if entry.looked and entry.flags == flags:
        return None
    entry.looked, entry.flags = True, flags
    return entry


def look_at_all(*, afresh: bool = False) -> int:
    """Every entry in review without marks; `afresh`: all of them. Returns how many changed."""
    waiting = Progress.objects.in_review() if afresh else Progress.objects.in_review().filter(looked=False)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    return sum(look(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))


def forget(plan_key: int) -> None:
    """The targets of a plan changed: what is in review under it is looked at again by the next run."""
    Progress.objects.in_review().filter(plan=plan_key).update(looked=False)
