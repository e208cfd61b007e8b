"""Every signature of a file as facts, read in the sandboxed child: `file_in` is named to `reader.child`, never called.

Knows pyHanko, certificates and the parts of a PDF; what the facts amount to is said by `reports.pen.findings`.
"""

import dataclasses
import hashlib
import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext

from reader import pdf_guard
from reader.errors import Unfit
from reports.layout.wording import HANOI, nfc
from reports.pen import around, differences, revoked
from reports.pen.findings import REVOKED, Found, Signature
from reports.pen.revocation import Evidence

logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)  # a broken or unknown signature is an answer, no fault
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL + 1)
# Some authorities leave out "non repudiation"; either of the two marks a key that may sign.
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_WEAK = ("md2", "md5", "sha1")
_SMALLEST = {"rsa": 2048, "ec": 224}


@dataclasses.dataclass(frozen=True)
class _Known:
    """Roots and revocation data to judge by."""

    roots: tuple[Certificate, ...]
    evidence: Evidence

    def context(self, **more: Any) -> ValidationContext:
        """Whether a chain leads to a root at all; revocation is asked by itself, so that either is said by itself."""
        return ValidationContext(trust_roots=list(self.roots), allow_fetching=False, **more)

    def asking(self) -> ValidationContext:
        """The same, with an answer wanted for every certificate."""
        crls, ocsps = list(self.evidence.crls), list(self.evidence.ocsps)
        return self.context(crls=crls, ocsps=ocsps, revocation_mode="require")


