"""One answer about a file: the page and the command say the same, the books and the register of certificates are named."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from reports.signing.workflow import signing
from reports.tests import desk
from reports.tests.signing.test_verification import annotate, flip
from reports.verification.answer import answer


@pytest.fixture
def signed_only(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    return desk.fresh(document)


@pytest.fixture
def issued(cast, signed_only):
    signing.issue(signed_only, by=cast.clerk)
    return desk.fresh(signed_only)


def page(client, data):
    return client.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", data)})


def command(data, tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(data)
    try:
        call_command("verify_document", str(tmp_path / "a.pdf"), "--json")
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, json.loads(capsys.readouterr().out)


def test_page_and_command_agree_on_good_changed_and_unsealed_files(client, issued, keys, tmp_path, capsys):
    data = issued.pdf.read()
    for one, code, badge in ((data, 0, "valid"), (annotate(data), 1, "tampered"), (flip(data), 1, "tampered")):
        shown = page(client, one).context
        ended, said = command(one, tmp_path, capsys)
        assert (ended, shown["badge"]) == (code, badge)
        assert said["sentence"] == shown["verdict"].sentence and said["register"] == shown["register"]
        assert [point["words"] for point in said["points"]] == [point.words for point in shown["verdict"].points]


def test_the_books_and_the_holders_are_named(client, issued):
    words = " ".join(page(client, issued.pdf.read()).content.decode().split())
    assert "Trùng với văn bản số 01/BC-UBND ngày" in words and "Sổ văn bản đi của UBND xã Tiền Phong" in words
    assert "Chủ tịch UBND xã, UBND xã Tiền Phong" in words and "Chưa bị thu hồi theo danh sách thu hồi" in words


def test_another_file_that_bears_the_number_is_held_against_the_book(issued, signed_only, client):
    """The same paper with a note on it: not the bytes that went out, but their number."""
    found = answer(annotate(issued.pdf.read()))
    assert found.document is None and "không phải bản đã phát hành từ cổng" in found.register
    assert "số 01/BC-UBND" in found.register


def test_a_paper_not_yet_issued_is_told_as_such(signed_only):
    found = answer(signed_only.pdf.read())
    assert "đang giữ, chưa phát hành" in found.register
    assert (found.issued, found.badge) == (None, "remarked")


@pytest.mark.parametrize("spoil", [annotate, flip, lambda data: data[:-300], lambda data: data + b"%"])
def test_tampered_files_write_no_tracebacks(issued, client, spoil, caplog, capfd):
    page(client, spoil(issued.pdf.read()))
    said = capfd.readouterr()
    assert "Traceback" not in caplog.text + said.out + said.err
