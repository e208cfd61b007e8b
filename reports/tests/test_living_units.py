"""Papers are written, numbered, signed and issued by units that live: the day before the end, the day, the day after."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.models import Plan
from plans.tests.paper import make_plan
from reports.models import Document, RegisterEntry
from reports.papers.workflow import papers, registers
from reports.permissions import visible
from reports.registers import workflow as plans_register
from units import ending
from units.errors import Conflict
from units.models import Agency, Role, Succession, User

State = Document.State
DAYS = [(1, True), (0, True), (-1, False)]  # the last day is tomorrow, today, was yesterday
GOES_ON = [("send", State.DRAFT, "official"), ("sign", State.TO_SIGN, "leader"), ("initial", State.TO_SIGN, "clerk"),
           ("issue", State.SIGNED, "clerk"), ("issue_by_hand", State.TO_SIGN, "clerk")]  # fmt: skip


def ends(cast, days):
    cast.commune.valid_to = timezone.localdate() + timedelta(days=days)
    cast.commune.save(update_fields=["valid_to"])
    Succession.objects.get_or_create(old=cast.commune, new=cast.new_commune, defaults={"share": "whole"})


def paper(cast, state):
    return Document.objects.create(
        kind="to_trinh", agency=cast.commune_office, title="Đề nghị", state=state, created_by=cast.official,
        making=Document.Making.READY,
    )  # fmt: skip


def goes(verb):
    try:
        verb()
        return True
    except Conflict as refusal:
        assert "Xã Hồng Quang" in str(refusal) and "đơn vị kế thừa" in str(refusal)
        return False


@pytest.mark.parametrize(("days", "lives"), DAYS)
def test_drafting(cast, days, lives):
    ends(cast, days)
    assert goes(lambda: papers.begin("to_trinh", cast.commune_office, by=cast.official, title="Đề nghị")) is lives
    assert Document.objects.exists() is lives


@pytest.mark.parametrize(("days", "lives"), DAYS)
def test_reserving_and_sending_out_a_number(cast, days, lives):
    held = reserve(cast)
    ends(cast, days)
    assert goes(lambda: reserve(cast)) is lives
    assert goes(lambda: registers.issue(held, by=cast.clerk)) is lives
    assert RegisterEntry.objects.count() == 1 + lives


def reserve(cast):
    return registers.reserve(cast.commune_office, "bao_cao", by=cast.clerk, symbol="BC-UBND", title="x",
                             day=timezone.localdate())  # fmt: skip


@pytest.mark.parametrize(("days", "lives"), DAYS)
@pytest.mark.parametrize(("name", "state", "who"), GOES_ON)
def test_every_step_forward_is_offered_and_allowed_together(cast, days, lives, name, state, who):
    document, person = paper(cast, state), getattr(cast, who)
    ends(cast, days)
    document = Document.objects.get(pk=document.pk)
    assert (name in dict(papers.moves_for(document, person))) is lives
    assert goes(lambda: papers.guard(document, name, person)) is lives


@pytest.mark.parametrize(
    ("name", "state", "who"),
    [
        ("send_back", State.TO_SIGN, "leader"),
        ("take_back", State.TO_SIGN, "official"),
        ("discard", State.DRAFT, "official"),
    ],
)
def test_what_an_ended_unit_left_can_be_tidied_up(cast, name, state, who):
    document = paper(cast, state)
    ends(cast, -1)
    papers.move(Document.objects.get(pk=document.pk), name, by=getattr(cast, who), note="Đơn vị đã kết thúc")


@pytest.mark.parametrize(
    ("day", "lives"), [(date(2025, 6, 29), True), (date(2025, 6, 30), True), (date(2025, 7, 1), False)]
)
def test_a_paper_issue_of_a_plan_is_dated_in_the_life_of_its_unit(cast, day, lives):
    plan = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT, year=2025)
    cast.commune.valid_to = date(2025, 6, 30)
    cast.commune.save(update_fields=["valid_to"])
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    plan = Plan.objects.get(pk=plan.pk)
    assert goes(lambda: plans_register.issue(plan, by=cast.leader, number="05/KH-UBND", date=day)) is lives


def test_the_heir_issues(cast):
    ends(cast, -1)
    papers.begin("to_trinh", cast.new_commune_office, by=cast.new_official, title="Đề nghị")


TIDIED = [("send_back", State.TO_SIGN, "new_leader", True), ("take_back", State.TO_SIGN, "new_official", True),
          ("discard", State.DRAFT, "new_official", True), ("sign", State.TO_SIGN, "new_leader", False),
          ("send", State.DRAFT, "new_official", False)]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "who", "may"), TIDIED)
def test_the_heir_s_people_tidy_up_what_was_left_and_issue_nothing_of_it(cast, name, state, who, may):
    document, person = paper(cast, state), getattr(cast, who)
    ends(cast, 0)
    assert not visible(person).exists(), "while the unit lives its drafts are its own"
    ends(cast, -1)
    ending.follow()
    document, person = Document.objects.get(pk=document.pk), User.objects.get(pk=person.pk)
    assert visible(person).exists() and not visible(cast.stranger).exists()
    assert (name in dict(papers.moves_for(document, person))) is may
    assert goes(lambda: papers.guard(document, name, person)) is may


def test_the_heir_s_clerk_gives_up_held_numbers_and_takes_no_new_one(client, cast):
    held = reserve(cast)
    clerk = make_person("hongquang.vanthu", Role.CLERK, cast.new_commune_office, "Văn thư")
    ends(cast, -1)
    assert not goes(lambda: registers.reserve(
        Agency.objects.get(pk=cast.commune_office.pk), "bao_cao", by=clerk, symbol="BC-UBND", title="x",
        day=timezone.localdate(),
    ))  # fmt: skip
    client.force_login(clerk)
    assert client.get(reverse("register", args=[held.book_id])).context["may_number"]
    client.post(reverse("register_cancel", args=[held.pk]), {"note": "Đơn vị đã kết thúc"})
    held.refresh_from_db()
    assert held.state == RegisterEntry.State.CANCELLED
    client.force_login(cast.stranger)
    assert client.get(reverse("register_cancel", args=[held.pk])).status_code == 404
