"""Where two rules cross: lock and objection, exception and closing, an ended unit and reminders, every kind told once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from appraisal.models import CriteriaSet, Round, Sheet
from plans.models import Period, PeriodException, Plan, PlanStep, Progress, Task
from plans.progress import objections as review
from plans.progress import period_making, periods
from plans.progress import workflow as way
from plans.reminding import sources as reminders
from plans.reminding.late import late_units
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post import digest
from post.models import KINDS, Letter, Reminder
from post.people import Directory
from post.working_days import Calendar
from reports.models import AlertKind, AlertRule, AlertSpell, Document
from units.errors import Conflict
from units.models import Post, Unit, User

pytestmark = pytest.mark.django_db
State = Progress.State
OPEN, CLOSED = Period.State.OPEN, Period.State.CLOSED


@pytest.fixture
def period(cast):
    plan = make_plan(cast.commune, cast.commune_office, tasks=2)
    Task.objects.update(deadline=None)
    return make_period(plan)


def fresh(entry):
    return Progress.objects.for_rows().get(pk=entry.pk)


# --- Khóa × kiến nghị ----------------------------------------------------------------------------------------------------


@pytest.fixture
def judged(cast, period):
    """An approved entry the office above judged otherwise."""
    entry = entries_of(period)[0]
    Progress.objects.filter(pk=entry.pk).update(
        state=State.APPROVED, level="done", appraised_level="in_progress", reviewer=cast.reviewer
    )
    return fresh(entry)


def lock(entry, cast):
    assert way.lock(Progress.objects.filter(pk=entry.pk), by=cast.reviewer, note="Báo cáo đã phát hành") == 1
    return fresh(entry)


def test_what_is_locked_is_objected_to_no_more(cast, judged):
    assert review.may_object(judged, cast.leader)
    locked = lock(judged, cast)
    assert not review.may_object(locked, cast.leader)
    for seen in (judged, locked):  # the page may have been opened before the lock
        with pytest.raises(Conflict, match="khi chưa khóa"):
            review.object_to(seen, by=cast.leader, text="Đã có biên bản")
    assert fresh(judged).objection == ""


def test_an_objection_of_before_the_lock_is_answered_but_changes_nothing_any_more(cast, judged):
    review.object_to(judged, by=cast.leader, text="Đã có biên bản")
    locked = lock(judged, cast)
    assert review.may_answer(locked, cast.reviewer) and not review.may_answer(locked, cast.leader)
    with pytest.raises(Conflict, match="cần mở lại trước"):
        review.answer(locked, by=cast.reviewer, text="Đồng ý", accept=True)
    assert fresh(judged).objection_answer == ""
    review.answer(fresh(judged), by=cast.reviewer, text="Giữ kết quả thẩm định")
    after = fresh(judged)
    assert (after.state, after.appraised_level, after.objected_at) == (State.LOCKED, "in_progress", None)
    with pytest.raises(Conflict, match="Không còn kiến nghị"):
        review.answer(after, by=cast.reviewer, text="Lần nữa")


def test_an_objection_that_is_right_takes_the_reported_level_and_is_made_once(cast, judged):
    review.object_to(judged, by=cast.leader, text="Đã có biên bản")
    with pytest.raises(Conflict):
        review.object_to(fresh(judged), by=cast.leader, text="Lần nữa")
    step = review.answer(fresh(judged), by=cast.reviewer, text="Đúng", accept=True)
    assert (fresh(judged).final_level, fresh(judged).objection_answer) == ("done", "Đúng")
    assert step.changes == [{"field": "appraised_level", "old": "in_progress", "new": "done"}]


def test_what_was_not_judged_otherwise_is_not_objected_to(cast, judged):
    for level in ("", "done"):
        Progress.objects.filter(pk=judged.pk).update(appraised_level=level)
        assert not review.may_object(fresh(judged), cast.leader)


def test_an_answered_objection_does_not_let_the_approval_be_undone(cast, judged):
    Progress.objects.filter(pk=judged.pk).update(waiting_since=timezone.now())
    assert "undo" in way.moves_for(fresh(judged), cast.reviewer)
    review.object_to(fresh(judged), by=cast.leader, text="Đã có biên bản")
    assert "undo" not in way.moves_for(fresh(judged), cast.reviewer)


def test_reopening_a_locked_entry_wipes_judgement_and_objection(cast, judged):
    review.object_to(judged, by=cast.leader, text="Đã có biên bản")
    way.move(lock(judged, cast), "reopen", by=cast.reviewer, note="Số liệu sai")
    after = fresh(judged)
    assert (after.state, after.open, after.return_reason) == (State.RETURNED, True, "Số liệu sai")
    assert (after.appraised_level, after.objection, after.objection_answer, after.objected_at) == ("", "", "", None)


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_a_lock_takes_only_what_is_approved(cast, period, state):
    period.entries.update(**fitting(state))
    assert way.lock(period.entries.all(), by=cast.reviewer, note="x") == 0
    assert set(period.entries.values_list("state", flat=True)) == {state}


# --- Ngoại lệ × đóng kỳ --------------------------------------------------------------------------------------------------


@pytest.fixture
def two(cast):
    """A district's period by which two communes report."""
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        make_plan(unit, office, number=f"{unit.code}/KH-UBND", tasks=1, reports_under=head)
    return make_period(head)


