"""Who inside the unit is in charge, on paper: the assignment annex, the report by agency, the letter that asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import make_person, words
from plans.assigning import workflow as assigning
from plans.models import Charge, Plan
from plans.progress import workflow as way
from plans.tests.bureau import Bureau
from reports.drafting import counting, plans, requests, results
from reports.drafting.dispatches import NobodyLate
from reports.layout import frozen
from reports.layout.content import Bullet
from reports.models import Document
from reports.papers import carrying, press
from reports.papers.workflow import papers
from reports.signing.workflow import signing
from units.models import Role, User

pytestmark = pytest.mark.one_engine  # words of papers; who is in charge is asked on both by test_charges


@pytest.fixture
def bureau(cast):
    return Bureau(cast)


def _lines(annex):
    return [[str(cell) for cell in row] for row in annex.table.rows if len(row) > 1]


def test_the_assignment_annex_names_who_is_in_charge_where_somebody_is(bureau):
    annex = plans.plan_paper(bureau.plan, signer=None).paper.annexes[0]
    head = [column.title for column in annex.table.columns]
    place = head.index("Bộ phận phụ trách")
    assert [row[place] for row in _lines(annex)] == [
        "Phòng Kinh tế (Công chức Tài chính – Kế toán)", "Phòng Kinh tế", "",
    ]  # fmt: skip
    Charge.objects.all().delete()
    annex = plans.plan_paper(bureau.plan, signer=None).paper.annexes[0]
    assert "Bộ phận phụ trách" not in [column.title for column in annex.table.columns]


def test_the_report_tells_results_by_agency(bureau, today):
    entry = bureau.entries()[0]
    way.save(entry, by=bureau.accountant, version=1, values={"level": "not_started"})
    way.move(bureau.entries()[0], "submit", by=bureau.accountant)
    way.move(bureau.entries()[0], "hand_in", by=bureau.leader)
    read = counting.results(bureau.plan, bureau.period, as_of=today)
    annexes = {row.title: row for row in results.report(read, agency=bureau.plan.issuer, signer=None).paper.annexes}
    assert _lines(annexes["Kết quả theo cơ quan, bộ phận phụ trách"]) == [
        ["1", "Phòng Kinh tế", "2", "0", "0", "1", "0", "1"], ["2", "Chưa phân công", "1", "0", "0", "0", "0", "1"],
    ]  # fmt: skip
    Charge.objects.all().delete()
    read = counting.results(bureau.plan, bureau.period, as_of=today)
    titles = {row.title for row in results.report(read, agency=bureau.plan.issuer, signer=None).paper.annexes}
    assert titles == {"Kết quả thực hiện từng nhiệm vụ"}


def test_party_and_front_bodies_are_asked_in_writing_for_what_they_lead_and_what_they_share(bureau, today):
    with pytest.raises(NobodyLate, match="chưa giao nhiệm vụ"):
        requests.request(bureau.plan, agency=bureau.plan.issuer, today=today, signer=None)
    bureau.tasks[0].coordinating.add(bureau.front)
    assigning.charge(bureau.tasks[2:], by=bureau.leader, agency=bureau.front)
    plan = Plan.objects.get(pk=bureau.plan.pk)
    paper = requests.request(plan, agency=plan.issuer, today=date(2025, 10, 1), signer=None).paper
    asked = requests.request(plan, agency=plan.issuer, today=today, signer=None).paper
    said = ["".join(span.text for span in block.spans) for block in asked.blocks if isinstance(block, Bullet)]
    assert said == [
        "Phối hợp: Nhiệm vụ số 1 của Xã Hồng Quang (thời hạn 15/10/2025).",
        "Chủ trì: Nhiệm vụ số 3 của Xã Hồng Quang (thời hạn 15/10/2025).",
    ]
    assert asked.addressees == ("Ủy ban MTTQ Việt Nam xã",)
    last = "".join(span.text for span in paper.blocks[-1].spans)
    assert "qua Văn phòng HĐND và UBND trước ngày 22/10/2025 để tổng hợp" in last


def test_whom_the_clerk_carries_a_paper_to(bureau, cast, today):
    """Bodies named that nobody reads for, the Party committee and Council that are in no list, receivers without people."""
    bureau.tasks[0].coordinating.add(bureau.front)
    plan = Plan.objects.get(pk=bureau.plan.pk)
    letter = Document.objects.create(
        kind="cong_van", agency=plan.issuer, created_by=cast.new_official, title="Đề nghị"
    )
    asked = requests.request(plan, agency=plan.issuer, today=today, signer=None).paper

    def names(**more):
        return [row.name for row in carrying.carried(letter, replace(asked, **more))]

    front, party = "Ủy ban MTTQ Việt Nam xã", "Thường trực Đảng ủy xã Hồng Quang"
    assert names() == [front]
    assert names(addressees=(f"{front} Hồng Quang",), recipients=("Phòng Kinh tế", party, "Ủy ban MTTQ Việt Nam")) == [
        f"{front} Hồng Quang", party,
    ]  # fmt: skip
    person = make_person("mttq", Role.ENTRY, bureau.front, "Phó Chủ tịch")
    for until, carried in ((today - timedelta(days=1), [front]), (today, []), (today + timedelta(days=1), [])):
        person.posts.update(valid_from=today - timedelta(days=9), valid_to=until)
        assert names() == carried, until
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert names() == [front]
    letter.receivers.set([cast.new_commune, cast.far_commune, cast.neighbour])
    User.objects.filter(posts__agency__unit=cast.far_commune).update(is_active=False)
    assert names(addressees=()) == ["Xã Tiền Phong"]  # of the other province; the ended neighbour's heir reads for it


def test_the_letter_that_asks_goes_all_its_way_to_bodies_without_an_account(client, bureau, cast):
    """Drafted, sent for signature, numbered and issued on paper: the register names whom it is carried to."""
    bureau.tasks[0].coordinating.add(bureau.front)
    clerk = make_person("hongquang.vt", Role.CLERK, cast.new_commune_office, "Văn thư")
    plan = Plan.objects.get(pk=bureau.plan.pk)
    User.objects.filter(pk=bureau.leader.pk).update(legal_name="Trần Thị Bình")
    letter = papers.begin(
        Document.Kind.LETTER, plan.issuer, by=cast.new_official, plan=plan, title=requests.title(plan),
        choices={"request": True},
    )  # fmt: skip
    assert press.make(letter.pk)
    letter.refresh_from_db()
    papers.answer(letter, "send", by=cast.new_official, words="Đã thống nhất với Mặt trận xã")
    papers.move(letter, "send", by=cast.new_official)
    client.force_login(clerk)
    for page in (reverse("document_move", args=[letter.pk, "issue_by_hand"]), reverse("document", args=[letter.pk])):
        assert (
            "Gửi bản giấy tới" in (said := words(client.get(page).text)) and "Ủy ban MTTQ Việt Nam xã chưa có" in said
        )
    papers.answer(letter, "issue_by_hand", by=clerk, words="Đã thống nhất với Mặt trận xã")
    signing.issue_by_hand(letter, by=clerk)
    letter.refresh_from_db()
    assert letter.state == Document.State.ISSUED
    assert frozen.paper_of(letter).addressees == ("Ủy ban MTTQ Việt Nam xã",)
    assert not User.objects.filter(posts__agency=bureau.front).exists()
