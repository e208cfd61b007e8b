"""A body with a seal issues in its own name, one without signs by order under its superior's letterhead."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_agency, make_person
from plans.progress.periods import owe_entries
from plans.tests.paper import make_period, make_plan
from reports.drafting import heads
from reports.layout import frozen
from reports.models import Attachment, Document
from reports.papers import press
from reports.papers.workflow import attachments, copies, papers, registers
from reports.tests import desk
from units.errors import Conflict, Refused
from units.models import Agency, Post, Role

pytestmark = pytest.mark.one_engine  # the stories go this way on both

HEAD, ORDER = Post.Signs.HEAD, Post.Signs.ORDER


@pytest.fixture
def department(cast):
    """Sở Nội vụ with a director and a clerk of its own."""
    office = cast.province_home_affairs
    cast.director = make_person("snv.lanhdao", Role.LEADER, office, "Giám đốc Sở Nội vụ", signs=HEAD)
    cast.director_s_clerk = make_person("snv.vanthu", Role.CLERK, office, "Văn thư Sở Nội vụ")
    cast.province_clerk = make_person("hungyen.vanthu", Role.CLERK, cast.province_office, "Văn thư UBND tỉnh")
    return office


def new(client, person, **typed):
    """The paper a person begins on the page, made by the worker."""
    client.force_login(person)
    answer = client.post(reverse("document_new"), {"title": "", **typed})
    assert answer.status_code == 302, answer.content.decode()
    document = Document.objects.latest("pk")
    assert press.make(document.pk)
    return desk.fresh(document)


def head(document):
    paper = frozen.paper_of(document)
    return paper.superior, paper.issuer, paper.symbol, paper.signing.lines, paper.recipients[-1], paper.archive


def test_a_department_writes_in_its_own_name(client, cast, department):
    document = new(client, cast.province_reviewer, kind="to_trinh", title="Cấp kinh phí")
    assert (document.agency, document.signer.user) == (department, cast.director)
    assert head(document) == (
        ("UBND Tỉnh Hưng Yên",), ("Sở Nội vụ",), "TTr-SNV", ("GIÁM ĐỐC",),
        "Giám đốc, các Phó Giám đốc Sở Nội vụ tỉnh Hưng Yên", "",
    )  # fmt: skip


def test_or_drafts_for_the_committee_when_that_is_chosen(client, cast, department):
    document = new(
        client, cast.province_reviewer, kind="to_trinh", title="Trình Chính phủ", issuer=cast.province_office.pk
    )
    assert (document.agency, document.signer.user) == (cast.province_office, cast.province_leader)
    superior, issuer, symbol, lines, _, archive = head(document)
    assert (superior, issuer, symbol, archive) == ((), ("Ủy ban nhân dân", "Tỉnh Hưng Yên"), "TTr-UBND", "SNV")
    assert lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_without_somebody_to_sign_there_it_is_the_committee_s(client, cast):
    document = new(client, cast.province_reviewer, kind="thong_bao", title="Họp")
    assert document.agency == cast.province_office


def test_its_urging_letter_is_its_own(client, cast, department):
    plan, period, _ = province_period(cast)
    document = new(client, cast.province_reviewer, kind="cong_van", plan=plan.pk, period=period.pk)
    superior, issuer, symbol, lines, _, _ = head(document)
    assert (superior, issuer, symbol, lines) == (("UBND Tỉnh Hưng Yên",), ("Sở Nội vụ",), "SNV-VP", ("GIÁM ĐỐC",))
    said = str(document.content)
    assert "Sở Nội vụ tỉnh Hưng Yên đề nghị" in said and "yêu cầu" not in said, "it stands above no committee"
    committee = new(client, cast.province_reviewer, kind="cong_van", plan=plan.pk, period=period.pk,
                    issuer=cast.province_office.pk)  # fmt: skip
    said = str(committee.content)
    assert "Ủy ban nhân dân tỉnh Hưng Yên yêu cầu" in said and "đề nghị" not in said


def province_period(cast):
    plan = make_plan(cast.province, cast.province_office, number="30/KH-UBND", tasks=1, year=2026)
    below = make_plan(
        cast.new_commune, cast.new_commune_office, number="04/KH-UBND", tasks=1, year=2026, reports_under=plan
    )
    period = make_period(plan, year=2026, due_inside=date(2026, 10, 22), due=date(2026, 10, 25))
    owe_entries(period)
    return plan, period, below


def test_its_own_clerk_keeps_its_books_and_seal(client, cast, department):
    document = new(client, cast.province_reviewer, kind="thong_bao", title="Họp giao ban")
    papers.move(desk.written(document, by=cast.province_reviewer), "send", by=cast.province_reviewer)
    document = desk.fresh(document)
    assert "sign" in dict(papers.moves_for(document, cast.director))
    assert "sign" not in dict(papers.moves_for(document, cast.province_leader))
    assert "issue_by_hand" in dict(papers.moves_for(document, cast.director_s_clerk))
    assert "issue_by_hand" not in dict(papers.moves_for(document, cast.province_clerk))
    with pytest.raises(Refused, match="văn thư của chính cơ quan đó"):
        papers.guard(document, "issue_by_hand", cast.province_clerk)
    day = {"symbol": "TB-SNV", "title": "x", "day": timezone.localdate()}
    registers.reserve(department, "thong_bao", by=cast.director_s_clerk, **day)
    with pytest.raises(Refused, match="văn thư của chính cơ quan đó giữ"):
        registers.reserve(department, "thong_bao", by=cast.province_clerk, **day)
    with pytest.raises(Refused):
        registers.reserve(cast.province_office, "thong_bao", by=cast.director_s_clerk, **day)
    annex = Attachment.objects.create(
        document=document, title="Phụ lục", file="a.pdf", added_by=cast.province_reviewer
    )
    Document.objects.filter(pk=document.pk).update(state="issued", by_hand=True, scan="scan.pdf")
    annex.document = desk.fresh(document)
    for clerk, keeps in ((cast.director_s_clerk, True), (cast.province_clerk, False)):
        assert attachments.may_sign(annex, clerk) is copies.may_copy(annex.document, clerk) is keeps
    with pytest.raises(Refused, match="văn thư của chính cơ quan đó giữ"):
        copies.make_copy(annex.document, "SAO Y", by=cast.province_clerk)


def test_a_division_without_a_seal_signs_by_order(client, cast):
    chief = make_person(
        "anthi.truongphong", Role.LEADER, cast.district_home_affairs, "Trưởng phòng Nội vụ", signs=ORDER
    )
    document = new(client, cast.reviewer, kind="to_trinh", title="Cấp kinh phí")
    assert (document.agency, document.signer.user) == (cast.district_office, chief)
    superior, issuer, symbol, lines, _, archive = head(document)
    assert (superior, issuer, symbol, archive) == ((), ("Ủy ban nhân dân", "Huyện Ân Thi"), "TTr-UBND", "NV")
    assert lines == ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ")
    papers.move(desk.written(document, by=cast.reviewer), "send", by=cast.reviewer)
    assert "sign" in dict(papers.moves_for(desk.fresh(document), chief))


def test_a_front_body_stands_under_no_committee(cast):
    front = make_agency(cast.province, "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên", kind=Agency.Kind.FRONT)
    assert (heads.superior(front), heads.letterhead(front)) == ((), ("Ủy ban MTTQ Việt Nam tỉnh Hưng Yên",))


@pytest.mark.parametrize(("days", "lives"), [(1, True), (0, True), (-1, False)])
def test_an_agency_that_ended_issues_nothing_after_its_last_day(cast, department, days, lives):
    Agency.objects.filter(pk=department.pk).update(valid_to=timezone.localdate() + timedelta(days=days))
    agency = Agency.objects.get(pk=department.pk)
    if lives:
        papers.begin("thong_bao", agency, by=cast.province_reviewer, title="Họp")
        return
    with pytest.raises(Conflict, match="chọn cơ quan đang hoạt động của tỉnh Hưng Yên"):
        papers.begin("thong_bao", agency, by=cast.province_reviewer, title="Họp")
