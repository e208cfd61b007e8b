"""As-of means as of then: a past day is answered from the trace, in the database and row by row alike."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from journal.guards import lifted
from plans.cascade.workflow import handing_down
from plans.counting import completeness, figures, terms
from plans.counting.as_of import columns, rewound, standing
from plans.counting.owed import owed
from plans.drafting.workflow import extension
from plans.models import Figure, Measure, Period, PeriodException, Plan, PlanStep, Progress, Rollup, Step, Task
from plans.progress import objections, period_making, periods
from plans.progress import workflow as way
from plans.tests.paper import fitting, make_period, make_plan
from reports.dashboard import forecast, rollup
from reports.drafting import counting

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level
ONE = timedelta(days=1)
D = date(2026, 10, 15)


def on(day, hour=9):
    return time_machine.travel(timezone.make_aware(datetime(day.year, day.month, day.day, hour)), tick=False)


@pytest.fixture
def entry(cast):
    """One entry of Hồng Quang, whose figure reports into the province's."""
    head = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026, tasks=1)
    plan = make_plan(cast.new_commune, cast.new_commune_office, year=2026, tasks=1, reports_under=head)
    top = head.tasks.get()
    plan.tasks.update(parent=top)
    Measure.objects.filter(task__plan=plan).update(parent=top.measures.get())
    period = make_period(head, year=2026)
    return period.entries.get(plan=plan)


def fresh(entry):
    return Progress.objects.with_surroundings().prefetch_related("figures", "evidence").get(pk=entry.pk)


def type_in(entry, by, level, value):
    measure = entry.task.measures.get()
    words = {"level": level, "result": f"Đã làm {value}", "explanation": "Có"}
    way.save(entry, by=by, version=fresh(entry).version, values=words, figures={measure.pk: Decimal(value)})


def go(entry, by, *names, **more):
    for name in names:
        way.move(fresh(entry), name, by=by, **more)


@pytest.fixture
def history(cast, entry):
    """10: handed in, doing, 40. 12: sent back. 14: 55, done. 16: handed in. 18: approved as doing. 20: reopened, cleared."""
    with on(date(2026, 10, 10)):
        type_in(entry, cast.new_official, "in_progress", 40)
        go(entry, cast.new_official, "submit")
        go(entry, cast.new_leader, "hand_in")
    with on(date(2026, 10, 12)):
        go(entry, cast.province_reviewer, "send_back", note="Thiếu số liệu")
    with on(date(2026, 10, 14)):
        type_in(entry, cast.new_official, "done", 55)
    with on(date(2026, 10, 16)):
        go(entry, cast.new_official, "submit")
        go(entry, cast.new_leader, "hand_in")
    with on(date(2026, 10, 18)):
        go(entry, cast.province_reviewer, "approve", appraised="in_progress", note="Chưa đủ")
    with on(date(2026, 10, 19)):
        objections.object_to(fresh(entry), by=cast.new_leader, text="Đã đủ")
    with on(date(2026, 10, 20)):
        go(entry, cast.province_reviewer, "reopen", note="Xem lại")
        way.save(entry, by=cast.new_official, version=fresh(entry).version, values={"level": "nothing"},
                 figures={entry.task.measures.get().pk: None})  # fmt: skip
    return entry


# day of October: state, reported level, level after appraisal, figure
WAS = {
    9: ("missing", "", "", None),
    10: ("submitted", "in_progress", "in_progress", 40),
    11: ("submitted", "in_progress", "in_progress", 40),
    12: ("returned", "in_progress", "in_progress", 40),
    13: ("returned", "in_progress", "in_progress", 40),
    14: ("returned", "done", "done", 55),
    15: ("returned", "done", "done", 55),
    16: ("submitted", "done", "done", 55),
    18: ("approved", "done", "in_progress", 55),
    19: ("approved", "done", "in_progress", 55),
    20: ("returned", "nothing", "nothing", None),
}


