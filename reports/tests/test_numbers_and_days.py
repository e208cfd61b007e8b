"""Numbers and dates of a book rise together; numbers from outside; what a paper sent back does with its number."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from reports.layout import frozen
from reports.models import Attachment, Book, Document, RegisterEntry
from reports.papers.workflow import papers, registers
from reports.registers import workflow as outside
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Conflict, Refused
from units.models import SettingStep

State = Document.State
WORDS = {"symbol": "BC-UBND", "recipients": "Như trên", "signer": "Chủ tịch"}
FIRST, SECOND, THIRD = (datetime(2026, 12, day, 3, tzinfo=UTC) for day in (1, 2, 3))


def paper(cast, title="Báo cáo"):
    return Document.objects.create(
        kind="bao_cao", agency=cast.commune_office, state=State.TO_SIGN, title=title, created_by=cast.official,
        content={"symbol": "BC-UBND"},
    )  # fmt: skip


def number(document, cast, moment):
    with time_machine.travel(moment, tick=False):
        entry = registers.number_for(Document.objects.get(pk=document.pk), by=cast.leader, **WORDS)
    return entry.number, entry.date.day


def reserve(cast, day, kind="bao_cao"):
    return registers.reserve(cast.commune_office, kind, by=cast.clerk, symbol="BC-UBND", title="Giữ", day=day)


def enter(cast, written, day, **more):
    return outside.enter_elsewhere(
        cast.commune_office, "bao_cao", written, by=cast.clerk, day=day, title="Báo cáo ngoài", **more
    )


def days():
    return list(RegisterEntry.objects.exclude(state="cancelled").order_by("number").values_list("number", "date__day"))


# --- Rising together --------------------------------------------------------------------------------------------------


def test_a_number_that_fell_behind_the_book_is_not_dated_later_than_the_next_one(cast):
    """02 dated 03/12 before 03 dated 01/12 came about when a file made on 01/12 was made again on 03/12."""
    reserve(cast, date(2026, 12, 1))
    slow, quick = paper(cast), paper(cast, "Báo cáo khác")
    assert number(slow, cast, FIRST) == (2, 1) and number(quick, cast, FIRST) == (3, 1)
    assert number(slow, cast, THIRD) == (4, 3)
    assert days() == [(1, 1), (3, 1), (4, 3)]
    left = RegisterEntry.objects.get(number=2)
    assert (left.state, left.document) == ("cancelled", None)
    assert left.reason == "Giữ ngày 01/12/2026, văn bản ký ngày 03/12/2026 sau số lớn hơn của sổ"


def test_the_latest_number_takes_the_day_of_signing(cast):
    document = paper(cast)
    assert [number(document, cast, moment) for moment in (FIRST, SECOND)] == [(1, 1), (1, 2)]


def test_nobody_reserves_a_number_before_the_book_s_last_day(cast):
    reserve(cast, date(2026, 12, 2))
    with pytest.raises(ValueError, match="số 01/BC-UBND đã ghi ngày 02/12/2026"):
        reserve(cast, date(2026, 12, 1))
    assert reserve(cast, date(2026, 12, 2)).number == 2, "a refusal gives the number back"


@pytest.mark.parametrize(("day", "right"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_a_number_from_paper_fits_between_its_neighbours(cast, day, right):
    enter(cast, "05/BC-UBND", date(2026, 10, 2))
    enter(cast, "09/BC-UBND", date(2026, 10, 4))
    if right:
        enter(cast, "07/BC-UBND", date(2026, 10, day))
        return
    with pytest.raises(ValueError, match="cùng tăng"):
        enter(cast, "07/BC-UBND", date(2026, 10, day))
    assert enter(cast, "07/BC-UBND", date(2026, 10, day), note="Ghi đúng như trên văn bản").note


def test_a_day_to_come_and_a_stranger_are_refused(cast):
    with pytest.raises(ValueError, match="chưa đến"):
        enter(cast, "05/BC-UBND", date(2099, 1, 1))
    with pytest.raises(Refused):
        outside.enter_elsewhere(
            cast.commune_office, "bao_cao", "05/BC-UBND", by=cast.official, day=date(2026, 1, 5), title="x"
        )


# --- A book taken over in the middle of a year -------------------------------------------------------------------------


def test_a_book_goes_on_behind_its_opening_number(cast):
    book = outside.open_book(
        cast.commune_office, "bao_cao", 2026, by=cast.clerk, last=211, note="Sổ giấy đến 30/11/2026"
    )
    assert (book.last, book.opening) == (211, 211) and not outside.missing(book)
    assert reserve(cast, date(2026, 12, 1)).number == 212
    with pytest.raises(Conflict, match="đã có số"):
        outside.open_book(cast.commune_office, "bao_cao", 2026, by=cast.clerk, last=300, note="Lần hai")


@pytest.mark.parametrize(("last", "note"), [(0, "Sổ giấy"), (-1, "Sổ giấy"), (5, "  ")])
def test_it_takes_a_number_and_where_it_comes_from(cast, last, note):
    with pytest.raises(ValueError, match="căn cứ"):
        outside.open_book(cast.commune_office, "bao_cao", 2026, by=cast.clerk, last=last, note=note)


def test_numbers_without_a_row_are_named_until_they_are_entered(cast):
    outside.open_book(cast.commune_office, "bao_cao", 2026, by=cast.clerk, last=10, note="Sổ giấy")
    enter(cast, "13/BC-UBND", date(2026, 10, 2))
    enter(cast, "17/BC-UBND", date(2026, 10, 4))
    book = Book.objects.get()
    assert outside.missing(book) == [(11, 12), (14, 16)]
    enter(cast, "15/BC-UBND", date(2026, 10, 3))
    assert outside.missing(book) == [(11, 12), (14, 14), (16, 16)]


# --- A paper dated on an earlier day, and numbers of the office's own system --------------------------------------------


def give(document, cast, written, day):
    return registers.give(document, written, by=cast.clerk, day=day)


def test_an_earlier_day_takes_a_number_that_was_reserved_on_it(cast):
    reserve(cast, date(2026, 11, 30))
    reserve(cast, date(2026, 12, 1))
    document = paper(cast)
    for written, day in (("01/BC-UBND", date(2026, 12, 1)), ("03/BC-UBND", date(2026, 11, 30))):
        with pytest.raises(ValueError, match="không được giữ ngày"):
            give(document, cast, written, day)
    give(document, cast, "01/BC-UBND", date(2026, 11, 30))
    assert number(document, cast, THIRD) == (1, 30)
    with pytest.raises(ValueError, match="đang giữ"):
        give(paper(cast, "Khác"), cast, "01/BC-UBND", date(2026, 11, 30))


def test_another_number_sets_the_held_one_free_with_its_reason(cast):
    reserve(cast, date(2026, 11, 30))
    document = paper(cast)
    assert number(document, cast, FIRST) == (2, 1)
    give(document, cast, "01/BC-UBND", date(2026, 11, 30))
    assert RegisterEntry.objects.get(number=2).reason == "Văn bản lấy số khác"
    assert RegisterEntry.objects.get(document=document).number == 1


def test_where_the_office_s_own_system_gives_numbers_the_portal_gives_none(client, cast):
    client.force_login(cast.leader)
    client.post(reverse("agency_setting", args=[cast.commune_office.pk, "so-ngoai"]), {"on": "1"})
    assert SettingStep.objects.get().get_setting_display() == "số văn bản do hệ thống của cơ quan cấp"
    cast.commune_office.refresh_from_db()
    with pytest.raises(Conflict, match="hệ thống của cơ quan cấp"):
        reserve(cast, date(2026, 12, 1))
    document = Document.objects.get(pk=paper(cast).pk)
    with pytest.raises(Conflict, match="văn thư ghi số trước khi ký"):
        number(document, cast, FIRST)
    with pytest.raises(ValueError, match="cùng ký hiệu"):
        give(document, cast, "77/TB-UBND", date(2026, 11, 30))
    give(document, cast, "77/BC-UBND", date(2026, 11, 30))
    assert number(document, cast, THIRD) == (77, 30)
    with pytest.raises(ValueError, match="cùng tăng"):
        give(paper(cast, "Khác"), cast, "78/BC-UBND", date(2026, 11, 29))


@pytest.mark.parametrize("state", [State.DRAFT, State.SIGNED, State.ISSUED])
def test_a_number_is_given_to_a_paper_that_waits_to_be_signed(cast, state):
    reserve(cast, date(2026, 11, 30))
    document = paper(cast)
    Document.objects.filter(pk=document.pk).update(state=state)
    with pytest.raises(Conflict, match="đang chờ ký"):
        give(Document.objects.get(pk=document.pk), cast, "01/BC-UBND", date(2026, 11, 30))


# --- Sent back after the leader's signature ------------------------------------------------------------------------------


@pytest.fixture
def signed(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    return desk.fresh(document)


@pytest.mark.parametrize(("name", "who"), [("send_back", "leader"), ("hand_back", "clerk")])
def test_leader_or_clerk_send_a_signed_paper_back_with_its_number_kept(cast, signed, name, who):
    entry, file = signed.entry, signed.pdf.name
    with pytest.raises(ValueError, match="lý do"):
        papers.move(signed, name, by=getattr(cast, who))
    papers.move(signed, name, by=getattr(cast, who), note="Sai nơi nhận")
    document, step = desk.fresh(signed), signed.steps.first()
    assert (document.state, document.pdf.name, document.sha256) == (State.DRAFT, "", "")
    assert frozen.paper_of(document).number is None
    assert step.note == f"Sai nơi nhận (giữ số {entry}, ngày {entry.date:%d/%m/%Y})" and step.file.name == file
    with step.file.open("rb") as kept:
        assert kept.read(5) == b"%PDF-"
    papers.move(document, "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    assert RegisterEntry.objects.get(document=document).pk == entry.pk


def test_or_with_its_number_cancelled_and_the_reason_in_the_book(client, cast, signed):
    client.force_login(cast.clerk)
    address = reverse("document_move", args=[signed.pk, "hand_back"])
    assert "Hủy số; khi ký lại lấy số mới" in client.get(address).content.decode()
    assert client.post(address, {"note": "Nhầm loại", "number": "give_up"}).status_code == 302
    row = RegisterEntry.objects.get()
    assert (row.state, row.reason, row.document) == ("cancelled", "Văn bản bị trả lại: Nhầm loại", None)
    assert desk.fresh(signed).steps.first().note == f"Nhầm loại (hủy số {row})"


def test_an_annex_that_bears_the_number_keeps_it(cast, signed):
    Attachment.objects.create(document=signed, title="Phụ lục", added_by=cast.official, signed_at=signed.created_at)
    with pytest.raises(Conflict, match="khi giữ số"):
        papers.move(signed, "hand_back", by=cast.clerk, note="Sai", keep_number=False)
    assert desk.fresh(signed).state == State.SIGNED and RegisterEntry.objects.get().state == "held"


def test_nobody_else_sends_a_signed_paper_back_and_nobody_an_issued_one(cast, signed):
    for person, name in ((cast.official, "send_back"), (cast.official, "hand_back"), (cast.clerk, "send_back")):
        with pytest.raises(Refused):
            papers.move(signed, name, by=person, note="x")
    signing.issue(signed, by=cast.clerk)
    with pytest.raises(Conflict):
        papers.move(desk.fresh(signed), "hand_back", by=cast.clerk, note="x")


# --- Pages ---------------------------------------------------------------------------------------------------------------


def test_the_clerk_s_pages(client, cast):
    client.force_login(cast.clerk)
    kept = {"kind": "giay_moi", "title": "Mời họp", "recipients": "Các đoàn thể", "note": ""}
    answer = client.post(reverse("register_enter"), {**kept, "number": "12/GM-UBND", "date": "02/10/2026"})
    assert answer.status_code == 302 and str(RegisterEntry.objects.get()) == "12/GM-UBND"
    answer = client.post(reverse("register_enter"), {**kept, "number": "11/GM-UBND", "date": "03/10/2026"})
    assert answer.status_code == 422 and "số 12/GM-UBND đã ghi ngày 02/10/2026" in answer.content.decode()
    assert "Mời họp" in answer.content.decode(), "nothing typed is lost"
    assert (
        "1–11" in client.get(answer.wsgi_request.path.replace("ghi-so/", f"{Book.objects.get().pk}/")).content.decode()
    )
    answer = client.post(reverse("register_open"), {"kind": "giay_moi", "year": 2026, "last": 40, "note": "Sổ giấy"})
    assert answer.status_code == 422 and "đã có số" in answer.content.decode()
    answer = client.post(reverse("register_open"), {"kind": "bien_ban", "year": 2026, "last": 40, "note": "Sổ giấy"})
    assert answer.status_code == 302 and Book.objects.get(kind="bien_ban").last == 40


def test_the_page_of_a_paper_s_number(client, cast):
    held, document = reserve(cast, date(2026, 11, 30)), paper(cast)
    client.force_login(cast.clerk)
    address = reverse("document_number", args=[document.pk])
    assert "01/BC-UBND ngày 30/11/2026" in client.get(address).content.decode()
    assert client.post(address, {"reserved": held.pk}).status_code == 302
    assert RegisterEntry.objects.get().document == document and document.steps.get().verb == "give_number"
    client.force_login(cast.official)
    assert client.get(address).status_code == 403
