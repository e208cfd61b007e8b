"""What a figure of the dashboard counts, as conditions on entries; the list behind a figure is built from the same one."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from plans.counting.as_of import NOW, deadline
from plans.counting.completeness import end_of, has_level, late, nothing_arose, overdue, received
from plans.models import Evidence, Progress
from post.working_days import Calendar

LONG_WAIT = 3  # working days
Level = Progress.Level


def counted(as_of: date, of: str = NOW) -> Q:
    """Entries that make up a percentage. `of`, here and below: `as_of.THEN` for the columns of a past day."""
    return received(as_of, of) & ~nothing_arose(of)


def on_track(as_of: date, of: str = NOW) -> Q:
    """Đúng tiến độ: done, or being done while the task's deadline has not passed."""
    until = deadline(of)
    in_time = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": as_of})
    return has_level(Level.DONE, of) | (has_level(Level.DOING, of) & in_time)


def entry_conditions(as_of: date, worked: Calendar | None = None, of: str = NOW) -> dict[str, Q]:
    """Figures that count entries, by the name in the address; `worked`: the calendar of working days."""
    proved = Q(then_papers__gt=0) if of else Q(Exists(Evidence.objects.filter(entry=OuterRef("pk"))))
    waiting, since = Q(**{f"{of}state": Progress.State.IN_REVIEW}), f"{of}waiting_since__lt"
    return {
        "waiting": waiting,
        "waiting_long": waiting & Q(**{since: end_of(_long_ago(as_of, worked or Calendar()))}),
        "objections": Q(then_objection="object") if of else Q(objected_at__isnull=False),
        "returned": Q(**{f"{of}state": Progress.State.RETURNED}),
        "unproved": counted(as_of, of) & has_level(Level.DONE, of) & ~proved,
        "overdue": overdue(as_of, of),
    }


def sending_conditions(as_of: date, of: str = NOW) -> dict[str, Q]:
    """What the counts of one unit's `Sending` count, by the name in the address."""
    came = received(as_of, of)
    return {
        "owed": Q(), "came": came, "came_in_time": came & ~late(of), "came_late": came & late(of),
        "came_nothing": came & nothing_arose(of), "absent": ~came,
    }  # fmt: skip


def _long_ago(as_of, worked):
    """The last day from which on more than LONG_WAIT working days have gone by on `as_of`."""
    day = as_of
    while worked.between(day, as_of) <= LONG_WAIT:
        day -= timedelta(days=1)
    return day
