"""An heir's report across a merger carries its predecessors' parts under their old names, each thing counted once."""

from datetime import date

import pytest
from django.db.models import F
from django.urls import reverse

from conftest import make_agency, make_person, make_unit
from plans.cascade.workflow import reorganise
from plans.drafting.workflow import life
from plans.models import Measure, Period, Plan, Progress, Rollup, Task
from plans.tests.paper import make_period, make_plan
from reports.drafting import counting, heads, results
from reports.layout import frozen
from reports.layout.content import plain
from reports.models import Document
from reports.papers import checks, press, reported, screen
from reports.papers.workflow import papers
from reports.tests import desk
from units.models import Post, Role, Succession, Unit, User

# Merging and counting are asked on both engines by the random histories and the story; here it is their words and sums.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
DAY, LAST = date(2025, 7, 1), date(2025, 6, 30)
HALF = {"name": "6 tháng năm 2025", "kind": Period.Kind.HALF_YEAR, "starts": date(2025, 1, 1), "ends": LAST,
        "due_inside": date(2025, 6, 20), "due": date(2025, 6, 25)}  # fmt: skip
YEAR = {"name": "Năm 2025", "kind": Period.Kind.YEAR, "starts": date(2025, 1, 1), "ends": date(2025, 12, 31),
        "due_inside": date(2025, 12, 10), "due": date(2025, 12, 15)}  # fmt: skip


def half(unit, office, *, figure, number="04/KH-UBND", **more):
    plan = make_plan(unit, office, year=2025, number=number)
    period = make_period(plan, year=2025, **HALF)
    desk.reported(plan, period, figure=figure, **more)
    return plan


def handed_over(cast, *plans):
    """The plan the heir issues, of what `plans` had open."""
    admin = User.objects.create_user("sapxep", title="Quản trị")
    Post.objects.create(
        user=admin, agency=cast.province_office, role=Role.ADMIN, title="x", valid_from=date(2020, 1, 1)
    )
    for plan in plans:
        Succession.objects.get_or_create(old=plan.unit, new=cast.new_commune, defaults={"share": "whole"})
        heirs = {plan.pk: [cast.new_commune]}
        (draft,), _ = reorganise.hand_over(plan.unit, by=admin, day=DAY, plan_heirs=heirs, post_heirs={})
    return life.issue(draft, by=cast.new_leader, number="01/KH-UBND", date=DAY)


def year(plan, **more):
    plan.periods.all().delete()
    period = make_period(plan, year=2025, **{**YEAR, **more})
    desk.reported(plan, period, result="Xã mới làm việc {n}", level=Progress.Level.DOING, figure=60)
    return period


@pytest.fixture
def merged(cast):
    """(the heir's plan, its year): Tiền Phong finished one task of three before the merger, two go on."""
    old = half(cast.commune, cast.commune_office, figure=90, result="Tiền Phong làm việc {n}", difficulties="Thiếu máy",
               level=Progress.Level.DOING)  # fmt: skip
    Progress.objects.filter(plan=old, task__position=3).update(level=Progress.Level.DONE)
    Task.objects.filter(plan=old).update(rhythm=Task.Rhythm.ONCE)
    plan = handed_over(cast, old)
    return plan, year(plan)


@pytest.fixture
def drafts(cast):
    """[(draft, leader)] of Hồng Quang, chosen first, and Lạc Đạo: both go on with two tasks of Tiền Phong's three."""
    old = half(
        cast.commune, cast.commune_office, figure=90, result="Tiền Phong làm việc {n}", level=Progress.Level.DOING
    )
    Progress.objects.filter(plan=old, task__position=3).update(level=Progress.Level.DONE)
    Task.objects.filter(plan=old).update(rhythm=Task.Rhythm.ONCE)
    other = make_unit("Xã Lạc Đạo", "12000", parent=cast.province, since=DAY)
    leader = make_person("lacdao", Role.LEADER, make_agency(other, "UBND xã Lạc Đạo", heads_unit=True), "Chủ tịch")
    admin = make_person("sapxep", Role.ADMIN, cast.province_office, "x")
    for heir in (cast.new_commune, other):
        Succession.objects.create(old=old.unit, new=heir, share="part")
    drafts, _ = reorganise.hand_over(
        old.unit, by=admin, day=DAY, plan_heirs={old.pk: [cast.new_commune, other]}, post_heirs={}
    )
    return list(zip(drafts, (cast.new_leader, leader), strict=True))


@pytest.fixture
def split(drafts):
    """[(plan, its year)] of both heirs."""
    found = []
    for draft, by in drafts:
        plan = life.issue(draft, by=by, number="01/KH-UBND", date=DAY)
        found.append((plan, year(plan)))
    return found


def read(plan, period, as_of=date(2025, 12, 20)):
    return counting.results(plan, period, as_of=as_of)


def report_of(plan, period):
    agency = heads.office_of(plan.unit)
    return results.report(read(plan, period), agency=agency, signer=heads.default_signer(agency))


def body(draft):
    return "\n".join(plain(block) for block in draft.paper.blocks)


