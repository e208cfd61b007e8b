"""First drafts: the half-year report of 2021 comes out right, units below are named, late ones are urged."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from conftest import make_agency, make_unit
from indicators.models import Dimension
from plans.models import Measure, Period, Plan, Progress, Task
from plans.tests.paper import make_period, make_plan
from reports.drafting import counting, dispatches, frames, heads, plans, results
from reports.drafting.counting import Reported
from reports.drafting.figures import Figures
from reports.drafting.results import comparing
from reports.layout import check
from reports.layout.content import Heading, Table, plain
from reports.tests import desk
from reports.tests.desk import reported
from units.models import Agency, Post, Unit

HALF_YEAR = {"Hồ sơ tiếp nhận": 21651, "Kỳ trước chuyển qua": 50, "Tiếp nhận mới": 21601,
             "Đã giải quyết trước và đúng hẹn": 21567, "Đang giải quyết": 84, "Hủy": 33}  # fmt: skip


def dimension(number, name):
    found, _ = Dimension.objects.get_or_create(
        number=number, defaults={"name": name, "short_name": name[:40], "name_en": name, "year_from": 2011}
    )
    return found


def body(draft):
    return "\n".join(plain(block) for block in draft.paper.blocks)


@pytest.fixture
def city(db):
    """The city whose half-year runs from December to May, with the figures it published."""
    unit = make_unit("Thành phố mẫu", "TP-MAU", kind="thanh-pho")
    office = make_agency(unit, "UBND Thành phố mẫu", heads_unit=True, symbol="UBND", place="Thành phố")
    plan = make_plan(unit, office, number="", year=2021, tasks=0)
    files = Task.objects.create(plan=plan, code="3", position=3, text="Giải quyết hồ sơ trên phần mềm một cửa")
    files.dimensions.add(dimension(5, "Thủ tục hành chính công"))
    clinics = Task.objects.create(plan=plan, code="4", position=4, text="Duy trì tiêu chí quốc gia về y tế")
    clinics.dimensions.add(dimension(6, "Cung ứng dịch vụ công"))
    for position, name in enumerate(HALF_YEAR):
        Measure.objects.create(task=files, name=name, unit_of_measure="hồ sơ", position=position)
    Measure.objects.create(task=clinics, name="Xã, phường đạt tiêu chí", unit_of_measure="xã, phường", target=12)
    period = make_period(
        plan, year=2021, name="6 tháng năm 2021", kind=Period.Kind.FREE, starts=date(2020, 12, 1),
        ends=date(2021, 5, 31), due_inside=date(2021, 6, 10), due=date(2021, 6, 15),
    )  # fmt: skip
    reported(plan, period, result="12/12 xã, phường thực hiện", level=Progress.Level.DOING, figure=12)
    for name, value in HALF_YEAR.items():
        Measure.objects.get(name=name).figures.update(value=value)
    return plan, period


def report_of(plan, period, as_of=date(2021, 6, 20)):
    agency = heads.office_of(plan.unit)
    return results.report(
        counting.results(plan, period, as_of=as_of), agency=agency, signer=heads.default_signer(agency)
    )


def test_the_half_year_report_of_2021(city):
    draft = report_of(*city)
    words = body(draft)
    assert "6 tháng năm 2021 (từ 01/12/2020 đến 31/05/2021)" in words
    assert (
        "hồ sơ tiếp nhận 21.651 hồ sơ; kỳ trước chuyển qua 50 hồ sơ; tiếp nhận mới 21.601 hồ sơ; đã giải quyết trước và "
        "đúng hẹn 21.567 hồ sơ; đang giải quyết 84 hồ sơ; hủy 33 hồ sơ"
    ) in words
    assert "12/12 xã, phường" in words
    assert not draft.paper.addressees  # nobody stands above: no Kính gửi, no "Như trên"
    assert {row["text"] for row in draft.figures.values()} >= {"21.651", "50", "21.567", "84", "33", "12"}


def test_sections_stand_by_dimension_and_are_numbered(city):
    headings = [block.text for block in report_of(*city).paper.blocks if isinstance(block, Heading)]
    assert headings == [
        "I. Công tác lãnh đạo, chỉ đạo", "II. Kết quả chung", "III. Kết quả theo các nội dung của Chỉ số PAPI",
        "Nội dung 5. Thủ tục hành chính công", "Nội dung 6. Cung ứng dịch vụ công", "IV. Khó khăn, vướng mắc",
        "V. Phương hướng, nhiệm vụ thời gian tới", "VI. Đề xuất, kiến nghị",
    ]  # fmt: skip


def test_a_figure_knows_the_row_behind_it(city):
    draft = report_of(*city)
    row = next(row for row in draft.figures.values() if row["text"] == "21.651")
    entry = Progress.objects.get(task__code="3")
    assert (row["what"], row["entries"]) == ("Hồ sơ tiếp nhận", [entry.pk])


def test_what_is_not_handed_in_does_not_count(city):
    plan, period = city
    Progress.objects.filter(task__code="3").update(state=Progress.State.DRAFT)
    words = body(report_of(plan, period))
    assert "21.651" not in words
    assert "chưa có báo cáo 1 nhiệm vụ (50%)" in words


def test_comparison_with_the_period_before(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    dates = {"ends": date(2024, 6, 30), "due_inside": date(2024, 7, 1), "due": date(2024, 7, 5)}
    before = make_period(plan, name="6 tháng năm 2024", **dates)
    reported(plan, before, level=Progress.Level.DOING, figure=50)
    now = make_period(plan)
    reported(plan, now, figure=90)
    draft = report_of(plan, now, as_of=date(2024, 11, 1))
    assert "So với 6 tháng đầu năm 2024, số nhiệm vụ hoàn thành tăng 3 nhiệm vụ." in body(draft)
    table = next(block for block in draft.paper.blocks if isinstance(block, Table))
    assert table.rows == (("Hồ sơ", "hồ sơ", 50, 90, 40),)


@pytest.mark.parametrize(("now", "before", "said"), [(75, 96, True), (96, 75, True), (3, 3, False), (1, 1, False)])
def test_sums_of_different_numbers_of_units_are_no_fall_without_a_word(now, before, said):
    measure, figures = Measure(name="Hồ sơ"), Figures()
    rows = [
        Reported(measure, Decimal(5), Decimal(9), (), now, before),
        Reported(measure, Decimal(5), None, (), 200, 0),  # nothing to compare with: not in question
    ]
    found = list(comparing.of_how_many(SimpleNamespace(measures={1: rows}), figures))
    text = f"Số liệu kỳ này của {now} đơn vị, kỳ trước của {before} đơn vị; chênh lệch ở Bảng 1 gồm cả phần"
    assert ["".join(span.text for span in block.spans).startswith(text) for block in found] == [True] * said


def test_a_report_to_the_unit_above(cast):
    document = desk.report(cast)
    draft = report_of(document.plan, document.period, as_of=date(2024, 11, 1))
    assert draft.paper.addressees == ("Ủy ban nhân dân huyện Ân Thi (qua Phòng Nội vụ)",)
    assert draft.paper.recipient_lines[0] == "- Như trên;"
    assert draft.receivers == (cast.district.pk,)


def test_units_below_are_counted_and_their_words_named(cast):
    plan, period, (commune, neighbour) = desk.lower_period(cast)
    reported(commune, period, difficulties="Thiếu người", figure=10, result="Đã họp thôn")
    reported(neighbour, period, difficulties="Thiếu người", figure=20, state=Progress.State.DRAFT)
    draft = report_of(plan, period, as_of=date(2024, 11, 1))
    words = body(draft)
    assert "Có 2 đơn vị phải báo cáo, trong đó 1 đơn vị gửi đúng hạn, 1 đơn vị chưa gửi báo cáo." in words
    assert "Đơn vị chưa gửi báo cáo: Xã Hồ Tùng Mậu." in words
    assert "Thiếu người (xã Tiền Phong)." in words
    assert "Xã Tiền Phong: đã họp thôn." in words
    assert "Số liệu của các đơn vị: hồ sơ 10 hồ sơ." in words
    assert [annex.title for annex in draft.paper.annexes] == ["Tình hình gửi báo cáo của các đơn vị"]


def test_the_same_words_of_two_units_are_said_once(cast):
    plan, period, below = desk.lower_period(cast)
    for own in below:
        reported(own, period, difficulties="Đường truyền chưa ổn định.")
    words = body(report_of(plan, period, as_of=date(2024, 11, 1)))
    assert words.count("Đường truyền chưa ổn định") == 1
    assert "(Xã Hồ Tùng Mậu, xã Tiền Phong)" in words or "(xã Tiền Phong, Xã Hồ Tùng Mậu)" in words


def urging(cast, plan, period, today=date(2024, 11, 1)):
    return dispatches.urging(plan, period, agency=cast.district_office, today=today, signer=None)


def test_late_units_are_urged_by_name(cast):
    plan, period, (commune, _) = desk.lower_period(cast)
    reported(commune, period)
    draft = urging(cast, plan, period)
    assert draft.paper.addressees == ("Ủy ban nhân dân Xã Hồ Tùng Mậu",)
    assert draft.receivers == (cast.neighbour.pk,)
    assert "còn 1 đơn vị chưa gửi đủ báo cáo" in body(draft)
    assert draft.paper.symbol == "UBND-VP"


def test_nobody_late_nobody_urged(cast):
    plan, period, _ = desk.lower_period(cast)
    with pytest.raises(dispatches.NobodyLate):
        urging(cast, plan, period, today=date(2024, 10, 20))


def test_many_late_units_go_into_a_list_behind(cast, monkeypatch):
    monkeypatch.setattr(dispatches, "NAMED_AT_MOST", 1)
    plan, period, _ = desk.lower_period(cast)
    draft = urging(cast, plan, period)
    assert draft.paper.addressees == ("Ủy ban nhân dân 2 xã (theo danh sách tại Phụ lục kèm theo)",)
    assert len(draft.paper.annexes[0].table.rows) == 2


def test_a_plan_with_its_assignment_annex(cast):
    words = {"purpose": "Nâng cao chất lượng phục vụ", "bases": "Luật A", "recipients": "Các thôn\nLưu Vp"}
    plan = make_plan(cast.commune, cast.commune_office, **words)
    front = make_agency(cast.commune, "Ủy ban MTTQ xã", kind=Agency.Kind.FRONT)
    plan.tasks.first().coordinating.add(front)
    paper = plans.plan_paper(plan, signer=None).paper
    assert paper.bases == ("Luật A",)
    assert paper.recipients == ("Các thôn",)
    rows = paper.annexes[0].table.rows
    assert rows[0] == ("Nhiệm vụ chung",)
    assert "Đề nghị Ủy ban MTTQ xã" in rows[1]  # the Front is asked, never ordered
    assert len(rows) == 1 + plan.tasks.count()


def test_the_draft_obeys_what_a_machine_can_check(cast):
    type(cast.leader).objects.filter(pk=cast.leader.pk).update(legal_name="Nguyễn Văn A")
    document = desk.report(cast)
    draft = report_of(document.plan, document.period, as_of=date(2024, 11, 1))
    assert check.problems(draft.paper) == []


@pytest.mark.parametrize(
    ("signs", "title", "lines"),
    [
        (Post.Signs.HEAD, "Chủ tịch UBND xã", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Post.Signs.ACTING, "Quyền Chủ tịch UBND xã", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        (Post.Signs.HEAD, "Phó Bí thư Đảng ủy, Chủ tịch UBND xã", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Post.Signs.DEPUTY, "Phó Chủ tịch UBND xã", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)
def test_the_block_over_the_signature(cast, signs, title, lines):
    post = cast.leader.posts.get()
    post.signs, post.title = signs, title
    assert heads.signing(post).lines == lines


def test_a_department_is_led_by_one_person(cast):
    unit = make_unit("Sở Văn hóa mẫu", "SVH", kind=Unit.Kind.DEPARTMENT, parent=cast.old_province)
    office = make_agency(unit, "Sở Văn hóa mẫu", heads_unit=True, symbol="SVH")
    post = Post(user=cast.leader, agency=office, title="Giám đốc Sở", signs=Post.Signs.HEAD)
    assert heads.signing(post).lines == ("GIÁM ĐỐC",)
    assert heads.symbol("bao_cao", office) == "BC-SVH"


def test_a_proposal_has_its_frame(cast):
    paper = frames.frame("to_trinh", agency=cast.commune_office, title="Đề nghị", signer=None).paper
    assert paper.addressees == ("Ủy ban nhân dân huyện Ân Thi",)
    assert Plan.objects.count() == 0
