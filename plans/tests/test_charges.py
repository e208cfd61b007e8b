"""Who inside a unit is in charge: the rule of what is entered, handing over with its trace, defaults, inner dates."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from conftest import words
from journal.guards import lifted
from plans.assigning import workflow as assigning
from plans.assigning.proposals import proposals
from plans.counting.agencies import standing
from plans.entering import worklist
from plans.models import Charge, Progress, Task
from plans.permissions import visible_entries
from plans.progress import inner_dates
from plans.progress import workflow as way
from plans.progress.periods import except_unit, owe_entries
from plans.reminding import calendar_feed
from plans.reminding import sources as reminders
from plans.tests.bureau import Bureau
from plans.tests.paper import make_plan
from post.models import Letter
from post.people import Directory
from post.working_days import Calendar
from units.agency_settings import collect, enter_own
from units.errors import Conflict, Refused
from units.models import Agency, SettingStep, User
from units.permissions import Action, can

# Who may type into a task, by whose charge it is in. Văn phòng collects; Phòng Kinh tế is kept to its own work; the
# official of UBND xã belongs to an agency that is not; the leader never types.
ENTERED = """
                      accountant surveyor collector official leader
1a Kinh tế, kế toán | yes        yes      yes       yes      no
2a Kinh tế          | yes        yes      yes       yes      no
3a chưa phân công   | no         no       yes       yes      no
"""


@pytest.fixture
def bureau(cast):
    return Bureau(cast)


def test_own_agencys_entries_are_entered_the_units_are_read(bureau, cast):
    head, *lines = ENTERED.strip().splitlines()
    people = {"official": cast.new_official, **vars(bureau)}
    for entry, line in zip(bureau.entries(), lines, strict=True):
        for name, cell in zip(head.split(), line.split("|")[1].split(), strict=True):
            person = User.objects.get(pk=people[name].pk)
            assert way.may_edit(entry, person) == (cell == "yes"), (line, name)
            assert visible_entries(person, Action.ENTER).filter(pk=entry.pk).exists() == (cell == "yes"), (line, name)
            assert can(person, Action.VIEW, entry.unit)


def test_saving_and_handing_on_out_of_ones_charge_is_refused_with_whose_it_is(bureau):
    entry = bureau.entries()[2]
    for act in (
        lambda: way.save(entry, by=bureau.accountant, version=1, values={"level": "not_started"}),
        lambda: way.move(entry, "submit", by=bureau.accountant),
    ):
        with pytest.raises(Refused, match="chưa phân công cho cơ quan nào; Phòng Kinh tế chỉ nhập"):
            act()
    assigning.charge([bureau.tasks[2]], by=bureau.leader, agency=bureau.office)
    with pytest.raises(Refused, match="do Văn phòng HĐND và UBND phụ trách"):
        way.save(entry, by=bureau.accountant, version=1, values={"level": "not_started"})


def test_without_the_setting_everybody_enters_as_before(bureau):
    Agency.objects.update(enters_own=False)
    accountant = User.objects.get(pk=bureau.accountant.pk)
    assert all(way.may_edit(entry, accountant) for entry in bureau.entries())
    assert can(accountant, Action.CHARGE, bureau.unit)


def test_who_is_kept_to_her_own_work_gives_none_out(bureau):
    assert not can(User.objects.get(pk=bureau.accountant.pk), Action.CHARGE, bureau.unit)
    with pytest.raises(Refused):
        assigning.charge(bureau.tasks, by=bureau.accountant, agency=bureau.economy)


def test_handing_over_ends_the_charge_before_and_is_traced(bureau, today):
    with lifted("test"):
        bureau.plan.steps.all().delete()
    made = assigning.charge(bureau.tasks, by=bureau.leader, agency=bureau.office, note="Quyết định 15/QĐ-UBND")
    rows = [(row.task.code, row.agency.name, row.until) for row in Charge.objects.order_by("task", "pk")]
    assert rows == [
        ("1a", "Phòng Kinh tế", today), ("1a", "Văn phòng HĐND và UBND", None), ("2a", "Phòng Kinh tế", today),
        ("2a", "Văn phòng HĐND và UBND", None), ("3a", "Văn phòng HĐND và UBND", None),
    ]  # fmt: skip
    step = bureau.plan.steps.get()
    assert (len(made), step.verb, step.note) == (
        3,
        "charge",
        f"3 nhiệm vụ, từ {today:%d/%m/%Y}; Quyết định 15/QĐ-UBND",
    )
    assert [(change["code"], change["old"], change["new"]) for change in step.changes] == [
        ("1a", "Phòng Kinh tế (Công chức Tài chính – Kế toán)", "Văn phòng HĐND và UBND"),
        ("2a", "Phòng Kinh tế", "Văn phòng HĐND và UBND"), ("3a", "", "Văn phòng HĐND và UBND"),
    ]  # fmt: skip
    assert assigning.charge(bureau.tasks, by=bureau.leader, agency=bureau.office) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"since": +367}, "không được quá một năm"),
        ({"since": -1}, "không được trước ngày đó"),
        ({"agency": "far_office"}, "không phải là cơ quan, bộ phận đang hoạt động"),
        ({"post": "collector"}, "không giữ chức vụ ở Văn phòng"),
    ],
)
def test_a_charge_that_does_not_fit_is_refused_and_nothing_is_ended(bureau, cast, today, change, said):
    if "since" in change:
        change = {"since": today + timedelta(days=change["since"])}
    if "agency" in change:
        change = {"agency": cast.far_office}
    if "post" in change:
        change = {"post": bureau.accountant.posts.get()}
    with pytest.raises(ValueError, match=said):
        assigning.charge(bureau.tasks, by=bureau.leader, **{"agency": bureau.office, **change})
    assert Charge.objects.current().filter(agency=bureau.economy).count() == 2


def test_those_who_get_and_those_who_lose_work_are_told_once(bureau, django_capture_on_commit_callbacks):
    Letter.objects.all().delete()
    assigning.charge(bureau.tasks, by=bureau.leader, agency=bureau.office)
    told = {(row.to.username, row.subject) for row in Letter.objects.filter(channel="email")}
    assert told == {
        ("hongquang.vp", "Được phân công phụ trách 3 nhiệm vụ: 04/KH-UBND"),
        ("hongquang.kt", "Bàn giao 2 nhiệm vụ cho Văn phòng HĐND và UBND: 04/KH-UBND"),
        ("hongquang.dc", "Bàn giao 2 nhiệm vụ cho Văn phòng HĐND và UBND: 04/KH-UBND"),
    }


def test_defaults_come_from_the_lead_then_from_last_year_then_from_the_collecting_office(bureau, cast):
    plan = make_plan(bureau.unit, cast.new_commune_office, number="05/KH-UBND", year=2026, tasks=4)
    for n, (text, lead) in enumerate([
        (bureau.tasks[0].text, None), ("Niêm yết thu, chi ngân sách xã", bureau.office),
        ("Việc khác hẳn mọi năm", cast.new_commune_office), ("Chưa rõ ai làm", None),
    ], start=1):  # fmt: skip
        Task.objects.filter(plan=plan, position=n).update(text=text, lead=lead)
    found = proposals(plan)
    said = {task.code: found[task.pk] for task in plan.tasks.all() if task.pk in found}
    assert {code: (row.agency.name, row.post and row.post.title, row.why) for code, row in said.items()} == {
        "1a": ("Phòng Kinh tế", "Công chức Tài chính – Kế toán", "phụ trách năm 2025"),
        "2a": ("Văn phòng HĐND và UBND", None, "chủ trì theo kế hoạch"),
        "3a": ("Văn phòng HĐND và UBND", None, "đầu mối tổng hợp"),
    }


# --- Inner dates --------------------------------------------------------------------------------------------------------


def _dates(bureau):
    return [f"{entry.due_inside:%d/%m}" for entry in bureau.entries()]


def test_the_inner_date_is_that_of_the_agency_in_charge(bureau):
    assert _dates(bureau) == ["22/10", "22/10", "22/10"]
    inner_dates.say(bureau.period, bureau.economy, by=bureau.leader, day=date(2025, 10, 15))
    assert _dates(bureau) == ["15/10", "15/10", "22/10"]
    assigning.charge(bureau.tasks[1:2], by=bureau.leader, agency=bureau.office)
    assigning.charge(bureau.tasks[2:], by=bureau.leader, agency=bureau.economy)
    assert _dates(bureau) == ["15/10", "22/10", "15/10"]
    owe_entries(bureau.period)
    assert _dates(bureau) == ["15/10", "22/10", "15/10"]
    except_unit(
        bureau.period,
        bureau.unit,
        by=bureau.leader,
        reason="Bão",
        due_inside=date(2025, 10, 12),
        due=date(2025, 10, 13),
    )
    assert _dates(bureau) == ["13/10", "12/10", "13/10"]  # never after what goes upward
    inner_dates.say(bureau.period, bureau.economy, by=bureau.leader, day=None)
    assert _dates(bureau) == ["12/10", "12/10", "12/10"]


@pytest.mark.parametrize(("day", "fits"), [(24, True), (25, True), (26, False)])
def test_an_agencys_date_is_not_after_that_upward(bureau, day, fits):
    try:
        inner_dates.say(bureau.period, bureau.economy, by=bureau.leader, day=date(2025, 10, day))
    except ValueError as reason:
        assert not fits and "đến hạn gửi cấp trên 25/10/2025" in str(reason)
    else:
        assert fits


def test_the_collecting_office_sees_who_has_not_entered(bureau, django_assert_num_queries):
    way.save(bureau.entries()[0], by=bureau.accountant, version=1, values={"level": "not_started"})
    way.move(Progress.objects.get(pk=bureau.entries()[0].pk), "submit", by=bureau.accountant)
    with django_assert_num_queries(2):
        rows = standing(bureau.period, bureau.unit, date(2025, 10, 22))
    told = [(row.agency and row.agency.name, row.total, row.empty, row.begun, row.handed, row.is_late) for row in rows]
    assert told == [("Phòng Kinh tế", 2, 1, 0, 1, False), (None, 1, 1, 0, 0, False)]
    assert all(row.is_late for row in standing(bureau.period, bureau.unit, date(2025, 10, 23)))


# --- Settings -----------------------------------------------------------------------------------------------------------


def test_the_switch_is_the_leaders_with_a_reason_and_needs_an_agency_that_collects(bureau, cast):
    economy = bureau.economy
    with pytest.raises(Refused):
        enter_own(economy, by=bureau.collector, on=False, reason="Thử")
    with pytest.raises(ValueError, match="Cần ghi lý do"):
        enter_own(economy, by=bureau.leader, on=False, reason=" ")
    with pytest.raises(Conflict, match="Chọn cơ quan khác làm đầu mối"):
        collect(bureau.office, by=bureau.leader, on=False)
    enter_own(economy, by=bureau.leader, on=False, reason="Thiếu người")
    collect(bureau.office, by=bureau.leader, on=False)
    with pytest.raises(Conflict, match="nhiệm vụ chưa phân công cần có cơ quan nhập"):
        enter_own(economy, by=bureau.leader, on=True, reason="Đủ người")
    collect(cast.new_commune_office, by=bureau.leader, on=True)
    enter_own(economy, by=bureau.leader, on=True, reason="Đủ người")
    assert list(SettingStep.objects.values_list("setting", "new", "reason")) == [
        ("enters_own", True, "Phòng Kinh tế: bật; Đủ người"), ("collects", True, "UBND xã Hồng Quang: bật"),
        ("collects", False, "Văn phòng HĐND và UBND: tắt"), ("enters_own", False, "Phòng Kinh tế: tắt; Thiếu người"),
    ]  # fmt: skip


# --- The page -----------------------------------------------------------------------------------------------------------


def test_the_page_gives_out_in_place_and_many_at_once(bureau, client):
    client.force_login(bureau.leader)
    page, today = reverse("assignment", args=[bureau.plan.pk]), f"{timezone.localdate():%d/%m/%Y}"
    kept = {f"task-{row.task_id}": row for row in Charge.objects.current()}
    sent = {name: f"p{row.post_id}" if row.post_id else f"a{row.agency_id}" for name, row in kept.items()}
    third = f"task-{bureau.tasks[2].pk}"
    assert client.post(page, {**sent, third: f"a{bureau.front.pk}", "since": today, "act": "each"}).status_code == 302
    assert Charge.objects.current().get(task=bureau.tasks[2]).agency == bureau.front
    many = {"chosen": [task.pk for task in bureau.tasks], "to": f"a{bureau.office.pk}", "since": today, "act": "many"}
    client.post(page, many)
    assert set(Charge.objects.current().values_list("agency__name", flat=True)) == {"Văn phòng HĐND và UBND"}
    answer = client.post(page, {**many, "since": "01/01/2025"})
    assert answer.status_code == 302  # all stand so already: nothing to hand over
    answer = client.post(page, {**many, "to": f"a{bureau.economy.pk}", "since": "01/01/2025"})
    assert answer.status_code == 422 and "ngày bàn giao không được trước ngày đó" in answer.content.decode()
    assert client.post(page, {"since": today, "act": "many", "to": ""}).status_code == 422


# --- Việc của tôi -------------------------------------------------------------------------------------------------------

# Group of the list in which each person meets each task on the inner due date 22/10/2025, the tasks' own being over.
# 1a named the accountant, 2a Phòng Kinh tế's, 3a nobody's. "-": not in her list.
LISTED = """
           1a       2a       3a