def test_the_part_of_the_old_unit_stands_under_its_old_name_as_counted_and_in_the_text(merged):
    draft = report_of(*merged)
    words = body(draft)
    assert "Phần của xã Tiền Phong (trước ngày 01/07/2025)" in words
    assert (
        "Đến hết ngày 30/06/2025, xã Tiền Phong đã báo cáo 3 nhiệm vụ: hoàn thành 1 nhiệm vụ (33,3%), đang thực "
        "hiện 2 nhiệm vụ (66,7%); 2 nhiệm vụ được xã Hồng Quang tiếp tục thực hiện."
    ) in words
    assert "Tiền Phong làm việc 1. Kết quả: hồ sơ 90 hồ sơ." in words and "Tiền Phong làm việc 3." in words
    assert "Thiếu máy, xã Tiền Phong (trước ngày 01/07/2025)." in words
    rows = draft.paper.annexes[0].table.rows
    assert [row[0] for row in rows if len(row) > 1] == [1, 2, 3, 4, 5]
    assert ("Xã Tiền Phong (trước ngày 01/07/2025)",) in rows


def test_no_task_and_no_entry_is_counted_twice(merged):
    plan, period = merged
    draft = report_of(plan, period)
    assert "Trong kỳ, triển khai 2 nhiệm vụ, trong đó đang thực hiện 2 nhiệm vụ (100%)." in body(draft)
    assert "mỗi nhiệm vụ tính một lần: 3 nhiệm vụ." in body(draft)
    assert len(draft.entries) == len(set(draft.entries)) == 5


def test_of_several_heirs_the_first_counts_and_each_other_tells_what_it_goes_on_with(split):
    first, second = split
    assert [len(part.entries) for part in read(*first).before] == [3] and not read(*first).beside
    seen, draft = read(*second), report_of(*second)
    (part,), words = seen.beside, body(draft)
    assert (seen.before, seen.joined, part.counted_by) == ((), (), "xã Hồng Quang")
    assert [entry.task.position for entry in part.entries] == [1, 2], "what was finished stays with the first"
    assert "Phần của xã Tiền Phong (trước ngày 01/07/2025) do xã Lạc Đạo tiếp tục thực hiện" in words
    assert (
        "2 nhiệm vụ dưới đây do xã Tiền Phong báo cáo đến hết ngày 30/06/2025; số liệu đã tính ở báo cáo của xã Hồng "
        "Quang, không cộng lần nữa tại báo cáo này."
    ) in words
    assert "Tiền Phong làm việc 1. Kết quả: Hồ sơ: 90 hồ sơ." in words and "làm việc 3" not in words
    assert not set(draft.entries) & set(report_of(*first).entries)


def test_when_the_first_heir_s_draft_is_deleted_the_next_counts_and_at_last_nobody(client, drafts):
    (first, leader), (second, other) = drafts
    old = Plan.objects.get(superseded_by=first)
    client.force_login(leader)
    page = reverse("plan_remove", args=[first.pk])
    assert "Xóa dự thảo thì Xã Lạc Đạo" in " ".join(client.get(page).text.split())
    assert client.post(page).status_code == 302
    old.refresh_from_db()
    assert old.superseded_by == second
    assert old.steps.first().note.endswith("phần đã báo cáo nay do xã Lạc Đạo tính")
    client.force_login(other)
    page = " ".join(client.get(reverse("plan_remove", args=[second.pk])).text.split())
    assert "không báo cáo nào tính phần này nữa" in page
    plan = life.issue(second, by=other, number="01/KH-UBND", date=DAY)
    seen = read(plan, year(plan))
    assert [len(part.entries) for part in seen.before] == [3] and not seen.beside


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rollup.SUM, None),
        (Rollup.MAXIMUM, "Số liệu cả kỳ: hồ sơ 90 hồ sơ."),
        (Rollup.LATEST, None),
        (Rollup.AVERAGE, None),
    ],
)
def test_figures_add_up_over_the_merger_by_their_rule(merged, rule, words):
    Measure.objects.update(rollup=rule)
    text = body(report_of(*merged))
    assert (
        words in text if words else "Số liệu cả kỳ" not in text
    )  # the heir's number of the year covers the half-year


@pytest.mark.parametrize("rule", Rollup)
def test_a_figure_the_heir_has_not_entered_is_the_old_unit_s_under_every_rule(merged, rule):
    plan, period = merged
    Progress.objects.filter(plan=plan, period=period).update(state=Progress.State.DRAFT)
    Measure.objects.update(rollup=rule)
    assert "Số liệu cả kỳ: hồ sơ 90 hồ sơ." in body(report_of(plan, period))


@pytest.mark.parametrize(("starts", "ends", "carried"), [
    (date(2025, 6, 29), date(2025, 12, 31), True), (LAST, date(2025, 12, 31), True), (DAY, date(2025, 12, 31), False),
    (date(2025, 1, 1), DAY, True), (date(2025, 1, 1), LAST, True), (date(2025, 1, 1), date(2025, 6, 29), False),
])  # fmt: skip
def test_what_ended_within_the_span_is_carried_to_the_day(merged, starts, ends, carried):
    plan, period = merged
    Period.objects.filter(pk=period.pk).update(starts=starts, ends=ends)
    assert bool(read(plan, Period.objects.get(pk=period.pk)).before) is carried