def stands(period, unit):
    return period.entries.values_list("open", "due_inside", "due").get(unit=unit)


def test_closing_leaves_the_unit_open_that_was_excepted_and_locks_nothing_of_it(cast, two):
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Bão số 3", due=date(2024, 11, 30), state=OPEN)
    two.entries.update(**fitting(State.APPROVED))
    assert periods.close_period(two, by=cast.reviewer) == 1
    assert stands(two, cast.commune) == (True, date(2024, 10, 22), date(2024, 11, 30))
    assert stands(two, cast.neighbour) == (False, date(2024, 10, 22), date(2024, 10, 25))
    assert dict(two.entries.values_list("unit", "state")) == {cast.commune.pk: "approved", cast.neighbour.pk: "locked"}


def test_more_time_alone_does_not_keep_a_unit_open(cast, two):
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Bão số 3", due=date(2024, 11, 30))
    periods.close_period(two, by=cast.reviewer)
    assert not stands(two, cast.commune)[0]


def test_opening_leaves_shut_the_unit_that_was_shut_by_exception(cast, two):
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Đã sáp nhập", state=CLOSED)
    assert periods.open_period(two, by=cast.reviewer) == 1
    assert (stands(two, cast.commune)[0], stands(two, cast.neighbour)[0]) == (False, True)


def test_a_unit_is_let_in_again_after_closing_and_shut_out_before(cast, two):
    periods.close_period(two, by=cast.reviewer)
    two.refresh_from_db()
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Mất điện", state=OPEN)
    assert (stands(two, cast.commune)[0], stands(two, cast.neighbour)[0]) == (True, False)
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Đã nộp")
    assert not stands(two, cast.commune)[0], "as the period again"
    (said,) = [one for one in PlanStep.objects.latest("pk").changes if one["field"] == "reason"]
    assert (said["old"], said["new"]) == ("Mất điện", "Đã nộp")
    assert PeriodException.objects.count() == 1


def test_entries_owed_later_take_the_exceptions_dates_and_lock(cast, two):
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Bão", due_inside=date(2024, 11, 5),
                        due=date(2024, 11, 9), state=CLOSED)  # fmt: skip
    for plan in Plan.objects.filter(reports_under=two.plan):
        Task.objects.create(plan=plan, text="Giao thêm", position=9)
    periods.owe_entries(two)
    later = Progress.objects.filter(task__text="Giao thêm").values_list("unit", "open", "due_inside", "due")
    assert sorted(later) == sorted([
        (cast.commune.pk, False, date(2024, 11, 5), date(2024, 11, 9)),
        (cast.neighbour.pk, True, date(2024, 10, 22), date(2024, 10, 25)),
    ])  # fmt: skip


