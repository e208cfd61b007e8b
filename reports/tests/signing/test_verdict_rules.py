"""The verdict on several signatures together, and what stands behind the last one: our own rules beside the library's."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from reports.pen import cabinet, chain, verdict
from reports.pen.demo import make_demo_authority
from reports.pen.verdict import MODIFIED, UNSIGNED, UNTRUSTED, VALID, Signature, verify

GOOD = Signature(
    field="KyLanhDao", who="Chủ tịch", agency="UBND xã", when=datetime(2026, 3, 2, 2, tzinfo=UTC), time_source="server",
    intact=True, covers_whole_file=True, changes="không có thay đổi nào sau chữ ký này", allowed_changes=True,
    trusted=True, why="tin cậy",
)  # fmt: skip
STRANGER = replace(GOOD, who="Người lạ", trusted=False, why="chưa tin cậy")
BROKEN = replace(GOOD, intact=False, trusted=False, why="nội dung không khớp với chữ ký")
CHANGED = replace(GOOD, allowed_changes=False, changes="sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào")


@pytest.mark.parametrize(
    ("signatures", "overall"),
    [
        ([], UNSIGNED),
        ([GOOD], VALID),
        ([GOOD, GOOD], VALID),
        ([STRANGER], UNTRUSTED),
        ([GOOD, STRANGER], UNTRUSTED),  # one trusted signer among several makes nothing trusted
        ([GOOD, GOOD, STRANGER], UNTRUSTED),
        ([BROKEN], MODIFIED),
        ([GOOD, BROKEN], MODIFIED),
        ([STRANGER, BROKEN], MODIFIED),
        ([GOOD, CHANGED], MODIFIED),
        ([GOOD, STRANGER, CHANGED], MODIFIED),
    ],
)
def test_the_weakest_signature_decides_in_whatever_order(signatures, overall):
    assert {verdict._overall(list(order)) for order in permutations(signatures)} == {overall}


@pytest.mark.parametrize(
    ("signatures", "says"),
    [
        ([], "Tệp này không có chữ ký số."),
        ([GOOD, GOOD], "2 chữ ký số đều hợp lệ và tin cậy"),
        ([GOOD, STRANGER], "chữ ký của Người lạ chưa tin cậy"),
        ([GOOD, BROKEN], "(nội dung không khớp với chữ ký); không sử dụng tệp này"),
        ([GOOD, CHANGED], "(sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào); không sử dụng"),
        ([STRANGER, CHANGED], "đã bị sửa đổi sau khi ký"),
    ],
)
def test_the_sentence_names_whoever_spoils_it(signatures, says):
    assert says in verdict._sentence(verdict._overall(signatures), signatures)


def test_one_trusted_signer_among_two_is_told_of_a_real_file(signed, roots, tmp_path):
    """The agency's key comes from another authority than the leader's."""
    stranger = make_other(tmp_path)
    assert verify(signed, roots).overall == VALID
    assert verify(signed, stranger).overall == UNTRUSTED


def test_a_leader_we_trust_and_a_seal_we_do_not_is_not_trusted(by_leader, roots, tmp_path):
    make_other(tmp_path)
    other = cabinet.of(tmp_path, "x")
    found = verify(chain.sign(by_leader, chain.Role.AGENCY, other.agency_key()), roots)
    assert [one.trusted for one in found.signatures] == [True, False]
    assert (found.overall, found.ok) == (UNTRUSTED, False)
    assert "nguyên vẹn" in found.sentence and "Cơ quan X" in found.sentence


def make_other(folder):
    return verdict.load_roots([make_demo_authority(folder, {"x": ("Cơ quan X", "Chủ tịch X")})])


# --- Our own guard of the tail ------------------------------------------------------------------------------------------

TAIL = replace(GOOD, covers_whole_file=False, changes="sau chữ ký này chỉ có thêm chữ ký khác")
ARCHIVE = replace(GOOD, covers_whole_file=False, changes="sau chữ ký này chỉ bổ sung dữ liệu lưu trữ chữ ký")


@pytest.mark.parametrize(
    ("signatures", "overall"),
    [
        ([TAIL, GOOD], VALID),  # the first is followed by the second signature, and the second by nothing
        ([GOOD, TAIL], MODIFIED),  # something unsigned follows the last
        ([TAIL], MODIFIED),
        ([TAIL, ARCHIVE], VALID),
        ([ARCHIVE], VALID),
        ([replace(STRANGER, covers_whole_file=False)], MODIFIED),
        ([], UNSIGNED),
    ],
)
def test_nothing_but_archive_evidence_follows_the_last_signature(signatures, overall):
    guarded = verdict._with_unsigned_tail(list(signatures))
    assert verdict._overall(guarded) == overall
    assert guarded[:-1] == signatures[:-1]


def test_the_guard_says_what_it_found_and_leaves_the_librarys_own_finding():
    (told,) = verdict._with_unsigned_tail([TAIL])
    assert told.changes == "sau chữ ký này tệp đã bị ghi thêm mà không ký"
    changed = replace(CHANGED, covers_whole_file=False)
    assert verdict._with_unsigned_tail([changed]) == [changed]


def grown(signed: bytes) -> bytes:
    """An empty signature field on the first page, added behind the last signature: the seal's own terms allow it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    append_signature_field(writer, SigFieldSpec(sig_field_name="Them", box=(100, 100, 300, 200), on_page=0))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_even_what_the_last_signature_allows_may_not_follow_unsigned(signed, roots):
    found = verify(grown(signed), roots)
    assert found.overall == MODIFIED and [one.intact for one in found.signatures] == [True, True]
    assert found.signatures[-1].changes == "sau chữ ký này tệp đã bị ghi thêm mà không ký"