@pytest.mark.parametrize(("last", "carried"), [(30, True), (31, True), (None, False)])
def test_a_unit_that_lived_beyond_the_period_reports_itself(merged, last, carried):
    plan, period = merged
    Unit.objects.filter(name="Xã Tiền Phong").update(valid_to=date(2025, 12, last) if last else date(2026, 1, 1))
    assert bool(read(plan, period).before) is carried


def test_only_what_was_handed_in_counts(merged):
    plan, period = merged
    Progress.objects.filter(plan__unit__name="Xã Tiền Phong", task__position__gt=1).update(state=Progress.State.DRAFT)
    (part,) = read(plan, period).before
    assert [entry.task.position for entry in part.entries] == [1]


def test_a_quarter_within_the_half_year_is_not_counted_beside_it(merged):
    plan, period = merged
    old = Plan.objects.get(superseded_by=plan)
    quarter = make_period(old, year=2025, name="Quý II năm 2025", starts=date(2025, 4, 1), ends=LAST)
    desk.reported(old, quarter, figure=50)
    first = make_period(old, year=2025, name="Quý I năm 2025", starts=date(2025, 1, 1), ends=date(2025, 3, 31))
    desk.reported(old, first, figure=40)
    (part,) = read(plan, period).before
    assert {entry.period.name for entry in part.entries} == {"6 tháng năm 2025"}
    Progress.objects.filter(plan=plan, period=period).update(state=Progress.State.DRAFT)
    assert "Số liệu cả kỳ: hồ sơ 90 hồ sơ." in body(report_of(plan, period))


def test_two_old_units_stand_apart_and_their_common_task_from_above_is_counted_once(cast):
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND", year=2025)
    olds = [half(cast.commune, cast.commune_office, figure=90), half(cast.neighbour, cast.neighbour_office, figure=20)]
    for old in olds:
        old.parents.add(upper)
        for task, above in zip(old.tasks.all(), upper.tasks.all(), strict=True):
            Task.objects.filter(pk=task.pk).update(parent=above, parent_version=1, rhythm=Task.Rhythm.ONGOING)
    plan = handed_over(cast, *olds)
    period = year(plan)
    Progress.objects.filter(plan=plan, period=period).update(state=Progress.State.DRAFT)
    found = read(plan, period)
    assert [part.name for part in found.before] == [
        "Xã Hồ Tùng Mậu (trước ngày 01/07/2025)", "xã Tiền Phong (trước ngày 01/07/2025)",
    ]  # fmt: skip
    words = body(results.report(found, agency=cast.new_commune_office, signer=None))
    assert "mỗi nhiệm vụ tính một lần: 3 nhiệm vụ." in words and "Số liệu cả kỳ: hồ sơ 110 hồ sơ." in words


def test_another_plan_of_the_old_unit_that_went_elsewhere_stands_in_no_report_of_this_one(merged, cast):
    plan, period = merged
    other = half(cast.commune, cast.commune_office, figure=7, number="09/KH-UBND")
    Plan.objects.filter(pk=other.pk).update(state=Plan.State.CLOSED)
    assert {entry.plan_id for part in read(plan, period).before for entry in part.entries} == {
        Plan.objects.get(superseded_by=plan).pk
    }


# --- On its way -----------------------------------------------------------------------------------------------------


@pytest.fixture
def document(merged, cast):
    plan, period = merged
    made = papers.begin("bao_cao", cast.new_commune_office, by=cast.new_official, plan=plan, period=period)
    assert press.make(made.pk)
    return desk.fresh(made)


def test_the_page_shows_the_part_and_says_what_the_report_is_made_of(client, cast, document):
    client.force_login(cast.new_official)
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Phần của xã Tiền Phong (trước ngày 01/07/2025)" in page
    found = checks.findings(document, frozen.paper_of(document))
    assert "3 kết quả của xã Tiền Phong (trước ngày 01/07/2025)" in [one.text for one in found if one.head == "Gồm"]
    entry = reported.carried(document).first()
    assert client.get(f"/tien-do/{entry.pk}/").status_code == 200


def test_old_entries_count_as_reported_move_as_reported_and_are_not_closed_again(document):
    assert len(document.reported) == 5 and reported.carried(document).count() == 3
    assert not reported.moved(document)
    assert reported.closing(document)[0] == 2
    assert {entry.unit.name for entry in reported.closed_by(document)} == {"Xã Hồng Quang"}
    assert "khóa 2 nhiệm vụ" in screen.way(document)[-1].note
    Progress.objects.filter(unit__name="Xã Tiền Phong", task__position=1).update(version=F("version"), level="done")
    assert reported.moved(Document.objects.get(pk=document.pk)).changed == 1