def file_in(pdf: bytes, roots: Sequence[bytes], crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = ()) -> dict:
    """`Found` of a file as plain values; roots, lists and answers as DER. Runs in the child; raises Unfit."""
    pdf_guard.check(pdf)
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED:
        raise Unfit("Tệp PDF đặt mật khẩu nên không kiểm tra được. Hãy xin bản gốc không đặt mật khẩu.")
    given = Evidence(tuple(crls), tuple(ocsps)) + _inside(reader)
    known = _Known(tuple(map(Certificate.load, roots)), given)
    embedded, stamps = list(reader.embedded_regular_signatures), list(reader.embedded_timestamp_signatures)
    strange = _strange(reader, [*embedded, *stamps])
    if not embedded:
        return _values(Found(tuple(strange)))
    signatures = [*(_judged(one, known, pdf) for one in embedded), *strange]
    empty = [str(name) for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    seen = {"empty_fields": tuple(empty), "stamps_trusted": tuple(_stamp(one, known) for one in stamps),
            "tail": tuple(around.tail(pdf, [*embedded, *stamps])), "needs": tuple(revoked.needs(embedded))}  # fmt: skip
    found = Found(tuple(_with_tail(signatures, seen["tail"])), **seen, **around.looked_at(pdf))
    return _values(found)


def _values(found):
    """Moments as text: what goes over the wire is plain."""
    given = dataclasses.asdict(found)
    for one in given["signatures"]:
        for name in ("when", "valid_since", "valid_until", "revocation_at"):
            one[name] = one[name].isoformat() if one[name] else None
    return given


def _inside(reader):
    """Revocation data in the file's own store (B-LT, B-LTA); a store that cannot be read holds none."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
        return Evidence(
            tuple(one.get_object().data for one in store.crls), tuple(one.get_object().data for one in store.ocsps)
        )
    except Exception:
        return Evidence()


# --- One signature ----------------------------------------------------------------------------------------------------


def _judged(embedded: EmbeddedPdfSignature, known: _Known, pdf: bytes) -> Signature:
    try:
        return _facts(embedded, _status(embedded, known), known, pdf)
    except Exception:
        return _broken(embedded.field_name)


def _facts(embedded, status, known, pdf) -> Signature:
    certificate, (when, source) = embedded.signer_cert, _moment(status)
    subject = certificate.subject.native
    intact = bool(status.intact and status.valid)
    allowed, changes = _after(embedded, status, pdf) if intact else (False, "nội dung không khớp với chữ ký")
    made = Signature(
        field=str(embedded.field_name or ""),
        who=_text(subject.get("common_name")) or "Không rõ người ký",
        agency=_text(subject.get("organization_name")),
        when=when,
        time_source=source,
        intact=intact,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changes=changes,
        allowed_changes=allowed,
        trusted=intact and bool(status.trusted),
        why=_why(embedded, status, known),
        expired=certificate.not_valid_after < datetime.now(UTC),
        bodies=_texts(subject.get("organizational_unit_name")),
        issuer=_common_name(certificate.issuer.native),
        serial=f"{certificate.serial_number:X}",
        valid_since=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        key=hashlib.sha256(certificate.public_key.dump()).hexdigest(),
        weak=_weak(status, certificate),
        **_revocation(embedded, status, known, when if source == "timestamp" else None),
    )
    return _refused(made) if made.revocation == REVOKED else made


def _revocation(embedded, status, known, stamped):
    """Nothing is asked about a certificate that leads nowhere."""
    if not (status.trusted and status.validation_path):
        return {}
    return revoked.known_of(embedded, status, known.evidence, known.asking(), stamped)


def _refused(signature):
    return dataclasses.replace(signature, trusted=False, why="không tin cậy: chứng thư số đã bị thu hồi")


def _status(embedded: EmbeddedPdfSignature, known: _Known) -> PdfSignatureStatus:
    """Judged as of now, or as of its timestamp where a trusted one proves when it was made."""
    status = validate_pdf_signature(embedded, known.context(), key_usage_settings=_USAGE)
    stamp = status.timestamp_validity
    if status.trusted or not stamp or not (stamp.valid and stamp.trusted):
        return status
    then = known.context(moment=stamp.timestamp)
    return validate_pdf_signature(embedded, then, ts_validation_context=known.context(), key_usage_settings=_USAGE)


def _stamp(embedded, known) -> bool:
    """Whether an archive time stamp is whole and from a server somebody vouches for."""
    try:
        status = validate_pdf_timestamp(embedded, known.context())
        return bool(status.intact and status.valid and status.trusted)
    except Exception:
        return False


def _moment(status: PdfSignatureStatus) -> tuple[datetime | None, str]:
    stamp = status.timestamp_validity
    if stamp and stamp.valid and stamp.intact and stamp.trusted:
        return stamp.timestamp, "timestamp"
    if stamp:
        return status.signer_reported_dt, "unproven"
    return status.signer_reported_dt, "server" if status.signer_reported_dt else ""


def _weak(status, certificate) -> str:
    digest, key = status.md_algorithm.lower(), certificate.public_key
    if digest in _WEAK:
        return digest.upper()
    return f"{key.algorithm.upper()} {key.bit_size} bit" if key.bit_size < _SMALLEST.get(key.algorithm, 0) else ""


def _after(embedded, status, pdf) -> tuple[bool, str]:
    """(whether what followed is allowed, the same in words)."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return bool(status.docmdp_ok), "không có thay đổi nào sau chữ ký này"
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return False, "chữ ký không bao trùm toàn bộ nội dung tệp"
    level, kinds = status.modification_level, differences.named(pdf[: around.end_of(embedded)], pdf)
    if kinds:
        return False, "sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào: " + "; ".join(kinds[:4])
    if status.docmdp_ok and level is not None and level <= ModificationLevel.LTA_UPDATES:
        return True, "sau chữ ký này chỉ bổ sung dữ liệu lưu trữ chữ ký"
    if status.docmdp_ok and level == ModificationLevel.FORM_FILLING:
        return True, "sau chữ ký này chỉ có thêm chữ ký khác"
    return False, "sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào"


def _why(embedded, status, known) -> str:
    certificate = embedded.signer_cert
    if not (status.intact and status.valid):
        return "nội dung không khớp với chữ ký"
    if status.trusted:
        anchor = _common_name(status.validation_path.first.subject.native if status.validation_path else {})
        return f"tin cậy: chứng thư số dẫn về gốc tin cậy “{anchor}”"
    if not known.roots:
        return "chưa tin cậy: cổng chưa được cấu hình gốc tin cậy"
    at = _moment(status)[0]
    if at and not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return "không tin cậy: ký ngoài thời hạn của chứng thư số"
    if certificate.not_valid_after < datetime.now(UTC):
        until = f"{certificate.not_valid_after.astimezone(HANOI):%d/%m/%Y}"
        return f"chưa tin cậy: chứng thư số đã hết hạn {until}, không có dấu thời gian chứng minh ký trước ngày đó"
    issuer = _common_name(certificate.issuer.native)
    return f"chưa tin cậy: không xác minh được chứng thư số do {issuer or 'nơi không rõ tên'} cấp"


def _strange(reader, known):
    """Fields that hold something of a kind nobody here can read: never called unsigned."""
    names = {one.field_name for one in known}
    filled = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=True)]
    return [_broken(name) for name in filled if name not in names]


def _broken(field) -> Signature:
    return Signature(
        field=str(field or ""), who="người không rõ tên", agency="", when=None, time_source="",
        intact=False, covers_whole_file=False, changes="cấu trúc chữ ký không còn nguyên", allowed_changes=False,
        trusted=False, why="tệp đã bị ghi lại hoặc chữ ký bị hỏng",
    )  # fmt: skip


# --- The file around them ---------------------------------------------------------------------------------------------


def _with_tail(signatures, tail):
    """After the last signature nothing may follow but archive evidence, even what the certification would allow."""
    *before, last = signatures
    if not tail or not last.whole:
        return signatures
    words = "sau chữ ký này tệp đã bị ghi thêm mà không ký: " + "; ".join(tail)
    return [*before, dataclasses.replace(last, allowed_changes=False, changes=words)]


def _common_name(subject: dict) -> str:
    return _text(subject.get("common_name") or subject.get("organization_name"))


def _texts(value) -> tuple[str, ...]:
    return tuple(map(nfc, value)) if isinstance(value, list) else (nfc(value),) if value else ()


def _text(value) -> str:
    """Names may come several times in one certificate."""
    return "; ".join(_texts(value))
