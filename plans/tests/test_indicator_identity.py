"""An indicator has an identity: an amendment retires it with a date or renames it, and what was entered stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.cascade.workflow import handing_down as cascade
from plans.counting import figures
from plans.drafting.wording import task_words
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.entering import spreadsheet, worklist
from plans.models import Figure, Measure, Progress, Task
from plans.progress import workflow as way
from plans.tests.paper import fitting, make_period, make_plan
from units.errors import Conflict

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level
LONG = "Hồ sơ nhận qua Bưu điện và Trung tâm phục vụ hành chính công"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def plan(cast):
    """A plan with one task that asks for two figures, one of which reports into the district's."""
    above = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=1)
    own = make_plan(cast.commune, cast.commune_office, number="02/KH-UBND", tasks=1, reports_under=above)
    task = own.tasks.get()
    top = above.tasks.get().measures.get()
    Task.objects.filter(pk=task.pk).update(parent=top.task)
    task.measures.update(parent=top)
    Measure.objects.create(task=task, name="Hồ sơ đúng hạn", unit_of_measure="hồ sơ", position=1)
    return own


@pytest.fixture
def old_period(plan):
    """A locked earlier period with figures of both."""
    period = make_period(
        plan.reports_under, name="6 tháng", ends=date(2024, 6, 30), due_inside=date(2024, 7, 2), due=date(2024, 7, 5)
    )
    entry = period.entries.get(plan=plan)
    Progress.objects.filter(pk=entry.pk).update(state=State.LOCKED, level=Level.DOING, open=False)
    for measure, value in zip(plan.tasks.get().measures.all(), (40, 39), strict=True):
        Figure.objects.create(entry=entry, measure=measure, value=value)
    return period


def amended(cast, plan, rows, day):
    """`plan` after an amendment in which its task asks for `rows(now)`."""
    draft = life.amend(plan, by=cast.official)
    task = Task.objects.worded().get(plan=draft)
    words = task_words(task)
    words["measures"] = rows(words["measures"])
    plan_tasks.save_task(task, by=cast.official, version=task.version, words=words)
    return life.issue(draft, by=cast.leader, number="15/KH-UBND", date=day)


def renamed(rows):
    return [[LONG, *rows[0][1:]], *rows[1:]]


def fresh(entry):
    found = Progress.objects.with_surroundings().prefetch_related("figures", "evidence", "task__measures")
    return found.get(pk=entry.pk)


# --- Retired ----------------------------------------------------------------------------------------------------------


def test_what_the_amendment_takes_out_is_asked_no_more_and_old_figures_stay(cast, plan, old_period, today, client):
    period = make_period(plan.reports_under)
    entry = period.entries.get(plan=plan)
    way.save(entry, by=cast.official, version=1, values={"level": "in_progress", "result": "Đã làm"})
    assert [item.field[:7] for item in way.missing(fresh(entry))] == ["figure-", "figure-"]
    assert not Progress.objects.filter(worklist.is_ready(), pk=entry.pk).exists()
    amended(cast, plan, lambda rows: [], today)

    assert Task.objects.get(plan=plan).asked_measures() == []
    assert way.missing(fresh(entry)) == [] and Progress.objects.filter(worklist.is_ready(), pk=entry.pk).exists()
    assert "Số liệu 1" not in spreadsheet.writing._columns([fresh(entry)])
    client.force_login(cast.official)
    assert 'name="figure-' not in client.get(reverse("entry", args=[entry.pk])).content.decode()
    way.move(fresh(entry), "submit", by=cast.official)

    old = old_period.entries.get(plan=plan)
    page = client.get(reverse("entry", args=[old.pk])).content.decode()
    assert "Hồ sơ đúng hạn" in page and ">39<" in page
    change = plan.steps.get(verb="amend").changes[0]
    assert (
        change["new"]
        == f"– (thôi theo dõi “Hồ sơ” từ {today:%d/%m/%Y}; thôi theo dõi “Hồ sơ đúng hạn” từ {today:%d/%m/%Y})"
    )


def test_retired_the_day_before_it_is_asked_on_the_day_and_after_not(plan, today):
    task, measure = plan.tasks.get(), plan.tasks.get().measures.first()
    Measure.objects.filter(pk=measure.pk).update(retired=today)
    for day, asked in ((today - timedelta(days=1), True), (today, False), (today + timedelta(days=1), False)):
        assert (measure in task.asked_measures(day)) == asked
        assert Measure.objects.asked(day).filter(pk=measure.pk).exists() == asked


