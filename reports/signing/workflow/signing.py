"""Verbs that need a key on the server or a file: initial, sign, issue, issue on paper, attach the scan.

The number is held before the file is made, the file is made and signed outside any transaction, and the last step is
one conditional update: a wrong password or a second hand changes nothing. Passwords are arguments only.

    initial         digital initials on the draft that the leader is asked to sign
    sign            the leader's signature on the final file
    issue           the agency's signature; the number goes out, the entries it reports are locked
    make            either of the three by whoever has passed the guard in this request
    issue_by_hand   number and file for a paper copy; its scan is attached later
    final, finish   the file of a step before its signature, and the step once it is signed, wherever that was done
    ready           that file where it was made already; reading it holds no number and changes nothing
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from reports.drafting import heads
from reports.layout import content, decree30, frozen, measure
from reports.layout.content import Paper
from reports.layout.pdf import render
from reports.models import Document
from reports.papers.workflow import attachments, holders, papers, registers
from reports.papers.workflow.papers import Turn
from reports.pen import chain, keyring, trust
from reports.pen.cabinet import Cabinet
from reports.pen.chain import Role
from reports.pen.errors import SigningError
from reports.signing.workflow import going_out
from units.errors import Conflict
from units.models import User
from units.signers import problems
from units.signing_forms import in_stead
from units.stored import contents

__all__ = [
    "ROLES",
    "attach_scan",
    "final",
    "finish",
    "initial",
    "issue",
    "issue_by_hand",
    "make",
    "picture_of",
    "ready",
    "sign",
]

ROLES = {"initial": Role.INITIALS, "sign": Role.LEADER, "issue": Role.AGENCY}


def picture_of(place: Cabinet, name: str) -> Path | None:
    """What is to be seen of a signature: the seal of the agency, else the handwriting of the person."""
    return place.seal_image if name == "issue" else place.signature_image


def initial(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """Digital initials; the signed draft is kept with the trace. Raises as `make` does."""
    make(papers.guard(document, "initial", by), method=method, secret=secret)


def sign(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """The leader signs: number and date are held, the final file is made from the frozen words and signed.

    Raises as `make` does.
    """
    make(papers.guard(document, "sign", by), method=method, secret=secret)


def issue(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """The agency's signature and seal, on separate annex files too; the paper goes out.

    Raises as `make` does, ValueError for a plan that cannot.
    """
    make(papers.guard(document, "issue", by), method=method, secret=secret)


def make(turn: Turn, *, method: str = keyring.FILE, secret: str = "") -> None:
    """The step of `turn` with a key on the server, opened once before anything is held or made.

    Raises Refused, Conflict, pen.errors.SigningError (shown to the signer; nothing has changed then): a wrong password, or
    somebody else's certificate, must hold no number.
    """
    papers.answered(turn)
    pick = keyring.agency_key if turn.name == "issue" else keyring.leader_key
    key = pick(turn.keys, method, secret)
    holders.check_key(key, turn.document, *turn.owner, by=turn.by)
    {"initial": _initial, "sign": _sign, "issue": _seal}[turn.name](turn, key)


def _initial(turn, key):
    finish(turn, _signed(turn, final(turn), key))


def _sign(turn, key):
    paper, prepared = _final(turn)
    finish(turn, _signed(turn, prepared, key), paper=paper, **_frozen(paper, turn))


def _seal(turn, key):
    document = turn.document
    sealed = _signed(turn, _read(document.pdf), key)
    annexes = [(one, attachments.signed(one, key)) for one in attachments.waiting(document)]
    with transaction.atomic():
        finish(turn, sealed)
        for row, data in annexes:
            attachments.keep(row, data)


def _signed(turn, pdf, key):
    image = picture_of(turn.keys, turn.name)
    return chain.sign(pdf, ROLES[turn.name], key, image=image, assurance=trust.assurance())


def issue_by_hand(document: Document, *, by: User) -> None:
    """Number and date for a paper copy: the same document with an empty signature space, to be signed in ink."""
    turn = papers.guard(document, "issue_by_hand", by)
    papers.answered(turn)
    title = document.signer.title if document.signer else ""
    whole = replace(frozen.paper_of(document), apart=False)  # on paper the annexes lie behind it
    paper = _numbered(document, whole, title, by=by)
    _issue(turn, render(paper).pdf, by_hand=True, content=frozen.to_json(paper))


def attach_scan(document: Document, file: UploadedFile, *, by: User) -> None:
    """The scan of the signed paper copy, beside its register entry."""
    turn = papers.guard(document, "attach_scan", by)
    name = document.scan.storage.save(f"scans/{document.code}{Path(file.name).suffix.lower()}", file)
    papers.advance(turn, note=file.name, scan=name)


# --- The final file ---------------------------------------------------------------------------------------------------


def _final(turn) -> tuple[Paper, bytes]:
    """The numbered paper over the signer's own block, and its file with the fields to be signed."""
    document = turn.document
    paper = replace(frozen.paper_of(document), signing=_block(turn))
    paper = _numbered(document, paper, turn.hand.title, by=turn.by)
    seal = keyring.of_agency(document.agency).seal_diameter
    made = render(paper, seal_diameter=seal or decree30.SEAL_DIAMETER)
    if found := measure.faults(made.pdf, paper):
        raise SigningError(f"Không ký. {'; '.join(found)}. Trả lại để sửa.")
    return paper, chain.prepare(made.pdf, signature_box=made.signature_box, seal_box=made.seal_box)


