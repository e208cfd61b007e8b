"""What the portal answers about one PDF: the verdict, the registered holders of its keys, and the entry in the register.

The page, the card of a piece of evidence and `manage.py verify_document` say this one answer.
"""

from dataclasses import dataclass

from django.utils import timezone

from reports.models import Attachment, Document, RegisterEntry
from reports.papers import related
from reports.papers.trace import in_stead_of
from reports.pen import trust
from reports.pen.findings import AGENCY, Signature, body
from reports.pen.verdict import MODIFIED, REMARKED, UNSIGNED, UNTRUSTED, VALID, Trust, Verdict, verify
from units.addresses import whole
from units.models import Certificate
from units.vietnamese import vn_date

__all__ = ["BADGES", "Answer", "answer", "badge_of"]

BADGES = {VALID: "valid", REMARKED: "remarked", UNTRUSTED: "untrusted", MODIFIED: "tampered", UNSIGNED: "unsigned"}
State = Document.State


@dataclass(frozen=True)
class Answer:
    """`document` is the paper whose very bytes these are, `beside` the annex or copy of one; `holders` whose registered
    certificate each signature bears; `register` says in words what the books know of this file."""

    verdict: Verdict
    document: Document | None
    beside: Attachment | None
    holders: dict[str, str]
    register: str

    @property
    def badge(self) -> str:
        return BADGES[self.verdict.overall]

    @property
    def issued(self) -> Document | None:
        """The issued paper whose bytes these are."""
        return self.document if self.document and self.document.state == State.ISSUED else None

    @property
    def in_stead(self) -> str:
        return in_stead_of(self.issued) if self.issued else ""


def answer(data: bytes, more: Trust | None = None) -> Answer:
    """Judge a file and look it up. `more` is trusted beside the settings' roots. Raises `verdict.NotPdf`."""
    verdict = verify(data, trust.known() + (more or Trust()))
    document = _same(verdict.sha256)
    beside = None if document else _beside(verdict.sha256)
    holders = _holders(verdict.signatures)
    return Answer(verdict, document, beside, holders, _register(verdict, document, beside, holders))


def badge_of(signature: Signature, verdict: Verdict) -> str:
    """One signature's own badge; never a plain yes where something has to be said of the file."""
    if not signature.whole:
        return "tampered"
    if not signature.trusted:
        return "untrusted"
    return "valid" if verdict.overall == VALID else "remarked"


def _same(sha256):
    known = Document.objects.filter(sha256=sha256, state__in=[State.SIGNED, State.ISSUED])
    return known.select_related("entry__book", "agency").first()


def _beside(sha256):
    """The annex file or copy of an issued paper with these bytes."""
    issued = Attachment.objects.filter(sha256=sha256, document__state=State.ISSUED)
    return issued.select_related("document__entry__book", "document__agency").first()


def _holders(signatures):
    """{fingerprint: whose certificate the register says it is}, for those it knows."""
    known = Certificate.objects.filter(fingerprint__in=[one.fingerprint for one in signatures if one.fingerprint])
    return {row.fingerprint: row.holder for row in known.select_related("agency", "post__agency")}


def _register(verdict, document, beside, holders):
    if document:
        entry = f"số {document.entry} ngày {vn_date(document.entry.date)}" if hasattr(document, "entry") else ""
        if document.state == State.ISSUED:
            later = "".join(f" {line}." for line in related.standing(document))
            return f"Trùng với văn bản {entry} đã phát hành trong Sổ văn bản đi của {document.agency}.{later}"
        return f"Trùng với văn bản của {document.agency}, {entry} đang giữ, chưa phát hành."
    if beside:
        return f"Trùng với “{beside.title}” kèm theo văn bản {beside.document.entry} của {beside.document.agency}."
    entry = _of_that_number(verdict)
    if entry:
        return (
            f"Sổ văn bản đi của {entry.book.agency} có văn bản số {entry} ngày {vn_date(entry.date)}, nhưng tệp này không "
            "phải bản đã phát hành từ cổng: hãy đối chiếu với bản ấy."
        )
    return "Tệp này không trùng với văn bản nào đã phát hành từ cổng này."


def _of_that_number(verdict):
    """The issued entry that bears the number on the page, of the body that sealed it, this year or the last."""
    digits, _, symbol = verdict.reference.partition("/")
    seals = {body(one.who) for one in verdict.signatures if one.role == AGENCY}
    if (number := whole(digits)) is None or not seals:
        return None
    found = RegisterEntry.objects.filter(number=number, symbol=symbol, state=RegisterEntry.State.ISSUED,
                                         book__year__gte=timezone.localdate().year - 1)  # fmt: skip
    return next((row for row in found.select_related("book__agency").order_by("-date") if _is(row, seals)), None)


def _is(row, seals):
    agency = row.book.agency
    return bool({body(agency.name), body(agency.letterhead.replace("\n", " "))} & seals)
