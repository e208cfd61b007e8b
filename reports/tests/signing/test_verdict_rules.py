"""The verdict on several signatures together, and what stands behind the last one: our own rules beside the library's."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from reports.pen import cabinet, chain, judging, verdict
from reports.pen.demo import make_demo_authority
from reports.pen.findings import GOOD as GOOD_SO_FAR
from reports.pen.findings import Found, Signature
from reports.pen.verdict import MODIFIED, REMARKED, UNSIGNED, UNTRUSTED, VALID, verify

NOW = datetime(2026, 3, 3, tzinfo=UTC)
BODY = "UBND xã Tiền Phong"
GOOD = Signature(
    field="KyLanhDao", who="Chủ tịch UBND xã Tiền Phong", agency=BODY, when=NOW - timedelta(hours=2),
    time_source="server", intact=True, covers_whole_file=False, changes="sau chữ ký này chỉ có thêm chữ ký khác",
    allowed_changes=True, trusted=True, why="tin cậy", key="1", revocation=GOOD_SO_FAR, revocation_at=NOW,
    revocation_by="CRL",
)  # fmt: skip
SEAL = replace(GOOD, field="KyCoQuan", who=BODY, key="2", when=NOW - timedelta(hours=1))
STRANGER = replace(GOOD, who="Người lạ", trusted=False, why="chưa tin cậy")
BROKEN = replace(GOOD, intact=False, trusted=False, why="nội dung không khớp với chữ ký")
CHANGED = replace(GOOD, allowed_changes=False, changes="sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào: x")


def judge(*signatures, **more):
    return verdict.judged(Found(tuple(signatures), **more), "", NOW)


@pytest.mark.parametrize(
    ("signatures", "overall"),
    [
        ([], UNSIGNED),
        ([GOOD, SEAL], VALID),
        ([GOOD], REMARKED),  # no seal
        ([STRANGER, SEAL], UNTRUSTED),
        ([GOOD, replace(SEAL, trusted=False)], UNTRUSTED),  # one trusted signer among several makes nothing trusted
        ([BROKEN, SEAL], MODIFIED),
        ([GOOD, BROKEN], MODIFIED),
        ([STRANGER, BROKEN], MODIFIED),
        ([CHANGED, SEAL], MODIFIED),
        ([GOOD, STRANGER, CHANGED], MODIFIED),
    ],
)
def test_the_weakest_signature_decides(signatures, overall):
    assert judge(*signatures).overall == overall


@pytest.mark.parametrize(
    ("signatures", "says"),
    [
        ([], "Tệp này không có chữ ký số."),
        ([GOOD, SEAL], "2 chữ ký số đều hợp lệ và tin cậy"),
        ([STRANGER, SEAL], "chữ ký của Người lạ chưa tin cậy"),
        ([BROKEN, SEAL], "nội dung không khớp với chữ ký); không sử dụng tệp này"),
        ([CHANGED, SEAL], "sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào: x); không sử dụng"),
        ([STRANGER, CHANGED], "đã bị sửa đổi sau khi ký"),
        ([GOOD], "nhưng cần lưu ý: chưa có chữ ký số của cơ quan"),
    ],
)
def test_the_sentence_names_whoever_spoils_it(signatures, says):
    assert says in judge(*signatures).sentence


TOP = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM XÃ TIỀN PHONG Độc lập - Tự do - Hạnh phúc Số: 12/BC-UBND"
INITIALS = replace(GOOD, field="KyNhay", who="Văn thư", key="3")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("signatures", "more", "codes"),
    [
        ([GOOD, SEAL], {}, []),
        ([GOOD, SEAL], {"top": TOP}, []),
        ([GOOD], {}, ["no_seal"]),
        ([INITIALS], {}, ["initials_only"]),
        ([INITIALS, GOOD], {}, ["no_seal"]),
        ([SEAL], {}, []),  # an annex file, a copy
        ([SEAL], {"empty_fields": ("KyLanhDao",)}, ["no_leader"]),
        ([replace(SEAL, when=NOW - 3 * HOUR), GOOD], {}, ["wrong_order"]),
        ([GOOD, SEAL, replace(INITIALS, when=NOW)], {}, ["late_initials"]),
        ([GOOD, replace(SEAL, key="1")], {}, ["same_key"]),
        ([GOOD, replace(GOOD, key="1"), SEAL], {}, ["twice"]),  # the same person twice is no second role
        ([GOOD, replace(SEAL, who="Văn thư")], {}, ["personal_seal", "two_bodies"]),
        ([GOOD, replace(SEAL, who="UBND xã Hồ Tùng Mậu")], {}, ["two_bodies"]),
        ([GOOD, replace(SEAL, who="Ủy ban nhân dân xã Tiền Phong")], {"top": TOP}, []),  # one body, two spellings
        ([replace(GOOD, agency=""), SEAL], {}, []),  # who names no body is not held against the seal
        ([replace(GOOD, agency="Ban Cơ yếu", bodies=("UBND xã Tiền Phong",)), SEAL], {}, []),
        (
            [replace(GOOD, who="Lê Văn Cường", agency="Phòng Kinh tế xã Tiền Phong"), SEAL],
            {},
            [],
        ),  # its office in its stead
        (
            [replace(GOOD, who="Lê Văn Cường", agency="Phòng Văn hóa – Xã hội xã Hồ Tùng Mậu"), SEAL],
            {},
            ["two_bodies"],
        ),
        (
            [replace(GOOD, who="Lê Thị Hòa", agency="HĐND thôn 2 xã Tiền Phong"), SEAL],
            {},
            ["two_bodies"],
        ),  # no office of it
        ([GOOD, SEAL], {"top": TOP.replace("TIỀN PHONG", "HỒ TÙNG MẬU")}, ["other_body"]),
        ([GOOD, SEAL], {"top": "Biên bản họp"}, []),  # no letterhead, nothing to compare
        ([replace(GOOD, time_source="unproven"), SEAL], {}, ["untrusted_stamp"]),
        ([GOOD, SEAL], {"stamps_trusted": (True, False)}, ["untrusted_archive"]),
        ([GOOD, replace(SEAL, when=GOOD.when - timedelta(minutes=11))], {}, ["backwards"]),
        ([GOOD, replace(SEAL, when=GOOD.when - timedelta(minutes=10))], {}, []),  # two machines, two clocks
        ([GOOD, replace(SEAL, when=NOW + timedelta(minutes=10))], {}, []),
        ([GOOD, replace(SEAL, when=NOW + timedelta(minutes=11))], {}, ["future"]),
        ([GOOD, replace(SEAL, weak="SHA1")], {}, ["weak"]),
        ([GOOD, replace(SEAL, revocation="stale")], {}, ["stale"]),
        ([GOOD, replace(SEAL, revocation="unasked")], {}, ["unasked"]),
        ([GOOD, SEAL], {"active": ("mã JavaScript",)}, ["active"]),
        ([GOOD, SEAL], {"layers": True}, ["hidden_text"]),
        ([GOOD, SEAL], {"tail": ("40 byte trống",)}, ["unsigned_tail"]),
        ([replace(GOOD, key="1"), replace(SEAL, key="1", when=GOOD.when - HOUR)], {}, ["same_key", "backwards"]),
    ],
)
def test_the_points_of_a_file(signatures, more, codes):
    """The table of docs/signing.md from plain facts, and where two of its rows meet."""
    said = judge(*signatures, **more)
    assert [one.code for one in said.points] == codes
    assert ("hợp lệ" in said.sentence) == (not codes)


def test_only_what_could_not_be_asked_leaves_a_file_in_order():
    unasked = judge(GOOD, replace(SEAL, revocation="unasked"))
    assert (unasked.overall, unasked.ok) == (REMARKED, True)
    assert judge(GOOD, SEAL, reference="05/BC-UBND").reference == "05/BC-UBND"
    assert not judge(GOOD).ok and not judge(STRANGER, SEAL).ok and judge(GOOD, SEAL).ok


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
    return verdict.load_trust([make_demo_authority(folder, {"x": ("Cơ quan X", "Chủ tịch X")})])


# --- Facts of one signature ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("algorithm", "bits", "digest", "said"),
    [
        ("rsa", 2048, "sha256", ""),
        ("rsa", 2047, "sha256", "RSA 2047 bit"),
        ("ec", 224, "sha256", ""),
        ("ec", 223, "sha256", "EC 223 bit"),
        ("ed25519", 256, "sha512", ""),
        ("rsa", 4096, "SHA1", "SHA1"),
    ],
)
def test_what_is_too_weak_today(algorithm, bits, digest, said):
    certificate = SimpleNamespace(public_key=SimpleNamespace(algorithm=algorithm, bit_size=bits))
    assert judging._weak(SimpleNamespace(md_algorithm=digest), certificate) == said


@pytest.mark.parametrize(("field", "named"), [("KyLanhDao", "KyLanhDao"), (None, "")])
def test_what_nobody_can_read_is_a_broken_signature_of_nobody(field, named):
    assert judging._broken(field) == Signature(
        field=named, who="người không rõ tên", agency="", when=None, time_source="", intact=False,
        covers_whole_file=False, changes="cấu trúc chữ ký không còn nguyên", allowed_changes=False, trusted=False,
        why="tệp đã bị ghi lại hoặc chữ ký bị hỏng",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "texts"), [(None, ()), ("", ()), ("Sở Nội vụ", ("Sở Nội vụ",)), (["A", "B"], ("A", "B"))]
)
def test_a_name_may_come_never_once_or_several_times(value, texts):
    assert (judging._texts(value), judging._text(value)) == (texts, "; ".join(texts))


# --- Our own guard of the tail ------------------------------------------------------------------------------------------


def test_what_follows_the_last_signature_unsigned_spoils_it_and_is_named():
    guarded = judging._with_tail([GOOD, SEAL], ["40 byte trống"])
    assert [one.whole for one in guarded] == [True, False]
    assert guarded[1].changes == "sau chữ ký này tệp đã bị ghi thêm mà không ký: 40 byte trống"
    assert judging._with_tail([GOOD, SEAL], []) == [GOOD, SEAL]
    assert judging._with_tail([GOOD, CHANGED], ["x"]) == [GOOD, CHANGED], "the library's own finding stays"


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
    assert "thêm ô chữ ký trống nhìn thấy được" in found.sentence
