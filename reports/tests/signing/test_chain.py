"""The chain of signatures of one paper: order, levels, appearance, and every later one leaving the earlier valid."""

import asyncio
import io
import logging
import re
import shutil
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec

from reports.layout import annex, pdf, wording
from reports.pen import cabinet, chain, keys
from reports.pen.attachments import sign_with_text
from reports.pen.chain import Role
from reports.pen.demo import make_demo_authority
from reports.pen.errors import KeyUnavailable, ServiceMissing, WrongOrder
from reports.pen.verdict import VALID, verify
from reports.tests.layout import samples
from reports.tests.layout.measuring import PT_MM, lines, opened


def flattened(signed):
    """Appearances of signatures drawn into their pages, where a text reader finds them."""
    with pikepdf.open(io.BytesIO(signed)) as document:
        document.flatten_annotations()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def embedded(pdf_bytes):
    return list(PdfFileReader(io.BytesIO(pdf_bytes)).embedded_regular_signatures)


def test_leader_then_agency_are_both_valid(signed, roots):
    verdict = verify(signed, roots)
    assert verdict.overall == VALID
    assert [one.field for one in verdict.signatures] == [Role.LEADER.value, Role.AGENCY.value]


def test_signing_and_verifying_work_where_an_event_loop_runs(prepared, drawer, roots):
    async def inside():
        return verify(chain.sign(prepared, Role.LEADER, drawer.leader_key()), roots)

    assert [one.code for one in asyncio.run(inside()).points] == ["no_seal"]


def test_each_signature_only_adds_to_the_file(prepared, by_leader, signed):
    assert by_leader.startswith(prepared)
    assert signed.startswith(by_leader)


def test_the_leader_certifies_for_form_filling_and_the_agency_does_not(signed):
    leader, agency = embedded(signed)
    assert leader.docmdp_level == MDPPerm.FILL_FORMS
    assert agency.docmdp_level is None


def test_signatures_are_pades_with_rsassa_pss_and_sha256(signed):
    for one in embedded(signed):
        assert one.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert one.signer_info["signature_algorithm"]["algorithm"].native == "rsassa_pss"
        assert one.signer_info["digest_algorithm"]["algorithm"].native == "sha256"


def test_initials_stand_on_the_draft_behind_its_last_recipient_and_certify_nothing(rendered, drawer, roots):
    draft = chain.prepare_initials(rendered.pdf, rendered.initials_box)
    assert chain.prepare_initials(draft, rendered.initials_box) == draft
    signed = chain.sign(draft, Role.INITIALS, drawer.leader_key(), image=drawer.signature_image)
    assert signed.startswith(rendered.pdf) and chain.prepare_initials(signed) == signed
    verdict = verify(signed, roots)
    assert [one.code for one in verdict.points] == ["initials_only"] and verdict.signatures[0].field == "KyNhay"
    assert embedded(signed)[0].docmdp_level is None
    with opened(rendered.pdf) as document:
        line = next(one for one in lines(document.pages[rendered.initials_box.page]) if "Lưu: VT" in one.text)
    assert rendered.initials_box.x1 * PT_MM == pytest.approx(line.right, abs=2)


def test_a_signature_in_a_field_of_another_program_stands_for_the_next_role(prepared, drawer, roots):
    spec = SigFieldSpec("Signature1")
    other = chain._with_fields(prepared, [spec])
    with drawer.leader_key().opened() as signer:
        meta = PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256")
        other = PdfSigner(meta, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(other))).getvalue()
    assert (chain.signed_roles(other), chain.next_role(other)) == ([Role.LEADER], Role.AGENCY)
    sealed = chain.sign(other, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)
    verdict = verify(sealed, roots)
    assert (verdict.overall, len(verdict.signatures)) == (VALID, 2), verdict


def test_nobody_signs_out_of_turn_or_twice(prepared, by_leader, signed, rendered, drawer):
    with pytest.raises(WrongOrder, match="Chưa có chữ ký lãnh đạo"):
        chain.sign(prepared, Role.AGENCY, drawer.agency_key())
    with pytest.raises(WrongOrder, match="đã có"):
        chain.sign(by_leader, Role.LEADER, drawer.leader_key())
    with pytest.raises(WrongOrder, match="không có ô"):
        chain.sign(rendered.pdf, Role.LEADER, drawer.leader_key())
    assert chain.next_role(prepared) is Role.LEADER
    assert chain.next_role(by_leader) is Role.AGENCY
    assert chain.next_role(signed) is None


