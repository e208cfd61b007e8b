"""What is sent to a unit can be read there: the issued paper, its page and its files; drafts stay in their office."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from conftest import make_person, words
from plans.models import Plan
from plans.tests.paper import make_plan
from reports.incoming import workflow as incoming
from reports.models import Document, Receipt
from reports.papers.workflow import papers
from reports.permissions import received, visible
from reports.receiving import workflow as receiving
from units.models import Role, Succession, Unit

State = Document.State


PDF = b"%PDF-1.7 cong van"


@pytest.fixture
def letter(cast):
    """An urging letter of the district to its two communes, issued."""
    made = Document.objects.create(
        kind="cong_van", agency=cast.district_office, title="Đôn đốc báo cáo", state=State.ISSUED,
        created_by=cast.reviewer, making=Document.Making.READY, sha256=hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    made.pdf.save("a.pdf", ContentFile(PDF))
    made.receivers.set([cast.commune, cast.neighbour])
    incoming.arrive(made)
    return made


def status(client, person, address):
    client.force_login(person)
    return client.get(address).status_code


def addresses(document):
    return [reverse("document", args=[document.pk]), reverse("document_pdf", args=[document.pk])]


def test_every_receiving_unit_opens_page_and_file(client, cast, letter):
    for person in (cast.official, cast.leader, cast.clerk, cast.neighbour_official):
        assert [status(client, person, address) for address in addresses(letter)] == [200, 200], person
        assert letter in visible(person)


def test_a_unit_it_was_not_sent_to_meets_404(client, cast, letter):
    letter.receivers.set([cast.neighbour])
    for person in (cast.official, cast.stranger, cast.new_official):
        assert [status(client, person, address) for address in addresses(letter)] == [404, 404], person


@pytest.mark.parametrize("state", [State.DRAFT, State.TO_SIGN, State.SIGNED, State.CANCELLED])
def test_before_it_is_issued_no_receiver_sees_it(client, cast, letter, state):
    Document.objects.filter(pk=letter.pk).update(state=state)
    assert {status(client, cast.official, address) for address in addresses(letter)} == {404}
    assert letter not in visible(cast.official) and letter in visible(cast.district_leader)


def test_a_receiver_reads_the_paper_not_how_it_came_about(client, cast, letter):
    papers.trace(letter, "send_back", cast.district_leader, note="Sửa lại câu thứ hai")
    client.force_login(cast.official)
    assert "Sửa lại câu thứ hai" not in client.get(addresses(letter)[0]).content.decode()
    client.force_login(cast.reviewer)
    assert "Sửa lại câu thứ hai" in client.get(addresses(letter)[0]).content.decode()


def test_nobody_moves_a_paper_because_it_was_sent_to_her(cast, letter):
    for person in (cast.official, cast.leader, cast.clerk):
        assert papers.moves_for(letter, person) == []


def test_the_paper_of_a_plan_is_read_by_whoever_reads_the_plan(client, cast, letter):
    plan = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    Document.objects.filter(pk=letter.pk).update(kind="ke_hoach", plan=plan)
    letter.receivers.clear()
    assert [status(client, cast.official, address) for address in addresses(letter)] == [200, 200]
    assert status(client, cast.stranger, addresses(letter)[0]) == 404
    Document.objects.filter(pk=letter.pk).update(state=State.SIGNED)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    assert status(client, cast.official, addresses(letter)[0]) == 404


# --- Its own list, and "đã xem" told back ------------------------------------------------------------------------------


def page(client, person, address):
    client.force_login(person)
    return words(client.get(address).content.decode())


def test_the_list_of_a_unit_has_what_was_sent_to_it_and_nothing_else(client, cast, letter):
    other = Document.objects.create(
        kind="cong_van",
        agency=cast.district_office,
        title="Gửi nơi khác",
        state=State.ISSUED,
        created_by=cast.reviewer,
    )
    other.receivers.set([cast.neighbour])
    assert list(received(cast.official)) == [letter]
    assert set(received(cast.neighbour_official)) == {letter, other}
    assert not received(cast.reviewer) and not received(cast.stranger)
    assert "Đôn đốc báo cáo" in page(client, cast.official, reverse("received_papers"))
    assert "Gửi nơi khác" not in page(client, cast.official, reverse("received_papers"))


def test_the_first_of_a_unit_who_has_seen_it_is_told_to_its_sender(client, cast, letter):
    assert "chưa xem" in page(client, cast.official, reverse("received_papers"))
    assert not Receipt.objects.exists()  # looking at pages writes nothing
    client.post(reverse("document_seen", args=[letter.pk]))
    client.force_login(cast.leader)
    client.post(reverse("document_seen", args=[letter.pk]))
    told = receiving.told_back(letter)
    assert [(row.unit, row.by) for row in told] == [(cast.neighbour, None), (cast.commune, cast.official)]
    seen = page(client, cast.reviewer, addresses(letter)[0])
    assert "đã xem" in seen and str(cast.official) in seen and "chưa xem" in seen
    assert list(received(cast.leader).values_list("seen", flat=True)) == [True]
    assert list(received(cast.neighbour_official).values_list("seen", flat=True)) == [False]


def test_looking_from_above_is_not_receiving(client, cast, letter):
    lookers = [make_person(f"xem.{role}", role, cast.commune_office, "Người xem")
               for role in (Role.OVERSEER, Role.AUDITOR, Role.UNIT_ADMIN)]  # fmt: skip
    for person in (cast.reviewer, cast.district_leader, cast.stranger, *lookers):
        client.force_login(person)
        assert client.post(reverse("document_seen", args=[letter.pk])).status_code == 404
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("state", [State.SIGNED, State.CANCELLED])
def test_only_an_issued_paper_is_received(cast, letter, state):
    Document.objects.filter(pk=letter.pk).update(state=state)
    assert not received(cast.official)
    with pytest.raises(Http404):
        receiving.see(Document.objects.get(pk=letter.pk), by=cast.official)


def test_the_heir_receives_what_was_sent_before_the_merger(cast, letter):
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert list(received(cast.new_official)) == [letter]
    assert receiving.see(letter, by=cast.new_official) == 1


def test_the_page_of_the_sender_says_nothing_of_it_to_a_receiver(client, cast, letter):
    receiving.see(letter, by=cast.neighbour_official)
    assert "Đơn vị nhận trên hệ thống" not in page(client, cast.official, addresses(letter)[0])
