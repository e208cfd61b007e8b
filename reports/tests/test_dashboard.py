"""The dashboard: every figure is the number of rows behind it, at every level, in a fixed number of queries."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import words
from indicators.models import Dimension
from plans.models import Figure, Measure, Period, Progress, Rollup, Task
from plans.tests.paper import entries_of, make_period, make_plan
from reports.dashboard import rollup
from units.statuses import DIMENSION_NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]
State, Level = Progress.State, Progress.Level
AS_OF = date(2024, 11, 1)


def moment(day):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))


@pytest.fixture
def country(cast):
    """The district's plan gives the calendar; two communes report by it, one on time, one late and not all."""
    dimensions = {n: Dimension.objects.create(number=n, name=f"Nội dung {n}", short_name=name, name_en=name, year_from=2011)
                  for n, name in DIMENSION_NAMES.items()}  # fmt: skip
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        plan = make_plan(unit, office, number=f"{unit.code}/KH-UBND", tasks=6, reports_under=head)
        for n, task in enumerate(plan.tasks.all()):
            task.dimensions.set([dimensions[n % 3 + 1], dimensions[5]])
    last = make_period(head, name="6 tháng", ends=date(2024, 6, 30), due_inside=date(2024, 7, 2), due=date(2024, 7, 5))
    now = make_period(head)
    for period, day in ((last, date(2024, 7, 1)), (now, date(2024, 10, 20))):
        send(
            period, cast.commune, [Level.DONE, Level.DOING, Level.DONE, Level.NONE, Level.NOT_STARTED, Level.DONE], day
        )
    send(now, cast.neighbour, [Level.DOING, Level.DONE, Level.DONE], date(2024, 10, 28))
    return now


def send(period, unit, levels, day):
    rows = Progress.objects.filter(period=period, unit=unit).order_by("task__position")
    for row, level in zip(rows, levels, strict=False):
        Progress.objects.filter(pk=row.pk).update(
            level=level, state=State.IN_REVIEW, handed_in_at=moment(day), waiting_since=moment(day)
        )


def seen(cast, period, **more):
    return rollup.survey(cast.district, period, as_of=AS_OF, **more)


def test_states_of_sending_and_the_last_period(cast, country):
    made = rollup.board(seen(cast, country))
    assert made.states == {"on_time": 1, "sent_late": 0, "nothing": 0, "partly": 1, "unsent": 0}
    assert made.last_states == {"on_time": 1, "sent_late": 0, "nothing": 0, "partly": 0, "unsent": 1}
    assert [line.unit for line in made.lines] == [cast.commune, cast.neighbour]


def test_a_task_of_two_dimensions_counts_in_each_and_nothing_arose_in_none(cast, country):
    cells = rollup.board(seen(cast, country)).lines[0].cells
    assert (cells[5].counted, cells[5].on_track, cells[5].done) == (5, 3, 3)
    assert (cells[1].counted, cells[2].counted, cells[3].counted) == (1, 2, 2)
    assert 4 not in cells


def test_being_done_is_on_track_only_before_the_deadline(cast, country):
    early = rollup.board(rollup.survey(cast.district, country, as_of=date(2024, 10, 29)))
    assert early.lines[0].cells[5].on_track == 3  # the deadline was 15/10
    Task.objects.filter(plan__unit=cast.commune).update(deadline=date(2024, 12, 31))
    later = {line.unit: line for line in rollup.board(seen(cast, country)).lines}
    assert later[cast.commune].cells[5].on_track == 4


def test_as_of_a_day_before_the_late_sender_nothing_of_hers_counts(cast, country):
    made = rollup.board(rollup.survey(cast.district, country, as_of=date(2024, 10, 25)))
    neighbour = next(line for line in made.lines if line.unit == cast.neighbour)
    assert (neighbour.sending.received, neighbour.cells, neighbour.overall) == (0, {5: rollup.Cell(), 1: rollup.Cell(),
            2: rollup.Cell(), 3: rollup.Cell()}, None)  # fmt: skip


