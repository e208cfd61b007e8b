"""Owed on a day: one definition, the day before, the day and the day after, and everybody who reads it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.counting import completeness
from plans.counting.overview import overview
from plans.counting.owed import going_on, owed
from plans.drafting.workflow import life as planning
from plans.entering import worklist
from plans.models import Exemption, Period, PeriodException, Plan, Progress, Task
from plans.progress import periods
from plans.progress import workflow as way
from plans.reminding.late import late_units
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from reports.dashboard import rollup
from units.errors import Conflict
from units.models import Unit

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level
ONE = timedelta(days=1)
DAY = date(2024, 9, 12)  # in the middle of the period 01/01–30/9/2024


def in_own_unit(user):
    """Her unit's part of the number in the bar."""
    return worklist.owed(user).count()


@pytest.fixture
def head(cast):
    return make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)


@pytest.fixture
def plan(cast, head):
    return make_plan(cast.commune, cast.commune_office, reports_under=head, tasks=13)


@pytest.fixture
def period(plan, head):
    return make_period(head)


def come(entries, day=date(2024, 10, 20)):
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 9))
    keys = [entry.pk for entry in entries]
    Progress.objects.filter(pk__in=keys).update(
        state=State.APPROVED, level=Level.DOING, result="Đã làm", handed_in_at=at, waiting_since=at
    )


def sending(period, unit, day):
    return completeness.sendings(period.entries.all(), today=day).get((unit.pk, period.pk))


def fresh(entry):
    return Progress.objects.with_surroundings().get(pk=entry.pk)


# --- The definition, at its boundaries --------------------------------------------------------------------------------


def end_plan(cast):
    Plan.objects.filter(unit=cast.commune).update(state=Plan.State.CLOSED, ended=DAY)


def withdraw_task(cast):
    Task.objects.filter(plan__unit=cast.commune).update(withdrawn=DAY)


def abolish(cast):
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=DAY - ONE)


@pytest.mark.parametrize("ending", [end_plan, withdraw_task, abolish])
def test_owed_the_day_before_and_not_on_the_day_nor_after(cast, period, ending):
    ending(cast)
    for day, still in ((DAY - 2 * ONE, 13), (DAY - ONE, 13), (DAY, 0), (DAY + ONE, 0)):
        assert period.entries.filter(owed(day)).count() == still, day
        assert period.entries.filter(going_on(day)).count() == still, day
        entry = fresh(period.entries.first())
        assert (entry.why_over(day) == "") == bool(still), day


def issue_later(cast):
    Plan.objects.filter(unit=cast.commune).update(date=DAY)


def add_later(cast):
    Task.objects.filter(plan__unit=cast.commune).update(since=DAY)


@pytest.mark.parametrize("beginning", [issue_later, add_later])
def test_owed_from_the_day_on_it_is_in_the_plan(cast, period, beginning):
    beginning(cast)
    for day, already in ((DAY - ONE, 0), (DAY, 13), (DAY + ONE, 13)):
        assert period.entries.filter(owed(day)).count() == already, day
        assert (fresh(period.entries.first()).why_over(day) == "") == bool(already), day


def test_a_unit_that_lived_through_the_period_still_owes_it_though_nobody_is_reminded(cast, period):
    last = period.ends
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=last)
    assert period.entries.filter(owed(last)).count() == period.entries.filter(owed(last + ONE)).count() == 13
    assert period.entries.filter(going_on(last + ONE)).count() == 13
    assert late_units(period, period.due + ONE) == []
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=last - ONE)
    assert period.entries.filter(going_on(last)).count() == 0


def test_an_exemption_of_the_task_above_and_an_exception_that_shuts_the_period_excuse(cast, head, plan, period):
    above = Task.objects.create(plan=head, position=1, text="Việc của huyện")
    entry = entries_of(period)[0]
    Task.objects.filter(pk=entry.task_id).update(parent=above)
    Exemption.objects.create(task=above, unit=cast.neighbour, reason="Của xã khác")
    assert period.entries.filter(owed(DAY)).count() == 13
    Exemption.objects.create(task=above, unit=cast.commune, reason="Không có làng nghề")
    assert period.entries.filter(owed(DAY)).count() == 12
    exception = PeriodException.objects.create(period=period, unit=cast.commune, due=DAY, reason="Thêm ngày")
    assert period.entries.filter(owed(DAY)).count() == 12
    exception.state = Period.State.CLOSED
    exception.save()
    assert period.entries.filter(owed(DAY)).count() == 0


