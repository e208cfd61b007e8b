"""One official, two communes: every grid, form, file and receipt says its unit; no two receipts share a number."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from conftest import make_agency, make_unit, words
from journal.guards import lifted
from plans.entering import spreadsheet, worklist
from plans.models import Progress, ReceiptCounter, Step
from plans.progress import workflow as way
from plans.reminding import calendar_feed as feeds
from plans.reminding import sources as reminders
from plans.tests.paper import make_period, make_plan
from post.people import Directory
from post.working_days import Calendar
from units.models import Post, Role

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level


@pytest.fixture
def both(cast):
    """The official of Tiền Phong enters for Hồ Tùng Mậu too; both carry out the district's plan in one period."""
    since = date(2020, 1, 1)
    Post.objects.create(user=cast.official, agency=cast.neighbour_office, role=Role.ENTRY, valid_from=since)
    Post.objects.create(user=cast.leader, agency=cast.neighbour_office, role=Role.LEADER, valid_from=since)
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        make_plan(unit, office, number=f"{unit.code}/KH-UBND", reports_under=head)
    return make_period(head)


@pytest.fixture
def door(cast, client):
    client.force_login(cast.official)
    return client


def at(page, period, unit=None):
    return reverse(page, args=[period.pk]) + (f"?don_vi={unit.pk}" if unit else "")


def ready(period, unit=None):
    rows = period.entries.filter(unit=unit) if unit else period.entries.all()
    rows.update(state=State.DRAFT, level=Level.NONE)


# --- Grid and form ----------------------------------------------------------------------------------------------------


def test_the_grid_is_of_one_unit_with_the_other_a_chip_away(cast, both, door):
    for unit, other in ((cast.commune, cast.neighbour), (cast.neighbour, cast.commune)):
        answer = door.get(at("grid", both, unit))
        assert {row.entry.unit for row in answer.context["rows"]} == {unit} and len(answer.context["rows"]) == 3
        page = answer.content.decode()
        assert unit.full_name in page and other.full_name in page, "its own name above, the other as a way over"
        assert f"don_vi={other.pk}" in page and at("grid_excel", both, unit) in page
    assert {row.entry.unit for row in door.get(at("grid", both)).context["rows"]} == {cast.neighbour}, "first by name"
    assert door.get(at("grid", both, cast.district)).status_code == 404


def test_who_enters_for_one_unit_sees_no_chooser(cast, both, client):
    client.force_login(cast.neighbour_official)
    assert client.get(at("grid", both)).context["unit_chips"] == []


def test_every_row_sheet_and_file_says_its_unit(cast, both, door):
    names = set()
    for unit in (cast.commune, cast.neighbour):
        answer = door.get(at("grid_excel", both, unit))
        names.add(answer["Content-Disposition"])
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert unit.full_name in sheet["A1"].value
        heads = [cell.value for cell in sheet[spreadsheet.HEAD_ROW]]
        place = heads.index("Đơn vị") + 1
        assert {sheet.cell(n, place).value for n in range(5, 8)} == {unit.full_name}
    assert len(names) == 2 and any("tien-do-xa-tien-phong-12193-den-2025-06-30" in name for name in names)


def test_a_file_of_one_unit_is_not_taken_for_the_other(cast, both, door):
    form = door.get(at("grid_excel", both, cast.commune)).content
    upload = io.BytesIO(form)
    upload.name = "tien-do.xlsx"
    answer = door.post(at("grid_upload", both, cast.neighbour), {"file": upload})
    assert answer.status_code == 422
    assert {item.message for item in answer.context["preview"].mistakes} == {"Dòng này của kỳ khác hoặc đơn vị khác."}


def test_the_head_of_grid_and_form_says_the_dates_of_the_list(cast, both, door):
    own = date(2024, 11, 5)
    both.entries.filter(unit=cast.neighbour).update(due_inside=own, due=own + timedelta(days=3))
    both.entries.filter(unit=cast.neighbour, task__code="1a").update(level=Level.DONE, state=State.DRAFT)
    rows = worklist.survey(cast.official, date(2024, 9, 12)).rows
    for unit, said in ((cast.commune, "hạn 15/10/2024"), (cast.neighbour, "hạn 15/10/2024 đến 05/11/2024")):
        listed = {row.due for row in rows if row.entry.unit_id == unit.pk}
        for page in ("grid", "grid_upload"):
            answer = door.get(at(page, both, unit))
            assert answer.context["due"] == (min(listed), max(listed)) and said in words(answer.text)