def test_every_day_stands_as_it_was_in_the_database_and_row_by_row(cast, history):
    top = Measure.objects.filter(task__plan__unit=cast.province).select_related("task__plan__unit")
    with on(date(2026, 10, 25)):
        for number, (state, level, final, figure) in WAS.items():
            day = date(2026, 10, number)
            rows = standing(Progress.objects.filter(pk=history.pk), day)
            said = rows.annotate(was=F("then_state"), at=F("then_level")).values_list("was", "at")
            assert said.get() == (state, level), day
            assert rows.filter(completeness.has_level(final, columns(day))).exists(), day
            (row,) = rewound(Progress.objects.filter(pk=history.pk).prefetch_related("figures"), day)
            assert (row.state, row.level, row.final_level) == (state, level, final), day
            assert [one.value for one in row.figures.all()] == ([figure] if figure is not None else []), day
            came = state in Progress.RECEIVED
            found = completeness.sendings(Progress.objects.filter(pk=history.pk), today=day)
            assert found[history.unit_id, history.period_id].received == came, day
            assert figures.totals(top, as_of=day)[0].value == (figure if came else None), day


def test_what_had_come_by_a_past_day_is_expected_though_no_longer_owed(history):
    PeriodException.objects.create(period=history.period, unit=history.unit, state=Period.State.CLOSED, reason="Bão")
    with on(date(2026, 10, 25)):
        for day, came in ((D.replace(day=11), True), (D.replace(day=13), False), (D.replace(day=19), True)):
            rows = standing(Progress.objects.filter(pk=history.pk), day)
            assert rows.filter(completeness.expected(day, columns(day))).exists() == came, day


def test_work_let_off_by_a_past_day_was_let_off_though_exempted_since(cast, entry):
    Task.objects.create(plan=entry.plan, code="2a", position=2, text="Việc khác")
    with on(date(2026, 10, 1)):
        periods.owe_entries(entry.period)
        entry.period.entries.exclude(pk=entry.pk).update(
            handed_in_at=timezone.make_aware(datetime(2026, 10, 1)), **fitting(State.APPROVED)
        )
    Plan.objects.filter(pk=entry.plan_id).update(state="closed", ended=D)
    with on(D + ONE):
        handing_down.exempt(entry.task.parent, [entry.unit], by=cast.province_reviewer, reason="Không có chợ")
        found = completeness.sendings(entry.period.entries.filter(unit=entry.unit), today=D)
    assert [(one.received, one.released) for one in found.values()] == [(1, 1)]


def test_the_needs_of_a_past_day_are_those_of_then(cast, history):
    with on(date(2026, 10, 25)):
        for number, name in ((11, "waiting"), (13, "returned"), (19, "objections")):
            seen = rollup.survey(cast.province, history.period, as_of=date(2026, 10, number))
            assert {need.name for need in rollup.board(seen).needs} & {"waiting", "returned", "objections"} == {name}
            assert [row.pk for row in rollup.counted_entries(seen, name)] == [history.pk]


def test_a_report_s_words_and_figures_obey_its_day(cast, history):
    plan, period = history.period.plan, Period.objects.get(pk=history.period_id)
    with on(date(2026, 10, 25)):
        then = counting.results(plan, period, as_of=date(2026, 10, 11))
        assert [(row.result, row.level) for row in then.below] == [("Đã làm 40", "in_progress")]
        assert [said.value for rows in then.measures.values() for said in rows] == [40]
        assert counting.results(plan, period, as_of=date(2026, 10, 13)).below == ()
        assert counting.results(plan, period, as_of=date(2026, 10, 16)).below[0].result == "Đã làm 55"


