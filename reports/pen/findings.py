"""What is found in a signed file, as plain facts: its signatures, what stands around them, what may be asked about them."""

import re
from dataclasses import dataclass
from datetime import datetime

from reports.layout.wording import HANOI
from units.text import fold

INITIALS, LEADER, AGENCY = "KyNhay", "KyLanhDao", "KyCoQuan"
GOOD, UNASKED, STALE, REVOKED = "good", "unasked", "stale", "revoked"  # what is known of a certificate's revocation
CLOCKS = {
    "timestamp": "theo dấu thời gian", "server": "theo đồng hồ máy ký",
    "unproven": "theo đồng hồ máy ký, kèm dấu thời gian không tin cậy nên không chứng minh được lúc ký",
}  # fmt: skip
ROLES = {INITIALS: "ký nháy", LEADER: "người có thẩm quyền", AGENCY: "cơ quan"}
_BODIES = re.compile(r"(uy ban|hoi dong|so|phong|ban|van phong|trung tam|chi cuc|cuc|mat tran|uy ban mat tran)\b")


@dataclass(frozen=True)
class Signature:
    """One signature as found. `time_source` is "timestamp" (of a trusted server), "server" (clock of the signing
    machine), "unproven" (the same, beside a stamp nobody trusts, which proves nothing) or ""; `changes` says in words
    what was added after it, `expired` that the certificate has run out by now. `revocation` is GOOD, UNASKED, STALE or
    REVOKED as of `revocation_at`, by `revocation_by` ("CRL" or "OCSP")."""

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
    bodies: tuple[str, ...] = ()
    issuer: str = ""
    serial: str = ""
    valid_since: datetime | None = None
    valid_until: datetime | None = None
    fingerprint: str = ""
    key: str = ""
    weak: str = ""
    revocation: str = UNASKED
    revocation_at: datetime | None = None
    revocation_by: str = ""

    @property
    def whole(self) -> bool:
        return self.intact and self.allowed_changes

    @property
    def role(self) -> str:
        """By the name of its field; in a field of another program a body's certificate seals, a person's signs."""
        return self.field if self.field in ROLES else AGENCY if self.is_of_body else LEADER

    @property
    def is_of_body(self) -> bool:
        """Whether the certificate names a body, not a person or a post in it."""
        return body(self.who) == body(self.agency) or bool(_BODIES.match(body(self.who)))

    @property
    def revocation_words(self) -> str:
        """What is known of the certificate's revocation, and how old that is."""
        by = {"CRL": "danh sách thu hồi", "OCSP": "trả lời OCSP"}.get(self.revocation_by, "")
        at = f"{by} lúc {self.revocation_at.astimezone(HANOI):%H:%M ngày %d/%m/%Y}" if self.revocation_at else ""
        return {
            GOOD: f"chưa bị thu hồi theo {at}", STALE: f"chưa bị thu hồi theo {at}, nay đã quá hạn cập nhật",
            REVOKED: f"đã bị thu hồi{f' theo {at}' if at else ''}",
        }.get(self.revocation, "chưa hỏi được tình trạng thu hồi")  # fmt: skip

    @property
    def sentence(self) -> str:
        """One line for a page or a terminal."""
        moment = f"{self.when.astimezone(HANOI):%d/%m/%Y %H:%M:%S}" if self.when else "không rõ lúc nào"
        state = "nguyên vẹn" if self.whole else "không còn nguyên vẹn"
        of = f" ({self.agency})" if self.agency and self.agency != self.who else ""
        said = f"{self.who}{of} ký {moment} {CLOCKS.get(self.time_source, '')}: {state}; {self.changes}; {self.why}"
        return f"{said}; {self.revocation_words}.".replace("  ", " ")


@dataclass(frozen=True)
class Need:
    """What to ask about one certificate: serial number and issuer by SHA-1 (as OCSP asks), and where it says to ask."""

    serial: str
    issuer_name: bytes
    issuer_key: bytes
    ocsp: tuple[str, ...] = ()
    crl: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A file as the child saw it. `tail` says what stands behind the last signature unsigned; `top` are the words of the
    upper half of the first page, `reference` the number and symbol there."""

    signatures: tuple[Signature, ...] = ()
    empty_fields: tuple[str, ...] = ()
    stamps_trusted: tuple[bool, ...] = ()
    tail: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    layers: bool = False
    top: str = ""
    reference: str = ""
    needs: tuple[Need, ...] = ()


def body(name: str) -> str:
    """A body's name as it is compared: folded, UBND and HĐND written out."""
    plain = " ".join(fold(name).split())
    return re.sub(r"\bubnd\b", "uy ban nhan dan", re.sub(r"\bhdnd\b", "hoi dong nhan dan", plain))
