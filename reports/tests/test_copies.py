"""Copies of issued papers: on paper with their block and number, extracts, copies of copies, electronic ones."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reports.desk import waiting
from reports.layout.pdf import render
from reports.models import Attachment, RegisterEntry
from reports.papers.workflow import attachments, copies, papers, registers
from reports.papers.workflow.copies import Wanted, pages_in
from reports.pen import trust
from reports.pen.verdict import verify
from reports.signing.workflow import signing
from reports.tests import desk
from reports.tests.layout import samples
from reports.tests.layout.measuring import lines, opened
from units.errors import Conflict, Refused
from units.models import Post

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines

FOR = ("Phòng Nội vụ huyện Ân Thi", "Các thôn")


@pytest.fixture
def issued(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    return desk.fresh(document)


def wanted(cast, form="SAO Y", **more):
    return Wanted(form, Post.objects.get(user=cast.leader), more.pop("copies", 3), FOR, **more)


def words(data):
    with opened(data) as document:
        return [[one.text for one in lines(page)] for page in document.pages]


@pytest.mark.parametrize(
    ("given", "pages"),
    [("1-3, 5", (1, 2, 3, 5)), ("2", (2,)), ("3;1", (1, 3)), ("1–2", (1, 2)), ("2-2", (2,))],
)
def test_pages_as_they_are_typed(given, pages):
    assert pages_in(given) == pages


@pytest.mark.parametrize("given", ["", " ", "a", "0", "3-1", "1-999", "-2", "١", "1-²", "²", "1-٣", "1-" + "9" * 5000])
def test_what_are_no_pages_is_told(given):
    with pytest.raises(ValueError, match="trang"):
        pages_in(given)


def test_a_copy_on_paper_has_its_block_number_and_count_below_the_last_part(cast, issued):
    before = issued.pdf.read()
    row = copies.on_paper(issued, wanted(cast), by=cast.clerk)
    assert (str(row.entry), row.copies, row.form) == ("01/SY-UBND", 3, "SAO Y")
    assert "(3 bản)" in row.entry.title and row.entry.recipients == "\n".join(FOR)
    data = row.file.read()
    text = words(data)
    last, day = " ".join(text[-1]), timezone.localdate()
    for part in ("SAO Y", "Số: 01/SY-UBND", f"ngày {day:%d} tháng", "CHỦ TỊCH", "Các thôn;", "Lưu: VT. (03 bản)"):
        assert part in last, part
    with pikepdf.open(io.BytesIO(data)) as made:
        assert "/AcroForm" not in made.Root, "on paper it is seen, it signs nothing"
    assert verify(data).overall == "unsigned"
    issued.refresh_from_db()
    assert issued.pdf.read() == before, "the original is not touched"


def test_one_book_numbers_all_copies_of_the_agency(cast, issued):
    first = copies.on_paper(issued, wanted(cast), by=cast.clerk)
    second = copies.on_paper(issued, wanted(cast, "TRÍCH SAO", pages=(1,)), by=cast.clerk)
    third = copies.on_paper(issued, wanted(cast, "SAO LỤC", source=first), by=cast.clerk)
    assert [str(row.entry) for row in (first, second, third)] == ["01/SY-UBND", "02/TrS-UBND", "03/SL-UBND"]
    assert {row.entry.book.kind for row in (first, second, third)} == {"ban_sao"}
    assert second.title.endswith("(trang 1)") and second.extract == "1"
    assert sum("01/SY-UBND" in line for page in words(third.file.read()) for line in page) == 1, (
        "the sao y it was made of"
    )
    assert RegisterEntry.objects.filter(state="issued").count() == 4


@pytest.mark.parametrize(
    ("more", "said"),
    [({"form": "SAO LỤC"}, "từ bản sao y"), ({"form": "TRÍCH SAO", "pages": (99,)}, "trang"), ({"copies": 0}, "Số bản"),
     ({"copies": 1000}, "Số bản")],
)  # fmt: skip
def test_what_cannot_be_copied_takes_no_number(cast, issued, more, said):
    with pytest.raises(ValueError, match=said):
        copies.on_paper(issued, wanted(cast, **more), by=cast.clerk)
    assert registers.next_number(cast.commune_office, "ban_sao", timezone.localdate().year) == 1


def test_only_the_clerk_copies_and_only_what_is_issued(cast, keys):
    document = desk.to_sign(cast)
    with pytest.raises(Conflict):
        copies.on_paper(document, wanted(cast), by=cast.clerk)
    with pytest.raises(Refused):
        copies.on_paper(document, wanted(cast), by=cast.official)


def test_the_page_makes_it_and_tells_what_is_wrong_at_its_place(client, cast, issued):
    client.force_login(cast.clerk)
    url = reverse("document_paper_copy", args=[issued.pk])
    given = {"form": "TRÍCH SAO", "many": 2, "recipients": "Các thôn", "signer": Post.objects.get(user=cast.leader).pk}
    wrong = client.post(url, given | {"pages": "9-1"})
    assert wrong.status_code == 422 and "trang liền nhau" in str(wrong.context["form"].errors["pages"])
    assert client.post(url, given | {"form": "SAO LỤC"}).context["form"].errors["source"]
    assert client.post(url, given | {"pages": "1"}).status_code == 302
    page = client.get(reverse("document", args=[issued.pk])).content.decode()
    assert "01/TrS-UBND, 2 bản giấy" in " ".join(page.split())


def test_an_extract_of_a_signed_paper_is_signed_electronically_by_the_agency(client, cast, issued):
    client.force_login(cast.clerk)
    url = reverse("document_copy", args=[issued.pk])
    assert [value for value, _ in client.get(url).context["form"].fields["form"].choices] == ["TRÍCH SAO"]
    assert client.post(url, {"form": "TRÍCH SAO", "pages": "1", "method": "file"}).status_code == 302
    row = Attachment.objects.get(kind="ban_sao")
    found = verify(row.file.read(), trust.known())
    assert (found.ok, [one.field for one in found.signatures], row.extract) == (True, ["KyCoQuan"], "1")


def test_a_scan_is_copied_in_full_or_in_part(cast, keys):
    document = desk.to_sign(cast)
    signing.issue_by_hand(document, by=cast.clerk)
    signing.attach_scan(desk.fresh(document), SimpleUploadedFile("a.pdf", render(samples.report()).pdf), by=cast.clerk)
    document = desk.fresh(document)
    whole = copies.make_copy(document, "SAO Y", by=cast.clerk)
    part = copies.make_copy(document, "TRÍCH SAO", by=cast.clerk, pages=(1, 2))
    with pytest.raises(Conflict):
        copies.make_copy(document, "SAO LỤC", by=cast.clerk)
    assert copies.sources(document) == [whole] and part.title.endswith("(trang 1–2)")
    from_it = copies.on_paper(document, wanted(cast, "SAO LỤC", source=whole), by=cast.clerk)
    assert str(from_it.entry) == "01/SL-UBND"


# --- Annexes of a paper signed in ink ---------------------------------------------------------------------------------


def test_annexes_of_a_paper_issued_by_hand_wait_for_the_clerk(client, cast, keys):
    document = desk.report(cast)
    file = SimpleUploadedFile("a.pdf", render(samples.letter()).pdf)
    annex, taken = attachments.attach(document, file, title="Biểu 1", by=cast.official)
    papers.move(desk.fresh(document), "send", by=cast.official)
    client.force_login(cast.clerk)
    url = reverse("document_move", args=[document.pk, "issue_by_hand"])
    page = client.post(url, {"answer": "Gửi bản giấy"}, follow=True).content.decode()
    assert "Còn 1 tệp phụ lục chờ chữ ký số" in page and "1 tệp phụ lục chưa có chữ ký số" in page
    assert ([row["verb"] for row in waiting.papers(cast.clerk)], taken) == (["Ký số phụ lục"], [])
    attachments.sign(Attachment.objects.get(pk=annex.pk), by=cast.clerk)
    assert waiting.papers(cast.clerk) == []
