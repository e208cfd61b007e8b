"""Copies of an issued paper (Điều 25 Nghị định 30/2020/NĐ-CP; Phụ lục I, Phần II).

    make_copy    electronic, signed by the agency with 10 pt text: SAO Y of the scan of a paper signed by hand; TRÍCH SAO
                 of chosen pages of it, or of a paper signed electronically
    on_paper     to be printed, signed by hand and sealed: SAO Y and TRÍCH SAO of the paper, SAO LỤC of a sao y; numbered
                 in the agency's one book of copies, with how many go out
    sources      the sao y of a paper that a SAO LỤC can be made from

The original is never touched; what was signed is copied as it is seen, for a copy on paper carries no electronic signature.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from reader import child
from reports.drafting import heads
from reports.layout import copy_block, decree30, wording
from reports.layout.copy_block import CopyBlock
from reports.layout.fonts import MM_PT
from reports.layout.pdf import info_stamp
from reports.models import Attachment, Document, RegisterEntry
from reports.papers.workflow import attachments, papers, registers
from reports.papers.workflow.living import is_clerk, require_clerk
from reports.pen import keyring, trust
from reports.pen.attachments import sign_with_text
from units.addresses import whole
from units.errors import Conflict
from units.models import Agency, Post, User
from units.stored import contents
from units.text import nfc

__all__ = [
    "ELECTRONIC",
    "ON_PAPER",
    "Wanted",
    "make_copy",
    "may_copy",
    "may_scan_copy",
    "on_paper",
    "pages_in",
    "printed_copy",
    "sources",
]

State, Kind = Document.State, Attachment.Kind
COPY, FROM_COPY, EXTRACT = "SAO Y", "SAO LỤC", "TRÍCH SAO"
ON_PAPER = (COPY, FROM_COPY, EXTRACT)
ELECTRONIC = (COPY, EXTRACT)
MOST_PAGES, MOST_COPIES = 300, 999


@dataclass(frozen=True)
class Wanted:
    """A copy on paper: `pages` of an extract, `source` of a SAO LỤC, who signs it, how many, for whom."""

    form: str
    signer: Post | None
    copies: int
    recipients: tuple[str, ...]
    pages: tuple[int, ...] = ()
    source: Attachment | None = None


def may_copy(document: Document, user: User) -> bool:
    """An issued paper whose signed file or scan is a PDF, by the clerk of a body that lives."""
    fits = document.state == State.ISSUED and bool(_original(document))
    return fits and document.agency.lives_on(timezone.localdate()) and is_clerk(document.agency, user)


def may_scan_copy(document: Document) -> bool:
    """Whether the whole can be copied electronically: an electronic original needs no such copy, it is sent itself."""
    return _scan(document) is not None


def _scan(document):
    return document.scan if document.scan.name.lower().endswith(".pdf") else None


def _original(document):
    """The paper itself: its scan where it was signed by hand, else the signed file."""
    return _scan(document) if document.by_hand else document.pdf


def sources(document: Document) -> list[Attachment]:
    """Copies in full that a SAO LỤC can be made from, oldest first."""
    return list(document.attachments.filter(kind=Kind.COPY, form=COPY))


def pages_in(words: str) -> tuple[int, ...]:
    """`1-3, 5` as page numbers in order, each once. Raises ValueError for anything else."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in words.replace(";", ",").replace("–", "-").split(","))):
        first, _, last = part.partition("-")
        start, end = whole(first.strip()), whole(last.strip() or first.strip())
        if start is None or end is None:
            raise ValueError(f"“{part}” không phải là số trang; ghi như 1-3, 5.")
        if not 1 <= start <= end <= MOST_PAGES:
            raise ValueError(f"“{part}” không phải là các trang liền nhau từ 1 đến {MOST_PAGES}.")
        found |= set(range(start, end + 1))
    if not found:
        raise ValueError("Cần ghi các trang trích sao, ví dụ 1-3, 5.")
    return tuple(sorted(found))


# --- Electronic -------------------------------------------------------------------------------------------------------


