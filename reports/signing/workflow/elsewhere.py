"""Verbs for a key that is not on the server: on the official's own computer, or at a remote signing service.

    prepare        make the file of a step, to be signed on another computer: the number is held here
    hand_out       that file as it was made; reading it changes nothing
    take_in        that file back, with the signature in it
    begin_apart    the file made ready for a signature that comes by itself: what is to be signed, by which certificate
    waiting_apart  the same again, while the paper stands where it stood
    finish_apart   that signature (bare, or a CMS) put into the file
    sign_remotely  the same two steps at a service, after the official confirmed

Whoever is refused finds the paper as it was. Passwords and codes are arguments only.
"""

import json

from django.core.files.base import ContentFile

from reports.models import Document
from reports.papers.workflow import holders, papers
from reports.pen import trust, vgca
from reports.pen.deferred import Prepared, certificates_of, finish_signature, prepare_signature
from reports.pen.errors import SigningError
from reports.pen.remote import RemoteService
from reports.signing.workflow.signing import ROLES, final, finish, picture_of, ready
from units.models import User
from units.stored import contents

__all__ = ["begin_apart", "finish_apart", "hand_out", "prepare", "sign_remotely", "take_in", "waiting_apart"]


def prepare(document: Document, name: str, *, by: User) -> bytes:
    """Make the file of a step with its empty field, for a signature made elsewhere; the same file on every call.

    Number and date of the leader's file are held now. Raises Refused, Conflict, Http404.
    """
    turn = papers.guard(document, name, by)
    papers.answered(turn)
    return final(turn)


def hand_out(document: Document, name: str, *, by: User) -> bytes | None:
    """The file `prepare` made for this person and step, None before that. Raises Refused, Conflict, Http404."""
    turn = papers.guard(document, name, by)
    return ready(turn)


def take_in(document: Document, name: str, received: bytes, *, by: User) -> None:
    """The signed file back from the other computer. Raises SigningError unless it is ours plus an intact signature."""
    turn = papers.guard(document, name, by)
    if name == "sign" and not (document.prepared and document.signer_id == turn.hand.pk):
        raise SigningError("Chưa lập tệp chờ ký của văn bản này; hãy tải tệp về, ký, rồi tải lên.")
    sent = final(turn)
    signed = vgca.accept(sent, received)
    holders.check(turn, sent, signed)
    finish(turn, signed)


def begin_apart(document: Document, name: str, certificate: bytes, *, by: User) -> Prepared:
    """The file made ready for one signature; `certificate` is an uploaded file. Raises SigningError."""
    turn = papers.guard(document, name, by)
    papers.answered(turn)
    prepared = _prepared(turn, certificates_of(certificate))
    kept = {"move": name, "by": by.pk, "version": document.version, "prepared": prepared.to_json()}
    old, storage = document.awaiting.name, document.awaiting.storage
    file = storage.save(f"awaiting/{document.code}.json", ContentFile(json.dumps(kept).encode()))
    Document.objects.filter(pk=document.pk).update(awaiting=file)
    if old:
        storage.delete(old)
    return prepared


def waiting_apart(document: Document, name: str, *, by: User) -> Prepared | None:
    """What `begin_apart` made for this person and step, unless the paper has moved on."""
    if not document.awaiting:
        return None
    kept = json.loads(contents(document.awaiting))
    same = (kept["move"], kept["by"], kept["version"]) == (name, by.pk, document.version)
    return Prepared.from_json(kept["prepared"]) if same else None


def finish_apart(document: Document, name: str, signature: bytes, *, by: User) -> None:
    """The signature put in its place. Raises SigningError for one that does not fit file and certificate."""
    turn = papers.guard(document, name, by)
    prepared = waiting_apart(document, name, by=by)
    if prepared is None:
        raise SigningError("Tệp chờ ký không còn khớp với văn bản; hãy làm lại bước 1.")
    _put_in(turn, prepared, signature)


def sign_remotely(
    document: Document, name: str, service: RemoteService, credential: str, *, by: User, pin: str = "", code: str = ""
) -> None:
    """The signature of a remote service; `pin` or `code` is what it wants from the official. Raises SigningError."""
    turn = papers.guard(document, name, by)
    papers.answered(turn)
    prepared = _prepared(turn, service.certificates(credential))
    activation = service.activate(credential, prepared, pin=pin, code=code)
    signature = service.sign(credential, prepared, activation=activation)
    _put_in(papers.guard(document, name, by), prepared, signature)  # the service may have waited long for the official


def _prepared(turn, certificates):
    file = final(turn)
    image = picture_of(turn.keys, turn.name)
    return prepare_signature(file, ROLES[turn.name], certificates, image=image)


def _put_in(turn, prepared, signature):
    document = turn.document
    signed = finish_signature(prepared, signature, assurance=trust.assurance())
    sent = final(turn)
    vgca.accept(sent, signed)
    holders.check(turn, sent, signed)
    done, storage = document.awaiting.name, document.awaiting.storage
    finish(turn, signed, awaiting="")
    if done:
        storage.delete(done)
