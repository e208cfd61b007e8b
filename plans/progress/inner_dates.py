"""By which day each agency of a unit hands its work in: said by row, and written onto the entries every list reads.

say        an agency's own day in a period, or none
follow     entries of a unit take the day of whoever is in charge; for whatever moves dates or hands a task over
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least

from plans.models import Charge, InnerDate, Period, Progress
from units.models import Agency, Unit, User
from units.permissions import Action, require
from units.vietnamese import vn_date

__all__ = ["INNER_RULE", "follow", "say"]

INNER_RULE = (
    "Các ban, ngành, bộ phận nộp cho cơ quan đầu mối theo hạn của mình; đầu mối tổng hợp, đơn vị gửi cấp trên theo hạn của "
    "kỳ. Hạn của bộ phận không muộn hơn hạn gửi cấp trên; để trống thì theo hạn nộp chung trong đơn vị."
)


@transaction.atomic
def say(period: Period, agency: Agency, *, by: User, day: date | None) -> None:
    """`agency`'s day in `period`, None for the unit's common one. Raises Refused, ValueError when it is too late."""
    require(by, Action.CHARGE, agency.unit)
    _, due = _common(period, agency.unit)
    if day and not period.starts <= day <= due:
        raise ValueError(
            f"{agency.name}: hạn nộp cho đầu mối phải từ {vn_date(period.starts)} đến hạn gửi cấp trên {vn_date(due)}."
        )
    if day:
        InnerDate.objects.update_or_create(period=period, agency=agency, defaults={"day": day})
    else:
        InnerDate.objects.filter(period=period, agency=agency).delete()
    follow([period], agency.unit)


def follow(periods: Iterable[Period], unit: Unit | None = None) -> None:
    """Entries of `periods` (of `unit` only, when told) take the inner day of the agency in charge of their tasks.

    Two queries a period in which no agency has a day of its own, none where nothing was ever said.
    """
    for period in periods:
        rows = list(
            period.inner_dates.select_related("agency__unit").filter(**({"agency__unit": unit} if unit else {}))
        )
        for place in {row.agency.unit for row in rows} | ({unit} if unit else set()):
            inside, _ = _common(period, place)
            Progress.objects.filter(period=period, unit=place).exclude(due_inside=inside).update(due_inside=inside)
        for row in rows:
            own = Charge.objects.current().filter(agency=row.agency).values("task")
            entries = Progress.objects.filter(period=period, unit=row.agency.unit_id, task__in=own)
            entries.update(due_inside=Least(row.day, F("due")))


def follow_begun(today: date) -> int:
    """Where a charge said ahead begins `today`, entries take the day of whoever has them now; how many plans."""
    plans = {row.task.plan for row in Charge.objects.filter(since=today).select_related("task__plan__unit")}
    for plan in plans:
        follow(Period.objects.filter(plan=plan.calendar, state=Period.State.OPEN), plan.unit)
    return len(plans)


def _common(period, unit):
    """(inner date, date upward) of the unit in the period, whoever is in charge."""
    own = period.exceptions.filter(unit=unit).first()
    return (own and own.due_inside) or period.due_inside, (own and own.due) or period.due
