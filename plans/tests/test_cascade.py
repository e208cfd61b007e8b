"""Down the line: drafts that know their parent, changes offered above, coverage by few queries, no figure twice."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse

from conftest import make_agency, make_unit
from plans.cascade.workflow import handing_down as cascade
from plans.counting import coverage, figures, offers
from plans.counting.overview import overview
from plans.drafting import trace
from plans.drafting.wording import task_words
from plans.drafting.workflow import extension, life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Figure, Measure, Period, Plan, Progress, Task
from plans.tests.paper import fitting, make_period, make_plan
from post.models import Letter, Notice
from units.errors import Conflict, Refused

# Handing down, taking and amending go their way on both engines in the world of the walks.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def upper(cast):
    return make_plan(cast.district, cast.district_office, number="10/KH-UBND")


@pytest.fixture
def handed(cast, upper):
    """The commune's draft with all three tasks of the district."""
    given = cascade.hand_down(upper, list(upper.tasks.all()), [cast.commune], by=cast.district_leader)
    return given[0][1]


def issue(plan, cast, number="04/KH-UBND"):
    return life.issue(plan, by=cast.leader, number=number, date=date(2024, 1, 20))


def amend_above(cast, upper, **words):
    draft = life.amend(upper, by=cast.district_leader)
    task = draft.tasks.worded().order_by("position").first()
    plan_tasks.save_task(task, by=cast.district_leader, version=task.version, words=task_words(task) | words)
    life.issue(draft, by=cast.district_leader, number="20/KH-UBND", date=date(2024, 4, 1))


def test_units_below_get_a_draft_whose_tasks_know_their_parent(cast, upper, handed):
    assert (handed.unit, handed.state, handed.reports_under) == (cast.commune, Plan.State.DRAFT, upper)
    assert list(handed.parents.all()) == [upper]
    tasks = list(handed.tasks.order_by("position"))
    assert [task.parent.plan for task in tasks] == [upper] * 3
    assert {task.lead for task in tasks} == {cast.commune_office}
    assert tasks[0].measures.get().parent == upper.tasks.first().measures.get()
    assert Notice.objects.filter(to=cast.official).count() == 1


def test_handing_down_twice_adds_nothing_and_a_new_unit_only_itself(cast, upper, handed):
    tasks = list(upper.tasks.all())
    again = cascade.hand_down(upper, tasks, [cast.commune, cast.neighbour], by=cast.district_leader)
    assert [unit for unit, _, _ in again] == [cast.neighbour]
    assert Plan.objects.filter(parents=upper).count() == 2


def test_a_task_added_later_reaches_an_issued_plan_through_its_amendment(cast, upper, handed):
    own = issue(handed, cast)
    task = Task.objects.create(plan=upper, code="4a", position=4, text="Nhiệm vụ thêm sau")
    ((_, draft, _),) = cascade.hand_down(upper, [task], [cast.commune], by=cast.district_leader)
    assert draft.amends == own and own.tasks.count() == 3
    life.issue(draft, by=cast.leader, number="05/KH-UBND", date=date(2024, 5, 2))
    assert own.tasks.get(code="4a").parent == task


def test_only_the_office_above_hands_down_and_only_what_is_in_force(cast, upper):
    tasks = list(upper.tasks.all())
    with pytest.raises((Refused, Http404)):
        cascade.hand_down(upper, tasks, [cast.commune], by=cast.official)
    with pytest.raises(Conflict):
        cascade.hand_down(upper, tasks, [cast.new_commune], by=cast.district_leader)
    Plan.objects.filter(pk=upper.pk).update(state=Plan.State.DRAFT)
    upper.refresh_from_db()
    with pytest.raises(Conflict):
        cascade.hand_down(upper, tasks, [cast.commune], by=cast.district_leader)


