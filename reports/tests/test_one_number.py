"""One number, one paper: whatever way a plan is issued, its number is a row of the one register, and only its own."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from plans.drafting.workflow import life
from plans.models import Plan, PlanStep
from plans.tests.paper import make_plan
from reports.layout.content import Heading
from reports.models import Book, Document, RegisterEntry
from reports.papers import press
from reports.papers.workflow import handing_in, papers, registers
from reports.registers import workflow as plans_register
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Conflict, Refused

DAY = date(2026, 1, 12)


def draft(cast, *, number="", **more):
    return make_plan(cast.commune, cast.commune_office, number=number, state=Plan.State.DRAFT, year=2026, **more)


def issue(plan, cast, number="05/KH-UBND", day=DAY):
    return plans_register.issue(plan, by=cast.leader, number=number, date=day)


def rows():
    return [(str(row), row.state, row.date) for row in RegisterEntry.objects.order_by("book__year", "number")]


def reserve(cast, **more):
    wanted = {"by": cast.clerk, "symbol": "KH-UBND", "title": "Kế hoạch kiểm tra", "day": DAY}
    return registers.reserve(cast.commune_office, more.pop("kind", "ke_hoach"), **{**wanted, **more})


def test_a_number_from_paper_is_entered_and_the_next_one_follows_it(cast):
    plan = issue(draft(cast), cast)
    assert (plan.state, plan.number, plan.date) == (Plan.State.ISSUED, "05/KH-UBND", DAY)
    assert rows() == [("05/KH-UBND", "issued", DAY)]
    assert RegisterEntry.objects.get().title == plan.title
    assert reserve(cast).number == 6


def test_a_number_that_has_its_paper_is_refused_by_name(cast):
    reserve(cast)
    registers.issue(RegisterEntry.objects.get(), by=cast.clerk)
    plan = draft(cast)
    with pytest.raises(ValueError, match=r"Số 01/KH-UBND đã dùng .* ngày 12/01/2026, cho văn bản “Kế hoạch kiểm tra”"):
        issue(plan, cast, "01/KH-UBND")
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (Plan.State.DRAFT, "") and not PlanStep.objects.filter(verb="issue").exists()


def test_two_plans_never_share_a_number_on_different_days_of_a_year(cast):
    first, second = draft(cast), draft(cast)
    issue(first, cast)
    with pytest.raises(ValueError, match=f"“{first.title}”"):
        issue(second, cast, day=date(2026, 12, 31))
    assert issue(second, cast, day=date(2025, 12, 31)).number == "05/KH-UBND"  # another year is another book


@pytest.mark.parametrize("written", ["5/KH-UBND", " 05 / KH-UBND ", "005/KH-UBND"])
def test_the_same_number_written_otherwise_is_the_same_number(cast, written):
    issue(draft(cast), cast)
    with pytest.raises(ValueError, match="Số 05/KH-UBND đã dùng"):
        issue(draft(cast), cast, written)


@pytest.mark.parametrize("written", ["KH-UBND", "/KH-UBND", "0/KH-UBND", "05", "05/", "²/KH-UBND", "-1/KH-UBND"])
def test_what_is_no_number_is_asked_back(cast, written):
    with pytest.raises(ValueError, match="chưa phải là số, ký hiệu"):
        issue(draft(cast), cast, written)
    assert not RegisterEntry.objects.exists()


def test_an_older_number_is_entered_afterwards_and_the_book_goes_on_at_its_end(cast):
    issue(draft(cast), cast, "09/KH-UBND", date(2026, 3, 1))
    issue(draft(cast), cast, "04/KH-UBND", date(2026, 1, 5))
    assert [row[0] for row in rows()] == ["04/KH-UBND", "09/KH-UBND"]
    assert Book.objects.get().last == 9


def test_a_number_held_for_a_paper_outside_becomes_its_row(cast):
    held = reserve(cast)
    issue(draft(cast), cast, str(held))
    assert rows() == [("01/KH-UBND", "issued", DAY)] and Book.objects.get().last == 1


def test_a_cancelled_number_is_not_given_again_and_says_why(cast):
    registers.cancel(reserve(cast), by=cast.clerk, reason="Ghi nhầm")
    with pytest.raises(ValueError, match=r"đã hủy .*lý do hủy: Ghi nhầm"):
        issue(draft(cast), cast, "01/KH-UBND")


def test_the_paper_of_a_plan_takes_the_number_behind_those_entered(cast, keys):
    issue(draft(cast), cast)
    plan = draft(cast)
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    assert press.make(document.pk)
    papers.move(desk.fresh(document), "send", by=cast.official)
    with pytest.raises(Conflict, match="đang được ký"):
        issue(plan, cast, "44/KH-UBND")
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (Plan.State.ISSUED, "06/KH-UBND")
    with pytest.raises(ValueError, match="06/KH-UBND đã dùng"):
        issue(draft(cast), cast, "06/KH-UBND", plan.date)


# What a plan is issued as: the kind of its paper, its letters (Phụ lục III of the decree)
ISSUED_AS = {
    "KH": ("ke_hoach", "KH"),
    "CTr": ("chuong_tri", "CTr"),
    "CT": ("chi_thi", "CT"),
    "QĐ": ("quyet_dinh", "QĐ"),
}


@pytest.mark.parametrize("kind", ISSUED_AS)
def test_the_paper_of_a_plan_is_of_the_plan_s_own_kind(cast, kind):
    plan, (name, letters) = (
        draft(cast, kind=kind, tasks=1, bases="Luật Tổ chức chính quyền địa phương"),
        ISSUED_AS[kind],
    )
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    assert (document.kind, document.plan_paper) == (name, True)
    paper = press.drafted(document).paper
    assert (paper.kind, paper.symbol) == (name, f"{letters}-UBND")
    words = [plain(block) for block in paper.blocks]
    noun = plan.get_kind_display()
    if kind == "QĐ":
        assert words[:4] == [
            "ỦY BAN NHÂN DÂN XÃ TIỀN PHONG", "Luật Tổ chức chính quyền địa phương.", "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành Kế hoạch nâng cao Chỉ số PAPI năm 2026 như sau:",
        ]  # fmt: skip
        assert words[-1].endswith("chịu trách nhiệm thi hành Quyết định này.") and paper.bases == ()
        assert paper.title == "Ban hành Kế hoạch nâng cao Chỉ số PAPI năm 2026"
        assert not isinstance(paper.blocks[-2], Heading), "no heading without a word under it"
    else:
        assert f"ban hành {noun} nâng cao" in words[0] and f"Trên đây là {noun} của" in words[-1]


def plain(block):
    spans = getattr(block, "spans", None)
    return "".join(span.text for span in spans) if spans else getattr(block, "text", "")


def test_a_directive_takes_its_number_from_the_book_of_directives(cast, keys):
    """The plans' book stands at 05, the directives' at 01 held for a paper outside: the directive is 02/CT-UBND."""
    issue(draft(cast), cast)
    assert str(reserve(cast, kind="chi_thi", symbol="CT-UBND")) == "01/CT-UBND"
    plan = draft(cast, kind="CT")
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    assert press.make(document.pk)
    papers.move(desk.fresh(document), "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (Plan.State.ISSUED, "02/CT-UBND")
    assert Book.objects.get(kind="ke_hoach").last == 5
    change = life.amend(plan, by=cast.official)
    life.save_plan(change, by=cast.official, version=change.version, values={"kind": "QĐ"})
    change.refresh_from_db()
    assert papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=change).kind == "chi_thi"


@pytest.mark.parametrize(("kind", "written", "fits"), [
    ("CT", "05/CT-UBND", True), ("CT", "05/KH-UBND", False), ("CT", "05/CTr-UBND", False), ("QĐ", "12/QĐ-UBND", True),
    ("QĐ", "12/2024/QĐ-UBND", True), ("QĐ", "12/UBND", False), ("CTr", "03/CTr-UBND", True), ("KH", "03/CTr-UBND", False),
])  # fmt: skip
def test_letters_of_another_kind_are_asked_back(cast, kind, written, fits):
    plan = draft(cast, kind=kind)
    if fits:
        assert issue(plan, cast, written).number == written
        assert RegisterEntry.objects.get().book.kind == ISSUED_AS[kind][0]
    else:
        with pytest.raises(ValueError, match=f"mang ký hiệu {kind}, ví dụ 05/{kind}-UBND"):
            issue(plan, cast, written)


def test_a_plan_that_changed_its_kind_is_written_anew(cast):
    plan = draft(cast)
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    Plan.objects.filter(pk=plan.pk).update(kind="CT")
    with pytest.raises(ValueError, match="nay ban hành bằng chỉ thị"):
        handing_in._may_come_into_force(desk.fresh(document))


def test_a_number_held_by_a_paper_on_its_way_is_not_typed_for_another(cast):
    document = desk.report(cast)
    held = registers.number_for(document, by=cast.leader, symbol="BC-UBND", recipients="", signer="")
    with pytest.raises(ValueError, match="đang giữ"):
        registers.enter(cast.commune_office, "bao_cao", str(held), by=cast.leader, day=held.date, title="Khác")


def test_a_plan_read_in_with_its_number_takes_no_second_one(cast):
    plan = draft(cast, number="09/KH-UBND")
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    assert press.make(document.pk)
    with pytest.raises(ValueError, match="đã mang số 09/KH-UBND"):
        papers.move(desk.fresh(document), "send", by=cast.official)
    assert desk.fresh(document).state == Document.State.DRAFT
    assert issue(plan, cast, "09/KH-UBND").number == "09/KH-UBND"


def test_only_who_may_issue_plans_enters_their_numbers(cast):
    plan = draft(cast)
    for person in (cast.official, cast.clerk):
        with pytest.raises(Refused):
            plans_register.issue(plan, by=person, number="05/KH-UBND", date=DAY)
    assert not RegisterEntry.objects.exists() and not Book.objects.exists()


def test_the_database_itself_refuses_a_second_row(cast):
    first = reserve(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(book=first.book, number=first.number, symbol="KH-UBND", title="x", by=cast.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Book.objects.create(agency=first.book.agency, kind=first.book.kind, year=first.book.year)


def test_plans_issued_before_the_register_get_their_rows_once(cast):
    make_plan(cast.commune, cast.commune_office, number="04/KH-UBND", year=2026)
    make_plan(cast.commune, cast.commune_office, number="07/KH-UBND", year=2026)
    make_plan(cast.commune, cast.commune_office, number="số cũ", year=2025)
    move = import_module("reports.migrations.0004_numbers_of_issued_plans")
    for _ in range(2):
        move.enter(apps, None)
        assert [(row[0], row[1]) for row in rows()] == [("04/KH-UBND", "issued"), ("07/KH-UBND", "issued")]
    assert reserve(cast).number == 8


def test_the_page_says_what_stands_in_the_way_and_keeps_what_was_typed(client, cast):
    issue(draft(cast), cast)
    plan = draft(cast)
    client.force_login(cast.leader)
    page = client.post(f"/ke-hoach/{plan.pk}/ban-hanh/", {"number": "5/KH-UBND", "date": "13/01/2026"})
    assert page.status_code == 422 and page.context["form"]["number"].value() == "5/KH-UBND"
    assert "Mỗi số chỉ cấp cho một văn bản" in page.content.decode()
    assert (
        client.post(f"/ke-hoach/{plan.pk}/ban-hanh/", {"number": "6/KH-UBND", "date": "13/01/2026"}).status_code == 302
    )