def test_every_figure_is_the_number_of_rows_behind_it(client, cast, country):
    """Walk every link of the board and count the rows it opens."""
    client.force_login(cast.reviewer)
    page = client.get(reverse("dashboard"), {"ngay": "01/11/2024", "ky": country.pk})
    made = page.context["board"]
    rows = page.context["rows_url"]
    for state, count in made.states.items():
        assert len(client.get(f"{rows}&so={state}").context["lines"]) == count
    for need in made.needs:
        answer = client.get(f"{rows}&so={need.name}" + (f"&nd={need.dimension}" if need.dimension else ""))
        lines = answer.context.get("lines")
        assert need.count == (answer.context["total"] if lines is None else len(lines)), need
    for number, (now, _) in made.dimensions.items():
        context = client.get(f"{rows}&so=share&nd={number}").context
        assert (context["total"], context["on_track"], context["done"]) == (now.counted, now.on_track, now.done)
    for state, count in made.last_states.items():
        assert len(client.get(f"{page.context['last_rows_url']}&so={state}").context["lines"]) == count


def test_every_figure_of_a_unit_is_the_number_of_rows_behind_it(client, cast, country):
    """Cells, the mean with its two periods, and the counts of what was sent."""
    client.force_login(cast.reviewer)
    page = client.get(reverse("dashboard"), {"ngay": "01/11/2024", "ky": country.pk})
    rows, last_rows = page.context["rows_url"], page.context["last_rows_url"]

    def opened(address, name, unit, number=""):
        return client.get(f"{address}&so={name}&cua={unit.pk}" + (f"&nd={number}" if number else "")).context

    for line in page.context["board"].lines:
        mean = client.get(reverse("dashboard_unit", args=[line.unit.pk]) + f"?{page.context['address']}")
        assert mean.context["line"] == line
        for number, cell, before in line.both:
            for address, counts in ((rows, cell), (last_rows, before)):
                context = opened(address, "share", line.unit, number)
                assert (context["total"], context["on_track"]) == (counts.counted, counts.on_track)
        sent = line.sending
        counts = {"owed": sent.expected, "came": sent.received, "came_in_time": sent.on_time, "came_late": sent.late,
                  "came_nothing": sent.nothing, "absent": sent.missing}  # fmt: skip
        assert {name: opened(rows, name, line.unit)["total"] for name in counts} == counts
    assert client.get(f"{rows}&so=share&cua={cast.commune.pk}0").status_code == 404