def test_a_change_above_is_offered_as_a_difference_and_taken_into_a_draft(cast, upper, handed):
    mine = handed.tasks.order_by("position").first()
    Task.objects.filter(pk=mine.pk).update(product="Sản phẩm riêng của xã")
    amend_above(cast, upper, deadline="2024-11-30")
    (offer,) = offers.offers(handed)
    assert [(row["label"], row["old"], row["new"]) for row in offer.changes] == [
        ("Thời hạn", "15/10/2024", "30/11/2024")
    ]
    cascade.take(offer.task, by=cast.official)
    mine.refresh_from_db()
    assert (mine.deadline, mine.product) == (date(2024, 11, 30), "Sản phẩm riêng của xã")
    assert offers.count_offers(handed) == 0
    with pytest.raises(Conflict):
        cascade.take(mine, by=cast.official)


def test_in_an_issued_plan_taking_goes_through_an_amendment(cast, upper, handed):
    own = issue(handed, cast)
    amend_above(cast, upper, deadline="2024-11-30")
    mine = own.tasks.order_by("position").first()
    draft = cascade.take(mine, by=cast.official)
    mine.refresh_from_db()
    assert draft.amends == own and mine.deadline == date(2024, 10, 15)
    life.issue(draft, by=cast.leader, number="06/KH-UBND", date=date(2024, 5, 2))
    mine.refresh_from_db()
    assert mine.deadline == date(2024, 11, 30)
    assert offers.count_offers(own) == 0


def test_dropping_the_amendment_offers_the_change_again_and_issuing_another_does_not(cast, upper, handed):
    own = issue(handed, cast)
    amend_above(cast, upper, deadline="2024-11-30")
    mine = own.tasks.order_by("position").first()
    draft = cascade.take(mine, by=cast.official)
    assert offers.count_offers(own) == 0
    life.remove_draft(draft, by=cast.official)
    assert offers.count_offers(own) == 1
    draft = life.amend(own, by=cast.official)
    cascade.decline(mine, by=cast.official, reason="Xã đã xong việc này")
    plan_tasks.add_task(draft, by=cast.official, words={"text": "Việc khác"})
    life.issue(draft, by=cast.leader, number="06/KH-UBND", date=date(2024, 5, 2))
    assert offers.count_offers(own) == 0


def test_a_change_that_is_not_the_units_business_is_read_without_an_amendment(cast, upper, handed):
    own = issue(handed, cast)
    amend_above(cast, upper, lead_text="Phòng Nội vụ")
    mine = own.tasks.order_by("position").first()
    assert cascade.take(mine, by=cast.official) == own
    assert offers.count_offers(own) == 0 and own.change_under_way is None


def test_a_figure_asked_later_and_taken_below_rolls_up(cast, upper, handed):
    amend_above(cast, upper, measures=[["Hồ sơ", "hồ sơ", "100", "sum"], ["Buổi", "buổi", None, "sum"]])
    mine = handed.tasks.order_by("position").first()
    cascade.take(mine, by=cast.official)
    assert [row.parent.task.plan for row in mine.measures.all()] == [upper, upper]


def test_own_tasks_are_linked_to_those_above_without_an_amendment(cast, upper):
    own = make_plan(cast.commune, cast.commune_office, number="44/KH-UBND")
    first, above = own.tasks.order_by("position").first(), upper.tasks.order_by("position").first()
    draft = life.amend(own, by=cast.official)
    assert plan_tasks.link_tasks(own, {first.pk: above.pk}, by=cast.official) == 1
    row = coverage.matrix(upper, [above], list(coverage.units_below(upper))).rows[0]
    assert row.cells[cast.commune.pk].task == first.pk
    assert first.measures.get().parent == above.measures.get()
    assert draft.tasks.get(amends=first).parent == above
    assert plan_tasks.link_tasks(own, {first.pk: None}, by=cast.official) == 1
    assert first.measures.get().parent is None


