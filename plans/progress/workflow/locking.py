"""What a signed report or a closed period locks, and what is locked at once when it is approved later."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from plans.models import Period, PeriodException, Progress, Settlement, Step
from plans.progress.workflow.moves import State
from units.models import Unit, User


@transaction.atomic
def lock(entries: QuerySet[Progress], *, by: User, note: str) -> int:
    """Lock approved `entries` (a Progress queryset), e.g. when the report on them is signed; returns how many."""
    rows = list(entries.filter(state=State.APPROVED).select_for_update())
    now = timezone.now()
    Progress.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.LOCKED, version=F("version") + 1)
    Step.objects.bulk_create(
        Step(entry=row, verb="lock", by=by, at=now, from_state=State.APPROVED, to_state=State.LOCKED, note=note)
        for row in rows
    )
    return len(rows)


@transaction.atomic
def settle(period: Period, unit: Unit, *, by: User, note: str) -> None:
    """`unit`'s report on `period` has gone out: what is approved for it and below afterwards is locked at once."""
    Settlement.objects.get_or_create(period=period, unit=unit, defaults={"by": by, "note": note[:300]})


def why_locked_at_once(entry: Progress) -> str:
    """Why an approval of `entry` now is locked at once; "" while its period is open to it and no report speaks of it."""
    own = PeriodException.objects.filter(period=entry.period_id, unit=entry.unit_id).values_list("state", flat=True)
    stands = own.first() or Period.objects.values_list("state", flat=True).get(pk=entry.period_id)
    if stands == Period.State.CLOSED:
        return "Duyệt sau khi kỳ đã đóng"
    above = [*entry.unit.superior_paths(), entry.unit.path]
    told = Settlement.objects.filter(period=entry.period_id, unit__path__in=above).first()
    return f"Duyệt sau khi {told.note[:1].lower()}{told.note[1:]}" if told else ""
