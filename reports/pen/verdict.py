"""Is this PDF signed, by whom, when, and still as it was? Answers in plain Vietnamese, for papers and for evidence."""

import dataclasses
import hashlib
import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from reader import child, pdf_guard
from reader.errors import Unfit
from reader.wire import into
from reports.layout.wording import HANOI, nfc

VALID, UNTRUSTED, MODIFIED, UNSIGNED = "valid", "intact_untrusted", "modified", "unsigned"
_UNREADABLE = "Tệp có chữ ký số nhưng đã bị sửa hoặc hỏng sau khi ký, không đọc được nữa; không sử dụng tệp này."
# Some authorities leave out "non repudiation"; either of the two marks a key that may sign.
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
CLOCKS = {
    "timestamp": "theo dấu thời gian", "server": "theo đồng hồ máy ký",
    "unproven": "theo đồng hồ máy ký, kèm dấu thời gian không tin cậy nên không chứng minh được lúc ký",
}  # fmt: skip
LIMITS = child.Limits(memory_mb=350, seconds=20, cpu_seconds=8)
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)  # an unknown issuer is an answer, no fault


class NotPdf(ValueError):
    """The file is no PDF at all; the text is Vietnamese and fit to be shown."""


@dataclass(frozen=True)
class Signature:
    """One signature as found. `time_source` is "timestamp" (of a trusted server), "server" (clock of the signing
    machine), "unproven" (the same, beside a stamp nobody trusts, which proves nothing) or ""; `changes` says in words
    what was added after it, `expired` that the certificate has run out by now."""

    field: str
    who: str
    agency: str
    when: datetime | None
    time_source: str
    intact: bool
    covers_whole_file: bool
    changes: str
    allowed_changes: bool
    trusted: bool
    why: str
    expired: bool = False

    @property
    def sentence(self) -> str:
        """One line for a page or a terminal."""
        moment = f"{self.when.astimezone(HANOI):%d/%m/%Y %H:%M:%S}" if self.when else "không rõ lúc nào"
        clock = CLOCKS.get(self.time_source, "")
        state = "nguyên vẹn" if self.intact and self.allowed_changes else "không còn nguyên vẹn"
        of = f" ({self.agency})" if self.agency and self.agency != self.who else ""
        return f"{self.who}{of} ký {moment} {clock}: {state}; {self.changes}; {self.why}.".replace("  ", " ")


@dataclass(frozen=True)
class Verdict:
    """`overall` is valid, intact_untrusted, modified or unsigned; `sha256` is compared with the register's."""

    overall: str
    sentence: str
    signatures: tuple[Signature, ...]
    sha256: str

    @property
    def ok(self) -> bool:
        return self.overall == VALID

    def to_json(self) -> dict:
        """Plain values; moments in ISO 8601."""
        given = dataclasses.asdict(self) | {"ok": self.ok}
        return given | {"signatures": [_values(one) for one in self.signatures]}


def load_roots(paths: Iterable[str | Path]) -> list[Certificate]:
    """Trusted roots from PEM (several in one file) or DER files. Raises OSError or ValueError for a bad one."""
    return [Certificate.load(one) for path in paths for one in _unarmoured(Path(path).read_bytes())]


def verify(pdf: bytes, trust_roots: Sequence[Certificate]) -> Verdict:
    """Judge every signature of a file. Raises NotPdf for a file that is no PDF; a broken signed PDF is `modified`."""
    digest = hashlib.sha256(pdf).hexdigest()
    if b"%PDF-" not in pdf[:1024]:
        raise NotPdf("Tệp này không phải là PDF nên không thể có chữ ký số để kiểm tra.")
    try:
        given = child.run(f"{__name__}:signatures_in", pdf, [root.dump() for root in trust_roots], limits=LIMITS)
    except child.ChildRefused as refused:
        if refused.why != "failed":
            raise NotPdf(refused.message_vi) from refused
        if b"/ByteRange" not in pdf:
            raise NotPdf("Không đọc được tệp PDF này: tệp bị hỏng hoặc chưa tải đủ. Hãy xin lại tệp gốc.") from refused
        return Verdict(MODIFIED, _UNREADABLE, (), digest)
    signatures = _with_unsigned_tail([into(Signature, one) for one in given])
    overall = _overall(signatures)
    return Verdict(overall, _sentence(overall, signatures), tuple(signatures), digest)


