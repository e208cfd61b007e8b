"""Is this PDF signed, by whom, when, and still as it was? Answers in plain Vietnamese, for papers and for evidence."""

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem
from asn1crypto.x509 import Certificate

from reader import child
from reader.wire import into
from reports.pen.findings import Found, Signature
from reports.pen.points import BAD, NOTE, WARN, Point, points
from reports.pen.revocation import NOTHING, Evidence, Fetcher, evidence_of

__all__ = [
    "MODIFIED", "REMARKED", "UNSIGNED", "UNTRUSTED", "VALID", "NotPdf", "Trust", "Verdict", "added_signatures", "judged",
    "load_trust", "verify",
]  # fmt: skip

VALID, REMARKED, UNTRUSTED, MODIFIED, UNSIGNED = "valid", "valid_remarks", "intact_untrusted", "modified", "unsigned"
_UNREADABLE = "Tệp có chữ ký số nhưng đã bị sửa hoặc hỏng sau khi ký, không đọc được nữa; không sử dụng tệp này."
CRL = "X509 CRL"  # as PEM names it
LIMITS = child.Limits(memory_mb=350, seconds=20, cpu_seconds=8)


class NotPdf(ValueError):
    """The file is no PDF at all; the text is Vietnamese and fit to be shown."""


@dataclass(frozen=True)
class Trust:
    """Trusted roots, and what is known of revocation beside what files bring along; `fetcher` may ask for more."""

    roots: tuple[Certificate, ...] = ()
    evidence: Evidence = NOTHING
    fetcher: Fetcher | None = None

    def __add__(self, other: "Trust") -> "Trust":
        return Trust(self.roots + other.roots, self.evidence + other.evidence, self.fetcher or other.fetcher)


@dataclass(frozen=True)
class Verdict:
    """`overall` is valid (nothing to remark), valid_remarks, intact_untrusted, modified or unsigned; `points` say why.

    `sha256` is compared with the register's, `reference` is the number and symbol on the first page.
    """

    overall: str
    sentence: str
    signatures: tuple[Signature, ...]
    sha256: str
    points: tuple[Point, ...] = ()
    reference: str = ""

    @property
    def ok(self) -> bool:
        """Intact, trusted, and nothing found that a reader must be warned of; what could not be asked is said beside."""
        return self.overall == VALID or (self.overall == REMARKED and all(one.tone == NOTE for one in self.points))

    def to_json(self) -> dict:
        """Plain values; moments in ISO 8601."""
        given = dataclasses.asdict(self) | {"ok": self.ok}
        return given | {"signatures": [_values(one) for one in self.signatures]}


def load_trust(paths: Iterable[str | Path]) -> Trust:
    """Trusted roots and the revocation lists beside them from PEM (several in one file) or DER files.

    Raises OSError or ValueError for a bad one.
    """
    blocks = [block for path in paths for block in _unarmoured(Path(path).read_bytes())]
    roots = tuple(Certificate.load(der, strict=True) for kind, der in blocks if kind != CRL)
    lists = [der for kind, der in blocks if kind == CRL]
    return Trust(roots, evidence_of(lists) if lists else NOTHING)


def verify(pdf: bytes, trust: Trust | None = None) -> Verdict:
    """Judge every signature of a file. Raises NotPdf for a file that is no PDF; a broken signed PDF is `modified`."""
    trust, digest = trust or Trust(), hashlib.sha256(pdf).hexdigest()
    if b"%PDF-" not in pdf[:1024]:
        raise NotPdf("Tệp này không phải là PDF nên không thể có chữ ký số để kiểm tra.")
    try:
        found = _seen(pdf, trust)
    except child.ChildRefused as refused:
        if refused.why != "failed":
            raise NotPdf(refused.message_vi) from refused
        if b"/ByteRange" not in pdf:
            raise NotPdf("Không đọc được tệp PDF này: tệp bị hỏng hoặc chưa tải đủ. Hãy xin lại tệp gốc.") from refused
        return Verdict(MODIFIED, _UNREADABLE, (), digest)
    return judged(found, digest, datetime.now(UTC))


def _seen(pdf, trust):
    """The file as the child sees it; once more where a configured service had something to say."""
    found = _looked(pdf, trust.roots, trust.evidence)
    more = trust.fetcher.gather(found.needs) if trust.fetcher and found.needs else NOTHING
    return _looked(pdf, trust.roots, trust.evidence + more) if more else found


def _looked(pdf, roots, evidence):
    ders = [root.dump() for root in roots]
    given: Any = child.run(
        "reports.pen.judging:file_in", pdf, ders, list(evidence.crls), list(evidence.ocsps), limits=LIMITS
    )
    return into(Found, given)


def judged(found: Found, digest: str, now: datetime) -> Verdict:
    """The verdict on what was found in a file."""
    said = points(found, now)
    overall = _overall(found.signatures, said)
    return Verdict(overall, _sentence(overall, found.signatures, said), found.signatures, digest, tuple(said),
                   found.reference)  # fmt: skip


def added_signatures(before: bytes, after: bytes) -> list[str]:
    """Fields with an intact signature in `after` that were not signed in `before`."""
    old = {signature.field for signature in verify(before).signatures}
    new = verify(after)
    if new.overall in (MODIFIED, UNSIGNED):
        return []
    return [signature.field for signature in new.signatures if signature.field not in old]


def _values(signature: Signature) -> dict:
    given = dataclasses.asdict(signature)
    moments = {
        name: given[name] and given[name].isoformat()
        for name in ("when", "valid_since", "valid_until", "revocation_at")
    }
    return given | moments


def _overall(signatures, said) -> str:
    if not signatures:
        return UNSIGNED
    if any(one.tone == BAD for one in said) or not all(one.whole for one in signatures):
        return MODIFIED
    if not all(one.trusted for one in signatures):
        return UNTRUSTED
    return REMARKED if said else VALID


def _sentence(overall, signatures, said) -> str:
    count = len(signatures)
    if overall == UNSIGNED:
        return "Tệp này không có chữ ký số."
    if overall == VALID:
        return f"Văn bản nguyên vẹn từ khi ký; {count} chữ ký số đều hợp lệ và tin cậy."
    if overall == MODIFIED:
        reason = next((one.words for one in said if one.tone == BAD), "chữ ký không khớp")
        return f"Văn bản đã bị sửa đổi sau khi ký ({reason}); không sử dụng tệp này."
    beside = "; ".join(one.words for one in said if one.tone == WARN or overall == REMARKED)
    if overall == REMARKED:
        return f"Văn bản nguyên vẹn từ khi ký, chứng thư số dẫn về gốc tin cậy; nhưng cần lưu ý: {beside}."
    unknown = next(one for one in signatures if not one.trusted)
    more = f" Ngoài ra: {beside}." if beside else ""
    return f"Văn bản nguyên vẹn từ khi ký, nhưng chữ ký của {unknown.who} {unknown.why}.{more}"


def _unarmoured(data):
    return [(kind, one) for kind, _, one in pem.unarmor(data, multiple=True)] if pem.detect(data) else [("", data)]