def test_pictures_stand_where_the_decree_wants_them_without_a_word(prepared, signed, rendered):
    with pikepdf.open(io.BytesIO(signed)) as document:
        widgets = {str(w.T): w for page in document.pages for w in page.get("/Annots", []) if "/T" in w}
        leader, agency = (widgets[role.value].Rect for role in (Role.LEADER, Role.AGENCY))
        assert float(agency[2] - agency[0]) * PT_MM == pytest.approx(36, abs=0.3)
        assert float(agency[2] - leader[0]) / float(leader[2] - leader[0]) == pytest.approx(1 / 3, abs=0.01)
        assert all(int(widgets[role.value].F) & 4 for role in (Role.LEADER, Role.AGENCY))  # printed too
        appearance = widgets[Role.AGENCY.value].AP.N
        assert b" Tj" not in appearance.read_bytes() and b" TJ" not in appearance.read_bytes()
    with opened(prepared) as before, opened(signed) as after:
        page = rendered.signature_box.page
        assert before.pages[page].extract_text() == after.pages[page].extract_text()


def test_the_signed_file_still_carries_the_marks_of_pdf_a(signed):
    with pikepdf.open(io.BytesIO(signed)) as document, document.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert int(document.Root.AcroForm.SigFlags) == 3
        assert "/NeedAppearances" not in document.Root.AcroForm


@pytest.mark.parametrize(("dpi", "wide"), [(300, 30.48), (72, None), (None, None)])
def test_the_seal_keeps_its_real_size_as_its_picture_says(tmp_path, dpi, wide):
    place = cabinet.Cabinet(tmp_path)
    assert place.seal_diameter is None
    Image.new("RGBA", (360, 360)).save(place.seal_file, **({"dpi": (dpi, dpi)} if dpi else {}))
    assert place.seal_diameter == (wide and pytest.approx(wide, abs=0.02))


def test_a_separate_annex_file_shows_number_and_moment_in_ten_points(drawer, roots):
    moment = datetime(2026, 10, 5, 8, 4, 5, tzinfo=UTC)
    stamp = pdf.info_stamp(wording.annex_info("07/BC-UBND", moment), page=(297, 210))
    made = sign_with_text(annex.to_pdf(samples.report(), only=0), drawer.agency_key(), stamp)
    assert verify(made, roots).overall == VALID
    with opened(flattened(made)) as document:
        shown = [one for one in lines(document.pages[0], left=200) if one.top < 19]
    assert [one.text for one in shown] == ["07/BC-UBND", "05/10/2026 15:04:05 +07:00"]
    assert {one.size for one in shown} == {10.0}
    assert all(297 - one.right == pytest.approx(15, abs=1.5) for one in shown)


def test_a_wrong_password_is_told_and_never_written(drawer, prepared, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = keys.Pkcs12Key(drawer.leader_file, "sai-mật-khẩu-này")
    with pytest.raises(KeyUnavailable, match="Mật khẩu") as caught:
        chain.sign(prepared, Role.LEADER, wrong)
    chain.sign(prepared, Role.LEADER, drawer.leader_key())
    password = drawer.password_file.read_text()
    for secret in ("sai-mật-khẩu-này", password):
        assert secret not in caplog.text + str(caught.value) + repr(wrong) + repr(drawer.leader_key())


def test_a_missing_key_file_is_told(tmp_path, prepared):
    with pytest.raises(KeyUnavailable, match=re.escape("khong-co.p12")):
        chain.sign(prepared, Role.LEADER, keys.Pkcs12Key(tmp_path / "khong-co.p12", ""))


def test_a_certificate_out_of_its_time_signs_nothing(drawer):
    with drawer.leader_key().opened() as signer, pytest.raises(KeyUnavailable, match="thời hạn"):
        keys.refuse_out_of_time(signer.signing_cert, datetime(2050, 1, 1, tzinfo=UTC))


def test_a_timestamp_server_that_is_away_leaves_nothing_signed(prepared, drawer):
    away = chain.Assurance(tsa_url="http://127.0.0.1:9/tsa")
    with pytest.raises(ServiceMissing, match="dấu thời gian"):
        chain.sign(prepared, Role.LEADER, drawer.leader_key(), assurance=away)


def test_the_demo_authority_keeps_what_is_there_and_adds_what_is_missing(tmp_path):
    first = make_demo_authority(tmp_path, {"a": ("Cơ quan A", "Chủ tịch")})
    before = {path: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    roots = first.read_text()
    make_demo_authority(tmp_path, {"a": ("Cơ quan A", "Chủ tịch")})
    assert first.read_text() == roots
    make_demo_authority(tmp_path, {"a": ("Cơ quan A", "Chủ tịch"), "b": ("Cơ quan B", "Giám đốc")})
    assert first.read_text().count("BEGIN CERTIFICATE") == 2
    assert {path: path.read_bytes() for path in (tmp_path / "a").iterdir()} == before
    assert (tmp_path / "b" / "matkhau").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_pdfsig_agrees(signed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(signed)
    said = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert said.count("Total document signed") == 1
