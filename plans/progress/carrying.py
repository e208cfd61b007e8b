"""Last period's words for this one: found, and carried over as a draft that says so until it is edited.

previous        the entry of the same task in the period before
carry_over      copy its texts into the empty fields of this one
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plans.models import Progress, Step
from plans.permissions import require_entering
from plans.progress.workflow import may_edit
from units.errors import Conflict
from units.models import User

__all__ = ["carry_over", "previous"]

CARRIED = ("result", "difficulties", "proposals")


def previous(entry: Progress) -> Progress | None:
    """The entry of the same task in the latest period that ended before this one ends; None for the first."""
    earlier = Progress.objects.filter(task=entry.task_id, period__ends__lt=entry.period.ends)
    found = earlier.select_related("period").prefetch_related("figures").order_by("-period__ends", "period__starts")
    return found.first()


@transaction.atomic
def carry_over(entry: Progress, *, by: User) -> list[str]:
    """Fill the empty texts of `entry` from the last period and mark the entry as copied; returns the fields filled.

    Never overwrites: a field with words in it stays. Raises Conflict when there is nothing to take or the entry has
    left the unit's hands.
    """
    seat = require_entering(by, entry)
    current = Progress.objects.select_for_update(of=("self",)).with_surroundings().get(pk=entry.pk)
    if not may_edit(current, by):
        raise Conflict(f"Nhiệm vụ này đang ở bước “{current.get_state_display()}” nên không chép được nữa.")
    last = previous(current)
    filled = [name for name in CARRIED if getattr(last, name, "") and not getattr(current, name)]
    if not last or not filled:
        raise Conflict("Không có gì để chép: kỳ trước để trống, hoặc các ô của kỳ này đã có nội dung.")
    now, state = timezone.now(), Progress.State
    words = {name: getattr(last, name) for name in filled}
    after = state.DRAFT if current.state == state.EMPTY else current.state
    Progress.objects.filter(pk=current.pk).update(
        **words, copied="result" in filled or current.copied, state=after, version=F("version") + 1, typed_by=by,
        typed_at=now,
    )  # fmt: skip
    changes = [{"field": name, "old": "", "new": text} for name, text in words.items()]
    Step.objects.create(
        entry=current, verb="carry_over", by=by, acting_for=seat.acting_for, at=now, from_state=current.state,
        to_state=after, changes=changes, note=f"Từ {last.period.name}",
    )  # fmt: skip
    return filled
