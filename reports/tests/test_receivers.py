"""What is sent to a unit can be read there: the issued paper, its page and its files; drafts stay in their office."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from plans.models import Plan
from plans.tests.paper import make_plan
from reports.models import Document
from reports.papers.workflow import papers
from reports.permissions import visible

State = Document.State


@pytest.fixture
def letter(cast):
    """An urging letter of the district to its two communes, issued."""
    made = Document.objects.create(
        kind="cong_van", agency=cast.district_office, title="Đôn đốc báo cáo", state=State.ISSUED,
        created_by=cast.reviewer, making=Document.Making.READY, sha256="a" * 64,
    )  # fmt: skip
    made.pdf.save("a.pdf", ContentFile(b"%PDF-1.7 cong van"))
    made.receivers.set([cast.commune, cast.neighbour])
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
