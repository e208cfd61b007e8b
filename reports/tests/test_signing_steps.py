"""Digital initials, files beside a paper, and where passwords never end up."""

import hashlib
import io
import logging
from dataclasses import replace

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.layout import frozen
from reports.layout.pdf import render
from reports.models import Attachment, Document
from reports.papers import checks, press
from reports.papers.workflow import papers
from reports.pen import keyring, trust
from reports.pen.secret import Secret
from reports.pen.verdict import verify
from reports.signing.workflow import signing
from reports.tests import desk
from reports.tests.layout import samples
from reports.tests.layout.measuring import lines, opened
from reports.tests.signing.test_chain import flattened

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines


def get(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def send(client, person, name, *args, **data):
    client.force_login(person)
    return client.post(reverse(name, args=args), data)


def words_of(data):
    with opened(data) as document:
        return [one.text for page in document.pages for one in lines(page)]


# --- Initials ---------------------------------------------------------------------------------------------------------


def test_initials_are_a_signature_on_the_draft_that_the_leader_then_signs(client, cast, keys):
    document = desk.to_sign(cast)
    send(client, cast.clerk, "document_move", document.pk, "initial", method="file")
    step = document.steps.get(verb="initial")
    draft = step.file.read()
    found = verify(draft, trust.known())
    assert ([one.code for one in found.points], found.signatures[0].who) == (["initials_only"], "Văn thư")
    page = get(client, cast.leader, "document", document.pk).content.decode()
    assert reverse("initialled_pdf", args=[step.pk]) in page
    signing.sign(desk.fresh(document), by=cast.leader)
    final = desk.fresh(document).pdf.read()
    changed = set(words_of(draft)) ^ set(words_of(final))
    assert all("/BC-UBND" in line or "ngày" in line for line in changed), "number and date alone are new"
    assert [one.field for one in verify(final, trust.known()).signatures] == ["KyLanhDao"]


def test_who_has_no_key_initials_in_the_trace_and_it_says_so(client, cast, keys):
    document = desk.to_sign(cast)
    send(client, cast.clerk, "document_move", document.pk, "initial", method="record")
    assert document.steps.get(verb="initial").file.name == ""
    assert "ghi trên hệ thống, không ký số" in get(client, cast.leader, "document", document.pk).content.decode()


def test_the_initialled_draft_stays_in_the_office(client, cast, keys):
    document = desk.to_sign(cast)
    signing.initial(document, by=cast.clerk)
    step = document.steps.get(verb="initial")
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    seen = {"official": 200, "reviewer": 404, "stranger": 404}
    assert {n: get(client, getattr(cast, n), "initialled_pdf", step.pk).status_code for n in seen} == seen


# --- Files beside the paper -------------------------------------------------------------------------------------------


def with_annex(document):
    """Its annexes go apart, as the drafter ticks it."""
    paper = frozen.paper_of(document)
    data = {name: "\n".join(v) if isinstance(v := getattr(paper, name), tuple) else v for name in
            ("title", "place", "addressees", "bases", "recipients", "archive", "urgency")}  # fmt: skip
    return data | {"annexes": [annex.title for annex in paper.annexes], "apart": "on", "signer": document.signer_id}


def test_annexes_split_from_the_paper_are_signed_with_ten_point_text(client, cast, keys):
    document = desk.report(cast)
    assert send(client, cast.official, "document_head", document.pk, **with_annex(document)).status_code == 302
    assert press.make(document.pk)
    short = desk.fresh(document).pages
    assert frozen.paper_of(desk.fresh(document)).apart
    papers.move(desk.fresh(document), "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    row = Attachment.objects.get()
    assert (row.signed_at, verify(row.file.read()).overall) == (None, "unsigned")
    signing.issue(desk.fresh(document), by=cast.clerk)
    row.refresh_from_db()
    data = row.file.read()
    found = verify(data, trust.known())
    assert (found.overall, found.signatures[0].field, found.sha256) == ("valid", "KyCoQuan", row.sha256)
    with opened(flattened(data)) as shown:
        head = [one for one in lines(shown.pages[0], left=150) if one.top < 19]
    assert [one.text[:13] for one in head][:1] == ["01/BC-UBND"] and "+07:00" in head[1].text
    assert {one.size for one in head} == {10.0}
    with pikepdf.open(io.BytesIO(desk.fresh(document).pdf.read())) as main:
        assert len(main.pages) == short
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", data)})
    assert answer.context["beside"] == row and "kèm theo văn bản" in answer.content.decode()


def pdf_file(paper=None, name="a.pdf"):
    return SimpleUploadedFile(name, render(paper or samples.letter()).pdf)


def test_an_annex_file_is_attached_removed_and_signed_by_itself(client, cast, keys):
    document = desk.report(cast)
    refused = send(client, cast.official, "attachment_add", document.pk, title="Ảnh", file=SimpleUploadedFile(
        "a.pdf", b"%PDF-1.4 broken".ljust(30)))  # fmt: skip
    assert (refused.status_code, "Không đọc được" in refused.content.decode()) == (422, True)
    for title in ("Biểu 1", "Biểu 2"):
        send(client, cast.official, "attachment_add", document.pk, title=title, file=pdf_file())
    first, second = Attachment.objects.all()
    paper = frozen.paper_of(desk.fresh(document))
    bare = replace(paper, annexes=(), blocks=paper.blocks[:2])
    assert [one.head for one in checks.findings(desk.fresh(document), bare) if "đính kèm" in one.text] == ["Phụ lục"]
    send(client, cast.official, "attachment_remove", first.pk)
    assert get(client, cast.reviewer, "attachment", second.pk).status_code == 404
    papers.move(desk.fresh(document), "send", by=cast.official)
    assert send(client, cast.official, "attachment_remove", second.pk).status_code == 409
    assert get(client, cast.clerk, "attachment_sign", second.pk).status_code == 409, "the leader comes first"
    signing.sign(desk.fresh(document), by=cast.leader)
    assert get(client, cast.official, "attachment_sign", second.pk).status_code == 403
    foreign = {"upload": "1", "file": pdf_file(samples.report())}
    assert send(client, cast.clerk, "attachment_sign", second.pk, **foreign).status_code == 422
    assert send(client, cast.clerk, "attachment_sign", second.pk, method="file").status_code == 302
    second.refresh_from_db()
    assert verify(second.file.read(), trust.known()).ok
    assert send(client, cast.clerk, "attachment_sign", second.pk, method="file").status_code == 409
    verbs = set(document.steps.values_list("verb", flat=True))
    assert {"attach_annex", "remove_annex", "sign_annex"} <= verbs


def test_a_scan_becomes_an_electronic_copy(client, cast, keys):
    document = desk.to_sign(cast)
    signing.issue_by_hand(document, by=cast.clerk)
    assert get(client, cast.clerk, "document_copy", document.pk).status_code == 409, "nothing was scanned yet"
    send(client, cast.clerk, "document_move", document.pk, "attach_scan", file=pdf_file(name="quét.pdf"))
    assert send(client, cast.clerk, "document_copy", document.pk, form="SAO Y", method="file").status_code == 302
    row = Attachment.objects.get(kind="ban_sao")
    data = row.file.read()
    assert verify(data, trust.known()).ok and verify(data).sha256 == row.sha256
    with opened(flattened(data)) as shown:
        head = [one.text for one in lines(shown.pages[0], left=100) if one.top < 22]
    assert head[0] == "SAO Y" and "Tiền Phong" in head[1] and "+07:00" in head[2]


# --- Secrets ----------------------------------------------------------------------------------------------------------


def test_a_fault_while_signing_shows_no_password_even_in_development(client, cast, keys, settings, caplog):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    place = keyring.of_agency(document.agency)
    password = place.password_file.read_text()
    # Spoiled before its sum was written down: what was changed later is refused before anybody signs it.
    spoiled = default_storage.save("hong.pdf", ContentFile(b"no PDF at all"))
    Document.objects.update(pdf=spoiled, sha256=hashlib.sha256(b"no PDF at all").hexdigest())
    settings.DEBUG, client.raise_request_exception = True, False
    caplog.set_level(logging.DEBUG)
    answer = send(client, cast.clerk, "document_move", document.pk, "issue", method="file", secret=password)
    page = answer.content.decode()
    assert answer.status_code == 500 and "reports/signing/workflow/signing.py" in page, (
        "the debug page with its values"
    )
    assert password not in page + caplog.text
    kept = " ".join(str(row) for row in Document.objects.values())
    assert password not in kept


def test_a_secret_hides_in_whatever_prints_it():
    secret = Secret("mã-bí-mật")
    assert "mã-bí-mật" not in repr({"secret": secret, "more": [secret]}) and secret == "mã-bí-mật"
