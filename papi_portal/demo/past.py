"""Progress of the five source plans: the city's figures as published, the others far enough to start from."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from journal.guards import lifted
from plans.models import Figure, Period, Plan, Progress, Step
from plans.progress import workflow as way
from plans.progress.periods import owe_entries
from units.models import User

from .texts import CITY_FIGURES, CITY_RESULTS

HALF_YEAR, NINE_MONTHS = (11, 9, 2), (17, 15, 3)  # taken in, settled, of them late; the second adds up on the first


def load() -> None:
    """Open what is owed in every period of the source plans and enter what their sources report."""
    for period in Period.objects.filter(plan__year_from__lt=2026).select_related("plan"):
        owe_entries(period)
    Progress.objects.filter(period__state=Period.State.CLOSED, period__plan__year_from__lt=2026).update(open=False)
    _half_year_city()
    _tien_phong()


def _half_year_city():
    """21.651 received (50 carried over, 21.601 new), 21.567 in time, 84 in progress, 33 cancelled; 12/12; 23/23."""
    official, leader = (User.objects.get(username=f"thanhpho.{role}") for role in ("nhaplieu", "lanhdao"))
    for entry in _entries(Plan.objects.get(unit__code="TP-MAU"), Progress.State.EMPTY):
        figures = dict(zip(entry.task.measures.all(), CITY_FIGURES.get(entry.task.code, ()), strict=False))
        _enter(entry, official, level=Progress.Level.DOING, result=CITY_RESULTS[entry.task.code], figures=figures)
        for name, by in (("submit", official), ("sign_off", leader)):
            way.move(_fresh(entry), name, by=by)
    _on_that_day(Progress.objects.filter(unit__code="TP-MAU"), date(2021, 6, 14))


def _tien_phong():
    """The commune's first half of 2024 is approved; of the nine months two entries wait and one was sent back."""
    official, leader, reviewer = (
        User.objects.get(username=name) for name in ("tienphong.nhaplieu", "tienphong.lanhdao", "anthi.thamdinh")
    )
    plan = Plan.objects.get(number="04/KH-UBND", unit__code="12193")
    first, second = plan.calendar.periods.order_by("ends")
    for entry in _entries(plan, Progress.State.EMPTY, period=first):
        result = f"Đã triển khai: {entry.task.text[:1].lower()}{entry.task.text[1:]}."
        figures = dict(zip(entry.task.measures.all(), HALF_YEAR, strict=False))
        _enter(entry, official, level=Progress.Level.DOING, result=result, figures=figures)
        for name, by in (("submit", official), ("hand_in", leader), ("approve", reviewer)):
            way.move(_fresh(entry), name, by=by)
    _on_that_day(Progress.objects.filter(plan=plan, period=first), first.due - timedelta(days=1))
    waiting = [
        entry for entry in _entries(plan, Progress.State.EMPTY, period=second) if entry.task.code in ("4a", "8a", "5a")
    ]
    for entry in waiting:
        _enter(entry, official, level=Progress.Level.DOING, result="Đã thực hiện trong kỳ, số liệu kèm theo.",
               figures=dict(zip(entry.task.measures.all(), NINE_MONTHS, strict=False)))  # fmt: skip
        for name, by in (("submit", official), ("hand_in", leader)):
            way.move(_fresh(entry), name, by=by)
        if entry.task.code == "5a":
            way.move(
                _fresh(entry),
                "send_back",
                by=reviewer,
                note="Số hồ sơ trễ hạn chưa khớp biểu Một cửa, đề nghị kiểm tra lại.",
            )


def _on_that_day(entries, day):
    """What the verbs did just now was done then: past days are answered from the trace."""
    with lifted("dữ liệu mẫu"):
        Step.objects.filter(entry__in=list(entries)).update(at=_noon(day), year=day.year)
    entries.update(handed_in_at=_noon(day))


def _entries(plan, state, **more):
    return list(
        Progress.objects.filter(plan=plan, state=state, open=True, **more)
        .select_related("task", "unit", "plan", "period")
        .order_by("task__position")
    )


def _fresh(entry):
    return Progress.objects.select_related("task", "unit", "plan", "period").get(pk=entry.pk)


def _enter(entry, by, *, level, result, figures):
    values = {"level": level, "result": result}
    numbers = {measure.pk: value for measure, value in figures.items()}
    way.save(entry, by=by, version=entry.version, values=values, figures={})
    Figure.objects.bulk_create(Figure(entry=entry, measure_id=pk, value=value) for pk, value in numbers.items())


def _noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))
