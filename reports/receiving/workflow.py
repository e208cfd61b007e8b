"""The verb of a receiver, and what its sender is told.

see        "Đã xem": the first of a unit is kept with her name and the moment
unseen     her units to which a paper was sent and that have not seen it
told_back  each receiving unit with who saw it when, for the page of the sender
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from reports.models import Document, Incoming, Receipt
from reports.permissions import receiving_units
from units.models import Unit, User

__all__ = ["Told", "see", "told_back", "unseen"]


@dataclass(frozen=True)
class Told:
    """One receiving unit; `by` (her position) and `at` are None until somebody there has seen the paper; `arrival`: how
    far its register has it."""

    unit: Unit
    by: User | None = None
    at: datetime | None = None
    arrival: Incoming | None = None


def see(document: Document, *, by: User) -> int:
    """Keep that `by` has seen an issued paper, for each of her units it was sent to; how many saw it first now.

    Raises Http404 for who holds no post in a receiving unit: looking from above is not receiving.
    """
    if document.state != Document.State.ISSUED or not _hers(document, by):
        raise Http404("Văn bản này không gửi đến đơn vị của bạn.")
    made = [
        Receipt.objects.get_or_create(document=document, unit=unit, defaults={"by": by})
        for unit in _hers(document, by)
    ]
    return sum(new for _, new in made)


def _hers(document, user):
    return list(document.receivers.filter(pk__in=receiving_units(user)))


def unseen(document: Document, user: User) -> list[Unit]:
    """Units of `user` that received the issued paper and from which nobody has seen it."""
    if document.state != Document.State.ISSUED:
        return []
    seen = document.receipts.values("unit")
    return list(document.receivers.filter(pk__in=receiving_units(user)).exclude(pk__in=seen))


def told_back(document: Document) -> list[Told]:
    """Of an issued paper: who has seen it, first who has not; three queries."""
    if document.state != Document.State.ISSUED:
        return []
    receipts = {row.unit_id: row for row in document.receipts.select_related("by")}
    arrivals = {row.unit_id: row for row in document.arrivals.all()}
    rows = [
        _told(unit, receipts.get(unit.pk), arrivals.get(unit.pk))
        for unit in document.receivers.order_by("sort_key", "pk")
    ]
    return sorted(rows, key=lambda row: row.at is not None)


def _told(unit, receipt, arrival):
    return Told(unit, receipt.by, receipt.at, arrival) if receipt else Told(unit, arrival=arrival)
