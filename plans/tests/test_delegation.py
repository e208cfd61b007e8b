"""A delegation lends named rights and proves what was done; what one typed another sends, unless the unit lets one."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from conftest import make_agency, make_person
from plans.models import Progress, Step
from plans.progress import trace
from plans.progress import workflow as way
from plans.reviewing import delegation as lending
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from units.errors import Conflict, Refused
from units.models import Delegation, Post, Power, Role, SettingStep, Unit, User
from units.permissions import Action, can
from units.unit_settings import ONE_HAND_RULE, switch_one_hand

pytestmark = pytest.mark.django_db
State = Progress.State


def again(person):
    return User.objects.get(pk=person.pk)


@pytest.fixture
def entry(cast):
    return entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[1]


def fresh(entry):
    return Progress.objects.select_related("task__plan", "unit", "plan", "period", "typed_by").get(pk=entry.pk)


def stands(entry, state, **marks):
    Progress.objects.filter(pk=entry.pk).update(**fitting(state, "nothing"), **marks)
    return fresh(entry)


# --- Named rights -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("power", Power, ids=str)
def test_one_power_lends_its_own_rights_and_no_other(cast, today, power):
    Delegation.objects.create(
        from_user=cast.leader, to_user=cast.clerk, valid_from=today, valid_to=today, rights=[power]
    )
    clerk = again(cast.clerk)
    assert can(clerk, Action.SUBMIT, cast.commune) == (power is Power.SEND_UP)
    assert can(clerk, Action.PERIODS, cast.commune) == (power is Power.DIRECT)
    assert can(clerk, Action.EDIT_PLAN, cast.commune) == (power is Power.ENTER)
    assert not can(clerk, Action.SIGN, cast.commune) and not can(clerk, Action.ISSUE_PLAN, cast.commune)
    assert not can(clerk, Action.SETTINGS, cast.commune)


def test_administration_is_never_lent(cast, today):
    admin = make_person("quantri", Role.ADMIN, cast.commune_office, "Quản trị")
    Delegation.objects.create(from_user=admin, to_user=cast.clerk, valid_from=today, valid_to=today)
    assert not can(again(cast.clerk), Action.ADMIN, cast.commune)
    assert not can(again(cast.clerk), Action.VIEW, cast.far_commune)


def delegate(cast, to, today, **more):
    return lending.delegate(by=cast.leader, to=to, valid_from=today, valid_to=today, today=today, **more)


def test_signing_is_lent_to_no_official_and_the_page_says_the_rule(client, cast, today):
    with pytest.raises(ValueError, match="Điều 13 Nghị định 30/2020/NĐ-CP"):
        delegate(cast, cast.official, today, rights=[Power.SIGN])
    client.force_login(cast.leader)
    form = {"to": cast.official.pk, "valid_from": f"{today:%d/%m/%Y}", "valid_to": f"{today:%d/%m/%Y}", "rights": ["sign"],
            "reason": "Đi họp"}  # fmt: skip
    answer = client.post(reverse("delegations"), form)
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (422, "Đi họp")
    assert "ký thay, KT." in answer.content.decode() and not Delegation.objects.exists()


def test_signing_is_lent_to_a_deputy_and_by_a_written_paper_to_the_head_of_a_part(cast, today):
    deputy = make_person("tienphong.pho", Role.LEADER, cast.commune_office, "Phó Chủ tịch", signs=Post.Signs.DEPUTY)
    assert delegate(cast, deputy, today, rights=[Power.SIGN]).rights == ["sign"]
    head = make_person("tienphong.vhxh", Role.LEADER, make_agency(cast.commune, "Phòng VH–XH"), "Trưởng phòng")
    with pytest.raises(ValueError, match="phải bằng văn bản"):
        delegate(cast, head, today, rights=[Power.SIGN])
    assert delegate(cast, head, today, rights=[Power.SIGN], paper="Số 12/GUQ-UBND ngày 05/10/2026").paper


def test_one_lends_only_what_one_has(cast, today):
    assert set(lending.lendable(cast.official, today=today)) == {Power.ENTER}
    with pytest.raises(ValueError, match="ít nhất một việc"):
        lending.delegate(
            by=cast.official, to=cast.clerk, valid_from=today, valid_to=today, today=today, rights=[Power.SIGN]
        )


def test_taken_back_on_its_first_day_it_stays_and_lends_no_more(cast, entry, today):
    row = delegate(cast, cast.clerk, today)
    way.move(stands(entry, State.WITH_LEADER, typed_by=cast.official), "hand_in", by=again(cast.clerk))
    lending.end(row, by=cast.leader, today=today)
    assert not can(again(cast.clerk), Action.SUBMIT, cast.commune)
    step = Step.objects.get(verb="hand_in")
    proof = Delegation.objects.get(from_user=step.acting_for, to_user=step.by)
    assert proof.valid_from <= timezone.localdate(step.at) <= proof.valid_to and step.at <= proof.ended_at
    with pytest.raises(Conflict):
        lending.end(row, by=cast.leader, today=today)


def test_yesterdays_and_tomorrows_delegations_lend_nothing_today(cast, today):
    for days in (-1, 1):
        day = today + timedelta(days=days)
        Delegation.objects.create(from_user=cast.leader, to_user=cast.clerk, valid_from=day, valid_to=day)
    assert not can(again(cast.clerk), Action.SUBMIT, cast.commune)


# --- What one typed another sends -------------------------------------------------------------------------------------


@pytest.fixture
def two_hats(cast):
    """Enters and leads the commune at once."""
    person = make_person("tienphong.kiem", Role.ENTRY, cast.commune_office, "Công chức kiêm nhiệm")
    Post.objects.create(
        user=person, agency=cast.commune_office, role=Role.LEADER, title="Phụ trách", valid_from="2020-01-01"
    )
    return again(person)


SENT = [("hand_in", State.WITH_LEADER), ("hand_in_alone", State.DRAFT), ("hand_in_alone", State.RETURNED)]


@pytest.mark.parametrize(("name", "state"), SENT)
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("one_hand", [True, False])
def test_sending_up_ones_own_entry_asks_for_the_units_setting(cast, entry, two_hats, name, state, own, one_hand):
    Unit.objects.filter(pk=cast.commune.pk).update(one_hand=one_hand)
    row = stands(entry, state, typed_by=two_hats if own else cast.official)
    may = one_hand or (not own and name == "hand_in")
    assert (name in way.moves_for(row, two_hats)) == may
    if not may:
        with pytest.raises((Refused, Conflict)):
            way.move(row, name, by=two_hats)
        assert way.move_many([row], name, by=two_hats)[0] == [], "nor in bulk"
        return
    step = way.move(row, name, by=two_hats)
    said = [one for one in trace.events([step]) if one.get("what") == "người nhập và người gửi là một"]
    assert bool(said) == own
    assert not own or ("kiêm nhiệm" in said[0]["old"] and "một người nhập và gửi" in said[0]["new"])


def test_the_top_signs_off_what_another_typed(cast):
    entry = entries_of(make_period(make_plan(cast.old_province, cast.old_province_office)))[1]
    leader = make_person("hungyen.lanhdao.cu", Role.LEADER, cast.old_province_office, "Chủ tịch UBND tỉnh")
    with pytest.raises(Refused, match="không tự duyệt"):
        way.move(stands(entry, State.WITH_LEADER, typed_by=leader), "sign_off", by=leader)
    official = make_person("hungyen.nhaplieu.cu", Role.ENTRY, cast.old_province_office, "Chuyên viên")
    assert way.move(stands(entry, State.WITH_LEADER, typed_by=official), "sign_off", by=leader)


def test_through_a_delegation_it_is_ones_own_entry_still(client, cast, entry, today):
    delegate(cast, cast.official, today)
    official = again(cast.official)
    row = stands(entry, State.WITH_LEADER, typed_by=official)
    with pytest.raises(Refused) as refusal:
        way.move(row, "hand_in", by=official)
    assert refusal.value.reason == ONE_HAND_RULE
    client.force_login(official)
    assert client.post(reverse("entry_move", args=[entry.pk, "hand_in"])).status_code == 403
    assert client.post(reverse("entries_move"), {"name": "hand_in"}).status_code == 302
    page = client.get(reverse("entry", args=[entry.pk])).content.decode()
    assert "Cần một người khác gửi." in page
    assert fresh(entry).state == State.WITH_LEADER
    Unit.objects.filter(pk=cast.commune.pk).update(one_hand=True)
    way.move(fresh(entry), "hand_in", by=again(official))
    step = Step.objects.get(verb="hand_in")
    assert step.acting_for == cast.leader and step.changes[0]["field"] == "one_hand"


@pytest.mark.parametrize("mark", ["typed_by", "signed_off_by"])
def test_nobody_appraises_what_she_entered_or_sent_herself(cast, entry, mark):
    Unit.objects.filter(pk=cast.commune.pk).update(one_hand=True)
    row = stands(entry, State.IN_REVIEW, **{mark: cast.reviewer})
    assert "approve" not in way.moves_for(row, cast.reviewer)
    with pytest.raises(Refused, match="không tự thẩm định"):
        way.move(row, "approve", by=cast.reviewer)


# --- The setting ------------------------------------------------------------------------------------------------------


def test_the_leader_or_the_administrator_switches_it_with_a_reason_and_it_is_traced(client, cast):
    admin = make_person("quantri", Role.ADMIN, cast.far_office, "Quản trị")
    page = reverse("unit_settings", args=[cast.commune.pk])
    wanted = {
        cast.leader: 302,
        admin: 302,
        cast.official: 403,
        cast.clerk: 403,
        cast.reviewer: 403,
        cast.stranger: 404,
    }
    for person, status in wanted.items():
        client.force_login(person)
        unit = Unit.objects.get(pk=cast.commune.pk)
        sent = {"on": "0" if unit.one_hand else "1", "reason": "Xã chỉ có một công chức"}
        assert client.post(page, sent).status_code == status, person
        assert client.get(page).status_code == (200 if status == 302 else status), person
    steps = list(SettingStep.objects.values_list("by__username", "old", "new", "reason"))
    assert steps == [
        ("quantri", True, False, "Xã chỉ có một công chức"),
        ("tienphong.lanhdao", False, True, "Xã chỉ có một công chức"),
    ]


def test_no_switch_without_a_reason_and_none_twice(client, cast):
    client.force_login(cast.leader)
    answer = client.post(reverse("unit_settings", args=[cast.commune.pk]), {"on": "1", "reason": " "})
    assert (answer.status_code, "Cần ghi lý do" in answer.content.decode()) == (422, True)
    switch_one_hand(cast.commune, by=cast.leader, on=True, reason="Một người")
    with pytest.raises(Conflict):
        switch_one_hand(cast.commune, by=cast.leader, on=True, reason="Một người")
    with pytest.raises(Http404):
        switch_one_hand(cast.commune, by=cast.stranger, on=False, reason="Khác")
