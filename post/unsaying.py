"""Letters of an act that was taken back at once: none of them goes, or the act stands."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from post.models import Letter, Notice

__all__ = ["unsay"]


def unsay(matters: Collection[str]) -> bool:
    """Delete the waiting letters of `matters` and the lines under the bell; False, and nothing done, when one has left.

    `matters` as `post.letters.hand_in` was given them; every notice's key is its matter, a dash and the person.
    """
    with transaction.atomic():
        rows = list(Letter.objects.select_for_update().filter(matter__in=matters).order_by().only("pk", "state"))
        if any(row.state != Letter.State.PENDING for row in rows):
            return False
        Letter.objects.filter(pk__in=[row.pk for row in rows]).delete()
        lines = Q(pk__in=[])
        for matter in matters:
            lines |= Q(key__startswith=f"{matter}-")
        Notice.objects.filter(lines).delete()
    return True