def test_a_retired_figure_counts_in_periods_that_ended_before(cast, plan, old_period):
    period = make_period(plan.reports_under)  # ends 30/9/2024
    measure = plan.tasks.get().measures.first()
    entry = period.entries.get(plan=plan)
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.APPROVED))
    Figure.objects.create(entry=entry, measure=measure, value=90)
    top = Measure.objects.filter(pk=measure.parent_id).select_related("task__plan__unit")
    for retired, expected in ((None, 90), (date(2024, 10, 1), 90), (date(2024, 9, 30), 40), (date(2024, 6, 30), None)):
        Measure.objects.filter(pk=measure.pk).update(retired=retired)
        assert figures.totals(top)[0].value == expected, retired


def test_a_page_opened_before_the_amendment_is_told_to_open_again(cast, plan, today):
    entry = make_period(plan.reports_under).entries.get(plan=plan)
    measure = plan.tasks.get().measures.first()
    amended(cast, plan, lambda rows: rows[1:], today)
    with pytest.raises(Conflict, match="Chỉ tiêu"):
        way.save(entry, by=cast.official, version=1, values={"result": "Đã làm"}, figures={measure.pk: Decimal(3)})


def test_what_a_draft_loses_is_gone(cast):
    draft = life.new_plan(
        cast.commune, by=cast.official, issuer=cast.commune_office, title="Dự thảo", year_from=2024, year_to=2024
    )
    words = {"text": "Việc", "measures": [["Hồ sơ", "", None, "sum"], ["Buổi", "", None, "sum"]]}
    task = Task.objects.worded().get(pk=plan_tasks.add_task(draft, by=cast.official, words=words).pk)
    kept = task_words(task) | {"measures": task_words(task)["measures"][1:]}
    plan_tasks.save_task(task, by=cast.official, version=task.version, words=kept)
    assert [row.name for row in Measure.objects.filter(task=task)] == ["Buổi"]


# --- Renamed ----------------------------------------------------------------------------------------------------------


def test_renamed_it_keeps_its_figures_and_reports_on_into_the_one_above(cast, plan, old_period, today):
    measure = plan.tasks.get().measures.first()
    amended(cast, plan, renamed, today)
    after = plan.tasks.get().measures.first()
    assert (after.pk, after.name, after.parent_id, after.retired) == (measure.pk, LONG, measure.parent_id, None)
    assert plan.tasks.get().measures.count() == 2
    change = plan.steps.get(verb="amend").changes[0]
    assert change["new"].endswith(f"(đổi tên “Hồ sơ” thành “{LONG}”)")

    period = make_period(plan.reports_under)
    entry = period.entries.get(plan=plan)
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.APPROVED))
    Figure.objects.create(entry=entry, measure=after, value=90)
    top = Measure.objects.filter(pk=measure.parent_id).select_related("task__plan__unit")
    assert figures.totals(top)[0].value == 90, "nine months over the six before, through the same link"


def test_renamed_and_its_old_name_given_to_another_are_two(cast, plan, old_period, today):
    first = plan.tasks.get().measures.first()
    amended(cast, plan, lambda rows: [["Hồ sơ", "hồ sơ", None, "sum", None], *renamed(rows)], today)
    names = dict(plan.tasks.get().measures.values_list("name", "pk"))
    assert names[LONG] == first.pk and names["Hồ sơ"] != first.pk
    assert Figure.objects.get(measure=first).value == 40


def test_renamed_above_and_taken_over_below_it_is_the_same_indicator(cast, plan, old_period, today):
    """The district renames; the commune takes the change: its own figures and link go on."""
    above, measure = plan.reports_under, plan.tasks.get().measures.first()
    Task.objects.filter(plan=plan).update(parent_version=above.tasks.get().version)
    amended_above = life.amend(above, by=cast.district_leader)
    task = Task.objects.worded().get(plan=amended_above)
    words = task_words(task) | {"measures": renamed(task_words(task)["measures"])}
    plan_tasks.save_task(task, by=cast.district_leader, version=task.version, words=words)
    life.issue(amended_above, by=cast.district_leader, number="11/KH-UBND", date=today)
    draft = cascade.take(plan.tasks.get(), by=cast.official)
    life.issue(draft, by=cast.leader, number="16/KH-UBND", date=today)
    after = Measure.objects.get(pk=measure.pk)
    assert (after.name, after.parent_id, after.retired) == (LONG, measure.parent_id, None)


def test_the_form_of_an_amendment_renames_by_the_row_and_retires_by_emptying_it(client, cast, plan, old_period):
    draft = life.amend(plan, by=cast.official)
    task = draft.tasks.get()
    client.force_login(cast.official)
    form = client.get(reverse("task_edit", args=[task.pk])).context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in posted.items() if value not in (None, "")}
    answer = client.post(
        reverse("task_edit", args=[task.pk]), {**posted, "m0_name": LONG, "m1_name": "", "m1_unit": ""}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    (kept,) = task_words(Task.objects.worded().get(pk=task.pk))["measures"]
    assert kept[0] == LONG and kept[4] == plan.tasks.get().measures.first().pk