def signatures_in(pdf: bytes, roots: Sequence[bytes]) -> list[dict]:
    """Every Signature of a file as plain values, `roots` as DER. Runs in the child; raises Unfit."""
    pdf_guard.check(pdf)
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted and reader.decrypt(b"").status == AuthStatus.FAILED:
        raise Unfit("Tệp PDF đặt mật khẩu nên không kiểm tra được. Hãy xin bản gốc không đặt mật khẩu.")
    trusted = [Certificate.load(root) for root in roots]
    return [_values(_judged(one, trusted)) for one in reader.embedded_regular_signatures]


def _values(signature: Signature) -> dict:
    return dataclasses.asdict(signature) | {"when": signature.when.isoformat() if signature.when else None}


def added_signatures(before: bytes, after: bytes) -> list[str]:
    """Fields with an intact signature in `after` that were not signed in `before`."""
    old = {signature.field for signature in verify(before, []).signatures}
    new = verify(after, [])
    if new.overall in (MODIFIED, UNSIGNED):
        return []
    return [signature.field for signature in new.signatures if signature.field not in old]


def _judged(embedded: EmbeddedPdfSignature, roots: Sequence[Certificate]) -> Signature:
    try:
        status = _status(embedded, roots)
    except (SignatureValidationError, ValidationError, PdfError, ValueError, KeyError, TypeError):
        return _broken(embedded)
    subject = embedded.signer_cert.subject.native
    when, source = _moment(status)
    intact = status.intact and status.valid
    return Signature(
        field=embedded.field_name or "",
        who=_text(subject.get("common_name")) or "Không rõ người ký",
        agency=_text(subject.get("organization_name")),
        when=when,
        time_source=source,
        intact=intact,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changes=_changes(status),
        allowed_changes=bool(status.docmdp_ok) and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        trusted=intact and status.trusted,
        why=_why(embedded, status, roots),
        expired=embedded.signer_cert.not_valid_after < datetime.now(UTC),
    )


def _status(embedded: EmbeddedPdfSignature, roots: Sequence[Certificate]) -> PdfSignatureStatus:
    """Judged as of now, or as of its timestamp where a trusted one proves when it was made."""
    status = validate_pdf_signature(embedded, _context(roots), key_usage_settings=_USAGE)
    stamp = status.timestamp_validity
    if status.trusted or not stamp or not (stamp.valid and stamp.trusted):
        return status
    then = _context(roots, moment=stamp.timestamp)
    return validate_pdf_signature(embedded, then, ts_validation_context=_context(roots), key_usage_settings=_USAGE)


def _context(roots: Sequence[Certificate], **kwargs) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), allow_fetching=False, **kwargs)


def _moment(status: PdfSignatureStatus) -> tuple[datetime | None, str]:
    stamp = status.timestamp_validity
    if stamp and stamp.valid and stamp.intact and stamp.trusted:
        return stamp.timestamp, "timestamp"
    if stamp:
        return status.signer_reported_dt, "unproven"
    return status.signer_reported_dt, "server" if status.signer_reported_dt else ""


def _changes(status: PdfSignatureStatus) -> str:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "không có thay đổi nào sau chữ ký này"
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "chữ ký không bao trùm toàn bộ nội dung tệp"
    level = status.modification_level
    if level is not None and level <= ModificationLevel.LTA_UPDATES:
        return "sau chữ ký này chỉ bổ sung dữ liệu lưu trữ chữ ký"
    if status.docmdp_ok and level == ModificationLevel.FORM_FILLING:
        return "sau chữ ký này chỉ có thêm chữ ký khác"
    return "sau chữ ký này nội dung đã bị thay đổi hoặc thêm vào"


