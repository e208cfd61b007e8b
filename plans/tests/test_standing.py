"""Who reads how another unit stands: a commune its own row, the office above every row, wherever rows are shown."""

import csv
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from conftest import make_person
from plans.browsing.task_table import HEAD
from plans.models import Exemption, Progress, Task
from plans.tests.paper import make_period, make_plan
from units.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """A district's plan handed down to two communes, under the province's, with a period open for all."""
    province = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND", tasks=1)
    district = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=2, reports_under=province)
    district.parents.add(province)
    period = make_period(province)
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        plan = make_plan(unit, office, tasks=1, reports_under=province)
        plan.parents.add(district)
        Task.objects.filter(plan=plan).update(parent=district.tasks.first())
        Progress.objects.bulk_create(
            Progress(task=task, period=period, unit=unit, plan=plan, due_inside=period.due_inside, due=period.due)
            for task in plan.tasks.all()
        )
    Progress.objects.filter(unit=cast.neighbour).update(level="done", state="approved")
    Exemption.objects.create(task=district.tasks.last(), unit=cast.neighbour, reason="Không có làng nghề")
    return {"period": period, "province": province, "district": district}


def page(client, person, name, *args, **query):
    client.force_login(person)
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer


def people(cast):
    """Everybody from commune to province with the names of the units each may read."""
    overseer = make_person("hungyen.theodoi.cu", Role.OVERSEER, cast.old_home_affairs, "Theo dõi")
    leader = make_person("hungyen.lanhdao.cu", Role.LEADER, cast.old_province_office, "Chủ tịch UBND tỉnh")
    all_three = {"Xã Tiền Phong", "Xã Hồ Tùng Mậu", "Huyện Ân Thi"}
    return {
        cast.official: {"Xã Tiền Phong"}, cast.leader: {"Xã Tiền Phong"}, cast.clerk: {"Xã Tiền Phong"},
        cast.neighbour_official: {"Xã Hồ Tùng Mậu"}, cast.reviewer: all_three, cast.district_leader: all_three,
        overseer: all_three, leader: all_three,
    }  # fmt: skip


def test_the_period_page_names_her_own_unit_and_those_below(client, cast, world):
    for person, names in people(cast).items():
        answer = page(client, person, "period", world["period"].pk)
        assert {unit.name for unit, _, _ in answer.context["units"]} == names, person
        counted = page(client, person, "periods", world["province"].pk).context["lines"][0][2]
        assert counted == len(names), person
        said = "Đơn vị chỉ xem được phần của mình" in answer.content.decode()
        assert said == (person not in people_above(cast)), person


def people_above(cast):
    """Those who see the standing of the province itself."""
    return list(User.objects.filter(posts__agency__unit=cast.old_province))


def test_the_matrix_and_its_workbook_compare_only_whom_she_may_see(client, cast, world):
    communes = {"Xã Tiền Phong", "Xã Hồ Tùng Mậu"}
    for person, names in people(cast).items():
        answer = page(client, person, "coverage", world["district"].pk)
        assert {unit.name for unit in answer.context["matrix"].units} == names & communes, person
        sheet = load_workbook(BytesIO(page(client, person, "coverage_excel", world["district"].pk).content)).active
        assert {cell.value for cell in sheet[1][1:-2]} == names & communes, person


def test_the_plan_page_counts_only_whom_she_may_see(client, cast, world):
    for person, names in people(cast).items():
        seen = page(client, person, "plan", world["district"].pk).context["seen"]
        communes = names - {"Huyện Ân Thi"}
        assert {unit.name for unit in seen.units} == communes, person
        own = 1 if "Huyện Ân Thi" in names else 0
        assert seen.lines[0].entries == len(communes) + own, person
        done = 1 if "Xã Hồ Tùng Mậu" in names else 0
        assert seen.lines[0].on_track == done, person


def test_a_neighbours_exemption_and_the_superiors_entries_are_not_on_the_task_page(client, cast, world):
    task = world["district"].tasks.last()
    for person, names in people(cast).items():
        context = page(client, person, "task", task.pk).context
        assert [row.unit.name for row in context["exemptions"]] == [
            name for name in ["Xã Hồ Tùng Mậu"] if name in names
        ], person
        assert bool(context["entries"]) == ("Huyện Ân Thi" in names), person


def test_figures_open_only_what_she_may_see(client, cast, world):
    for person, names in people(cast).items():
        for total, opened, *_ in page(client, person, "plan_figures", world["district"].pk).context["totals"]:
            assert {source.unit.name for source in opened} <= names, (person, total)


def test_a_unit_without_the_right_finds_no_way_round(client, cast, world):
    client.force_login(cast.official)
    assert client.get(reverse("dashboard_unit", args=[cast.neighbour.pk])).status_code == 404
    entry = Progress.objects.filter(unit=cast.neighbour).first()
    assert client.get(reverse("entry", args=[entry.pk])).status_code == 404
    assert client.get(reverse("review_entry", args=[entry.pk])).status_code == 404


# --- All tasks as CSV ---


STATE = HEAD.index("Trạng thái")


def rows_of(client, person, plan):
    client.force_login(person)
    answer = client.get(reverse("plan_tasks_csv", args=[plan.pk]))
    assert answer.streaming and answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(text.removeprefix("\ufeff").splitlines())
    assert tuple(head) == HEAD
    return rows


def test_the_office_reads_every_task_and_a_commune_its_own_without_the_superiors_progress(client, cast, world):
    plan = world["district"]
    of_plan = Task.objects.current().filter(plan=plan).count()
    below = Task.objects.current().filter(parent__plan=plan).exclude(plan__state="draft")
    rows = rows_of(client, cast.reviewer, plan)
    assert len(rows) == of_plan + below.count()
    assert {row[0] for row in rows[of_plan:]} == {task.plan.unit.full_name for task in below}
    assert all(len(row) == len(HEAD) for row in rows)
    assert "Đã duyệt" in {row[STATE] for row in rows}, "how far each is stands beside it"
    own = rows_of(client, cast.official, plan)
    assert {row[0] for row in own[of_plan:]} <= {cast.commune.full_name}
    assert not any(row[STATE] for row in own[:of_plan]), "the superior's progress is none of hers"


def test_as_many_queries_for_many_tasks_as_for_few(client, cast, world):
    plan = world["district"]
    rows_of(client, cast.reviewer, plan)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            rows_of(client, cast.reviewer, plan)
        costs.append(len([one for one in seen if "plans_" in one["sql"]]))
        task = Task.objects.filter(plan=plan).first()
        Task.objects.bulk_create(
            Task(plan=plan, text=f"=Thêm {n}", position=50 + n, rhythm=task.rhythm) for n in range(30)
        )
    assert costs[0] == costs[1] <= 8
    assert sum(row[3].startswith("'=Thêm") for row in rows_of(client, cast.reviewer, plan)) == 60