def make_copy(
    document: Document, form: str, *, by: User, method: str = keyring.FILE, secret: str = "", pages: Sequence[int] = ()
) -> Attachment:
    """An electronic copy signed by the agency. Raises Refused, Conflict, SigningError, ValueError."""
    seat = require_clerk(document.agency, by)
    if not may_copy(document, by) or form not in ELECTRONIC or (form == COPY and not may_scan_copy(document)):
        raise Conflict("Chỉ sao điện tử toàn bộ được văn bản giấy đã phát hành, có bản quét PDF.")
    data, size = _taken(document, form, pages)
    key = attachments.key_of(document, method, secret, by)
    lines = wording.copy_info(form, document.agency.aliases.split(",")[0] or document.agency.name, timezone.now())
    signed = sign_with_text(data, key, info_stamp(lines, page=size), assurance=trust.assurance())
    with transaction.atomic():
        row = attachments.store(document, _title(form, document, pages), signed, by=by, kind=Kind.COPY)
        _kept(row, signed, form=form, extract=_said(pages), signed_at=timezone.now())
        papers.trace(document, "make_copy", by, seat, note=row.title)
    return row


def _taken(document, form, pages):
    """(bytes, size of the first page) of what is copied electronically; an extract is opened in the child alone."""
    data = _read(_original(document))
    if form == COPY:
        return data, attachments.first_page(data)
    made: Any = child.run("reader.pdf_pages:picked", data, list(pages))
    wide, high = made["page"]
    return made["pdf"], (wide, high)


# --- On paper ---------------------------------------------------------------------------------------------------------


def on_paper(document: Document, wanted: Wanted, *, by: User) -> Attachment:
    """The file to print: the pages, and the block of the copy with its number. Raises Refused, Conflict, ValueError."""
    seat = require_clerk(document.agency, by)
    if not may_copy(document, by) or wanted.form not in ON_PAPER:
        raise Conflict("Chỉ sao được văn bản đã phát hành, có tệp PDF đã ký hoặc bản quét PDF.")
    data = _pages_for(document, wanted)
    with transaction.atomic():
        entry = registers.copy_number(document, wanted.form, by=by, copies=wanted.copies, recipients=wanted.recipients)
        printed = printed_copy(document.agency, wanted, entry, data)
        row = attachments.store(document, _title(wanted.form, document, wanted.pages), printed, by=by, kind=Kind.COPY)
        _kept(row, printed, form=wanted.form, extract=_said(wanted.pages), copies=wanted.copies, entry=entry)
        papers.trace(document, "paper_copy", by, seat, note=f"{row.title}, số {entry}, {wanted.copies} bản giấy")
    return row


def _pages_for(document, wanted):
    if not 1 <= wanted.copies <= MOST_COPIES:
        raise ValueError(f"Số bản sao từ 1 đến {MOST_COPIES}.")
    if wanted.form == FROM_COPY:
        if wanted.source is None or wanted.source not in sources(document):
            raise ValueError("Sao lục được thực hiện từ bản sao y: chọn bản sao y đã có của văn bản này.")
        return _read(wanted.source.file)
    data = _read(_original(document))
    if wanted.form == COPY:
        return data
    made: Any = child.run("reader.pdf_pages:picked", data, list(wanted.pages))
    return made["pdf"]


def printed_copy(agency: Agency, wanted: Wanted, entry: RegisterEntry, data: bytes) -> bytes:
    """`data`, a PDF, with the block of the copy under its last part."""
    made = copy_block.block(
        CopyBlock(
            form=wanted.form,
            issuer=heads.letterhead(agency),
            number=entry.number,
            symbol=entry.symbol,
            place=heads.place(agency),
            day=entry.date,
            signing=heads.signing(wanted.signer),
            recipients=wanted.recipients,
            copies=wanted.copies,
        )
    )
    top, bottom = decree30.TOP * MM_PT, decree30.BOTTOM * MM_PT
    under: Any = child.run("reader.pdf_pages:under", data, made.pdf, made.height, top=top, bottom=bottom)
    return under


# --- Both -------------------------------------------------------------------------------------------------------------


def _title(form, document, pages):
    part = f" (trang {_said(pages)})" if pages else ""
    return f"{form} văn bản {document.entry}{part}"


def _said(pages):
    """Numbers as `1–3, 5`."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return nfc(", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs))[:120]


def _kept(row, data, **columns):
    Attachment.objects.filter(pk=row.pk).update(sha256=hashlib.sha256(data).hexdigest(), **columns)
    row.refresh_from_db()


def _read(field) -> bytes:
    return contents(field)