def test_a_task_added_above_is_offered_and_taken_by_the_unit_itself(cast, upper, handed):
    own = issue(handed, cast)
    assert offers.lacking(own) == []
    draft = life.amend(upper, by=cast.district_leader)
    plan_tasks.add_task(draft, by=cast.district_leader, words={"text": "Kiểm tra chợ xã"})
    own_work = {"text": "Tập huấn", "lead": cast.district_home_affairs.pk, "lead_text": "Phòng Nội vụ huyện Ân Thi"}
    plan_tasks.add_task(draft, by=cast.district_leader, words=own_work)
    life.issue(draft, by=cast.district_leader, number="20/KH-UBND", date=date(2024, 4, 1))
    (task,) = offers.lacking(own)
    assert task.text == "Kiểm tra chợ xã"
    amendment = cascade.adopt(own, task, by=cast.official)
    assert amendment.amends == own and amendment.tasks.get(parent=task).lead == cast.commune_office
    with pytest.raises(Conflict):
        cascade.adopt(own, task, by=cast.official)
    cascade.exempt(task, [cast.neighbour], by=cast.district_leader, reason="Không có chợ")
    with pytest.raises((Refused, Http404)):
        cascade.adopt(own, task, by=cast.neighbour_official)


def test_declining_needs_a_reason_and_is_on_record(cast, upper, handed):
    amend_above(cast, upper, deadline="2024-11-30")
    (offer,) = offers.offers(handed)
    with pytest.raises(ValueError, match="lý do"):
        cascade.decline(offer.task, by=cast.official, reason="")
    cascade.decline(offer.task, by=cast.official, reason="Xã đã xong việc này")
    assert offers.offers(handed) == []
    assert handed.steps.get(verb="decline").note == "Xã đã xong việc này"


def test_the_matrix_knows_assigned_waiting_missing_and_exempt(cast, upper, handed):
    first, second, third = upper.tasks.order_by("position")
    cascade.exempt(second, [cast.neighbour], by=cast.district_leader, reason="Không có chợ")
    matrix = coverage.matrix(upper, [first, second, third], list(coverage.units_below(upper)))
    states = {(row.task.pk, key): cell.state for row in matrix.rows for key, cell in row.cells.items()}
    assert states[first.pk, cast.commune.pk] == "to_confirm"
    assert states[first.pk, cast.neighbour.pk] == "unassigned"
    assert states[second.pk, cast.neighbour.pk] == "not_applicable"
    issue(handed, cast)
    matrix = coverage.matrix(upper, [first], list(coverage.units_below(upper)))
    assert matrix.rows[0].cells[cast.commune.pk].state == "assigned"
    assert (matrix.rows[0].assigned, matrix.rows[0].wanted, matrix.missing) == (1, 2, 1)
    cascade.exempt(second, [cast.neighbour], by=cast.district_leader, reason="")
    assert not second.exemptions.exists()
    lines = trace.events(upper.steps.filter(verb__in=["exempt", "apply"]).order_by("pk"))
    assert [(line["verb"], line["what"], line["old"], line["new"]) for line in lines] == [
        ("đánh dấu", "nhiệm vụ 2a, không áp dụng với Xã Hồ Tùng Mậu", "–", "Không có chợ"),
        ("bỏ dấu", "nhiệm vụ 2a, không áp dụng với Xã Hồ Tùng Mậu", "Không có chợ", "–"),
    ]


def test_communes_cover_the_province_through_the_district(cast, upper, handed):
    province = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND", tasks=1)
    top = province.tasks.get()
    upper.tasks.filter(code="1a").update(parent=top)
    issue(handed, cast)
    assert coverage.depths_below(province) == 2
    row = coverage.matrix(province, [top], list(coverage.units_below(province, 2))).rows[0]
    assert row.cells[cast.commune.pk].state == "assigned"
    assert row.cells[cast.neighbour.pk].state == "unassigned"