def test_letters_and_calendar_lead_to_the_grid_of_their_unit_and_leaders_to_their_list(cast, both):
    found = reminders.due(date(2024, 10, 22), Calendar(), Directory(date(2024, 10, 22)))
    links = {row.line.url for row in found if row.person == cast.official.pk and row.kind == "period"}
    assert links == {at("grid", both, cast.commune), at("grid", both, cast.neighbour)}
    dates = {row.address for row in feeds._periods(cast.official, date(2024, 10, 22))}
    assert dates == links
    assert {row.address for row in feeds._periods(cast.leader, date(2024, 10, 22))} == {reverse("work")}


# --- Receipts ---------------------------------------------------------------------------------------------------------


def test_the_grid_hands_on_one_unit_and_the_list_shows_every_receipt(cast, both, door):
    ready(both)
    door.post(at("grid", both, cast.commune), {"act": "submit"})
    assert set(Step.objects.filter(verb="submit").values_list("entry__unit", flat=True)) == {cast.commune.pk}
    with lifted("test"):
        Step.objects.all().delete()
    ready(both)
    answer = door.post(reverse("entries_move"), {"name": "submit"}, follow=True)
    numbers = set(Step.objects.filter(verb="submit").values_list("receipt", flat=True))
    assert len(numbers) == 2
    assert {slip["number"] for slip in answer.context["slips"]} == numbers
    page = answer.content.decode()
    assert cast.commune.full_name in page and cast.neighbour.full_name in page


def test_two_units_of_one_code_never_share_a_number(cast):
    """One ended on 30/06, one began on 01/07; each hands on one entry in the same year."""
    heir = make_unit("Xã Tiền Phong", cast.commune.code, parent=cast.province, since=date(2025, 7, 1))
    office = make_agency(heir, "UBND xã Tiền Phong mới", heads_unit=True)
    since = date(2020, 1, 1)
    Post.objects.create(user=cast.official, agency=office, role=Role.ENTRY, valid_from=since)
    numbers = []
    for unit, issuer in ((cast.commune, cast.commune_office), (heir, office)):
        entry = make_period(make_plan(unit, issuer, number=f"{unit.pk}/KH-UBND", tasks=1)).entries.get()
        Progress.objects.filter(pk=entry.pk).update(state=State.DRAFT, level=Level.NONE)
        entry = Progress.objects.with_surroundings().get(pk=entry.pk)
        numbers.append(way.move(entry, "submit", by=cast.official).receipt)
    year = timezone.localdate().year
    assert numbers == [f"12193-{year}-0001", f"12193-{year}-0002"]


def test_each_year_counts_from_one(cast):
    assert [ReceiptCounter.take(cast.commune, year) for year in (2025, 2025, 2026)] == [1, 2, 1]


def test_a_number_two_units_were_given_once_shows_each_by_itself(cast, both, door):
    when = timezone.now() - timedelta(days=30)
    for unit in (cast.commune, cast.neighbour):
        entry = both.entries.filter(unit=unit).first()
        Step.objects.create(entry=entry, verb="submit", by=cast.official, at=when, receipt="12193-2025-0001")
    slips = door.get(reverse("receipt", args=["12193-2025-0001"])).context["slips"]
    assert [len(slip["steps"]) for slip in slips] == [1, 1]
    assert {slip["first"].entry.unit for slip in slips} == {cast.commune, cast.neighbour}


def test_a_receipt_asked_for_with_an_empty_one_beside_it_shows_no_other_steps(cast, both, door):
    entry, when = both.entries.filter(unit=cast.commune).first(), timezone.now()
    Step.objects.create(entry=entry, verb="submit", by=cast.official, at=when, receipt="12193-2025-0001")
    Step.objects.create(entry=entry, verb="edit", by=cast.official, at=when)
    [slip] = door.get(reverse("receipt", args=["12193-2025-0001"]), {"cung": ["", "khác"]}).context["slips"]
    assert [step.verb for step in slip["steps"]] == ["submit"]
