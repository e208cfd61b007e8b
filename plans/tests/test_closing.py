"""After a period has closed: who hands in what, what is locked at once, and who sends a request for more time."""

from itertools import product

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.drafting.workflow import extension
from plans.models import Extension, Period, Plan, Progress, Step
from plans.progress import periods
from plans.progress import workflow as way
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.models import Letter
from units.errors import Conflict, Refused
from units.models import Delegation, Role, Unit, User

pytestmark = pytest.mark.django_db
State = Progress.State


@pytest.fixture
def period(cast):
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=0)
    make_plan(cast.commune, cast.commune_office, reports_under=upper, tasks=2)
    return make_period(upper)


def fresh(entry):
    return Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)


def stands(entry, state, **marks):
    Progress.objects.filter(pk=entry.pk).update(**fitting(state, "nothing"), waiting_since=timezone.now(), **marks)
    return fresh(entry)


# The rule, word for word: what each step does while the period is open, and once it has closed for the unit.
MOVES = {
    "submit": (State.DRAFT, "official", False), "withdraw": (State.WITH_LEADER, "official", False),
    "hand_in": (State.WITH_LEADER, "leader", True), "hand_in_alone": (State.DRAFT, "leader", False),
    "hand_back": (State.WITH_LEADER, "leader", False), "approve": (State.IN_REVIEW, "reviewer", True),
    "send_back": (State.IN_REVIEW, "reviewer", True), "reopen": (State.APPROVED, "reviewer", True),
}  # fmt: skip


@pytest.mark.parametrize(("name", "closed"), list(product(MOVES, (False, True))))
def test_who_hands_on_what_after_closing(cast, period, name, closed):
    Unit.objects.filter(pk=cast.commune.pk).update(one_hand=True)
    entry = entries_of(period)[0]
    if closed:
        periods.close_period(period, by=cast.reviewer)
    state, who, still = MOVES[name]
    row = stands(entry, state, typed_by=cast.official)
    assert (name in way.moves_for(row, getattr(cast, who))) == (still or not closed)


def test_nobody_types_after_closing_and_page_and_refusal_say_the_rule(client, cast, period):
    entry = entries_of(period)[0]
    periods.close_period(period, by=cast.reviewer)
    with pytest.raises(Conflict, match="Lãnh đạo đơn vị vẫn gửi được"):
        way.save(fresh(entry), by=cast.official, version=1, values={"level": "done"})
    for name, key in (("entry", entry.pk), ("period", period.pk)):
        client.force_login(cast.official)
        assert way.CLOSED_RULE in client.get(reverse(name, args=[key])).content.decode(), name


def test_an_exception_lets_one_unit_in_again(cast, period):
    entry = entries_of(period)[0]
    periods.close_period(period, by=cast.reviewer)
    periods.except_unit(period, cast.commune, by=cast.reviewer, reason="Mất điện", state=Period.State.OPEN)
    assert way.moves_for(stands(entry, State.DRAFT), cast.official) == ["submit"]
    way.move(stands(entry, State.IN_REVIEW), "approve", by=cast.reviewer)
    assert fresh(entry).state == State.APPROVED, "open for this unit: not locked yet"


@pytest.mark.parametrize(
    "how", ["closed", "closed for the unit", "settled", "settled above", "open", "settled beside"]
)
def test_what_is_approved_late_is_locked_at_once(cast, period, how):
    entry = entries_of(period)[0]
    note = "Báo cáo số 05/BC-UBND đã phát hành"
    match how:
        case "closed":
            periods.close_period(period, by=cast.reviewer)
        case "closed for the unit":
            periods.except_unit(period, cast.commune, by=cast.reviewer, reason="Đóng sớm", state=Period.State.CLOSED)
        case "settled":
            way.settle(period, cast.commune, by=cast.clerk, note=note)
        case "settled above":
            way.settle(period, cast.district, by=cast.clerk, note=note)
        case "settled beside":
            way.settle(period, cast.neighbour, by=cast.clerk, note=note)
    way.move(stands(entry, State.IN_REVIEW), "approve", by=cast.reviewer)
    late = how not in ("open", "settled beside")
    assert fresh(entry).state == (State.LOCKED if late else State.APPROVED)
    assert [step.verb for step in Step.objects.filter(entry=entry).order_by("pk")] == ["approve"] + ["lock"] * late
    if how.startswith("settled") and late:
        assert Step.objects.get(verb="lock").note == "Duyệt sau khi báo cáo số 05/BC-UBND đã phát hành"


def test_returned_after_closing_it_is_sent_again_and_locked_at_its_approval(cast, period):
    entry = entries_of(period)[0]
    periods.close_period(period, by=cast.reviewer)
    way.move(stands(entry, State.IN_REVIEW, typed_by=cast.official), "send_back", by=cast.reviewer, note="Thiếu số")
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)
    way.move(fresh(entry), "approve", by=cast.reviewer)
    assert fresh(entry).state == State.LOCKED


def test_closing_for_one_unit_locks_what_was_approved(cast, period):
    entry = entries_of(period)[0]
    stands(entry, State.APPROVED)
    periods.except_unit(period, cast.commune, by=cast.reviewer, reason="Đóng sớm", state=Period.State.CLOSED)
    assert fresh(entry).state == State.LOCKED


# --- More time --------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(cast, period):
    task = Plan.objects.get(unit=cast.commune).tasks.select_related("plan__unit").first()
    return extension.ask(task, by=cast.official, new_deadline=task.deadline.replace(month=12), reason="Mưa lũ")