def _block(turn):
    """Form, titles and name over the signature. Raises ValueError for a signer whose words nobody has confirmed."""
    seat = turn.seat
    stead = in_stead(seat.post, seat.own) if seat.acting_for else None
    if lacking := problems(turn.hand):
        raise ValueError(f"Chưa ký được: {'; '.join(lacking)}; khai báo ở trang “Người ký văn bản” của đơn vị.")
    return heads.signing(seat.post, stead=stead)


def _numbered(document, paper, title, *, by):
    """The paper with the number and date the register holds for it; `title` is the signer's position."""
    entry = registers.number_for(
        document, by=by, symbol=paper.symbol, signer=", ".join(filter(None, [paper.signing.name, title]))[:160],
        recipients="\n".join((*paper.addressees, *paper.recipients)), archive=", ".join(filter(None, ["VT", paper.archive])),
    )  # fmt: skip
    return content.issued(paper, entry.number, entry.date)


def _frozen(paper, turn):
    return {"content": frozen.to_json(paper), "signer": turn.hand}


def ready(turn: Turn) -> bytes | None:
    """The file of a step with its empty field if it has been made; None before that."""
    document = turn.document
    if turn.name == "issue":
        return _read(document.pdf)
    if turn.name == "initial":
        draft = _read(document.draft_pdf)
        return draft if chain.next_role(draft) is Role.INITIALS else None
    return _read(document.prepared) if document.prepared and document.signer_id == turn.hand.pk else None


def final(turn: Turn) -> bytes:
    """The file of a step with its empty field: the same bytes on every call, until the paper is sent back."""
    if (made := ready(turn)) is not None:
        return made
    if turn.name == "initial":
        return _to_initial(turn.document)
    paper, prepared = _final(turn)
    _replace(turn.document, "prepared", prepared, **_frozen(paper, turn))
    return prepared


def _to_initial(document):
    """The draft with the field for initials; its words are frozen, so making it again gives the same pages."""
    made = render(frozen.paper_of(document))
    prepared = chain.prepare_initials(made.pdf, made.initials_box)
    _replace(document, "draft_pdf", prepared)
    return prepared


def _replace(document, column, data, **columns):
    """Another file in a column of the row as this hand knows it. Raises Conflict."""
    field = getattr(document, column)
    old, storage = field.name, field.storage
    name = storage.save(field.field.generate_filename(document, f"{document.code}.pdf"), ContentFile(data))
    same = Document.objects.filter(pk=document.pk, version=document.version, state=document.state)
    if not same.update(**{column: name}, **columns):
        storage.delete(name)
        raise Conflict("Văn bản này vừa được người khác xử lý. Mở lại trang để xem bước mới nhất.")
    document.refresh_from_db()
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def finish(turn: Turn, pdf: bytes, *, paper: Paper | None = None, **columns: Any) -> None:
    """The step is made with these signed bytes; `paper`: the words of the final file, where they are at hand.

    Raises Conflict when somebody was faster, ValueError for a plan.
    """
    if turn.name == "issue":
        _issue(turn, pdf, **columns)
    elif turn.name == "sign":
        paper = paper or frozen.paper_of(turn.document)
        apart = attachments.split(paper) if paper.apart else []
        with transaction.atomic():
            _keep(turn, pdf, **columns)
            if apart:
                attachments.keep_split(turn.document, apart, by=turn.by)
    else:
        _keep_initials(turn, pdf, **columns)


def _keep_initials(turn, pdf, **columns):
    document = turn.document
    storage = document.pdf.storage
    file = storage.save(f"initials/{timezone.localdate():%Y/%m}/{document.code}.pdf", ContentFile(pdf))
    try:
        papers.advance(turn, file=file, **columns)
    except BaseException:
        storage.delete(file)
        raise


def _read(field) -> bytes:
    return contents(field)


def _keep(turn, pdf, **columns):
    """Store the bytes, then one conditional update; a step that came too late leaves no file behind."""
    document = turn.document
    old, storage = document.pdf.name, document.pdf.storage
    file = storage.save(f"issued/{timezone.localdate():%Y/%m}/{document.code}.pdf", ContentFile(pdf))
    try:
        papers.advance(turn, pdf=file, sha256=hashlib.sha256(pdf).hexdigest(), **columns)
    except BaseException:
        storage.delete(file)
        raise
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def _issue(turn, pdf, **columns):
    with transaction.atomic():
        _keep(turn, pdf, issued_at=timezone.now(), **columns)
        going_out.follow(turn.document, by=turn.by)