def test_a_day_keeps_its_own_line_though_somebody_types_across_midnight(cast, entry):
    with on(date(2026, 10, 10), hour=23):
        type_in(entry, cast.new_official, "in_progress", 40)
    with time_machine.travel(timezone.make_aware(datetime(2026, 10, 11, 0, 10)), tick=False):
        type_in(entry, cast.new_official, "done", 50)
    with on(date(2026, 10, 12)):
        (row,) = rewound(Progress.objects.filter(pk=entry.pk).prefetch_related("figures"), date(2026, 10, 10))
        assert (row.state, row.level, row.figures.all()[0].value) == ("draft", "in_progress", 40)


def test_a_past_day_costs_a_fixed_number_of_queries(cast, history, django_assert_num_queries):
    with on(date(2026, 10, 25)):
        seen = rollup.survey(cast.province, history.period, as_of=D)
        with django_assert_num_queries(2):
            rollup.board(seen)
        with django_assert_num_queries(6):
            completeness.sendings(Progress.objects.all(), today=D)
            rewound(Progress.objects.filter(pk=history.pk), D - ONE)[0]


def test_rows_without_a_trace_stand_as_they_are(entry):
    Progress.objects.filter(pk=entry.pk).update(
        state=State.APPROVED, level=Level.DONE, handed_in_at=timezone.make_aware(datetime(2026, 10, 10))
    )
    Figure.objects.create(entry=entry, measure=entry.task.measures.get(), value=7)
    with on(date(2026, 10, 25)):
        (row,) = rewound(Progress.objects.filter(pk=entry.pk), D)
        assert (row.state, row.level) == ("approved", "done")


@pytest.mark.parametrize(("day", "falls_short"), [(10, True), (13, True), (14, False), (19, False), (20, False)])
def test_the_forecast_of_a_past_day_reads_the_figures_of_then(cast, entry, day, falls_short):
    """40 from the 10th, 55 from the 14th, cleared on the 20th; a target of 60 by 31/12: nine months' pace gives 53, 73."""
    Measure.objects.update(rollup=Rollup.SUM, target=60)
    Task.objects.update(deadline=date(2026, 12, 31))
    for when, value in ((10, "40"), (14, "55"), (20, None)):
        with on(date(2026, 10, when)):
            figure = {entry.task.measures.get().pk: value and Decimal(value)}
            words = {"level": "in_progress", "result": f"Đã làm {value}"}
            way.save(entry, by=cast.new_official, version=fresh(entry).version, values=words, figures=figure)
    came = timezone.make_aware(datetime(2026, 10, 9))
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.APPROVED), handed_in_at=came)
    with lifted("test"):
        Step.objects.update(from_state="", to_state="")
    with on(date(2026, 10, 25)):
        seen = rollup.survey(cast.province, entry.period, as_of=date(2026, 10, day))
        rows = rollup.counted_entries(seen, "behind").select_related("task").prefetch_related("figures__measure")
        found = [forecast.outlooks(row, entry.period, seen.as_of) for row in rewound(rows, seen.as_of)]
    assert [one.now for (one,) in found] == ([40] if falls_short else [])


@pytest.mark.parametrize(
    ("day", "was"), [(15, date(2026, 10, 12)), (16, date(2026, 10, 31)), (17, date(2026, 10, 31))]
)
def test_a_deadline_is_the_one_of_the_day_until_its_extension_is_granted(cast, entry, day, was):
    """Granted on the 16th: overdue on the 15th, in time from the 16th on."""
    Task.objects.filter(pk=entry.task_id).update(deadline=date(2026, 10, 12))
    task = Task.objects.select_related("plan__unit").get(pk=entry.task_id)
    with on(date(2026, 10, 16)):
        asked = extension.ask(task, by=cast.new_official, new_deadline=date(2026, 10, 31), reason="Chờ hướng dẫn")
        extension.answer(extension.send_up(asked, by=cast.new_leader), by=cast.province_leader, granted=True)
    with on(date(2026, 10, 25)):
        of_day = date(2026, 10, day)
        rows = standing(Progress.objects.filter(pk=entry.pk), of_day)
        assert rows.filter(completeness.overdue(of_day, columns(of_day))).exists() is (was < of_day)
        (row,) = rewound(Progress.objects.filter(pk=entry.pk).select_related("task"), of_day)
        assert row.task.deadline == was


