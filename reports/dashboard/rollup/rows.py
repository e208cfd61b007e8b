"""Which rows: the units and the entries that a figure of the board counts, and when they came."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, QuerySet

from plans.counting.completeness import end_of, has_level
from plans.models import Progress, Step
from plans.progress.workflow import SENT_UP
from reports.dashboard.rollup.board import Board, UnitLine, far_below, missing_lines
from reports.dashboard.rollup.conditions import Level, counted, on_track, sending_conditions
from reports.dashboard.rollup.looking import Survey


def unit_rows(made: Board, name: str, number: int | None = None) -> list[UnitLine]:
    """The lines a figure about units counts: a state of sending, "late" or "not_due", or "below" in
    dimension `number`."""
    if name == "below":
        return far_below(made.lines, number or 0)
    if name in ("late", "not_due"):
        return missing_lines(made.lines, name, made.survey.as_of)
    return [line for line in made.lines if line.sending.state == name]


def last_arrivals(seen: Survey, lines: list[UnitLine]) -> dict[int, datetime]:
    """{unit id of a line: when something of it last came, also a second time after a return}; one query."""
    of_unit = {pk: line.unit.pk for line in lines for pk in _senders(seen, line)}
    steps = Step.objects.filter(
        entry__period=seen.period, entry__unit__in=of_unit, verb__in=SENT_UP, at__lt=end_of(seen.as_of)
    )
    found = {}
    for unit, at in steps.order_by().values_list("entry__unit").annotate(last=Max("at")):
        found[of_unit[unit]] = max(at, found.get(of_unit[unit], at))
    return found


def sent_again(entries: Iterable[Progress]) -> dict[int, datetime]:
    """{entry key: when it was last sent} of those sent more than once; one query."""
    steps = Step.objects.filter(entry__in=[row.pk for row in entries], verb__in=SENT_UP).order_by()
    counted = steps.values_list("entry_id").annotate(last=Max("at"), times=Count("pk"))
    return {entry: last for entry, last, times in counted if times > 1}


def _senders(seen, line):
    return seen.senders(next(group for group in seen.groups if group.unit == line.unit), seen.period)


def counted_entries(
    seen: Survey, name: str, *, unit_id: int | None = None, number: int | None = None
) -> QuerySet[Progress]:
    """The entries a figure counts: one of the conditions above, or "share" (what a percentage is made of).

    `unit_id` narrows to one row of the board, `number` to one dimension. Carries `is_on_track` and `is_done`.
    """
    sent = sending_conditions(seen.as_of, seen.of)
    conditions = {"share": counted(seen.as_of, seen.of), **sent, **seen.conditions()}
    rows = seen.entries().filter(conditions[name])
    if unit_id is not None:
        group = next(group for group in seen.groups if group.unit.pk == unit_id)
        rows = rows.filter(unit__in=seen.senders(group, seen.period) if name in sent else group.members)
    if number is not None:
        rows = rows.filter(task__dimensions__number=number)
    done = has_level(Level.DONE, seen.of)
    return rows.annotate(is_on_track=_flag(on_track(seen.as_of, seen.of)), is_done=_flag(done))


def _flag(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())