accountant now      agency   -
surveyor   agency   agency   -
collector  others   others   now
official   others   others   now
leader     -        -        -
"""


def test_ones_own_come_first_then_ones_agencys_then_those_to_urge(bureau, cast):
    _, *lines = LISTED.strip().splitlines()
    people = {"official": cast.new_official, **vars(bureau)}
    for line in lines:
        name, *groups = line.split()
        found = worklist.survey(User.objects.get(pk=people[name].pk), date(2025, 10, 22))
        listed = {row.entry.task.code: row.group for row in found.rows}
        assert [listed.get(code, "-") for code in ("1a", "2a", "3a")] == groups, name
        assert [row.entry.task.code for row in found.rows] == sorted(
            listed, key=lambda code: (worklist.NAMES.index(listed[code]), code)
        )
        assert found.total == worklist.owed(people[name]).count()


def test_what_is_complete_waits_to_be_handed_on_by_the_agency_not_by_who_urges(bureau):
    way.save(bureau.entries()[1], by=bureau.accountant, version=1, values={"level": "not_started"})
    group = {
        name: {
            row.entry.task.code: row.group for row in worklist.survey(getattr(bureau, name), date(2025, 10, 22)).rows
        }["2a"]
        for name in ("accountant", "surveyor", "collector")
    }
    assert group == {"accountant": "submit", "surveyor": "submit", "collector": "others"}


def test_where_nothing_is_given_out_nobody_notices(cast):
    bureau = Bureau(cast, charged=False)
    rows = worklist.survey(cast.new_official, date(2025, 10, 22)).rows
    assert [row.group for row in rows] == ["now", "now", "now"] and "Phòng" not in rows[0].source
    assert worklist.survey(bureau.accountant, date(2025, 10, 22)).rows == []


def test_the_collecting_office_has_the_bodies_beside_its_list(bureau, client):
    for person, told in ((bureau.collector, True), (bureau.accountant, False)):
        client.force_login(person)
        page = words(client.get(reverse("work")).content.decode())
        assert ("Phòng Kinh tế còn 2, hạn 22/10/2025" in page) is told


# --- Reminders ----------------------------------------------------------------------------------------------------------

# Who is told that something is still to be entered, by day of October 2025: Phòng Kinh tế hands in by 15/10, the unit's
# common inner date is 22/10, upward by 25/10. Each with how many are left; "-": silent or told before.
TOLD = """
      accountant surveyor official collector leader
