"""Incoming papers: they arrive by themselves, get a number, go from hand to hand by one table, and their sender sees it."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from plans.models import ImportDraft
from plans.tests.paper import make_period, make_plan
from post.exports import gate, making
from post.exports import workflow as exports
from post.models import Notice
from reports.incoming import copying, leads, printing
from reports.incoming import workflow as incoming
from reports.models import Document, Incoming, IncomingBook, IncomingStep
from reports.papers.workflow.copies import Wanted
from reports.receiving import workflow as receiving
from units.errors import Conflict, Refused
from units.models import Post
from units.vietnamese import vn_date

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 4)

# Word for word: from, to, whose right, also whoever has it in hand, needs a reason, needs somebody to handle it.
MOVES = {
    "receive": (("arrived",), "received", "tiếp nhận, vào sổ văn bản đến", False, False, False),
    "refuse": (("arrived",), "refused", "tiếp nhận, vào sổ văn bản đến", False, True, False),
    "assign": (
        ("received", "assigned", "handling"), "assigned", "phân công xử lý văn bản đến", False, False, True,
    ),
    "begin": (("assigned",), "handling", "phân công xử lý văn bản đến", True, False, False),
    "finish": (("received", "assigned", "handling"), "done", "phân công xử lý văn bản đến", True, False, False),
    "reopen": (("done",), "handling", "phân công xử lý văn bản đến", True, True, False),
}  # fmt: skip


def test_the_table_of_moves():
    rows = incoming.MOVES.items()
    found = {n: (m.start, m.end, m.action.value, m.own, m.needs_note, m.needs_handler) for n, m in rows}
    assert found == MOVES


@pytest.fixture
def letter(cast):
    """An urging letter of the district about a period, sent to its two communes."""
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    make_plan(cast.commune, cast.commune_office, reports_under=upper).parents.add(upper)
    made = Document.objects.create(
        kind="cong_van", agency=cast.district_office, title="Đôn đốc báo cáo", state="issued", created_by=cast.reviewer,
        making="ready", plan=upper, period=make_period(upper),
    )  # fmt: skip
    made.pdf.save("a.pdf", ContentFile(b"%PDF-1.4"))
    made.receivers.set([cast.commune, cast.neighbour])
    return made


@pytest.fixture
def row(cast, letter):
    return next(one for one in incoming.arrive(letter) if one.unit == cast.commune)


def entered(cast, **more):
    said = {"channel": "giay", "sender": "UBND tỉnh", "kind": "Kế hoạch", "number": "12/KH-UBND", "title": "Kế hoạch PAPI",
            "came_on": TODAY, "date": date(2024, 11, 1)} | more  # fmt: skip
    return incoming.enter(cast.commune, by=cast.clerk, **said)


def test_a_paper_arrives_once_at_every_unit(cast, letter, row):
    assert incoming.arrive(letter) == []
    assert {one.unit for one in Incoming.objects.all()} == {cast.commune, cast.neighbour}
    assert (row.state, row.entry, row.sender, row.kind) == ("arrived", None, letter.agency.name, "Công văn")


def test_from_hand_to_hand_and_back_to_the_sender(client, cast, letter, row):
    handler = Post.objects.get(user=cast.official)
    assert [name for name, _ in incoming.moves_for(row, cast.clerk)] == ["receive", "refuse"]
    assert incoming.moves_for(row, cast.official) == [] == incoming.moves_for(row, cast.reviewer)
    incoming.move(row, "receive", by=cast.clerk)
    assert (row.entry, row.came_on) == (1, timezone.localdate())
    with pytest.raises(Refused):
        incoming.move(row, "assign", by=cast.clerk, handler=handler)
    with pytest.raises(ValueError, match="Chọn người"):
        incoming.move(row, "assign", by=cast.leader)
    with pytest.raises(ValueError, match="trước ngày đến"):
        incoming.move(row, "assign", by=cast.leader, handler=handler, deadline=row.came_on - timedelta(days=1))
    incoming.move(row, "assign", by=cast.leader, handler=handler, deadline=row.came_on)
    assert Notice.objects.filter(to=cast.official, text__contains="giao bạn xử lý").exists()
    assert [name for name, _ in incoming.moves_for(row, cast.official)] == ["begin", "finish"]
    stale = Incoming.objects.get(pk=row.pk)
    incoming.move(row, "begin", by=cast.official)
    with pytest.raises(Conflict):
        incoming.move(stale, "begin", by=cast.official)
    incoming.move(row, "finish", by=cast.official, note="Đã gửi báo cáo")
    with pytest.raises(ValueError, match="lý do"):
        incoming.move(row, "reopen", by=cast.leader)
    told = {one.unit: one.arrival.state for one in receiving.told_back(letter)}
    assert told == {cast.commune: "done", cast.neighbour: "arrived"}
    assert list(IncomingStep.objects.order_by("pk").values_list("verb", flat=True)) == [
        "receive", "assign", "begin", "finish",
    ]  # fmt: skip
    client.force_login(cast.reviewer)
    assert "Đã xử lý" in client.get(reverse("document", args=[letter.pk])).content.decode()


def test_numbers_run_on_without_a_gap_and_a_year_begins_with_one(cast):
    assert [entered(cast, number=f"{n}/KH-UBND").entry for n in (1, 2)] == [1, 2]
    with pytest.raises(ValueError, match="số đến 2"):
        entered(cast, number="2/KH-UBND")
    with pytest.raises(ValueError, match="sau ngày đến"):
        entered(cast, number="3/KH-UBND", date=TODAY + timedelta(days=1))
    assert entered(cast, number="3/KH-UBND", date=TODAY).entry == 3
    assert entered(cast, number="4/KH-UBND", came_on=date(2025, 1, 2)).entry == 1
    with pytest.raises(Refused):
        incoming.enter(cast.commune, by=cast.official, came_on=TODAY, title="x", sender="y")
    with pytest.raises(ValueError, match="chưa tới"):
        entered(cast, number="5/KH-UBND", came_on=timezone.localdate() + timedelta(days=1))


def test_the_urging_letter_names_the_late_work(cast, letter, row):
    late = leads.late_work(row, cast.official)
    assert {entry.unit for entry in late} == {cast.commune} and len(late) == 3
    assert [plan.unit for plan in leads.plans_here(row)] == [cast.commune]
    row.kind = "Thông báo"
    assert not leads.late_work(row, cast.official)


def test_pages_of_the_clerk(client, cast, letter, row):
    client.force_login(cast.clerk)
    typed = {"unit": cast.commune.pk, "channel": "thu", "came_on": "04/11/2024", "sender": "UBND tỉnh", "kind": "Kế hoạch",
             "number": "12/KH-UBND", "date": "01/11/2024", "title": "Kế hoạch nâng cao PAPI"}  # fmt: skip
    page = reverse("incoming_enter")
    bad = client.post(page, {**typed, "file": SimpleUploadedFile("a.exe", b"MZ")})
    assert bad.status_code == 422 and not Incoming.objects.filter(channel="thu").exists()
    odd = client.post(page, {**typed, "file": SimpleUploadedFile("a.pdf", b"MZ not a PDF")})
    assert odd.status_code == 422 and "Chỉ nhận PDF" in odd.content.decode()
    done = client.post(page, {**typed, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    made = Incoming.objects.get(channel="thu")
    assert done.url == reverse("incoming_paper", args=[made.pk]) and made.files.get().title == "a.pdf"
    listed = client.get(reverse("received_papers") + "?xem=da-vao-so&q=nang cao")
    assert list(listed.context["page"]) == [made]
    refused = client.post(reverse("incoming_move", args=[row.pk, "refuse"]), {"note": " "})
    assert refused.status_code == 422 and "Cần ghi lý do" in refused.content.decode()
    sheet = client.get(reverse("incoming_xlsx", args=[made.book_id]))
    assert sheet.status_code == 200
    assert [line[1:4] for line in printing.lines(IncomingBook.objects.get())] == [("01", "UBND tỉnh", "12/KH-UBND")]
    client.force_login(cast.neighbour_official)
    for name, pk in (
        ("incoming_paper", made.pk),
        ("incoming_file", made.files.get().pk),
        ("incoming_xlsx", made.book_id),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404


@pytest.mark.parametrize("name", ["incoming_xlsx", "incoming_print"])
def test_a_long_book_is_made_by_the_worker(client, cast, monkeypatch, bar, name):
    _, last = (entered(cast, number=f"{n}/KH-UBND") for n in (1, 2))
    address, limit = reverse(name, args=[last.book_id]), gate.LIMITS[name]
    client.force_login(cast.clerk)
    for most, status in ((1, 302), (2, 200), (3, 200)):
        monkeypatch.setitem(gate.LIMITS, name, limit._replace(most=most))
        assert client.get(address).status_code == status
    monkeypatch.setitem(gate.LIMITS, name, limit._replace(most=1))
    assert "2 văn bản" in client.get(client.get(address).url).content.decode()
    asked = exports.ask(address, by=cast.clerk)
    assert making.make(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "ready" and asked.file.read()[:2] in (b"PK", b"%P")
    client.force_login(cast.neighbour_official)
    assert client.get(address).status_code == 404, "her right is asked before anything is counted"


def test_the_book_asks_as_much_for_many_papers_as_for_one(cast, row, django_assert_num_queries):
    handler = Post.objects.get(user=cast.official)
    incoming.move(row, "receive", by=cast.clerk)
    incoming.move(row, "assign", by=cast.leader, handler=handler)
    for n in (1, 2):
        last = entered(cast, number=f"{n}/KH-UBND", came_on=timezone.localdate())
        incoming.move(last, "assign", by=cast.leader, handler=handler)
    book = last.book
    with django_assert_num_queries(2):
        rows = list(printing.lines(book))
    assert [(one[1], one[6], one[7]) for one in rows] == [
        (f"0{n}", str(handler), vn_date(timezone.localdate())) for n in (1, 2, 3)
    ]


def test_a_plan_that_came_is_read_in(client, cast):
    made = entered(cast, data=b"%PDF-1.4", name="kh.pdf")
    client.force_login(cast.official)
    assert leads.readable(made, cast.official) and not leads.readable(made, cast.clerk)
    assert client.post(reverse("incoming_read", args=[made.pk])).status_code == 302
    assert ImportDraft.objects.get().filename == "12-KH-UBND.pdf"


@pytest.mark.parametrize(("copied", "forms"), [(False, ("SAO Y", "TRÍCH SAO")), (True, ("SAO LỤC",))])
def test_of_an_original_sao_y_of_a_copy_sao_luc(cast, copied, forms):
    made = entered(cast, copied=copied)
    assert copying.forms_for(made) == forms
    with pytest.raises(Conflict):
        copying.on_paper(made, Wanted(forms[0], None, 1, ()), by=cast.clerk)  # nothing to copy


def test_sao_luc_gets_its_number_in_the_book_of_copies(cast, letter):
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    made = entered(cast, copied=True, data=out.getvalue(), name="sao-y.pdf")
    signer = Post.objects.get(user=cast.leader)
    with pytest.raises(ValueError, match="sao lục"):
        copying.on_paper(made, Wanted("SAO Y", signer, 3, ("Lưu: VT",)), by=cast.clerk)
    kept = copying.on_paper(made, Wanted("SAO LỤC", signer, 3, ("Lưu: VT",)), by=cast.clerk)
    assert (str(kept.entry), kept.copies, kept.form) == ("01/SL-UBND", 3, "SAO LỤC")
    assert kept.file.read().startswith(b"%PDF")
    with pytest.raises(Refused):
        copying.on_paper(made, Wanted("SAO LỤC", signer, 3, ()), by=cast.official)