@pytest.fixture
def hundred(cast):
    """A province of 104 communes, 60 tasks, each with a task of each commune: 6,240 cells."""
    plan = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026, tasks=60)
    tasks = list(plan.tasks.all())
    for n in range(103):
        unit = make_unit(f"Xã số {n:03}", f"9{n:04}", parent=cast.province, since=date(2025, 7, 1))
        own = Plan.objects.create(
            unit=unit, issuer=make_agency(unit, f"UBND xã số {n:03}", heads_unit=True), title="KH", state=Plan.State.ISSUED,
            year_from=2026, year_to=2026,
        )  # fmt: skip
        Task.objects.bulk_create(Task(plan=own, text=task.text, parent=task, position=task.position) for task in tasks)
    return plan


def test_sixty_tasks_by_104_communes_take_four_queries(cast, hundred, django_assert_num_queries):
    tasks, units = list(hundred.tasks.select_related("lead", "plan")), list(coverage.units_below(hundred))
    assert len(units) == 104
    with django_assert_num_queries(4):
        matrix = coverage.matrix(hundred, tasks, units)
    assert sum(row.assigned for row in matrix.rows) == 60 * 103
    assert matrix.missing == 60


def test_pages_of_a_large_plan_take_few_queries(client, cast, hundred, django_assert_max_num_queries):
    client.force_login(cast.province_leader)
    with django_assert_max_num_queries(30):
        assert client.get(f"/ke-hoach/{hundred.pk}/bao-phu/").status_code == 200
    with django_assert_max_num_queries(40):
        assert client.get(f"/ke-hoach/{hundred.pk}/").status_code == 200
    page = client.get(f"/ke-hoach/{hundred.pk}/bao-phu/?page=5").context["page"]
    assert (page.number, len(page.object_list), page.paginator.count) == (5, 8, 104)


def test_the_overview_counts_what_is_on_track_below(cast, upper, handed):
    own = issue(handed, cast)
    make_period(upper)
    year = {
        "starts": date(2024, 1, 1),
        "ends": date(2024, 12, 31),
        "due_inside": date(2025, 1, 5),
        "due": date(2025, 1, 9),
    }
    Period.objects.create(plan=upper, name="Năm 2024", kind="year", **year)  # announced: it hides no open one
    Progress.objects.filter(plan=own, task__code="1a").update(state=Progress.State.DRAFT, level="done")
    seen = overview(upper, date(2024, 12, 1), cast.district_leader)
    line = next(line for line in seen.lines if line.task.code == "1a")
    assert (line.on_track, line.entries, line.badge) == (1, 2, "overdue")
    assert (seen.with_plan, seen.without_plan) == (1, 1)


# --- Figures -----------------------------------------------------------------------------------------------------------


def enter(measure, period, value, state=Progress.State.APPROVED):
    entry = Progress.objects.get(task=measure.task, period=period)
    Progress.objects.filter(pk=entry.pk).update(**fitting(state))
    return Figure.objects.create(entry=entry, measure=measure, value=Decimal(value))


@pytest.fixture
def measured(cast, upper):
    """The district's measure, those of its two communes, and a period."""
    given = cascade.hand_down(upper, list(upper.tasks.all()), [cast.commune, cast.neighbour], by=cast.district_leader)
    for n, (_, draft, _) in enumerate(given):
        Plan.objects.filter(pk=draft.pk).update(state=Plan.State.ISSUED, number=f"{n}/KH-UBND")
    top = upper.tasks.first().measures.get()
    return top, list(Measure.objects.filter(parent=top).order_by("pk")), make_period(upper)


@pytest.mark.parametrize(("rule", "expected"), [("sum", 40), ("average", 20), ("max", 30), ("latest", 40)])
def test_figures_roll_up_by_their_rule_and_open_into_entries(measured, rule, expected):
    top, below, period = measured
    Measure.objects.update(rollup=rule)
    entered = [enter(measure, period, value) for measure, value in zip(below, (10, 30), strict=True)]
    (total,) = figures.totals(Measure.objects.filter(pk=top.pk).select_related("task__plan__unit"))
    assert (total.value, total.own, total.reporting) == (expected, False, 2)
    assert {source.entry_id for source in total.entries()} == {row.entry_id for row in entered}