07/10 -          -        -        -         -
08/10 2/2        1/1      -        -         -
15/10 2/2        1/1      1/1      1/1       -
16/10 2/2        1/1      1/1      1/1+KT    -
24/10 2/2        1/1      1/1      1/1+KT    -
27/10 2/2        1/1      1/1      1/1+KT    -
28/10 2/2        1/1      1/1      1/1+KT    3/3
"""


def _told(bureau, cast, day):
    people = {"official": cast.new_official, **vars(bureau)}
    names = {people[name].pk: name for name in TOLD.split()[:5]}
    found: dict = {}
    for row in reminders.due(day, Calendar(), Directory(day)):
        if row.kind == "period" and row.person in names:
            count = re.search(r"\d/\d", row.line.text)[0]
            said = "+KT" if row.line.text.startswith("9 tháng năm 2025, chưa nhập xong: Phòng Kinh tế 2/2") else count
            found[names[row.person]] = found.get(names[row.person], "") + said
    return found


def test_whoever_is_in_charge_is_told_then_the_collecting_office_then_the_leader(bureau, cast):
    Task.objects.update(deadline=None)
    inner_dates.say(bureau.period, bureau.economy, by=bureau.leader, day=date(2025, 10, 15))
    head, *lines = TOLD.strip().splitlines()
    for line in lines:
        day, *cells = line.split()
        told = _told(bureau, cast, date(2025, 10, int(day[:2])))
        assert [told.get(name, "-") for name in head.split()] == cells, line


def test_a_body_without_an_account_is_asked_by_the_collecting_office_on_paper(bureau):
    Task.objects.update(deadline=None)
    assigning.charge(bureau.tasks[2:], by=bureau.leader, agency=bureau.front)
    found = list(reminders.due(date(2025, 10, 21), Calendar(), Directory(date(2025, 10, 21))))
    assert [row.line.text for row in found if row.person == bureau.collector.pk] == [
        "9 tháng năm 2025, chưa nhập xong: đề nghị Ủy ban MTTQ Việt Nam xã 1/1 nhiệm vụ (không có thư nhắc, cần nhắc bằng "
        "văn bản)"
    ]
    (line,) = [row.line for row in found if row.person == bureau.collector.pk]
    page = reverse("assignment", args=[bureau.period.plan_id])
    assert (line.when, line.url, line.days, line.on) == ("Ngày mai là hạn", page, -1, date(2025, 10, 22))
    texts = {row.person: row.line.text for row in found}
    assert "nhiệm vụ được phân công chưa" in texts[bureau.accountant.pk]


def test_a_tasks_own_deadline_and_what_was_sent_back_are_told_to_whoever_is_in_charge(bureau, cast):
    days = {"task": date(2025, 10, 15), "returned": date(2025, 10, 20)}
    since = timezone.make_aware(datetime(2025, 10, 15, 9))
    bureau.period.entries.update(state=Progress.State.RETURNED, waiting_since=since)
    people = {"official": cast.new_official, **vars(bureau)}
    for kind, day in days.items():
        found = [row for row in reminders.due(day, Calendar(), Directory(day)) if row.kind == kind]
        told = {name: sum(row.person == people[name].pk for row in found) for name in TOLD.split()[:5]}
        both = 2 if kind == "task" else 1  # what was sent back is one line a person
        assert told == {"accountant": both, "surveyor": 1, "official": 1, "collector": 1, "leader": 0}, kind
    assert {row.line.text[18:29] for row in found if row.person == bureau.accountant.pk} == {"2 nhiệm vụ "}


# The dates each finds in her calendar, of the report and of the tasks (all of 15/10/2025).
CALENDAR = """
accountant | Hạn trình lãnh đạo 15/10; Hạn gửi cấp trên 25/10; 1a; 2a
collector  | Hạn trình lãnh đạo 22/10; Hạn Phòng Kinh tế nộp 15/10; Hạn gửi cấp trên 25/10; 1a; 2a; 3a
official   | Hạn trình lãnh đạo 22/10; Hạn gửi cấp trên 25/10; 3a
leader     | Hạn gửi cấp trên 25/10
"""


def test_the_calendar_holds_the_dates_of_what_lies_in_ones_hands(bureau, cast):
    inner_dates.say(bureau.period, bureau.economy, by=bureau.leader, day=date(2025, 10, 15))
    people = {"official": cast.new_official, **vars(bureau)}
    for line in CALENDAR.strip().splitlines():
        name, said = (part.strip() for part in line.split("|"))
        rows = calendar_feed.dates(User.objects.get(pk=people[name].pk), date(2025, 10, 1))
        told = {_dated(row) for row in rows}
        assert told == set(said.split("; ")), name


def _dated(row):
    task = re.match(r"Thời hạn nhiệm vụ: (\w+)\.", row.title)
    return task[1] if task else f"{row.title.split(':')[0]} {row.day:%d/%m}"


# --- The grid and the Excel form ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "asked", "codes"),
    [
        ("accountant", "", ["1a", "2a"]), ("collector", "", ["1a", "2a", "3a"]), ("collector", "economy", ["1a", "2a"]),
        ("accountant", "office", ["1a", "2a"]),
    ],
)  # fmt: skip
def test_grid_and_excel_know_agencies(bureau, client, name, asked, codes):
    client.force_login(getattr(bureau, name))
    query = {"bo_phan": getattr(bureau, asked).pk} if asked else {}
    rows = client.get(reverse("grid", args=[bureau.period.pk]), query).context["rows"]
    assert [row.entry.task.code for row in rows] == codes
    data = client.get(reverse("grid_excel", args=[bureau.period.pk]), query).content
    head, *lines = list(load_workbook(io.BytesIO(data)).active.values)[3:]
    told = {"1a": "Phòng Kinh tế", "2a": "Phòng Kinh tế", "3a": None}
    assert [(line[1], line[head.index("Phụ trách")] or None) for line in lines] == [
        (code, told[code]) for code in codes
    ]


def test_a_row_of_the_grid_out_of_ones_charge_is_not_taken(bureau, client):
    client.force_login(bureau.accountant)
    third = bureau.entries()[2]
    sent = {f"e{third.pk}-version": third.version, f"e{third.pk}-base": "{}", f"e{third.pk}-level": "not_started"}
    client.post(reverse("grid", args=[bureau.period.pk]), {**sent, "act": "save"})
    assert Progress.objects.get(pk=third.pk).state == Progress.State.EMPTY


def test_what_was_given_out_a_moment_ago_is_taken_back_until_a_letter_left(bureau, client, cast):
    """On the page: everything to Kinh tế, its letters waiting; undone, each task is whose it was and nobody is told."""
    Letter.objects.all().delete()
    stood = dict(Charge.objects.current().values_list("task", "agency"))
    tasks = [entry.task_id for entry in bureau.entries()]
    page, undo = (reverse(name, args=[bureau.entries()[0].plan_id]) for name in ("assignment", "assignment_undo"))
    typed = {
        "act": "many",
        "chosen": tasks,
        "to": f"a{bureau.economy.pk}",
        "since": f"{timezone.localdate():%d/%m/%Y}",
    }

    def given():
        client.force_login(cast.new_leader)
        said = client.post(page, typed, follow=True).content.decode()
        return re.search(r'name="kept" value="([^"]+)"', said)[1]

    kept = given()
    assert dict(Charge.objects.current().values_list("task", "agency")) == dict.fromkeys(tasks, bureau.economy.pk)
    assert Letter.objects.filter(matter__startswith="charge-").exists()
    assert client.post(undo, {"kept": kept}).url == page
    assert dict(Charge.objects.current().values_list("task", "agency")) == stood
    assert not Letter.objects.filter(matter__startswith="charge-").exists()
    assert client.post(undo, {"kept": kept}).status_code == 409  # a second click
    kept = given()
    Letter.objects.filter(matter__startswith="charge-").update(state=Letter.State.SENT)
    assert "đã gửi đi" in client.post(undo, {"kept": kept}).content.decode()
    assert set(Charge.objects.current().values_list("agency", flat=True)) == {bureau.economy.pk}


def test_a_charge_said_ahead_holds_from_its_day_on(bureau, today):
    """The day before, the day: who types, who is shown, which inner date; said anew or released, nothing is left of it."""
    ahead = today + timedelta(days=9)
    Letter.objects.all().delete()
    assigning.charge(bureau.tasks[:1], by=bureau.leader, agency=bureau.office, since=ahead)
    assert f"từ {ahead:%d/%m/%Y}" in Letter.objects.filter(to=bureau.collector).first().subject

    def on(day):
        return time_machine.travel(timezone.make_aware(datetime.combine(day, datetime.min.time())), tick=False)

    def held(day):
        with on(day):
            first = bureau.entries()[0]
            row = next(one for one in first.task.charges.all() if one.holds)
            assert Charge.objects.current().get(task=first.task) == row
            return row.agency, way.may_edit(first, User.objects.get(pk=bureau.accountant.pk))

    assert held(ahead - timedelta(days=1)) == (bureau.economy, True)
    assert held(ahead) == (bureau.office, False)
    inner_dates.say(bureau.period, bureau.office, by=bureau.leader, day=bureau.period.due_inside - timedelta(days=3))
    assert bureau.entries()[0].due_inside == bureau.period.due_inside
    with on(ahead):
        assert inner_dates.follow_begun(ahead) == 1
    assert bureau.entries()[0].due_inside == bureau.period.due_inside - timedelta(days=3)
    assigning.charge(bureau.tasks[:1], by=bureau.leader, agency=bureau.economy, since=ahead)  # said anew: another body
    assert held(ahead)[0] == bureau.economy
    assert assigning.release(bureau.tasks[:1], by=bureau.leader) == 1
    assert not Charge.objects.filter(task=bureau.tasks[0], until=None).exists()


def test_what_comes_back_goes_to_who_is_in_charge_when_the_typist_is_gone(bureau, cast):
    entry = bureau.entries()[1]  # Phòng Kinh tế's, nobody named
    Progress.objects.filter(pk=entry.pk).update(state="with_leader", level="in_progress", typed_by=bureau.surveyor)
    bureau.surveyor.posts.update(valid_to=timezone.localdate() - timedelta(days=1))
    Letter.objects.all().delete()
    way.move(bureau.entries()[1], "hand_back", by=bureau.leader, note="Thiếu số liệu")
    assert set(Letter.objects.values_list("to__username", flat=True)) == {"hongquang.kt"}
