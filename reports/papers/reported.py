"""What exactly a report counted: frozen with its figures, closed by its issue, compared with the portal afterwards.

An entry is known by its level after appraisal and its figures. Whatever was handed in after the figures were taken, or
changed since, stands outside the report: its issue does not close it, and the page of the paper says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.counting.completeness import received
from plans.models import Figure, Progress
from reports.drafting.predecessors import entries_before
from reports.models import Document

__all__ = ["Moved", "carried", "closed_by", "closing", "frozen", "moved", "of_its_period", "second_to"]

State = Document.State


@dataclass(frozen=True)
class Moved:
    """How many entries say something else than the report, and how many came after it."""

    changed: int
    later: int


def frozen(entries: Iterable[int]) -> dict[str, list]:
    """`{entry: [level, figures]}` of the entries a report counts, as it is kept with the document (JSON)."""
    rows = Progress.objects.filter(pk__in=list(entries))
    said = _figures(Figure.objects.filter(entry__in=rows))
    return {str(row.pk): [row.final_level, said[row.pk]] for row in rows.only("level", "appraised_level")}


def _figures(figures):
    found = defaultdict(str)
    for entry, measure, value in figures.order_by("measure").values_list("entry", "measure", "value"):
        found[entry] += f"{measure}:{value.normalize():f};"
    return found


def closed_by(document: Document) -> QuerySet[Progress]:
    """The entries that the issue of this report closes: those it counted, while they still say what it says.

    Not those of units before a merger: their plans were closed when they were handed over.
    """
    now = frozen(document.reported)
    same = [int(pk) for pk, said in document.reported.items() if now.get(pk) == said]
    return of_its_period(document).filter(pk__in=same)


def closing(document: Document) -> tuple[int, int]:
    """(entries its issue closes, how many of them only when they are approved), as they stand now."""
    states = list(closed_by(document).values_list("state", flat=True)) if document.reported else []
    return len(states), states.count(Progress.State.IN_REVIEW)


def carried(document: Document) -> QuerySet[Progress]:
    """The entries of units before a merger that this report counts, under their old names."""
    if not document.reported or document.kind != Document.Kind.REPORT:
        return Progress.objects.none()
    counted = Progress.objects.filter(pk__in=list(document.reported)).exclude(pk__in=of_its_period(document))
    return counted.select_related("unit").order_by("unit__sort_key", "pk")


def moved(document: Document) -> Moved | None:
    """What the portal says otherwise today than the figures this report froze; None where nothing does."""
    now = frozen(document.reported)
    came, day = (of_its_period(document), _before(document)), received(timezone.localdate())
    standing, before = ({str(pk) for pk in rows.filter(day).values_list("pk", flat=True)} for rows in came)
    changed = sum(now.get(pk) != said or pk not in standing | before for pk, said in document.reported.items())
    later = len(standing - set(document.reported))
    return Moved(changed, later) if changed or later else None


def of_its_period(document: Document) -> QuerySet[Progress]:
    """Entries of the report's own plan and of the units below in its period."""
    if document.plan is None:
        return Progress.objects.none()
    unit = document.plan.unit
    below = Q(unit__path__startswith=unit.path) & ~Q(unit=unit)
    return Progress.objects.filter(Q(plan=document.plan_id) | below, period=document.period_id)


def _before(document):
    return entries_before(document.plan, document.period) if document.period_id else Progress.objects.none()


def second_to(document: Document) -> Document | None:
    """The report of the same plan and period that is signed, issued or on its way there before this one."""
    if document.kind != Document.Kind.REPORT or not document.period_id:
        return None
    going = Document.objects.filter(
        kind=document.kind, plan=document.plan_id, period=document.period_id, agency=document.agency_id,
        state__in=[State.TO_SIGN, State.SIGNED, State.ISSUED],
    )  # fmt: skip
    return going.exclude(pk=document.pk).exclude(follows=document).select_related("entry").order_by("-pk").first()
