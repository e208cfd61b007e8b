"""What verification says of good files, of files changed in every way we know, and of files that are none."""

import hashlib
import io
import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from asn1crypto.x509 import Certificate
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from reports.layout import pdf
from reports.layout.content import Paragraph, text
from reports.pen import chain, judging, vgca
from reports.pen import verdict as verification
from reports.pen.chain import Role
from reports.pen.demo import make_demo_authority
from reports.pen.verdict import MODIFIED, UNSIGNED, UNTRUSTED, NotPdf, verify
from reports.tests.layout import samples


def test_a_good_file_is_told_in_words(signed, roots):
    verdict = verify(signed, roots)
    assert verdict.ok and "2 chữ ký số đều hợp lệ" in verdict.sentence
    leader, agency = verdict.signatures
    assert leader.who == "Chủ tịch Ủy ban nhân dân xã Tiền Phong"
    assert leader.agency == agency.who == "Ủy ban nhân dân xã Tiền Phong"
    assert leader.time_source == "server" and leader.when.tzinfo
    assert not leader.covers_whole_file and "chỉ có thêm chữ ký khác" in leader.changes
    assert agency.covers_whole_file and "Gốc tin cậy thử nghiệm" in agency.why


def test_a_signer_is_shown_with_her_certificate_as_it_was_issued(signed, roots, leader):
    certificate = Certificate.load(leader[1][0])
    found = verify(signed, roots).signatures[0]
    assert (found.issuer, found.serial) == ("Gốc tin cậy thử nghiệm", f"{certificate.serial_number:X}")
    assert (found.valid_since, found.valid_until) == (certificate.not_valid_before, certificate.not_valid_after)
    assert found.fingerprint == hashlib.sha256(certificate.dump()).hexdigest()


def test_without_roots_it_is_intact_but_not_trusted(signed):
    verdict = verify(signed)
    assert verdict.overall == UNTRUSTED and "chưa được cấu hình gốc tin cậy" in verdict.sentence


def test_an_unknown_authority_is_named(signed, tmp_path):
    other = verification.load_trust([make_demo_authority(tmp_path, {"x": ("Cơ quan X", "Chủ tịch")})])
    verdict = verify(signed, other)
    assert verdict.overall == UNTRUSTED and "Gốc tin cậy thử nghiệm" in verdict.sentence


def test_years_later_an_expired_certificate_is_named_as_the_reason(signed, roots):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4 * 365), tick=False):
        found = judging.file_in(signed, [root.dump() for root in roots.roots])[
            "signatures"
        ]  # the child has its own clock
    assert len(found) == 2
    assert all(one["intact"] and not one["trusted"] and "chứng thư số đã hết hạn" in one["why"] for one in found)


def test_a_file_without_signatures_is_told(rendered, prepared, roots):
    for made in (rendered.pdf, prepared):
        verdict = verify(made, roots)
        assert verdict.overall == UNSIGNED and verdict.sentence == "Tệp này không có chữ ký số."


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"%PDF-1.7 broken"])
def test_what_is_no_pdf_is_refused_in_words(content, roots):
    with pytest.raises(NotPdf):
        verify(content, roots)


@pytest.mark.parametrize(("password", "overall"), [("mật khẩu", None), ("", UNSIGNED)])
def test_a_file_behind_a_password_is_never_called_unsigned(rendered, roots, password, overall):
    with pikepdf.open(io.BytesIO(rendered.pdf)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="chủ", user=password, R=6))
    if overall:  # readable by everybody, only changing it takes the owner's password
        assert verify(out.getvalue(), roots).overall == overall
        return
    with pytest.raises(NotPdf, match="đặt mật khẩu"):
        verify(out.getvalue(), roots)


def flip(signed: bytes) -> bytes:
    """One bit inside the stream of the first page."""
    place = signed.index(b"stream", signed.index(b"FlateDecode")) + 40
    return signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]


def flip_late(signed: bytes) -> bytes:
    """One bit in what the second signature added."""
    place = signed.rindex(b"/Contents") - 60
    return signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]