def test_an_own_figure_stands_in_for_those_below_and_never_adds(measured):
    top, below, period = measured
    enter(below[0], period, 10)
    enter(top, period, 99)
    (total,) = figures.totals(Measure.objects.filter(pk=top.pk).select_related("task__plan__unit"))
    assert (total.value, total.own, total.set_aside) == (99, True, 10)
    assert len(total.entries()) == 1


def test_overlapping_periods_count_once_and_what_was_not_handed_in_not_at_all(upper, measured):
    top, below, nine_months = measured
    half = make_period(
        upper, name="6 tháng", ends=date(2024, 6, 30), due_inside=date(2024, 6, 20), due=date(2024, 6, 25)
    )
    autumn = make_period(upper, name="Quý IV", starts=date(2024, 10, 1), ends=date(2024, 12, 31))
    enter(below[0], half, 6)
    enter(below[0], nine_months, 10)
    enter(below[0], autumn, 5)
    enter(below[1], nine_months, 100, state=Progress.State.DRAFT)
    (total,) = figures.totals(Measure.objects.filter(pk=top.pk).select_related("task__plan__unit"))
    assert total.value == 15
    assert [source.period.name for source in total.entries()] == ["Quý IV", "9 tháng năm 2024"]


def test_a_report_of_a_period_reads_it_alone_through_every_level(upper, measured):
    top, (middle, other), period = measured
    Measure.objects.filter(pk=other.pk).update(parent=middle)  # a third level: the middle one entered nothing itself
    autumn = make_period(upper, name="Quý IV", starts=date(2024, 10, 1), ends=date(2024, 12, 31))
    enter(other, period, 7)
    enter(other, autumn, 5)
    asked = Measure.objects.filter(pk=top.pk).select_related("task__plan__unit")
    assert [figures.totals(asked, period=moment)[0].value for moment in (period, autumn)] == [7, 5]


def test_the_last_number_of_a_unit_counts_only_until_its_successor_has_one(measured):
    top, (old, new), period = measured
    Measure.objects.update(rollup="latest")
    enter(old, period, 100)
    Plan.objects.filter(pk=old.task.plan_id).update(state=Plan.State.CLOSED, superseded_by=new.task.plan)
    tops = Measure.objects.filter(pk=top.pk).select_related("task__plan__unit")
    assert figures.totals(tops.all())[0].value == 100
    enter(new, period, 250)
    assert figures.totals(tops.all())[0].value == 250
    Measure.objects.update(rollup="sum")
    assert figures.totals(tops.all())[0].value == 350


def test_an_average_of_averages_is_that_of_all_units():
    assert figures.combine("average", [Decimal(10), Decimal(40), None], [1, 2, 0]) == 30


def test_neighbours_read_the_figure_of_the_plan_above_but_not_each_others_entries(client, cast, measured):
    top, below, period = measured
    for measure, value in zip(below, (10, 30), strict=True):
        enter(measure, period, value)
    client.force_login(cast.neighbour_official, backend="django.contrib.auth.backends.ModelBackend")
    ((total, sources, others, _),) = client.get(f"/ke-hoach/{top.task.plan_id}/so-lieu/").context["totals"]
    assert (total.value, [source.value for source in sources], others) == (40, [30], 1)


def test_no_figure_is_none_and_the_queries_do_not_grow_with_units(measured, django_assert_num_queries):
    top, _, _ = measured
    measures = list(Measure.objects.filter(pk=top.pk).select_related("task__plan__unit"))
    with django_assert_num_queries(3):
        (total,) = figures.totals(measures)
    assert total.value is None


