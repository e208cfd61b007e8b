"""The way of an entry: what is offered is what is allowed, nothing is overwritten, every step leaves a trace."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone

from conftest import make_person
from plans.models import Figure, Progress, Step
from plans.progress import workflow as way
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.models import Letter, Notice
from units.errors import Conflict, Refused
from units.merging import Clash
from units.models import Delegation, Post, Role, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    return entries_of(make_period(plan))[0]


def fresh(entry):
    return Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)


def fill(entry, by, **values):
    measure = entry.task.measures.first()
    figures = {measure.pk: Decimal(12)} if measure else {}
    wanted = {"level": "in_progress", "result": "Đã làm", **values}
    return way.save(entry, by=by, version=fresh(entry).version, values=wanted, figures=figures)


def test_the_whole_way_with_letters_receipt_and_trace(cast, entry):
    fill(entry, cast.official)
    way.move(fresh(entry), "submit", by=cast.official)
    assert Notice.objects.filter(to=cast.leader).count() == 1
    receipt = way.move(fresh(entry), "hand_in", by=cast.leader).receipt
    assert receipt.startswith("12193-") and receipt.endswith("-0002")  # the official has number 1
    assert Letter.objects.get(to=cast.reviewer).subject.startswith("Xã Tiền Phong")
    way.move(fresh(entry), "send_back", by=cast.reviewer, note="Số liệu chưa khớp")
    assert fresh(entry).return_reason == "Số liệu chưa khớp"
    fill(fresh(entry), cast.official, result="Đã sửa")
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)
    way.move(fresh(entry), "approve", by=cast.reviewer)
    assert fresh(entry).state == Progress.State.APPROVED
    verbs = list(Step.objects.filter(entry=entry).order_by("at", "pk").values_list("verb", flat=True))
    assert verbs == ["save", "submit", "hand_in", "send_back", "save", "submit", "hand_in", "approve"]


def test_a_figure_taken_out_stays_in_other_periods(cast, entry):
    year = make_period(entry.plan, name="Cả năm", kind="year", ends=date(2024, 12, 31))
    other = entries_of(year)[0]
    for one in (entry, other):
        fill(one, cast.official)
    figures = {entry.task.measures.get().pk: None}
    way.save(entry, by=cast.official, version=fresh(entry).version, values={}, figures=figures)
    assert list(Figure.objects.values_list("entry", flat=True)) == [other.pk]


def test_the_reviewer_may_judge_otherwise_and_the_old_level_stays(cast, entry):
    fill(entry, cast.official, level="done", explanation="Có biên bản giấy")
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)
    way.move(fresh(entry), "approve", by=cast.reviewer, note="Chưa đạt chỉ tiêu", appraised="in_progress")
    after = fresh(entry)
    assert (after.level, after.appraised_level, after.final_level) == ("done", "in_progress", "in_progress")


def test_the_second_click_finds_nothing(cast, entry):
    fill(entry, cast.official)
    seen_twice = fresh(entry)
    way.move(fresh(entry), "submit", by=cast.official)
    with pytest.raises(Conflict):
        way.move(seen_twice, "submit", by=cast.official)


def test_handing_on_is_refused_with_the_list_of_what_is_missing(cast, entry):
    way.save(entry, by=cast.official, version=1, values={"level": "done", "result": ""}, figures={})
    with pytest.raises(way.Incomplete) as refusal:
        way.move(fresh(entry), "submit", by=cast.official)
    measure = entry.task.measures.get()
    assert [item.field for item in refusal.value.missing] == ["result", f"figure-{measure.pk}", "explanation"]


def test_nothing_arose_needs_no_figures(cast, entry):
    way.save(entry, by=cast.official, version=1, values={"level": "nothing"}, figures={})
    assert way.move(fresh(entry), "submit", by=cast.official).to_state == Progress.State.WITH_LEADER


def test_two_savers_merge_by_field_and_clash_on_the_same(cast, entry):
    base = {"level": "", "result": "", "difficulties": ""}
    way.save(entry, by=cast.official, version=1, values={"level": "in_progress", "result": "Bản của tôi"})
    merged = way.save(entry, by=cast.official, version=1, values={**base, "difficulties": "Mưa bão"}, base=base)
    assert (merged.result, merged.difficulties) == ("Bản của tôi", "Mưa bão")
    with pytest.raises(Clash) as clash:
        way.save(entry, by=cast.official, version=1, values={**base, "result": "Bản khác"}, base=base)
    assert clash.value.fields == {"result": ("Bản khác", "Bản của tôi")}
    assert fresh(entry).result == "Bản của tôi"


def test_a_plan_reporting_through_another_agency_is_reviewed_there_only(cast):
    plan = make_plan(cast.commune, cast.commune_office, receiving_agency=cast.district_culture)
    entry = entries_of(make_period(plan))[1]
    fill(entry, cast.official)
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)
    assert way.moves_for(fresh(entry), cast.reviewer) == []
    with pytest.raises(Refused):
        way.move(fresh(entry), "approve", by=cast.reviewer)
    assert way.moves_for(fresh(entry), cast.culture_reviewer) == ["approve", "send_back"]


def test_without_districts_the_same_way(cast):
    plan = make_plan(cast.new_commune, cast.new_commune_office, year=2026)
    entry = entries_of(make_period(plan, year=2026))[1]
    fill(entry, cast.new_official)
    way.move(fresh(entry), "submit", by=cast.new_official)
    way.move(fresh(entry), "hand_in", by=cast.new_leader)
    way.move(fresh(entry), "approve", by=cast.province_reviewer)
    assert fresh(entry).state == Progress.State.APPROVED


@pytest.mark.one_engine
def test_offered_equals_allowed_for_people_verbs_states_and_locks(cast, entry):
    """People x verbs x states x open, closed, just approved, one hand: the button is there exactly when the verb goes."""
    cast.two_hats = make_person("tienphong.kiem", Role.ENTRY, cast.commune_office, "Công chức kiêm nhiệm")
    Post.objects.create(
        user=cast.two_hats,
        agency=cast.commune_office,
        role=Role.LEADER,
        title="Phụ trách",
        valid_from=date(2020, 1, 1),
    )
    cast.deputy = make_person("anthi.thay", Role.CLERK, cast.district_home_affairs, "Văn thư")
    today = timezone.localdate()
    Delegation.objects.create(from_user=cast.reviewer, to_user=cast.deputy, valid_from=today, valid_to=today)
    Progress.objects.filter(pk=entry.pk).update(typed_by=cast.official)
    # Of those to whom the entry is nothing, a neighbour and a stranger: the others stand to it as these do.
    people = {*cast.everyone()} - {
        cast.new_official,
        cast.new_leader,
        cast.province_reviewer,
        cast.old_province_reviewer,
    }
    wrong, seen = [], set()
    situations = [(state, marks) for state in Progress.State for marks in ({}, {"open": False}, {"one_hand": True})]
    situations += [(Progress.State.APPROVED, {"reviewer": person}) for person in (cast.reviewer, cast.deputy)]
    for state, marks in situations:
        row = _stands_at(entry, state, **marks)
        for person in people:
            offered = way.moves_for(row, person)
            seen.update((person.username, name) for name in offered)
            for name in way.MOVES:
                went = _goes_through(row, name, person)
                if went != (name in offered):
                    wrong.append((state, marks, person.username, name))
                if went:
                    row = _stands_at(entry, state, **marks)
    assert wrong == []
    assert {name for _, name in seen} == way.MOVES.keys() - {"sign_off"}  # only the top signs off by itself
    assert ("anthi.thay", "undo") in seen and ("tienphong.kiem", "hand_in_alone") in seen


def _stands_at(entry, state, one_hand=False, **marks):
    row = {"open": True, "reviewer": None, "waiting_since": timezone.now(), **marks}
    Progress.objects.filter(pk=entry.pk).update(**fitting(state, "nothing"), **row)
    Unit.objects.filter(pk=entry.unit_id).update(one_hand=one_hand)
    return fresh(entry)


def _goes_through(entry, name, person):
    try:
        way.move(entry, name, by=person, note="Lý do")
    except (Refused, Conflict, Http404):
        return False
    return True


def test_saving_takes_at_most_ten_queries(cast, entry, django_assert_max_num_queries):
    person = type(cast.official).objects.get(pk=cast.official.pk)
    row = fresh(entry)
    measure = row.task.measures.get()
    with django_assert_max_num_queries(10):
        way.save(
            row,
            by=person,
            version=1,
            values={"level": "in_progress", "result": "Đã làm"},
            figures={measure.pk: Decimal(5)},
        )