@pytest.mark.one_engine
def test_every_link_of_the_page_opens(client, cast, country):
    client.force_login(cast.reviewer)
    html = client.get(reverse("dashboard"), {"ngay": "01/11/2024"}).content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/tong-hop/[^"]+)"', html)}
    assert len(links) > 20
    alike = {re.sub(r"\d+", "", link): link for link in links}  # but for the unit, the dimension or the period
    assert len(alike) > 10 and {client.get(link).status_code for link in alike.values()} == {200}


def test_waiting_long_is_counted_in_working_days(cast, country):
    """Friday to Wednesday are three working days, Friday to Thursday four."""
    friday = date(2024, 10, 25)
    Progress.objects.filter(period=country, unit=cast.neighbour).update(waiting_since=moment(friday))
    for as_of, count in ((date(2024, 10, 30), 0), (date(2024, 10, 31), 3), (date(2024, 11, 3), 3)):
        on_day = rollup.survey(cast.district, country, as_of=as_of)
        waiting = rollup.counted_entries(on_day, "waiting_long", unit_id=cast.neighbour.pk)
        assert waiting.count() == count, as_of


def test_the_forecast_is_the_pace_since_the_first_day_and_says_so(client, cast, country):
    """274 of the 366 days of 2024 gone: 74 of 100 will be 98, 75 will be 100; late, done and other rules stay out."""
    Task.objects.filter(plan__unit=cast.commune).update(deadline=date(2024, 12, 31))
    now = Progress.objects.filter(period=country, unit=cast.commune)
    measures = {
        row.pk: Measure.objects.get_or_create(task=row.task, defaults={"name": "Hồ sơ", "target": 100})[0]
        for row in now
    }
    Measure.objects.update(target=100)

    def behind(value, **of_measure):
        Measure.objects.update(**{"rollup": Rollup.SUM, **of_measure})
        Figure.objects.all().delete()
        Figure.objects.bulk_create(Figure(entry_id=pk, measure=row, value=value) for pk, row in measures.items())
        return list(rollup.counted_entries(seen(cast, country), "behind").order_by("pk"))

    doing = [row for row in now.order_by("pk") if row.level in (Level.DOING, Level.NOT_STARTED)]
    assert behind("74.8") == doing and behind("74.9") == []
    assert behind("74.8", rollup=Rollup.LATEST) == []
    Task.objects.filter(pk=doing[0].task_id).update(deadline=date(2024, 10, 31))
    assert behind("74.8") == doing[1:]
    client.force_login(cast.reviewer)
    page = client.get(reverse("dashboard_rows"), {"ngay": "01/11/2024", "ky": country.pk, "so": "behind"})
    assert [str(row.short[0].foretold.quantize(0)) for row in page.context["page"]] == ["100"]
    assert "đến thời hạn khoảng 100; chỉ tiêu 100" in words(page.content.decode())
    make_period(
        country.plan,
        name="Quý I",
        ends=date(2024, 3, 31),
        starts=date(2023, 12, 1),
        due_inside=date(2024, 4, 2),
        due=date(2024, 4, 5),
    )
    assert behind("74.8") == []


def test_the_same_page_at_every_level(client, cast, country):
    """Province over districts, district over communes, a commune for itself: only the kind of rows changes."""
    for person, units in [
        (cast.old_province_reviewer, [cast.district]), (cast.reviewer, [cast.commune, cast.neighbour]),
        (cast.official, [cast.commune]),
    ]:  # fmt: skip
        client.force_login(person)
        unit = person.seats[0].unit
        shown = rollup.board(rollup.survey(unit, country, as_of=AS_OF)).lines
        assert sorted(line.unit.name for line in shown) == sorted(unit.name for unit in units)
        assert client.get(reverse("dashboard")).status_code == 200


def test_who_may_look(client, cast, country):
    address = reverse("dashboard") + f"?don_vi={cast.district.pk}"
    for person, wanted in [
        (cast.reviewer, 200),
        (cast.old_province_reviewer, 200),
        (cast.official, 403),
        (cast.stranger, 404),
    ]:
        client.force_login(person)
        assert client.get(address).status_code == wanted, person.username


def test_a_unit_without_periods_sees_what_will_be_here(client, cast):
    client.force_login(cast.reviewer)
    page = client.get(reverse("dashboard"))
    assert page.status_code == 200
    assert "Chưa có kỳ báo cáo nào" in page.content.decode()


@pytest.mark.parametrize("day", ["31/02/2024", "01/01/0001", "tomorrow"])
def test_a_wrong_date_or_one_to_come_is_told_and_today_is_taken(client, cast, country, day):
    today = timezone.localdate()
    client.force_login(cast.reviewer)
    page = client.get(
        reverse("dashboard"), {"ngay": f"{today + timedelta(days=1):%d/%m/%Y}" if day == "tomorrow" else day}
    )
    assert page.context["form"].errors["ngay"]
    assert page.context["as_of"] == today


def test_filters_by_kind_and_by_state(client, cast, country):
    client.force_login(cast.reviewer)
    page = client.get(reverse("dashboard"), {"ngay": "01/11/2024", "gui": "partly"})
    assert [line.unit for line in page.context["lines"]] == [cast.neighbour]
    assert client.get(reverse("dashboard"), {"loai": "xa"}).context["board"].expected == 2
    assert seen(cast, country, kind="phuong").groups == ()


def test_the_spreadsheet_holds_the_same_numbers(client, cast, country):
    client.force_login(cast.reviewer)
    answer = client.get(reverse("dashboard_excel"), {"ngay": "01/11/2024"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    made = rollup.board(seen(cast, country))
    assert [sheet.cell(row, 2).value for row in (6, 7)] == [line.unit.name for line in made.lines]
    assert sheet.cell(6, 10).value == made.lines[0].cells[5].percent
    assert sheet.cell(6, 9).value is None


def test_the_board_takes_the_same_few_queries_at_any_size(cast, country, django_assert_num_queries):
    with django_assert_num_queries(6 + 1):  # of a past day also what the plans' traces know of it
        rollup.board(seen(cast, country))
    make_more = make_plan(
        cast.neighbour, cast.neighbour_office, number="99/KH-UBND", tasks=40, reports_under=country.plan
    )
    assert make_more and entries_of(
        make_period(country.plan, ends=AS_OF + timedelta(days=30), state=Period.State.OPEN)
    )
    with django_assert_num_queries(6 + 1):  # of a past day also what the plans' traces know of it
        rollup.board(seen(cast, country))
