"""Annexes of a paper as files of their own; its copies are made by `copies`.

    attach     a PDF as an annex of a draft
    remove     an annex of a draft
    sign       the agency's signature on one annex that has none yet
    take_in    the same, signed on another computer

The agency signs each with number (or kind of copy) and moment in 10 pt at the top right, no picture (Annex I, II.8.b and
Part II.I). `split` and `keep_split` serve the leader's signature: a paper whose annexes go apart gets its files then.
"""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from reader import child
from reports.layout import annex, wording
from reports.layout.content import Paper
from reports.layout.pdf import info_stamp
from reports.models import Attachment, Document
from reports.papers.workflow import holders, papers
from reports.papers.workflow.living import is_clerk, require_clerk
from reports.pen import keyring, trust, vgca
from reports.pen.attachments import sign_with_text
from reports.pen.keys import Key
from units.errors import Conflict
from units.models import User
from units.permissions import Action, require

__all__ = [
    "attach", "first_page", "keep", "keep_split", "key_of", "may_sign", "remove", "sign", "signed", "split", "store",
    "take_in", "waiting",
]  # fmt: skip

State, Kind = Document.State, Attachment.Kind
SIGNABLE = (State.SIGNED, State.ISSUED)


def attach(document: Document, file: UploadedFile, *, title: str, by: User) -> tuple[Attachment, list[str]]:
    """(annex file of a draft, what was taken out of it in words): scripts, commands and files inside do not go along.

    Raises Refused, Conflict, ValueError for what is no readable, unsigned PDF.
    """
    seat = _drafter(document, by)
    fit: Any = child.run("reader.pdf_pages:fit", file.read())
    with transaction.atomic():
        row = store(document, title, fit["pdf"], by=by)
        taken = f"{row.title}; đã bỏ khỏi tệp: {', '.join(fit['taken'])}" if fit["taken"] else row.title
        papers.trace(document, "attach_annex", by, seat, note=taken)
    return row, fit["taken"]


def remove(row: Attachment, *, by: User) -> None:
    """Take an annex file off a draft. Raises Refused, Conflict; the spreadsheet of a report belongs to its sums."""
    seat = _drafter(row.document, by)
    if row.kind == Kind.SHEET:
        raise Conflict("Bảng tính chi tiết đi cùng số liệu của báo cáo, không bỏ riêng được.")
    with transaction.atomic():
        papers.trace(row.document, "remove_annex", by, seat, note=row.title)
        row.delete()
    row.file.storage.delete(row.file.name)


def _drafter(document, by):
    seat = require(by, Action.DRAFT_PAPER, document.agency.unit)
    if document.state != State.DRAFT:
        raise Conflict("Văn bản đã trình ký; tệp kèm theo không đổi được nữa.")
    return seat


# --- Split from the paper ---------------------------------------------------------------------------------------------


def split(paper: Paper) -> list[tuple[str, bytes]]:
    """(name, PDF) of every annex of a paper whose annexes go as files of their own (`apart`)."""
    named = enumerate(paper.annexes)
    return [(f"{paper.annex_head(place)}. {one.title}"[:300], annex.to_pdf(paper, only=place)) for place, one in named]


def keep_split(document: Document, made: list[tuple[str, bytes]], *, by: User) -> None:
    """The files of `split` beside the paper they belong to."""
    for title, data in made:
        store(document, title, data, by=by)


def store(document: Document, title: str, data: bytes, *, by: User, kind: str = Kind.ANNEX) -> Attachment:
    """A file beside a paper, not signed yet."""
    row = Attachment(document=document, kind=kind, title=wording.nfc(title.strip())[:300], added_by=by)
    row.file.save(f"{document.code}.pdf", ContentFile(data), save=False)
    row.save()
    return row


# --- Signed by the agency ---------------------------------------------------------------------------------------------


def waiting(document: Document) -> list[Attachment]:
    """Annex files without the agency's signature."""
    return list(document.attachments.filter(kind=Kind.ANNEX, signed_at=None))


def may_sign(row: Attachment, user: User) -> bool:
    """Whether `user` may put the agency's signature on this file now."""
    document, fits = row.document, row.signed_at is None and row.kind == Kind.ANNEX
    fits = fits and document.state in SIGNABLE and document.agency.lives_on(timezone.localdate())
    return fits and is_clerk(document.agency, user)


def sign(row: Attachment, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """The agency's signature on an annex file. Raises Refused, Conflict, SigningError."""
    document = row.document
    seat = _clerk(row, by)
    data = signed(row, key_of(document, method, secret, by))
    with transaction.atomic():
        keep(row, data)
        papers.trace(document, "sign_annex", by, seat, note=row.title)


def take_in(row: Attachment, received: bytes, *, by: User) -> None:
    """An annex file signed on another computer. Raises Refused, Conflict, SigningError."""
    seat = _clerk(row, by)
    with row.file.open("rb") as file:
        sent = file.read()
    data = vgca.accept(sent, received)
    holders.check_agency(row.document.agency, sent, data, by=by)
    with transaction.atomic():
        keep(row, data)
        papers.trace(row.document, "sign_annex", by, seat, note=row.title)


def _clerk(row, by):
    seat = require_clerk(row.document.agency, by)
    if not may_sign(row, by):
        raise Conflict("Tệp này đã ký số, hoặc văn bản chưa có chữ ký của lãnh đạo.")
    return seat


def key_of(document: Document, method: str, secret: str, by: User) -> Key:
    """The agency's key, opened once and held against the agency."""
    key = keyring.agency_key(keyring.of_agency(document.agency), method, secret)
    holders.check_key(key, document, document.agency, None, by=by)
    return key


def signed(row: Attachment, key: Key) -> bytes:
    """The bytes of an annex file with the agency's signature: number of its paper, moment of signing."""
    with row.file.open("rb") as file:
        data = file.read()
    return _with_text(data, key, wording.annex_info(str(row.document.entry), timezone.now()))


def _with_text(data, key, lines):
    wide, high = first_page(data)
    return sign_with_text(data, key, info_stamp(lines, page=(wide, high)), assurance=trust.assurance())


def keep(row: Attachment, data: bytes) -> None:
    """Signed bytes in the place of the unsigned ones; once only. Raises Conflict."""
    storage, old = row.file.storage, row.file.name
    name = storage.save(row.file.field.generate_filename(row, f"{row.document.code}.pdf"), ContentFile(data))
    fresh = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "signed_at": timezone.now()}
    if not Attachment.objects.filter(pk=row.pk, signed_at=None, file=old).update(**fresh):
        storage.delete(name)
        raise Conflict("Tệp này vừa được người khác ký số.")
    transaction.on_commit(lambda: storage.delete(old))
    row.refresh_from_db()


def first_page(data: bytes) -> tuple[float, float]:
    """Width and height of the first page in mm as it is seen. Raises ValueError for what the agency cannot sign.

    Whatever the agency signs here has passed the child in this same call; the pen adds to it without reading further.
    """
    page: Any = child.run("reader.pdf_pages:first_page", data)
    wide, high = page
    return wide, high
