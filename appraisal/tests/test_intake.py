"""Figures of another source: every wrong cell named, shown before taken, never over a figure that moved, withdrawn."""

import csv
import io
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appraisal import adding, intake, results
from appraisal.leading import figures_of_index
from appraisal.models import Criterion, Intake, Mark, Round, Sheet
from appraisal.rounds import marking, moving
from appraisal.tests.house import House, fresh
from conftest import words
from indicators.book import published
from indicators.kin import kin
from indicators.models import StructureVersion
from units.errors import Conflict, Refused

HEAD = ["Mã đơn vị", "Đơn vị", "Số liệu", "Trên tổng số"]
SHEETS = {"12196": 1, "12280": 2, "00004": 3}
SCORE_766 = Criterion(rule="ratio", source="import", most=D(15))


@pytest.fixture
def house(cast):
    return House(cast)


@pytest.fixture
def held(house):
    made = house.round()
    Criterion.objects.filter(code="1.3b").update(source="import", name="Điểm 766", dimension=5)
    return made


@pytest.fixture
def asked(held):
    return Criterion.objects.select_related("group").get(code="1.3b")


# ô sai -> ở đâu, nói gì
WRONG = [
    (["", "", "1", "2"], "A2", "Chưa ghi mã"), (["99999", "", "1", "2"], "A2", "Không có đơn vị mã 99999"),
    (["12196", "", "x", "2"], "C2", "không phải là số"), (["12196", "", "3", "2"], "C2", "không lớn hơn"),
    (["12196", "", "-1", "2"], "C2", "Phải từ 0"), (["12196", "", "1", ""], "D2", "Chưa ghi"),
    (["12196", "", None, "2"], "C2", "công thức"), ([None, "", "1", "2"], "A2", "công thức"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "cell", "said"), WRONG)
def test_each_wrong_cell_is_named(cells, cell, said):
    (mistake,) = intake.understood([HEAD, cells], SCORE_766, SHEETS).mistakes
    assert mistake.cell == cell and said in mistake.message


def test_columns_are_found_by_their_heads_and_blank_lines_left_out():
    rows = [["Bảng 766"], [], ["Trên tổng số", "Số liệu", "Mã đơn vị"], ["100", "85,5", "12196"], ["", "", "12280"],
            ["", "", ""], ["100", "70", "4"]]  # fmt: skip
    found = intake.understood(rows, SCORE_766, SHEETS)
    assert found.lines == [intake.Line(1, D("85.5"), D(100)), intake.Line(3, D(70), D(100))] and not found.mistakes
    twice = intake.understood([HEAD, ["12196", "", "1", "2"], ["12196", "", "1", "2"]], SCORE_766, SHEETS)
    assert [one.message for one in twice.mistakes] == ["Đơn vị mã 12196 đã có ở ô A2."]


@pytest.mark.parametrize(("rule", "head", "text", "top"), [
    ("points", "Điểm", "1,5", "1.5"), ("steps", "Số liệu", "82", "82"), ("yes_no", "Số liệu", "Có", "1"),
    ("yes_no", "Số liệu", "không", "0"),
])  # fmt: skip
def test_each_rule_asks_for_its_own_column(rule, head, text, top):
    row = Criterion(rule=rule, source="import", most=D(2), least=D(0))
    assert intake.columns_of(row) == ("Mã đơn vị", "Đơn vị", head)
    assert intake.understood([["Mã đơn vị", head], ["12196", text]], row, SHEETS).lines == [
        intake.Line(1, D(top), None)
    ]


@pytest.mark.parametrize("rows", [[], [HEAD], [["Mã"], ["1"]], [HEAD, ["12196", "", "", ""]]])
def test_what_is_no_table_is_refused(rows):
    with pytest.raises(intake.TableRefused):
        intake.understood(rows, SCORE_766, SHEETS)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00x", b"PK\x03\x04 not a zip", "Mã;Số\n1;2".encode()])
def test_odd_files_are_refused_in_words(data):
    with pytest.raises(intake.TableRefused):
        intake.read(data, SCORE_766, SHEETS)


def _table(*rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *rows])
    return text.getvalue().encode("utf-8-sig")


def _sent(client, held, asked, *rows, day, source="Cổng Dịch vụ công quốc gia"):
    file = SimpleUploadedFile("766.csv", _table(*rows))
    return client.post(
        reverse("index_intake", args=[held.pk, asked.pk]), {"source": source, "as_of": f"{day:%d/%m/%Y}", "file": file}
    )


