"""What a year says of a unit's work, in two numbers each: how many of how many. The internal index is filled in from here.

Every figure is a share of entries whose period ends in the year, of what had come or was owed on `day`; `rows` gives the
entries a figure counts, so that whoever asks finds exactly those.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from plans.counting.completeness import LATE, expected, has_level, received
from plans.models import Evidence, Progress, Step
from units.models import Unit

__all__ = ["FIGURES", "SAYS", "Key", "rows", "shares"]

Key = tuple[int, str, int]  # unit's key, name of the figure, number of the dimension or 0 for all

FIGURES = ("on_time", "done_in_time", "proven", "rarely_returned")
SAYS = {
    "on_time": "Tiến độ gửi đúng hạn trên số phải gửi: gửi lần đầu không sau hạn của kỳ; kỳ chưa đến hạn thì chưa tính.",
    "done_in_time": (
        "Nhiệm vụ có thời hạn trong năm và đã đến hạn: hoàn thành ở một kỳ bắt đầu không sau thời hạn, trên tổng số."
    ),
    "proven": "Tiến độ “Hoàn thành” đã gửi có tài liệu ghi đủ số, ngày và mục hoặc trang, trên số tiến độ “Hoàn thành”.",
    "rarely_returned": "Tiến độ đã gửi không bị cơ quan cấp trên trả lại quá một lần, trên số tiến độ đã gửi.",
}
DONE = has_level(Progress.Level.DONE)


def shares(units: Iterable[Unit], year: int, day: date) -> dict[Key, tuple[int, int]]:
    """{(unit key, figure, dimension or 0): (how many, of how many)} as of `day`; eight queries however many units."""
    keys = [unit.pk for unit in units]
    found: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for name in FIGURES:
        counted = _counted(name, year, day).filter(unit__in=keys).order_by()
        for unit, top, bottom in (
            counted.values("unit").annotate(**_sides(name, day)).values_list("unit", "top", "bottom")
        ):
            found[unit, name, 0] = top, bottom
        by = counted.filter(task__dimensions__isnull=False).values("unit", "task__dimensions__number")
        columns = ("unit", "task__dimensions__number", "top", "bottom")
        for unit, dimension, top, bottom in by.annotate(**_sides(name, day)).values_list(*columns):
            found[unit, name, dimension] = top, bottom
    return dict(found)


def rows(unit: Unit, name: str, dimension: int, year: int, day: date) -> QuerySet[Progress]:
    """The entries a figure counts, each with `good`: whether it counts above the line."""
    counted = _counted(name, year, day).filter(unit=unit)
    if dimension:
        counted = counted.filter(task__dimensions__number=dimension)
    good = ExpressionWrapper(_good(name, day), output_field=BooleanField())
    return counted.annotate(good=good).for_rows().order_by("good", "period__ends", "task__position", "pk")


def _sides(name, day):
    """Of entries, but a task counts once however many periods it has."""
    if name == "done_in_time":
        return {"top": Count("task", filter=_good(name, day), distinct=True), "bottom": Count("task", distinct=True)}
    return {"top": Count("pk", filter=_good(name, day), distinct=True), "bottom": Count("pk", distinct=True)}


def _counted(name, year, day):
    """What stands below the line."""
    of_year = Progress.objects.filter(period__ends__year=year)
    has_come = received(day)
    if name == "on_time":
        return of_year.filter(expected(day)).filter(has_come | Q(due__lt=day))
    if name == "done_in_time":
        return Progress.objects.filter(expected(day), task__deadline__year=year, task__deadline__lt=day)
    if name == "proven":
        return of_year.filter(has_come & DONE).annotate(is_proven=Exists(_whole_papers()))
    return of_year.filter(has_come).annotate(often_returned=Exists(_second_returns()))


def _good(name, day):
    """What stands above it."""
    if name == "on_time":
        return Q(state__in=Progress.RECEIVED) & ~LATE
    if name == "done_in_time":
        return received(day) & DONE & Q(period__starts__lte=F("task__deadline"))
    return Q(is_proven=True) if name == "proven" else Q(often_returned=False)


def _whole_papers():
    named = Evidence.objects.filter(entry=OuterRef("pk")).exclude(doc_number="").exclude(proves_at="")
    return named.filter(doc_date__isnull=False)


def _second_returns():
    back = Step.objects.filter(entry=OuterRef("pk"), verb="send_back").order_by()
    return back.values("entry").annotate(n=Count("pk")).filter(n__gt=1)
