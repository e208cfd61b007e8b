"""Pages of papers, registers and verification: who sees what, what a form keeps, what the public may know."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.layout import frozen
from reports.models import Document, RegisterEntry
from reports.papers import press
from reports.papers.workflow import papers
from reports.pen import keyring
from reports.signing.workflow import signing
from reports.tests import desk

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def send(client, person, name, *args, **data):
    client.force_login(person)
    return client.post(reverse(name, args=args), data)


@pytest.fixture
def issued(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    return desk.fresh(document)


def test_drafts_stay_in_the_office_and_issued_papers_are_seen_from_above(client, cast, keys):
    document = desk.report(cast)
    seen = {"official": 200, "leader": 200, "clerk": 200, "reviewer": 404, "district_leader": 404, "stranger": 404}
    assert {who: page(client, getattr(cast, who), "document", document.pk).status_code for who in seen} == seen
    papers.move(document, "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    assert page(client, cast.reviewer, "document", document.pk).status_code == 200
    assert page(client, cast.stranger, "document", document.pk).status_code == 404
    assert page(client, cast.neighbour_official, "document", document.pk).status_code == 404


def test_the_drafter_begins_a_report_and_sees_it_being_made(client, cast):
    plan, period = desk.commune_period(cast)
    answer = send(client, cast.official, "document_new", kind="bao_cao", plan=plan.pk, period=period.pk)
    document = Document.objects.get()
    assert answer.url == reverse("document", args=[document.pk])
    assert b"data-hx-get" in page(client, cast.official, "document", document.pk).content
    press.make(document.pk)
    answer = client.get(reverse("document_making", args=[document.pk]), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert page(client, cast.official, "document", document.pk).context["primary"] == "send"


def test_a_wrong_choice_is_told_at_its_place(client, cast):
    plan, _ = desk.commune_period(cast)
    answer = send(client, cast.official, "document_new", kind="bao_cao", plan=plan.pk)
    assert answer.status_code == 422
    assert answer.context["form"].errors["period"] == ["Chọn kỳ báo cáo."]
    answer = send(client, cast.official, "document_new", kind="to_trinh")
    assert "title" in answer.context["form"].errors


def test_a_failed_making_shows_reason_and_retry(client, cast):
    document = desk.report(cast)
    Document.objects.update(making="failed", making_error="Thiếu phông chữ")
    answer = page(client, cast.official, "document", document.pk)
    assert "Thiếu phông chữ" in answer.content.decode()
    send(client, cast.official, "document_retry", document.pk)
    assert desk.fresh(document).making == "waiting"


def test_a_paragraph_is_edited_added_and_removed(client, cast):
    document = desk.report(cast)
    shown = page(client, cast.official, "document_block", document.pk, 2).context["form"]
    send(client, cast.official, "document_block", document.pk, 2, words="Câu mới.", was=shown.initial["was"])
    send(client, cast.official, "document_add", document.pk, 2, kind="gach", words="Ý thêm")
    words = [frozen.paper_of(desk.fresh(document)).blocks[index].spans[0].text for index in (3,)]
    assert words == ["Ý thêm"]
    assert send(client, cast.official, "document_remove", document.pk, 3, was="khác").status_code == 409
    assert send(client, cast.official, "document_remove", document.pk, 3, was="Ý thêm").status_code == 302


def test_an_empty_paragraph_keeps_the_page(client, cast):
    document = desk.report(cast)
    assert send(client, cast.official, "document_block", document.pk, 2, words=" ", was="").status_code == 422


def test_head_and_foot_are_edited(client, cast):
    document = desk.report(cast)
    data = {"title": "Kết quả quý III", "place": "Tiền Phong", "addressees": "UBND huyện Ân Thi\nSở Nội vụ",
            "recipients": "Các thôn", "bases": "", "archive": "VP", "urgency": "KHẨN",
            "signer": document.signer_id}  # fmt: skip
    assert send(client, cast.official, "document_head", document.pk, **data).status_code == 302
    paper = frozen.paper_of(desk.fresh(document))
    assert (paper.title, paper.addressees, paper.urgency) == (
        "Kết quả quý III",
        ("UBND huyện Ân Thi", "Sở Nội vụ"),
        "KHẨN",
    )
    assert paper.annexes == ()  # its box was not ticked
    press.make(document.pk)
    assert frozen.paper_of(desk.fresh(document)).title == "Kết quả quý III"


def test_only_the_drafting_office_edits(client, cast):
    document = desk.report(cast)
    assert page(client, cast.clerk, "document_block", document.pk, 2).status_code == 403
    papers.move(document, "send", by=cast.official)
    answer = send(client, cast.official, "document_block", document.pk, 2, words="x", was="y")
    assert answer.status_code == 409


def test_steps_are_made_by_clicking(client, cast, keys):
    document = desk.report(cast)
    assert page(client, cast.official, "document_move", document.pk, "send").status_code == 200
    send(client, cast.official, "document_move", document.pk, "send")
    answer = send(client, cast.leader, "document_move", document.pk, "send_back", note="")
    assert answer.status_code == 422
    answer = send(client, cast.leader, "document_move", document.pk, "sign", method="file")
    assert answer.status_code == 302
    assert send(client, cast.leader, "document_move", document.pk, "sign", method="file").status_code == 409
    send(client, cast.clerk, "document_move", document.pk, "issue", method="file")
    assert desk.fresh(document).state == "issued"
    assert page(client, cast.official, "document_move", document.pk, "fly").status_code == 404


def test_a_key_that_needs_a_password_asks_for_it(client, cast, keys, settings):
    document = desk.to_sign(cast)
    place = keyring.of_post(cast.leader.posts.get())
    password = place.password_file.read_text()
    settings.DEMO = False
    place.password_file.rename(place.folder / "giu")
    try:
        assert "secret" in page(client, cast.leader, "document_move", document.pk, "sign").context["form"].fields
        answer = send(client, cast.leader, "document_move", document.pk, "sign", method="file", secret="sai")
        assert answer.status_code == 422
        assert "Mật khẩu của khóa ký không đúng" in answer.content.decode()
        assert b"sai" not in answer.content.split(b"<form")[1]
        send(client, cast.leader, "document_move", document.pk, "sign", method="file", secret=password)
    finally:
        (place.folder / "giu").rename(place.password_file)
    assert desk.fresh(document).state == "signed"


def test_where_there_is_no_key_the_page_says_so(client, cast, settings, tmp_path):
    settings.SIGNING_DIR, settings.DEMO, settings.SIGNING_PKCS11_MODULE = tmp_path, False, ""
    document = desk.to_sign(cast)
    answer = page(client, cast.leader, "document_move", document.pk, "sign")
    assert [value for value, _ in answer.context["form"].fields["method"].choices] == ["plugin", "elsewhere", "apart"]
    assert "Chưa có khóa ký của chức vụ, cơ quan này trên cổng" in answer.content.decode()
    answer = send(client, cast.leader, "document_move", document.pk, "sign", method="elsewhere")
    assert answer.url == reverse("document_elsewhere", args=[document.pk, "sign"])
    assert page(client, cast.leader, "document_elsewhere", document.pk, "sign").status_code == 200
    assert page(client, cast.leader, "document_to_sign", document.pk, "sign").status_code == 405
    assert not RegisterEntry.objects.exists()
    assert send(client, cast.leader, "document_to_sign", document.pk, "sign").content.startswith(b"%PDF-")
    assert str(RegisterEntry.objects.get()) == "01/BC-UBND"
    wrong = SimpleUploadedFile("a.pdf", b"%PDF-1.4 other")
    answer = send(client, cast.leader, "document_elsewhere", document.pk, "sign", file=wrong)
    assert (answer.status_code, "không phải là văn bản đã gửi" in answer.content.decode()) == (422, True)


def test_files_beside_each_other(client, cast, issued):
    names = ("document_pdf", "document_docx", "document_xlsx")
    kinds = {name: page(client, cast.official, name, issued.pk) for name in names}
    assert {name: b"".join(answer)[:4] for name, answer in kinds.items()} == {
        "document_pdf": b"%PDF", "document_docx": b"PK\x03\x04", "document_xlsx": b"PK\x03\x04",
    }  # fmt: skip
    assert "01-BC-UBND.pdf" in kinds["document_pdf"].headers["Content-Disposition"]


def test_a_word_file_after_issue_shows_the_number(client, cast, issued):
    answer = page(client, cast.official, "document", issued.pk)
    assert "01/BC-UBND" in answer.content.decode()
    assert [(one.tone, one.head) for one in answer.context["findings"]] == [("good", "Khớp")], (
        "the portal has not moved since"
    )


def test_the_register_is_searched_printed_and_exported(client, cast, issued):
    book = issued.entry.book_id
    assert page(client, cast.clerk, "registers").context["books"].count() == 1
    assert list(page(client, cast.clerk, "register", book, q="PAPI").context["rows"]) == [issued.entry]
    assert not page(client, cast.clerk, "register", book, q="không có").context["rows"]
    assert not page(client, cast.clerk, "register", book, state="cancelled").context["rows"]
    assert page(client, cast.clerk, "register_xlsx", book).content.startswith(b"PK")
    assert page(client, cast.stranger, "register", book).status_code == 404


def test_the_clerk_holds_and_gives_up_a_number(client, cast):
    send(client, cast.clerk, "register_reserve", kind="cong_van", title="Trả lời kiến nghị")
    entry = RegisterEntry.objects.get()
    assert (str(entry), entry.state) == ("01/UBND-VP", "held")
    assert send(client, cast.clerk, "register_cancel", entry.pk, note="").status_code == 422
    send(client, cast.clerk, "register_cancel", entry.pk, note="Không gửi nữa")
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("cancelled", "Không gửi nữa")
    assert page(client, cast.official, "register_reserve").status_code == 404


def test_a_number_of_a_paper_elsewhere_goes_out(client, cast):
    send(client, cast.clerk, "register_reserve", kind="bao_cao", title="Báo cáo ngoài hệ thống")
    entry = RegisterEntry.objects.get()
    assert send(client, cast.official, "register_issue", entry.pk).status_code == 403
    send(client, cast.clerk, "register_issue", entry.pk)
    entry.refresh_from_db()
    assert entry.state == "issued"


def test_anybody_verifies_a_file(client, issued):
    pdf = issued.pdf.read()
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", pdf)})
    assert (answer.status_code, answer.context["badge"], answer.context["issued"]) == (200, "valid", issued)
    spoiled = pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:]
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", spoiled)})
    assert (answer.context["badge"], answer.context["issued"]) == ("tampered", None)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.docx", b"x", "không đúng loại"), ("a.pdf", b"hello", "không phải là PDF"), ("a.pdf", b"", "rỗng")],
)
def test_what_is_no_pdf_is_refused_at_its_place(client, db, name, content, words):
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["file"])


def test_the_public_page_tells_the_register_and_the_hash_and_no_more(client, issued):
    answer = client.get(reverse("public_document", args=[issued.code]))
    words = answer.content.decode()
    assert all(part in words for part in ("01/BC-UBND", issued.sha256, "<svg", issued.title))
    assert "Đã làm xong" not in words  # the paper itself stays in the office
    assert client.get(reverse("public_document", args=["khong-co-ma-nay"])).status_code == 404


def test_the_public_page_says_when_the_offices_own_file_is_harmed(client, issued):
    address, file = reverse("public_document", args=[issued.code]), issued.pdf
    assert "Sổ và mã kiểm tra vẫn đúng" not in client.get(address).content.decode()
    Path(file.path).write_bytes(b"%PDF-cut")
    assert "đang khác với lúc phát hành" in client.get(address).content.decode()
    Path(file.path).unlink()
    assert "đang bị mất" in client.get(address).content.decode()


def test_a_draft_has_no_public_page(client, cast):
    document = desk.report(cast)
    assert client.get(reverse("public_document", args=[document.code])).status_code == 404


def test_the_work_list_shows_what_waits(client, cast, keys):
    document = desk.to_sign(cast)
    assert [row["verb"] for row in page(client, cast.leader, "work").context["papers"]] == ["Ký"]
    assert page(client, cast.official, "work").context["papers"] == []
    signing.sign(document, by=cast.leader)
    assert [row["verb"] for row in page(client, cast.clerk, "work").context["papers"]] == ["Phát hành"]


def test_the_list_filters_by_state(client, cast, keys):
    document = desk.to_sign(cast)
    assert list(page(client, cast.leader, "documents", xem="cho-toi").context["page"]) == [document]
    assert list(page(client, cast.leader, "documents", xem="nhap").context["page"]) == []
    assert page(client, cast.stranger, "documents").context["page"].paginator.count == 0


def test_nobody_late_is_a_readable_failure(client, cast):
    plan, period, _ = desk.lower_period(cast)
    type(plan).objects.filter(pk=plan.pk).update(reports_under=None)
    document = papers.begin("cong_van", cast.district_office, by=cast.reviewer, plan=plan, period=period)
    period.entries.all().delete()
    press.make(document.pk)
    assert "không có ai để đôn đốc" in page(client, cast.reviewer, "document", document.pk).content.decode()


def test_the_slip_carries_the_code(client, cast, issued):
    words = page(client, cast.official, "document_slip", issued.pk).content.decode()
    assert "<svg" in words and issued.code in words