def _why(embedded: EmbeddedPdfSignature, status: PdfSignatureStatus, roots: Sequence[Certificate]) -> str:
    certificate = embedded.signer_cert
    if not (status.intact and status.valid):
        return "nội dung không khớp với chữ ký"
    if status.trusted:
        anchor = _common_name(status.validation_path.first.subject.native if status.validation_path else {})
        return f"tin cậy: chứng thư số dẫn về gốc tin cậy “{anchor}”"
    if status.revoked:
        return "không tin cậy: chứng thư số đã bị thu hồi"
    if not roots:
        return "chưa tin cậy: cổng chưa được cấu hình gốc tin cậy"
    at = _moment(status)[0]
    if at and not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return "không tin cậy: ký ngoài thời hạn của chứng thư số"
    if certificate.not_valid_after < datetime.now(UTC):
        until = f"{certificate.not_valid_after.astimezone(HANOI):%d/%m/%Y}"
        return f"chưa tin cậy: chứng thư số đã hết hạn {until}, không có dấu thời gian chứng minh ký trước ngày đó"
    issuer = _common_name(certificate.issuer.native)
    return f"chưa tin cậy: không xác minh được chứng thư số do {issuer or 'nơi không rõ tên'} cấp"


def _broken(embedded: EmbeddedPdfSignature) -> Signature:
    return Signature(
        field=embedded.field_name or "",
        who="Không đọc được người ký",
        agency="",
        when=None,
        time_source="",
        intact=False,
        covers_whole_file=False,
        changes="cấu trúc chữ ký không còn nguyên",
        allowed_changes=False,
        trusted=False,
        why="tệp đã bị ghi lại hoặc chữ ký bị hỏng",
    )


def _with_unsigned_tail(signatures: list[Signature]) -> list[Signature]:
    """After the last signature nothing may follow but archive evidence, even what the certification would allow."""
    if not signatures:
        return signatures
    last = signatures[-1]
    if last.covers_whole_file or "dữ liệu lưu trữ" in last.changes or not last.allowed_changes:
        return signatures
    tail = dataclasses.replace(last, allowed_changes=False, changes="sau chữ ký này tệp đã bị ghi thêm mà không ký")
    return [*signatures[:-1], tail]


def _overall(signatures: list[Signature]) -> str:
    if not signatures:
        return UNSIGNED
    if not all(one.intact and one.allowed_changes for one in signatures):
        return MODIFIED
    return VALID if all(one.trusted for one in signatures) else UNTRUSTED


def _sentence(overall: str, signatures: list[Signature]) -> str:
    count = len(signatures)
    if overall == UNSIGNED:
        return "Tệp này không có chữ ký số."
    if overall == VALID:
        return f"Văn bản nguyên vẹn từ khi ký; {count} chữ ký số đều hợp lệ và tin cậy."
    if overall == MODIFIED:
        bad = next(one for one in signatures if not (one.intact and one.allowed_changes))
        reason = bad.changes if bad.intact else bad.why
        return f"Văn bản đã bị sửa đổi sau khi ký ({reason}); không sử dụng tệp này."
    unknown = next(one for one in signatures if not one.trusted)
    return f"Văn bản nguyên vẹn từ khi ký, nhưng chữ ký của {unknown.who} {unknown.why}."


def _common_name(subject: dict) -> str:
    return _text(subject.get("common_name") or subject.get("organization_name"))


def _text(value) -> str:
    """Names may come several times in one certificate."""
    return nfc("; ".join(value) if isinstance(value, list) else value or "")


def _unarmoured(data: bytes) -> list[bytes]:
    return [one for _, _, one in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