def overlay(signed: bytes) -> bytes:
    """New words over the first page, as an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    over = RawContent(b"q 1 0 0 rg 100 500 300 40 re f Q")
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=over.render())))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def annotate(signed: bytes) -> bytes:
    """A text annotation on the first page, as an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page, _ = writer.find_page_for_modification(0)
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 100, 300, 150))),
            generic.pdf_name("/Contents"): generic.pdf_string("đã sửa"),
        }
    )
    page = page.get_object()
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rewrite(signed: bytes) -> bytes:
    """The same document written anew by another program."""
    with pikepdf.open(io.BytesIO(signed)) as document:
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def append(signed: bytes) -> bytes:
    """An empty incremental update of the catalogue behind the last signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/PageMode"] = generic.pdf_name("/UseOutlines")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cut(signed: bytes) -> bytes:
    """The file without its last bytes."""
    return signed[: len(signed) - 400]


@pytest.mark.parametrize("tamper", [flip, flip_late, overlay, annotate, rewrite, append])
def test_every_change_after_signing_is_found(signed, roots, tamper):
    changed = tamper(signed)
    assert changed != signed
    verdict = verify(changed, roots)
    assert verdict.overall == MODIFIED, verdict
    assert not verdict.ok and "đã bị sửa" in verdict.sentence


def test_a_file_cut_short_is_never_called_whole(signed, roots):
    verdict = verify(cut(signed), roots)
    assert not verdict.ok


def test_a_signed_file_that_cannot_be_read_any_more_is_called_changed_after_signing(roots):
    verdict = verify(b"%PDF-1.7 broken /ByteRange [0 1 2 3]", roots)
    assert (verdict.overall, verdict.signatures, verdict.ok) == (MODIFIED, (), False)
    assert "đã bị sửa hoặc hỏng sau khi ký" in verdict.sentence


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_pdfsig_agrees_on_a_flipped_bit(signed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(flip(signed))
    said = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert said.count("Digest Mismatch") == 2


def test_a_page_of_text_swapped_before_the_signature_is_simply_another_file(roots, drawer):
    made = pdf.render(samples.letter(blocks=(Paragraph(text("khác")),)))
    paper = chain.prepare(made.pdf, signature_box=made.signature_box)
    found = verify(chain.sign(paper, Role.LEADER, drawer.leader_key()), roots)
    assert [one.code for one in found.points] == ["no_seal"]


def test_the_command_prints_json_and_exits_zero_only_when_all_is_well(db, signed, authority, tmp_path, capsys):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(signed)
    bad.write_bytes(flip(signed))
    trust = f"--trust={authority / 'goc-tin-cay.pem'}"
    call_command("verify_document", str(good), "--json", trust)
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["overall"], len(said["signatures"])) == (True, "valid", 2)
    for arguments in ([str(bad), trust], [str(good)]):
        with pytest.raises(SystemExit) as caught:
            call_command("verify_document", *arguments)
        assert caught.value.code == 1
    capsys.readouterr()
    none = str(tmp_path / "none.pdf")
    with pytest.raises(CommandError) as missing:
        call_command("verify_document", none, "--json")
    assert (missing.value.returncode, json.loads(capsys.readouterr().out)["overall"]) == (2, "unreadable")


def test_the_plug_in_gets_its_parameters_and_hears_what_became_of_its_upload():
    order = vgca.order(
        "agency", download_url="https://a/1.pdf", upload_url="https://a/up", session="s", reference="09/KH-UBND",
        day=date(2026, 3, 12),
    )  # fmt: skip
    assert order.errand == "SignIssued"
    given = json.loads(order.parameters)
    assert (given["DocNumber"], given["IssuedDate"]) == ("09/KH-UBND", "2026-03-12T00:00:00+07:00")
    assert (given["FileUploadHandler"], given["FileName"]) == ("https://a/up", "https://a/1.pdf")
    assert vgca.receipt("a.pdf") == {"Status": True, "Message": "", "FileName": "a.pdf", "FileServer": "a.pdf"}
    assert vgca.receipt(refusal="Không được") | {"Status": False, "Message": "Không được"} == vgca.receipt(
        refusal="Không được"
    )


def test_only_the_sent_file_with_a_new_intact_signature_is_taken_back(prepared, by_leader, signed):
    assert vgca.accept(prepared, by_leader) == by_leader
    for received in (prepared, rewrite(by_leader), flip_late(by_leader), by_leader[:-5], b""):
        with pytest.raises(vgca.SigningError):
            vgca.accept(prepared, received)
    with pytest.raises(vgca.SigningError):
        vgca.accept(by_leader, overlay(signed))
