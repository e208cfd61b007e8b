"""Verbs that need a key on the server or a file: initial, sign, issue, issue on paper, attach the scan.

The number is held before the file is made, the file is made and signed outside any transaction, and the last step is
one conditional update: a wrong password or a second hand changes nothing. Passwords are arguments only.

    initial         digital initials on the draft that the leader is asked to sign
    sign            the leader's signature on the final file
    issue           the agency's signature; the number goes out, the entries it reports are locked
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

from plans.drafting.workflow import life
from plans.models import Plan
from plans.progress import workflow as progress
from reports.drafting import heads
from reports.layout import content, decree30, frozen, measure
from reports.layout.content import Paper
from reports.layout.pdf import render
from reports.models import Document
from reports.papers import letters, press, reported
from reports.papers.workflow import amendments, attachments, holders, papers, registers
from reports.pen import chain, keyring, trust
from reports.pen.cabinet import Cabinet
from reports.pen.chain import Role
from reports.pen.errors import SigningError
from units.errors import Conflict
from units.models import Seat, User
from units.signers import problems
from units.signing_forms import hand_of, in_stead

__all__ = [
    "ROLES",
    "attach_scan",
    "final",
    "finish",
    "initial",
    "issue",
    "issue_by_hand",
    "keys_of",
    "picture_of",
    "ready",
    "sign",
]

ROLES = {"initial": Role.INITIALS, "sign": Role.LEADER, "issue": Role.AGENCY}


def keys_of(document: Document, name: str, seat: Seat) -> Cabinet:
    """The key folder that a move would sign with: the agency's, else the signer's own, also when she acts for another."""
    return keyring.of_agency(document.agency) if name == "issue" else keyring.of_post(hand_of(seat))


def picture_of(place: Cabinet, name: str) -> Path | None:
    """What is to be seen of a signature: the seal of the agency, else the handwriting of the person."""
    return place.seal_image if name == "issue" else place.signature_image


def initial(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """Digital initials; the signed draft is kept with the trace. Raises as `sign` does."""
    _, seat = papers.guard(document, "initial", by)
    place = keys_of(document, "initial", seat)
    key = _tried(keyring.leader_key(place, method, secret), document, "initial", seat, by)
    draft = final(document, "initial", by=by, seat=seat)
    signed = chain.sign(draft, Role.INITIALS, key, image=place.signature_image, assurance=trust.assurance())
    finish(document, "initial", signed, by=by, seat=seat)


def sign(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """The leader signs: number and date are held, the final file is made from the frozen words and signed.

    Raises Refused, Conflict, pen.errors.SigningError (shown to the signer; nothing has changed then).
    """
    _, seat = papers.guard(document, "sign", by)
    papers.answered(document, "sign", by=by)
    place = keys_of(document, "sign", seat)
    key = _tried(keyring.leader_key(place, method, secret), document, "sign", seat, by)
    paper, prepared = _final(document, by=by, seat=seat)
    signed = chain.sign(prepared, Role.LEADER, key, image=place.signature_image, assurance=trust.assurance())
    finish(document, "sign", signed, by=by, seat=seat, **_frozen(paper, seat))


def issue(document: Document, *, by: User, method: str = keyring.FILE, secret: str = "") -> None:
    """The agency's signature and seal, on separate annex files too; the paper goes out.

    Raises as `sign` does, ValueError for a plan that cannot.
    """
    _, seat = papers.guard(document, "issue", by)
    papers.answered(document, "issue", by=by)
    place = keys_of(document, "issue", seat)
    key = _tried(keyring.agency_key(place, method, secret), document, "issue", seat, by)
    sealed = chain.sign(_read(document.pdf), Role.AGENCY, key, image=place.seal_image, assurance=trust.assurance())
    annexes = [(one, attachments.signed(one, key)) for one in attachments.waiting(document)]
    with transaction.atomic():
        finish(document, "issue", sealed, by=by, seat=seat)
        for row, data in annexes:
            attachments.keep(row, data)


def issue_by_hand(document: Document, *, by: User) -> None:
    """Number and date for a paper copy: the same document with an empty signature space, to be signed in ink."""
    _, seat = papers.guard(document, "issue_by_hand", by)
    papers.answered(document, "issue_by_hand", by=by)
    title = document.signer.title if document.signer else ""
    whole = replace(press.paper_of(document), apart=False)  # on paper the annexes lie behind it
    paper = _numbered(document, whole, title, by=by)
    _issue(document, render(paper).pdf, by=by, seat=seat, name="issue_by_hand", by_hand=True,
           content=frozen.to_json(paper))  # fmt: skip


def attach_scan(document: Document, file: UploadedFile, *, by: User) -> None:
    """The scan of the signed paper copy, beside its register entry."""
    _, seat = papers.guard(document, "attach_scan", by)
    name = document.scan.storage.save(f"scans/{document.code}{Path(file.name).suffix.lower()}", file)
    papers.advance(document, "attach_scan", by=by, seat=seat, note=file.name, scan=name)


# --- The final file ---------------------------------------------------------------------------------------------------


def _tried(key, document, name, seat, by):
    """The key, opened once: a wrong password, or somebody else's certificate, must hold no number."""
    holders.check_key(key, document, *holders.whose(document, name, seat), by=by)
    return key