# --- Extension ---------------------------------------------------------------------------------------------------------


def test_extension_is_asked_granted_and_the_old_date_stays(cast, upper, handed):
    issue(handed, cast)
    task = handed.tasks.select_related("plan__unit").first()
    with pytest.raises(ValueError, match="sau hạn"):
        extension.ask(task, by=cast.official, new_deadline=date(2024, 10, 1), reason="Mưa bão")
    with pytest.raises(ValueError, match="Cần ghi lý do"):
        extension.ask(task, by=cast.official, new_deadline=date(2024, 11, 1), reason=" ")
    row = extension.ask(task, by=cast.official, new_deadline=date(2024, 11, 1), reason="Mưa bão")
    shown = {line.task: line.asked for line in overview(handed, date(2024, 10, 1), cast.official).lines}
    assert shown[task] == row
    assert Notice.objects.filter(to=cast.leader, text__contains="chờ bạn gửi cấp trên").exists()
    assert not Notice.objects.filter(to=cast.reviewer, text__contains="gia hạn").exists()
    with pytest.raises(Conflict):
        extension.ask(task, by=cast.official, new_deadline=date(2024, 11, 2), reason="Lần nữa")
    with pytest.raises(Conflict):
        extension.answer(row, by=cast.reviewer, granted=True)
    with pytest.raises(Refused):
        extension.send_up(row, by=cast.official)
    extension.send_up(row, by=cast.leader)
    assert Notice.objects.filter(to=cast.reviewer, text__contains="gia hạn").exists()
    with pytest.raises(Conflict):
        extension.send_up(row, by=cast.leader)
    with pytest.raises((Refused, Http404)):
        extension.answer(row, by=cast.official, granted=True)
    extension.answer(row, by=cast.reviewer, granted=True)
    task.refresh_from_db()
    row.refresh_from_db()
    assert (task.deadline, row.old_deadline, row.decided_by) == (date(2024, 11, 1), date(2024, 10, 15), cast.reviewer)
    with pytest.raises(Conflict):
        extension.answer(row, by=cast.district_leader, granted=False, note="Không")


def test_refusing_needs_a_note_and_changes_nothing(cast, handed):
    issue(handed, cast)
    task = handed.tasks.select_related("plan__unit").first()
    row = extension.ask(task, by=cast.leader, new_deadline=date(2024, 11, 1), reason="Mưa bão")
    assert (row.state, row.sent_by) == ("asked", cast.leader), "what the leader asks herself goes up at once"
    with pytest.raises(ValueError, match="lý do"):
        extension.answer(row, by=cast.reviewer, granted=False)
    extension.answer(row, by=cast.reviewer, granted=False, note="Đủ thời gian")
    task.refresh_from_db()
    assert (task.deadline, row.state) == (date(2024, 10, 15), "refused")


def test_what_was_handed_down_a_moment_ago_is_taken_back_with_its_drafts(cast, upper, client):
    client.force_login(cast.district_leader)
    page, tasks = reverse("cascade", args=[upper.pk]), [task.pk for task in upper.tasks.all()]
    typed = {"tasks": tasks, "units": [cast.commune.pk, cast.neighbour.pk]}

    def kept():
        said = client.post(page, typed, follow=True).content.decode()
        return {"kept": re.search(r'name="kept" value="([^"]+)"', said)[1]}

    undo = reverse("cascade_undo", args=[upper.pk])
    assert client.post(undo, kept()).status_code == 302
    assert (
        not Plan.objects.filter(parents=upper).exists() and not Notice.objects.exists() and not Letter.objects.exists()
    )
    again = kept()
    draft = Plan.objects.get(parents=upper, unit=cast.commune)
    plan_tasks.add_task(draft, by=cast.official, words={"text": "Việc riêng của xã", "code": "x"})
    assert "đã làm tiếp" in client.post(undo, again).content.decode()
    assert draft.tasks.count() == 4
