"""Việc của tôi: what each person owes, by urgency, from few queries at any size."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from plans.entering import worklist
from plans.entering.work_rows import when_due
from plans.models import Evidence, Figure, Measure, Progress
from plans.progress import workflow as way
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.working_days import Calendar

pytestmark = pytest.mark.django_db


def in_own_unit(user):
    """Her unit's part of the number in the bar."""
    return worklist.owed(user).count()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def entries(cast, today):
    """Five entries due in three days, without deadlines of their own."""
    plan = make_plan(cast.commune, cast.commune_office, tasks=5)
    plan.tasks.update(deadline=None)
    due = {"due_inside": today + timedelta(days=3), "due": today + timedelta(days=5)}
    return entries_of(make_period(plan, **due))


def set_state(entry, state, **more):
    Progress.objects.filter(pk=entry.pk).update(**fitting(state) | more)


def groups(user, today):
    return [(row.group, row.entry.task.code, row.verb) for row in worklist.survey(user, today).rows]


def test_the_official_sees_what_is_urgent_first(cast, entries, today):
    late, returned, ready, with_leader, _ = entries
    late.task.deadline = today - timedelta(days=2)
    late.task.save()
    set_state(returned, "returned", return_reason="Thiếu số liệu")
    set_state(ready, "draft", level="nothing")
    set_state(with_leader, "with_leader")
    assert groups(cast.official, today) == [
        ("now", "1a", "Nhập tiến độ"), ("now", "2a", "Sửa và gửi lại"), ("week", "5a", "Nhập tiến độ"),
        ("submit", "3a", "Xem lại"),
    ]  # fmt: skip
    tally = worklist.survey(cast.official, today).tally
    assert (tally["all"], tally["qua-han"], tally["tra-lai"], tally["cho-trinh"]) == (4, 1, 1, 1)
    assert in_own_unit(cast.official) == 4


def test_leader_and_reviewer_see_the_same_page_with_their_verbs(cast, entries, today):
    set_state(entries[0], "with_leader")
    set_state(entries[1], "submitted")
    assert groups(cast.leader, today) == [("lead", "1a", "Duyệt")]
    assert groups(cast.reviewer, today) == [("review", "2a", "Thẩm định")]
    for outsider in (cast.stranger, cast.neighbour_official, cast.province_reviewer, cast.culture_reviewer):
        assert groups(outsider, today) == []


def test_the_grid_is_offered_to_those_it_opens_for(cast, client, entries):
    set_state(entries[0], "with_leader")
    for person, offered in ((cast.official, True), (cast.leader, False)):
        client.force_login(person)
        address = f"/luoi/{entries[0].period_id}/"
        assert (address in client.get("/viec/").content.decode(), client.get(address).status_code == 200) == (
            offered,
            offered,
        )


def test_one_hand_leaders_find_complete_drafts(cast, entries, today):
    cast.commune.one_hand = True
    cast.commune.save()
    set_state(entries[0], "draft", level="nothing")
    set_state(entries[1], "draft")
    assert [code for _, code, _ in groups(cast.leader, today)] == ["1a"]


def test_closed_periods_owe_nothing(cast, entries, today):
    Progress.objects.update(open=False)
    assert groups(cast.official, today) == []


def test_every_offered_row_is_one_its_person_may_work_on(cast, entries, today):
    """The list and the verbs agree: rows to enter may be edited, the others have a move; and nothing is left out."""
    for state in Progress.State:
        Progress.objects.update(**fitting(state, "nothing"))
        for person in cast.everyone():
            listed = {row.entry.pk for row in worklist.survey(person, today).rows}
            upward = {"hand_in", "hand_in_alone", "sign_off", "approve"}
            rows = Progress.objects.for_rows().select_related("unit__parent")
            able = {row.pk for row in rows if way.may_edit(row, person) or upward & set(way.moves_for(row, person))}
            assert listed == able, (state, person.username)


def test_ready_in_the_list_is_complete_in_the_verb(cast, entries):
    """Every mixture of level, result, explanation, figure, evidence and copied text, asked both ways."""
    entry, measure = entries[0], Measure.objects.get()
    levels = ["", *Progress.Level.values]
    for level, result, why, figure, paper, copied in itertools.product(
        levels, ["", "Đã làm"], ["", "Có biên bản"], [False, True], [None, "", "Trang 3"], [False, True]
    ):
        Figure.objects.all().delete()
        Evidence.objects.all().delete()
        Progress.objects.filter(pk=entry.pk).update(
            state="draft", level=level, result=result, explanation=why, copied=copied
        )
        if figure:
            Figure.objects.create(entry=entry, measure=measure, value=Decimal(3))
        if paper is not None:
            Evidence.objects.create(
                entry=entry, link="https://a.vn", name="a", proves_at=paper, added_by=cast.official
            )
        lacking = way.missing(Progress.objects.get(pk=entry.pk))
        ready = Progress.objects.filter(worklist.is_ready(), pk=entry.pk).exists()
        assert ready == (not lacking), (level, result, why, figure, paper, copied, lacking)


def test_the_page_takes_at_most_twelve_queries_at_any_size(cast, client, django_assert_max_num_queries):
    for n in range(4):
        make_period(make_plan(cast.commune, cast.commune_office, number=f"{n}/KH-UBND", tasks=40))
    Progress.objects.filter(task__code__in=["2a", "3a"]).update(**fitting("submitted"))
    Progress.objects.filter(task__code__in=["4a", "5a"]).update(**fitting("with_leader"))
    for person in (cast.official, cast.leader, cast.reviewer):
        client.force_login(person)
        with django_assert_max_num_queries(12) as seen:
            page = client.get("/viec/")
        assert page.status_code == 200 and len(seen) > 4


def test_a_long_list_says_what_it_shows(cast, client):
    for n in range(3):
        make_period(make_plan(cast.commune, cast.commune_office, number=f"{n}/KH-UBND", tasks=50))
    client.force_login(cast.official)
    first = client.get("/viec/")
    assert (first.context["shown"], first.context["total"], first.context["next_start"]) == (20, 150, 20)
    assert "Đang hiện 20 trong 150 việc" in first.content.decode()
    assert client.get("/viec/?tu=140").context["next_start"] is None


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "Quá 1 ngày làm việc"), (0, "Hôm nay"), (1, "Ngày mai"), (3, "Còn 3 ngày")]
)
def test_due_in_words(days, words):
    wednesday = timezone.datetime(2026, 3, 11).date()
    assert when_due(wednesday + timedelta(days=days), wednesday, Calendar())[0] == words


def test_weekends_do_not_count_as_days_over():
    monday = timezone.datetime(2026, 3, 9).date()
    assert when_due(monday - timedelta(days=3), monday, Calendar())[0] == "Quá 1 ngày làm việc"


@pytest.mark.parametrize(("days", "words"), [(92, "Quá 60 ngày làm việc"), (93, "Quá hạn từ 30/12/2024")])
def test_after_a_quarter_the_date_is_said_instead_of_days(days, words):
    today = date(2025, 4, 2)
    assert when_due(today - timedelta(days=days), today, Calendar())[0] == words