def _final(document, *, by, seat) -> tuple[Paper, bytes]:
    """The numbered paper over the signer's own block, and its file with the fields to be signed."""
    paper = replace(press.paper_of(document), signing=_block(seat))
    paper = _numbered(document, paper, hand_of(seat).title, by=by)
    seal = keyring.of_agency(document.agency).seal_diameter
    made = render(paper, seal_diameter=seal or decree30.SEAL_DIAMETER)
    if found := measure.faults(made.pdf, paper):
        raise SigningError(f"Không ký. {'; '.join(found)}. Trả lại để sửa.")
    return paper, chain.prepare(made.pdf, signature_box=made.signature_box, seal_box=made.seal_box)


def _block(seat):
    """Form, titles and name over the signature. Raises ValueError for a signer whose words nobody has confirmed."""
    stead = in_stead(seat.post, seat.own) if seat.acting_for else None
    if lacking := problems(hand_of(seat)):
        raise ValueError(f"Chưa ký được: {'; '.join(lacking)}; khai báo ở trang “Người ký văn bản” của đơn vị.")
    return heads.signing(seat.post, stead=stead)


def _numbered(document, paper, title, *, by):
    """The paper with the number and date the register holds for it; `title` is the signer's position."""
    entry = registers.number_for(
        document, by=by, symbol=paper.symbol, signer=", ".join(filter(None, [paper.signing.name, title]))[:160],
        recipients="\n".join((*paper.addressees, *paper.recipients)), archive=", ".join(filter(None, ["VT", paper.archive])),
    )  # fmt: skip
    return content.issued(paper, entry.number, entry.date)


def _frozen(paper, seat):
    return {"content": frozen.to_json(paper), "signer": hand_of(seat)}


def ready(document: Document, name: str, *, seat: Seat) -> bytes | None:
    """The file of a step with its empty field if it has been made; None before that."""
    if name == "issue":
        return _read(document.pdf)
    if name == "initial":
        draft = _read(document.draft_pdf)
        return draft if chain.next_role(draft) is Role.INITIALS else None
    return _read(document.prepared) if document.prepared and document.signer_id == hand_of(seat).pk else None


def final(document: Document, name: str, *, by: User, seat: Seat) -> bytes:
    """The file of a step with its empty field: the same bytes on every call, until the paper is sent back."""
    if (made := ready(document, name, seat=seat)) is not None:
        return made
    if name == "initial":
        return _to_initial(document)
    paper, prepared = _final(document, by=by, seat=seat)
    _replace(document, "prepared", prepared, **_frozen(paper, seat))
    return prepared


def _to_initial(document):
    """The draft with the field for initials; its words are frozen, so making it again gives the same pages."""
    made = render(press.paper_of(document))
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


def finish(document: Document, name: str, pdf: bytes, *, by: User, seat: Seat, **columns: Any) -> None:
    """The step is made with these signed bytes. Raises Conflict when somebody was faster, ValueError for a plan."""
    if name == "issue":
        _issue(document, pdf, by=by, seat=seat, **columns)
    elif name == "sign":
        apart = attachments.split(frozen.from_json(columns.get("content", document.content)))
        with transaction.atomic():
            _keep(document, name, pdf, by=by, seat=seat, **columns)
            attachments.keep_split(document, apart, by=by)
    else:
        _keep_initials(document, pdf, by=by, seat=seat, **columns)


def _keep_initials(document, pdf, *, by, seat, **columns):
    storage = document.pdf.storage
    file = storage.save(f"initials/{timezone.localdate():%Y/%m}/{document.code}.pdf", ContentFile(pdf))
    try:
        papers.advance(document, "initial", by=by, seat=seat, file=file, **columns)
    except BaseException:
        storage.delete(file)
        raise


def _read(field) -> bytes:
    with field.open("rb") as file:
        return file.read()


def _keep(document, name, pdf, *, by, seat, **columns):
    """Store the bytes, then one conditional update; a step that came too late leaves no file behind."""
    old = document.pdf.name
    file = document.pdf.storage.save(f"issued/{timezone.localdate():%Y/%m}/{document.code}.pdf", ContentFile(pdf))
    try:
        papers.advance(document, name, by=by, seat=seat, pdf=file, sha256=hashlib.sha256(pdf).hexdigest(), **columns)
    except BaseException:
        document.pdf.storage.delete(file)
        raise
    if old:
        storage = document.pdf.storage
        transaction.on_commit(lambda: storage.delete(old))


def _issue(document, pdf, *, by, seat, name="issue", **columns):
    with transaction.atomic():
        _keep(document, name, pdf, by=by, seat=seat, issued_at=timezone.now(), **columns)
        entry = document.entry
        registers.issue(entry, by=by)
        progress.lock(reported.closed_by(document), by=by, note=f"Báo cáo số {entry} đã phát hành")
        _settle(document, entry, by=by)
        _issue_plan(document, entry)
        letters.issued(document)


def _settle(document, entry, *, by):
    """What is approved after the report went out is locked at once."""
    if document.kind == Document.Kind.REPORT and document.period_id:
        progress.settle(document.period, document.agency.unit, by=by, note=f"Báo cáo số {entry} đã phát hành")


def _issue_plan(document, entry):
    """A drafted plan, or what changes one, comes into force with its paper, in the name of the leader who signed it.

    Over ink the one who is to sign must still hold the right; a signature once made stays lawful.
    """
    plan = document.plan
    if not document.plan_paper or plan.state != Plan.State.DRAFT:
        return
    amendments.keep_papers(plan)
    numbered = {"number": str(entry), "date": entry.date}
    if signed := document.steps.filter(verb="sign").select_related("by", "acting_for").first():
        life.issue_as_signed(plan, by=signed.by, acting_for=signed.acting_for, **numbered)
    else:
        life.issue(plan, by=document.signer.user, **numbered)