def test_a_table_is_shown_taken_and_withdrawn(house, held, asked, client):
    cast = house.cast
    client.force_login(house.organiser)
    line = ["12196", "", "85,5", "100"]
    assert _sent(client, held, asked, line, day=house.today + timedelta(days=1)).status_code == 422
    assert _sent(client, held, asked, ["1", "", "1", "2"], day=house.today).status_code == 422
    assert not Intake.objects.exists()
    assert _sent(client, held, asked, line, day=house.today).status_code == 302
    mark = house.mark(held, cast.new_commune, "1.3b")
    assert mark.top is None, "nothing is written yet"
    page = words(client.get(reverse("index_intake", args=[held.pk, asked.pk])).content.decode())
    assert "85,5/100 ghi mới" in page
    made = Intake.objects.get()
    assert client.post(reverse("index_intake_move", args=[made.pk, "nap"])).status_code == 302
    mark = house.mark(held, cast.new_commune, "1.3b")
    assert (mark.top, mark.bottom, mark.own_points) == (D("85.5"), D(100), D("12.83"))
    assert client.post(reverse("index_intake_move", args=[made.pk, "nap"])).status_code == 409
    _sent(client, held, asked, ["12196", "", "90", "100"], ["12280", "", "70", "100"], day=house.today)
    newer = Intake.objects.first()
    assert [line.changes for line in intake.shown(newer)] == ["over", "first"]
    intake.take(newer, by=house.organiser)
    with pytest.raises(Conflict, match="gần nhất"):
        intake.withdraw(Intake.objects.get(pk=made.pk), by=house.organiser)
    assert intake.withdraw(Intake.objects.get(pk=newer.pk), by=house.organiser) == 2
    assert house.mark(held, cast.new_commune, "1.3b").top == D("85.5")
    assert house.mark(held, house.other, "1.3b").top is None


def test_a_figure_that_moved_since_is_not_overwritten(house, held, asked):
    lines = [intake.Line(house.sheet(held, house.other).pk, D(1), D(2))]
    given = {"by": house.organiser, "source": "766", "as_of": house.today, "name": "a.csv", "data": b"a"}
    made = intake.begin(held, asked, lines, **given)
    Mark.objects.filter(criterion=asked).update(top=D(7), bottom=D(9))
    with pytest.raises(Conflict, match="vừa đổi"):
        intake.take(made, by=house.organiser)
    with pytest.raises(Refused):
        intake.begin(held, asked, lines, **given | {"by": house.appraiser})
    other = Criterion.objects.get(code="1.2")
    with pytest.raises(Conflict, match="nguồn khác"):
        intake.begin(held, other, lines, **given)
    Round.objects.filter(pk=held.pk).update(state=Round.State.OBJECTING)
    with pytest.raises(Conflict, match="không còn nhận"):
        intake.begin(fresh(held), asked, lines, **given)


def test_what_a_sheet_was_added_up_to_is_what_its_marks_say(house, held, asked):
    cast = house.cast
    house.both_scored(held)
    intake.take(
        intake.begin(held, asked, [intake.Line(house.sheet(held, house.other).pk, D(3), D(4))], by=house.organiser,
                     source="766", as_of=house.today, name="a.csv", data=b"a"), by=house.organiser,
    )  # fmt: skip
    moving.move(fresh(held), "close", by=house.organiser)
    house.appraised(held)
    read = adding.frame(held.set)
    found, wanted = results.rows(fresh(held), read, ways=True), results.recount(fresh(held), read)
    assert all(row.sheet.tally for row in found)
    assert [(row.sheet, row.own, row.given, row.place, row.named) for row in found] == [
        (row.sheet, row.own, row.given, row.place, row.named) for row in wanted
    ]
    for row in found:
        marks = {mark.criterion_id: mark for mark in row.sheet.marks.all()}
        kept, whole = results.way_from(row, read), results.way_up(row, read, marks, held)
        assert (kept and (kept.above, kept.lacks, kept.nearest, kept.count)) == (
            whole and (*whole[:2], whole[2][: results.NAMED], len(whole[2]))
        )
    Sheet.objects.filter(unit=cast.new_commune).update(tally=None, way=None)  # a row of before
    assert [row.given for row in results.rows(fresh(held), read)] == [row.given for row in wanted]


def test_a_taken_figure_leads_the_dimension_it_names(house, held, asked):
    StructureVersion.objects.get_or_create(year_from=2011)
    sheets = [house.sheet(held, unit).pk for unit in (house.cast.new_commune, house.other)]
    lines = [intake.Line(sheets[0], D(85), D(100)), intake.Line(sheets[1], D(70), D(100))]
    intake.take(
        intake.begin(held, asked, lines, by=house.organiser, source="Cổng quốc gia", as_of=house.today, name="a", data=b"a"),
        by=house.organiser,
    )  # fmt: skip
    Round.objects.update(state=Round.State.PUBLISHED)
    found = list(figures_of_index(house.organiser, kin(house.province.pk), house.today.year, published()))
    assert [(one.code, one.name, one.value, one.unit, one.source) for one in found] == [
        ("5", "Điểm 766, trung bình 2 đơn vị", D("77.5"), "%", "Cổng quốc gia")
    ]


def test_a_unit_cannot_type_what_another_source_gives(house, held, asked):
    cast = house.cast
    mark = house.mark(held, cast.new_commune, "1.3b")
    sheet = house.sheet(held, cast.new_commune)
    marking.answer(sheet, {mark.pk: {"top": D(10), "bottom": D(10)}}, by=cast.new_official, version=sheet.version)
    assert house.mark(held, cast.new_commune, "1.3b").top is None