OTHER_TERMS = (Q(then_due=date(2026, 10, 25)), Q(then_shut=False), Q(then_exempt=False))


@pytest.mark.parametrize(
    ("day", "was"), [(14, (1, 1, 1)), (15, (0, 1, 1)), (16, (0, 0, 1)), (17, (0, 0, 0)), (18, (1, 1, 1))]
)
def test_dates_exceptions_and_exemptions_are_those_of_the_day(cast, entry, day, was):
    """Due later from the 15th, closed for the unit from the 16th, not applying from the 17th; all taken back on the 18th."""
    period, unit = Period.objects.select_related("plan__unit").get(pk=entry.period_id), entry.unit
    reviewer, above = cast.province_reviewer, Task.objects.select_related("plan__unit").get(pk=entry.task.parent_id)
    dates = {"name": period.name, "due_inside": period.due_inside, "reason": "Bão số 3"}
    with on(date(2026, 10, 15)):
        period_making.redate(period, by=reviewer, due=date(2026, 10, 28), **dates)
    with on(date(2026, 10, 16)):
        periods.except_unit(period, unit, by=reviewer, reason="Đã nộp", due=date(2026, 10, 30), state="closed")
    with on(date(2026, 10, 17)):
        handing_down.exempt(above, [unit], by=reviewer, reason="Không có chợ")
    with on(date(2026, 10, 18)):
        handing_down.exempt(above, [unit], by=reviewer, reason="")
        periods.except_unit(period, unit, by=reviewer, reason="Nộp lại")
        period_making.redate(Period.objects.get(pk=period.pk), by=reviewer, due=date(2026, 10, 25), **dates)
    with on(date(2026, 10, 25)):
        rows = standing(Progress.objects.filter(pk=entry.pk), date(2026, 10, day))
        assert tuple(int(rows.filter(one).exists()) for one in OTHER_TERMS) == was
        assert rows.filter(owed(date(2026, 10, day), "then_")).exists() == (was[1:] == (1, 1))
        (row,) = rewound(Progress.objects.filter(pk=entry.pk), date(2026, 10, day))
        assert row.due == {14: date(2026, 10, 25), 15: date(2026, 10, 28)}.get(day, row.due)
        assert rows.filter(then_due=row.due).exists()


def test_lines_of_trace_older_than_was_tell_the_deadline_in_words(cast, entry):
    line = {"field": "deadline", "task": entry.task_id, "label": "Thời hạn", "old": "05/09/2026", "new": "15/10/2026"}
    PlanStep.objects.create(plan=entry.plan, verb="amend", by=cast.new_leader, changes=[line, {"field": "text"}])
    assert terms.terms_on(timezone.localdate() - ONE).deadlines == {entry.task_id: date(2026, 9, 5)}
    assert terms.terms_on(timezone.localdate()) is terms.NONE


def test_a_past_day_says_what_no_trace_keeps(client, cast, entry):
    """The day the trace of dates began is the day its migration was applied."""
    client.force_login(cast.province_reviewer)
    kept = MigrationRecorder.Migration.objects.filter(app="plans", name="0016_step_of_verb")
    assert kept.update(applied=timezone.make_aware(datetime(2026, 10, 22, 9))) == 1
    with on(date(2026, 10, 25)):
        for day, said, before in (
            ("21/10/2026", True, True), ("22/10/2026", True, False), ("25/10/2026", False, False),
        ):  # fmt: skip
            page = client.get(reverse("dashboard"), {"ky": entry.period_id, "ngay": day}).text
            assert ("lấy theo vết đến hết ngày chốt" in page) is said
            assert ("Trước ngày 22/10/2026, vết chưa ghi việc đổi hạn gửi" in page) is before