def test_an_exception_is_of_its_own_period_only(cast, two):
    year = make_period(two.plan, name="Năm 2024", kind=Period.Kind.YEAR, ends=date(2024, 12, 31))
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Bão", due=date(2024, 11, 30), state=CLOSED)
    assert stands(two, cast.commune) == (False, date(2024, 10, 22), date(2024, 11, 30))
    assert stands(year, cast.commune) == (True, date(2024, 10, 22), date(2024, 10, 25))


def test_who_is_late_longest_is_urged_first(cast, two):
    two.entries.filter(unit=cast.neighbour).update(due=date(2024, 10, 20))
    late = late_units(two, date(2024, 10, 30))
    assert [(row.unit, row.days) for row in late] == [(cast.neighbour, 10), (cast.commune, 5)]


def test_new_dates_of_a_period_pass_by_the_unit_with_its_own(cast, two):
    periods.except_unit(two, cast.commune, by=cast.reviewer, reason="Bão", due=date(2024, 11, 9))
    new = {"name": "9 tháng", "due_inside": date(2024, 10, 23), "due": date(2024, 10, 28), "reason": "Chờ số liệu"}
    period_making.redate(two, by=cast.reviewer, **new)
    assert stands(two, cast.commune)[1:] == (date(2024, 10, 23), date(2024, 11, 9))
    assert stands(two, cast.neighbour)[1:] == (date(2024, 10, 23), date(2024, 10, 28))


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_exception_needs_its_reason(cast, two, reason):
    with pytest.raises(ValueError, match="lý do"):
        periods.except_unit(two, cast.commune, by=cast.reviewer, reason=reason, state=OPEN)
    assert not PeriodException.objects.exists()


# --- Đơn vị đã thôi × nhắc việc ------------------------------------------------------------------------------------------

DAY = date(2024, 10, 24)


def kinds_due(day=DAY):
    return {due.kind for due in reminders.due(day, Calendar(), Directory(day))}


@pytest.mark.parametrize(
    ("last_day", "told"), [(DAY - timedelta(days=1), False), (DAY, True), (DAY + timedelta(days=1), True)]
)
@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.EMPTY, "period"),
        (State.WITH_LEADER, "leader"),
        (State.IN_REVIEW, "review"),
        (State.RETURNED, "returned"),
    ],
)
def test_a_unit_owes_nothing_from_the_day_after_its_last(cast, period, state, kind, last_day, told):
    since = datetime(2024, 10, 10, 3, tzinfo=UTC)
    period.entries.update(**fitting(state), waiting_since=since)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=last_day)
    assert (kind in kinds_due()) == told


@pytest.mark.parametrize(("last_day", "told"), [(DAY - timedelta(days=1), False), (DAY, True)])
def test_nor_for_single_tasks_asked_about_or_not(cast, last_day, told):
    plan = make_plan(cast.commune, cast.commune_office, tasks=1)
    plan.tasks.update(deadline=DAY)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=last_day)
    assert ("task" in kinds_due()) == told
    make_period(plan, due_inside=date(2024, 11, 20), due=date(2024, 11, 25))
    assert ("task" in kinds_due()) == told


def test_late_units_are_units_in_force(cast, period):
    after = date(2024, 10, 30)
    assert [row.unit for row in late_units(period, after)] == [cast.commune]
    for last_day, late in ((after - timedelta(days=1), 0), (after, 1)):
        Unit.objects.filter(pk=cast.commune.pk).update(valid_to=last_day)
        assert len(late_units(period, after)) == late


# --- Mỗi loại nhắc một lần ----------------------------------------------------------------------------------------------

MONDAY = date(2024, 11, 4)