def test_what_has_come_stays_counted_and_a_closed_period_forgives_nothing(cast, period):
    come(entries_of(period)[:3])
    period.entries.update(open=False)
    Period.objects.filter(pk=period.pk).update(state=Period.State.CLOSED)
    found = sending(period, cast.commune, date(2024, 11, 1))
    assert (found.expected, found.received, found.missing, found.state) == (13, 3, 10, "partly")


# --- Everybody who reads it -------------------------------------------------------------------------------------------


def test_a_plan_replaced_in_the_middle_leaves_nothing_missing(cast, head, plan, period):
    come(entries_of(period)[:3])
    heir = make_plan(cast.commune, cast.commune_office, number="08/KH-UBND", reports_under=head, tasks=13)
    periods.owe_entries(period, plan=heir)
    planning.supersede(plan, by=cast.leader, successor=heir)
    come(period.entries.filter(plan=heir))
    found = sending(period, cast.commune, timezone.localdate())
    assert (found.missing, found.state) == (0, "on_time"), "also after the unit's own end"
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=None)
    made = rollup.board(rollup.survey(cast.district, period, as_of=timezone.localdate()))
    assert made.states == {"on_time": 1, "sent_late": 0, "nothing": 0, "partly": 0, "unsent": 0}


def test_a_plan_ended_with_a_reason_stands_apart_from_those_that_sent(cast, plan, period):
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=None)
    come(entries_of(period)[:3])
    today = timezone.localdate()
    assert sending(period, cast.commune, today).state == "partly"
    planning.close(plan, by=cast.leader, note="Sắp xếp lại nhiệm vụ")
    found = sending(period, cast.commune, today)
    assert (found.missing, found.received, found.released, found.state) == (0, 3, 10, "released")
    made = rollup.board(rollup.survey(cast.district, period, as_of=today))
    assert made.expected == 0 and [line.sending.state for line in made.lines] == ["released"]
    assert sending(period, cast.commune, today - ONE).state == "partly", "it was owed until yesterday"


def test_a_row_of_several_units_is_released_only_when_none_of_them_owes_anything(cast, head, plan, period):
    """One commune's plan ended with a reason; the other has sent everything and its plan goes on."""
    Unit.objects.filter(pk__in=[cast.commune.pk, cast.neighbour.pk]).update(valid_to=None)
    other = make_plan(cast.neighbour, cast.commune_office, number="09/KH-UBND", reports_under=head, tasks=2)
    periods.owe_entries(period, plan=other)
    come(entries_of(period)[:3])
    come(period.entries.filter(plan=other))
    planning.close(plan, by=cast.leader, note="Sắp xếp lại nhiệm vụ")
    today = timezone.localdate()
    both = completeness.sendings(period.entries.all(), today=today).values()
    assert sorted(part.state for part in both) == ["on_time", "released"]
    assert completeness.merged(both, unit_id=0, path="").state == "on_time"


def test_a_unit_of_which_nothing_came_and_nothing_is_owed_is_no_row(cast, plan, period):
    planning.close(plan, by=cast.leader, note="Sắp xếp lại nhiệm vụ")
    assert sending(period, cast.commune, timezone.localdate()) is None


@pytest.mark.parametrize("ending", [end_plan, withdraw_task, abolish])
def test_reminders_the_late_list_and_the_board_ask_the_same(cast, period, ending):
    ending(cast)
    late = period.due + 3 * ONE
    assert late_units(period, late) == []
    assert sending(period, cast.commune, late) is None
    Plan.objects.filter(unit=cast.commune).update(state=Plan.State.ISSUED, ended=None)
    Task.objects.update(withdrawn=None)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=None)
    assert [row.missing for row in late_units(period, late)] == [sending(period, cast.commune, late).missing]


