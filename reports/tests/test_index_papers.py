"""Papers of the internal index: what they say is what the round holds, from its draft to its number."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse

from appraisal.models import Mark, Round
from appraisal.rounds import moving, voting
from appraisal.tests.house import House, fresh
from conftest import make_person
from reports.drafting import index
from reports.layout import frozen
from reports.layout.content import plain
from reports.models import Document
from reports.papers import checks, press
from units.errors import Conflict
from units.models import Role


@pytest.fixture
def house(cast):
    return House(cast)


@pytest.fixture
def held(house):
    """Before the council."""
    made = house.round(with_survey=False)
    house.both_scored(made, survey=False)
    moving.move(fresh(made), "close", by=house.organiser)
    house.appraised(made)
    moving.move(fresh(made), "tell", by=house.organiser)
    moving.move(fresh(made), "sit", by=house.organiser, today=house.today + timedelta(days=6))
    return fresh(made)


def _published(house, held):
    motion = voting.propose(held, by=house.organiser, reason="Theo biên bản họp")
    for member in house.council[:2]:
        voting.vote(motion, by=member, yes=True)
    moving.move(fresh(held), "publish", by=house.chairman)
    return fresh(held)


def _pressed(client, person, name, *args):
    """The paper that the button leads to, as the worker made it."""
    client.force_login(person)
    answer = client.post(reverse(name, args=args))
    assert answer.status_code == 302, answer.status_code
    document = Document.objects.get(pk=answer.url.strip("/").split("/")[-1])
    press.make(document.pk)
    document.refresh_from_db()
    assert document.making == Document.Making.READY, document.making_error
    return document


def _words(document):
    return "\n".join(plain(block) for block in frozen.paper_of(document).blocks)


def _ranking(document):
    (annex,) = frozen.paper_of(document).annexes
    return [tuple(row) for row in annex.table.rows]


def test_the_decision_names_classes_and_its_annex_is_what_was_published(house, held, client):
    done = _published(house, held)
    document = _pressed(client, house.organiser, "index_paper", held.pk, "quyet-dinh")
    said = _words(document)
    assert document.kind == "quyet_dinh" and document.title == f"công bố kết quả Đợt thử năm {held.year}"
    assert "Điều 1. Công bố kết quả Đợt thử của 2 đơn vị" in said
    assert "Loại Tốt: 1 đơn vị" in said and "Loại Khá: 1 đơn vị" in said and "QUYẾT ĐỊNH:" in said
    wanted = [(str(row["rank"]), row["name"], row["class"]) for row in done.results]
    assert [(row[0], row[1], row[-1]) for row in _ranking(document)] == wanted
    assert [row[-2] for row in _ranking(document)] == ["100,00", "87,00"]
    assert set(document.receivers.values_list("pk", flat=True)) == {house.cast.new_commune.pk, house.other.pk}
    assert document.pages >= 2
    again = client.post(reverse("index_paper", args=[held.pk, "quyet-dinh"]))
    assert again.url == reverse("document", args=[document.pk]), "the paper there is, not a second one"


def test_what_is_published_stands_in_the_paper_whatever_marks_say_later(house, held, client):
    document = _pressed(client, house.organiser, "index_paper", _published(house, held).pk, "quyet-dinh")
    before = _ranking(document)
    Mark.objects.filter(left_out=False).update(given=D(0))
    Document.objects.filter(pk=document.pk).update(making="waiting")
    press.make(document.pk)
    assert _ranking(Document.objects.get(pk=document.pk)) == before


def test_a_draft_made_before_the_council_changed_points_is_told_so_and_brought_up(house, held, client):
    document = _pressed(client, house.organiser, "index_paper", held.pk, "quyet-dinh")
    assert "Loại Khá: 1 đơn vị" in _words(document)
    motion = voting.propose(
        fresh(held),
        by=house.organiser,
        reason="Theo biên bản",
        mark=house.mark(held, house.other, "1.3a"),
        points=D(20),
    )
    for member in house.council[:2]:
        voting.vote(motion, by=member, yes=True)
    found = checks.findings(document, frozen.paper_of(document))
    assert any("khác" in one.head.lower() for one in found), found
    Document.objects.filter(pk=document.pk).update(making="waiting")
    press.make(document.pk)
    assert "Loại Tốt: 2 đơn vị" in _words(Document.objects.get(pk=document.pk))


def test_the_proposal_goes_to_who_publishes_and_tells_how_it_was_done(house, held, client):
    office = house.cast.province_home_affairs
    type(office).objects.filter(pk=office.pk).update(seal=type(office).Seal.OWN)
    make_person("snv.lanhdao", Role.LEADER, office, "Giám đốc")
    document = _pressed(client, house.organiser, "index_paper", held.pk, "to-trinh")
    said = _words(document)
    assert document.kind == "to_trinh" and document.title.startswith("đề nghị công bố kết quả Đợt thử")
    assert "0 kiến nghị về điểm" in said and "Hội đồng 3 thành viên" in said and "kính trình Ủy ban nhân dân" in said
    assert frozen.paper_of(document).addressees == ("Ủy ban nhân dân tỉnh Hưng Yên",)


def test_a_unit_sends_its_sheet_as_a_paper_with_answers_and_proofs(house, client, cast):
    held = house.round()
    sheet = house.sheet(held, cast.new_commune)
    with pytest.raises(Conflict):
        index.require_scored(sheet)
    house.mark(held, cast.new_commune, "1.2").proofs.create(document="Biên bản niêm yết", section="II", page="3")
    house.scored(held, cast.new_commune, cast.new_official, cast.new_leader)
    document = _pressed(client, cast.new_official, "index_sheet_paper", sheet.pk)
    (annex,) = frozen.paper_of(document).annexes
    rows = {row[0]: row for row in annex.table.rows if len(row) > 1}
    assert rows["1.2"][3:] == ("Có. Niêm yết tại trụ sở", "Biên bản niêm yết, mục II, trang 3", "20,00")
    assert rows["1.3b"][3] == "9/10" and rows["1.1"][-1] == "không tính"
    assert "tổng điểm tự chấm 94,29 trên thang 100" in _words(document)
    assert list(document.receivers.all()) == [house.province]
    client.force_login(house.other_official)
    assert client.post(reverse("index_sheet_paper", args=[sheet.pk])).status_code == 404


@pytest.mark.parametrize("state", [one for one in Round.State if one not in (
    Round.State.COUNCIL, Round.State.PUBLISHED, Round.State.LOCKED)])  # fmt: skip
def test_nothing_is_proposed_before_the_council_sits(house, held, client, state):
    Round.objects.filter(pk=held.pk).update(state=state)
    client.force_login(house.organiser)
    assert client.post(reverse("index_paper", args=[held.pk, "to-trinh"])).status_code == 409
    assert "Soạn tờ trình" not in client.get(reverse("index_round", args=[held.pk])).content.decode()
    Round.objects.filter(pk=held.pk).update(state=Round.State.COUNCIL)
    assert "Soạn tờ trình" in client.get(reverse("index_round", args=[held.pk])).content.decode()
    assert client.post(reverse("index_paper", args=[held.pk, "thong-bao"])).status_code == 404
    client.force_login(house.cast.new_leader)
    assert client.post(reverse("index_paper", args=[held.pk, "to-trinh"])).status_code == 403