def test_the_leader_holds_a_request_back_with_a_reason(cast, asked):
    colleague = make_person("dongnghiep", Role.ENTRY, cast.commune_office, "Công chức")
    task = asked.task.plan.tasks.select_related("plan__unit").exclude(pk=asked.task_id).first()
    other = extension.ask(task, by=cast.official, new_deadline=asked.new_deadline, reason="Mưa lũ")
    with pytest.raises(ValueError, match="lý do"):
        extension.hold(asked, by=cast.leader, note=" ")
    extension.hold(asked, by=cast.leader, note="Làm kịp")
    assert (asked.state, asked.decided_by) == (Extension.State.HELD_BACK, cast.leader)
    other.refresh_from_db()
    assert other.state == Extension.State.WITH_LEADER and not Letter.objects.filter(to=colleague).exists()
    assert "Làm kịp" in Letter.objects.get(to=cast.official, subject__contains="không gửi").text
    with pytest.raises(Conflict, match="vừa được người khác xử lý"):
        extension.send_up(asked, by=cast.leader)
    assert extension.may_ask(asked.task, cast.official), "and she may ask again"


@pytest.mark.parametrize("sent", [False, True])
def test_who_asked_takes_it_back_while_nobody_has_decided(client, cast, asked, sent):
    """Told: the leader it waits with, or the office above once it was sent up."""
    if sent:
        extension.send_up(asked, by=cast.leader)
    page = reverse("extension_take_back", args=[asked.pk])
    for person, code in ((cast.stranger, 404), (cast.leader, 403), (cast.reviewer, 403)):
        client.force_login(person)
        assert client.post(page).status_code == code
    client.force_login(cast.official)
    assert "Rút lại đề nghị" in client.get(reverse("task", args=[asked.task_id])).text
    assert client.post(page, {"note": "Làm kịp"}).status_code == 302
    asked.refresh_from_db()
    step = asked.task.plan.steps.first()
    assert (asked.state, step.verb, step.note) == (Extension.State.TAKEN_BACK, "extension_taken_back", "Làm kịp")
    told = Letter.objects.filter(subject__contains="rút lại đề nghị gia hạn").values_list("to", flat=True)
    above = {cast.reviewer.pk, cast.culture_reviewer.pk, cast.district_leader.pk}
    assert set(told) == (above if sent else {cast.leader.pk})
    assert client.post(page).status_code == 409
    with pytest.raises(Conflict):
        extension.answer(asked, by=cast.reviewer, granted=True)
    assert extension.may_ask(asked.task, cast.official), "and she may ask again"


def test_only_what_was_sent_up_is_answered_by_the_office_above_and_only_by_it(cast, asked):
    assert asked.sent_by is None and not extension.may_answer(asked, cast.reviewer)
    extension.send_up(asked, by=cast.leader)
    may = [extension.may_answer(asked, who) for who in (cast.reviewer, cast.leader, cast.stranger)]
    assert (asked.sent_by, may) == (cast.leader, [True, False, False])
    extension.answer(asked, by=cast.reviewer, granted=True)
    assert Letter.objects.filter(to=cast.official, subject__contains="Gia hạn đến").exists()
    assert asked.task.plan.steps.filter(verb__startswith="extension_").latest("pk").verb == "extension_granted"
    with pytest.raises(Conflict, match="vừa được người khác trả lời"):
        extension.answer(asked, by=cast.reviewer, granted=False, note="Không")


def test_more_time_is_asked_for_work_in_force_with_a_date_of_a_unit_with_somebody_above(cast, period):
    task = Plan.objects.get(unit=cast.commune).tasks.select_related("plan__unit").first()
    assert extension.may_ask(task, cast.official) and not extension.may_ask(task, cast.stranger)
    task.deadline, kept = None, task.deadline
    assert not extension.may_ask(task, cast.official)
    task.deadline, task.plan.state = kept, Plan.State.CLOSED
    assert not extension.may_ask(task, cast.official)


def test_through_a_delegation_she_sends_her_own_request_not_up(cast, asked, today):
    Delegation.objects.create(from_user=cast.leader, to_user=cast.official, valid_from=today, valid_to=today)
    official = User.objects.get(pk=cast.official.pk)
    assert not extension.may_send(asked, official)
    with pytest.raises(Refused) as refusal:
        extension.send_up(asked, by=official)
    assert "Chủ tịch UBND xã" in refusal.value.who_may
    Unit.objects.filter(pk=cast.commune.pk).update(one_hand=True)
    row = Extension.objects.select_related("task__plan__unit").get(pk=asked.pk)
    extension.send_up(row, by=official)
    step = row.task.plan.steps.get(verb="extension_sent")
    assert step.acting_for == cast.leader and "là một" in step.note


def test_each_finds_what_waits_for_her_and_pages_lead_on(client, cast, asked):
    page = reverse("extensions")
    client.force_login(cast.leader)
    assert list(client.get(page).context["asked"]) == [asked]
    client.force_login(cast.reviewer)
    assert list(client.get(page).context["asked"]) == []
    send = reverse("extension_send", args=[asked.pk])
    for person, status in ((cast.official, 403), (cast.reviewer, 403), (cast.stranger, 404), (cast.leader, 302)):
        client.force_login(person)
        assert client.post(send, {"sent": "1"}).status_code == status, person
    client.force_login(cast.reviewer)
    assert list(client.get(page).context["asked"]) == [asked]


def test_strangers_send_nothing(cast, asked):
    with pytest.raises(Http404):
        extension.send_up(asked, by=cast.stranger)