@pytest.mark.parametrize("ending", [end_plan, withdraw_task, abolish])
def test_no_list_offers_dead_work_and_no_button_moves_it(cast, period, ending, client):
    draft, on_desk, *_ = entries_of(period)
    Progress.objects.filter(pk=draft.pk).update(state=State.DRAFT, level=Level.NONE, result="Câu chữ còn dở")
    Progress.objects.filter(pk=on_desk.pk).update(state=State.WITH_LEADER, level=Level.NONE)
    assert in_own_unit(cast.official) == 12 and in_own_unit(cast.leader) == 1
    ending(cast)
    assert in_own_unit(cast.official) == in_own_unit(cast.leader) == 0
    assert way.moves_for(fresh(draft), cast.official) == [] == way.moves_for(fresh(on_desk), cast.leader)
    for entry, name, who in ((draft, "submit", cast.official), (on_desk, "hand_in", cast.leader)):
        with pytest.raises(Conflict) as refusal:
            way.move(fresh(entry), name, by=who)
        assert refusal.value.message == fresh(entry).why_over(timezone.localdate()) != ""
    with pytest.raises(Conflict):
        way.save(draft, by=cast.official, version=draft.version, values={"result": "Sửa"})
    client.force_login(cast.official)
    page = client.get(reverse("entry", args=[draft.pk])).content.decode()
    assert "Không còn phải báo cáo" in page and "Câu chữ còn dở" in page and "entry-form" not in page
    assert "Kỳ đã đóng với đơn vị" not in page, "the period stands open: something else has ended"
    grid = client.get(reverse("grid", args=[period.pk])).context
    assert grid["rows"][0].over and grid["undone"] == 0
    assert len(client.get(reverse("grid", args=[period.pk])).context["rows"]) == 2, "untouched rows are gone"


def test_what_lies_with_the_office_above_may_be_approved_and_nothing_else(cast, plan, period):
    entry = entries_of(period)[0]
    come([entry])
    Progress.objects.filter(pk=entry.pk).update(**fitting(State.IN_REVIEW))
    assert way.moves_for(fresh(entry), cast.reviewer) == ["approve", "send_back"]
    end_plan(cast)
    assert way.moves_for(fresh(entry), cast.reviewer) == ["approve"]
    way.move(fresh(entry), "approve", by=cast.reviewer)
    assert way.moves_for(fresh(entry), cast.reviewer) == ["undo"]


def test_a_withdrawn_task_leaves_the_official_s_list_and_its_draft_readable(cast, plan, period):
    entry = entries_of(period)[1]
    Progress.objects.filter(pk=entry.pk).update(state=State.DRAFT, result="Đã làm một nửa")
    draft = planning.amend(plan, by=cast.official)
    draft.tasks.filter(amends=entry.task_id).delete()
    planning.issue(draft, by=cast.leader, number="15/KH-UBND", date=timezone.localdate())
    kept = fresh(entry)
    assert kept.result == "Đã làm một nửa" and not way.may_edit(kept, cast.official)
    assert "thôi thực hiện" in way.why_over(kept)
    assert in_own_unit(cast.official) == 12


def test_an_ending_is_dated_and_read_back_from_the_trace(cast, plan):
    planning.close(plan, by=cast.leader, note="Hết nhiệm vụ")
    plan.refresh_from_db()
    assert plan.ended == timezone.localdate()


def test_the_plan_page_counts_what_came_and_what_is_owed(cast, head, plan, period):
    above = Task.objects.create(plan=head, position=1, text="Việc của huyện")
    plan.tasks.update(parent=above)
    come(entries_of(period)[:3], day=date(2024, 9, 5))
    end_plan(cast)
    for day, entries in ((DAY - ONE, 13), (DAY, 3), (DAY + ONE, 3)):
        (line,) = overview(head, day, cast.district_leader).lines
        assert line.entries == entries, day