def _everything_waits(cast):
    """Rows that make each kind due on MONDAY: overdue, on a desk, in review, sent back, unreachable, a paper to sign, a
    sheet of the index, an alert."""
    long_ago = datetime(2024, 10, 14, 3, tzinfo=UTC)
    plan = make_plan(cast.commune, cast.commune_office, tasks=4)
    Task.objects.update(deadline=MONDAY)
    period = make_period(plan)
    rows = entries_of(period)
    states = (State.EMPTY, State.WITH_LEADER, State.IN_REVIEW, State.RETURNED)
    for row, state in zip(rows, states, strict=True):
        Progress.objects.filter(pk=row.pk).update(**fitting(state), waiting_since=long_ago)
    Task.objects.filter(pk=rows[0].task_id).update(deadline=date(2024, 10, 10))
    alone = make_plan(cast.neighbour, cast.neighbour_office, number="05/KH-UBND", tasks=1)
    alone.tasks.update(deadline=None)
    make_period(alone)
    User.objects.filter(pk=cast.neighbour_official.pk).update(email="")
    ahead = make_plan(cast.commune, cast.commune_office, number="06/KH-UBND", tasks=1, year=2023)
    ahead.tasks.update(deadline=None)
    make_period(ahead, year=2023, due_inside=MONDAY + timedelta(days=7), due=MONDAY + timedelta(days=9))
    post = Post.objects.get(user=cast.leader)
    paper = Document.objects.create(
        kind="bao_cao",
        agency=cast.commune_office,
        state="to_sign",
        title="Báo cáo",
        created_by=cast.official,
        signer=post,
    )
    Document.objects.filter(pk=paper.pk).update(created_at=long_ago)
    _index_and_alert(cast, period)


def _index_and_alert(cast, period):
    """A sheet the commune still has to score, and a spell of an alert the district wants told."""
    of = CriteriaSet.objects.create(
        unit=cast.district, code="XA", name="Bộ thử", first_year=2024, made_by=cast.reviewer
    )
    held = Round.objects.create(
        set=of, unit=cast.district, year=2024, name="Đợt thử", state=Round.State.SCORING, made_by=cast.reviewer,
        opens=MONDAY - timedelta(days=20), score_by=MONDAY, appraise_by=MONDAY + timedelta(days=20),
    )  # fmt: skip
    Sheet.objects.create(round=held, unit=cast.commune)
    AlertRule.objects.create(
        unit=cast.district, kind=AlertKind.UNPROVED, threshold=1, on=True, told=True, by=cast.reviewer
    )
    AlertSpell.objects.create(
        unit=cast.district, about=cast.commune, period=period, kind=AlertKind.UNPROVED, figure=2, since=MONDAY
    )


def send(day, hour=9):
    made = digest.send_out(timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour))
    Letter.objects.filter(state="pending").update(state="sent", sent_at=timezone.now())
    return made


def test_every_kind_is_told_once_a_milestone_and_again_at_the_next(cast):
    _everything_waits(cast)
    assert send(MONDAY) > 0
    first = list(Reminder.objects.values_list("person", "kind", "subject", "milestone"))
    assert {kind for _, kind, _, _ in first} == KINDS.keys() - {"early", "move"}  # these two are wishes, not subjects
    assert len(first) == len(set(first))
    assert [send(MONDAY), send(MONDAY, 14)] == [0, 0]
    assert Reminder.objects.count() == len(first)
    days = [MONDAY + timedelta(days=n) for n in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18)]
    for day in days:
        send(day)
        assert send(day, 15) == 0, day
    told = list(Reminder.objects.values_list("person", "kind", "subject", "milestone"))
    assert len(told) == len(set(told))
    again = {kind for _, kind, *_ in set(told) - set(first)}
    once = {"alert"}  # once a spell, and again with the next: reports/tests/alerts/test_telling.py
    assert again == KINDS.keys() - {"early", "move"} - once, "each kind comes again with its next milestone"


def test_a_digest_says_each_thing_once_even_to_somebody_with_two_posts(cast, period):
    Post.objects.create(user=cast.official, agency=cast.commune_office, role="entry", title="Kiêm nhiệm",
                        valid_from=date(2021, 1, 1))  # fmt: skip
    send(date(2024, 10, 21))
    assert Reminder.objects.filter(person=cast.official).count() == 1
    assert Letter.objects.filter(channel="email", to=cast.official).count() == 1
