"""An issued paper, or a status of one that came, as an edXML file (QCVN 102:2016, as public samples have it).

paper      the file of an issued paper for its receivers, signed with XML-DSig and SHA-256 where a key is given
status     one of the nine status messages about a paper that came
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from lxml import etree
from signxml.algorithms import SignatureMethod
from signxml.signer import XMLSigner

from reader.edxml import NAMESPACE

__all__ = ["Answered", "File", "Party", "Sent", "document_id", "paper", "status"]

DSIG = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(frozen=True)
class Party:
    """A body with its electronic code."""

    code: str
    name: str
    above: str = ""


@dataclass(frozen=True)
class File:
    """An attachment; `kind` is its media type."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class Answered:
    """The paper that this one answers, recalls or replaces."""

    code: str  # of the body that issued it
    number: str
    day: date | None
    id: str


@dataclass(frozen=True)
class Sent:
    """Everything a file says of its paper; `type`: (Type, TypeDetail) as the administration has entered them, or None."""

    sender: Party
    receivers: Sequence[Party]
    number: str
    notation: str
    day: date
    place: str
    type_name: str
    type: tuple[int, int] | None
    subject: str
    competence: str
    position: str
    signer: str
    files: Sequence[File]
    pages: int = 0
    steering: int = 1
    answers: Sequence[Answered] = ()
    business: int = 0
    business_reason: str = "Mới"
    business_of: str = ""
    due: date | None = None


def document_id(code: str, day: date, number: str) -> str:
    """`000.00.01.H99,2026/09/16,07/BC-UBND`."""
    return f"{code},{day:%Y/%m/%d},{number}"


def paper(sent: Sent, *, key: Any = None, certificates: Sequence[Any] = ()) -> bytes:
    """The file. `key`: a private key of the sending body, with its certificate first in `certificates`."""
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={None: NAMESPACE})
    envelope = etree.SubElement(root, f"{{{NAMESPACE}}}edXMLEnvelope", nsmap={"edXML": NAMESPACE})
    header = _add(envelope, "edXMLHeader")
    _header(_add(header, "MessageHeader"), sent)
    _trace(_add(header, "TraceHeaderList"), sent)
    signature = _add(header, "Signature")
    manifest = _add(_add(envelope, "edXMLBody"), "edXMLManifest")
    manifest.set("version", "1.0")
    outside = etree.SubElement(root, f"{{{NAMESPACE}}}AttachmentEncoded")
    for place, file in enumerate(sent.files, 1):
        _fill(_add(manifest, "Reference"), file, place, "Reference")
        _fill(etree.SubElement(outside, f"{{{NAMESPACE}}}Attachment"), file, place, "Attachment")
    return _signed(root, signature, key, certificates)


def _signed(root, place, key, certificates):
    if key is None:
        _add(place, "DigitalSignature")
        return _bytes(root)
    etree.SubElement(place, f"{{{DSIG}}}Signature", Id="placeholder", nsmap={"ds": DSIG})
    method = SignatureMethod.RSA_SHA256 if isinstance(key, rsa.RSAPrivateKey) else SignatureMethod.ECDSA_SHA256
    signer = XMLSigner(signature_algorithm=method, digest_algorithm="sha256")
    return _bytes(signer.sign(root, key=key, cert=list(certificates)))


def _bytes(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add(node, name, text=""):
    made = etree.SubElement(node, f"{{{NAMESPACE}}}{name}")
    made.text = str(text) or None
    return made


def _party(node, name, party):
    made = _add(node, name)
    _add(made, "OrganId", party.code)
    _add(made, "OrganizationInCharge", party.above)
    _add(made, "OrganName", party.name)


def _answer(node, answered):
    made = _add(node, "ResponseFor")
    _add(made, "OrganId", answered.code)
    _add(made, "Code", answered.number)
    _add(made, "PromulgationDate", f"{answered.day:%Y/%m/%d}" if answered.day else "")
    _add(made, "DocumentId", answered.id)


def _header(node, sent):
    _party(node, "From", sent.sender)
    for receiver in sent.receivers:
        _party(node, "To", receiver)
    _add(node, "DocumentId", document_id(sent.sender.code, sent.day, f"{sent.number}/{sent.notation}"))
    code = _add(node, "Code")
    _add(code, "CodeNumber", sent.number)
    _add(code, "CodeNotation", sent.notation)
    issued = _add(node, "PromulgationInfo")
    _add(issued, "Place", sent.place)
    _add(issued, "PromulgationDate", f"{sent.day:%Y/%m/%d}")
    kind = _add(node, "DocumentType")
    for name, number in zip(("Type", "TypeDetail"), sent.type or (), strict=False):
        _add(kind, name, number)
    _add(kind, "TypeName", sent.type_name)
    _add(node, "Subject", sent.subject)
    signer = _add(node, "SignerInfo")
    for name, text in (("Competence", sent.competence), ("Position", sent.position), ("FullName", sent.signer)):
        _add(signer, name, text)
    if sent.due:
        _add(node, "DueDate", f"{sent.due:%Y/%m/%d}")
    other = _add(node, "OtherInfo")
    _add(other, "Priority", 0)
    _add(other, "PageAmount", sent.pages)
    for answered in sent.answers:
        _answer(node, answered)
    _add(node, "SteeringType", sent.steering)


def _trace(node, sent):
    hop = _add(node, "TraceHeader")
    _add(hop, "OrganId", sent.sender.code)
    _add(hop, "Timestamp", _moment(timezone.now()))
    business = _add(node, "Bussiness")
    _add(business, "BussinessDocType", sent.business)
    _add(business, "BussinessDocReason", sent.business_reason)
    if sent.business_of:
        _add(business, "DocumentId", sent.business_of)
    _add(business, "Paper", 0)
    if sent.business == 3:
        replaced = _add(_add(business, "ReplacementInfoList"), "ReplacementInfo")
        _add(replaced, "DocumentId", sent.business_of)


def _fill(node, file, place, kind):
    _add(node, "ContentId", f"cid:{place}")
    if kind == "Reference":
        _add(node, "ContentType", file.kind)
        _add(node, "Description", file.name)
        _add(node, "AttachmentName", file.name)
        return
    _add(node, "AttachmentName", file.name)
    _add(node, "Description", file.name)
    _add(node, "ContentType", file.kind)
    _add(node, "ContentTransferEncoded", base64.b64encode(file.data).decode("ascii"))


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y/%m/%d %H:%M:%S}"


def status(sender: Party, of: Answered, code: str, *, at: datetime, description: str = "") -> bytes:
    """The status message `code` of `sender` about the paper `of`."""
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={None: NAMESPACE})
    envelope = etree.SubElement(root, f"{{{NAMESPACE}}}edXMLEnvelope", nsmap={"edXML": NAMESPACE})
    node = _add(_add(envelope, "edXMLHeader"), "MessageHeader")
    _party(node, "From", sender)
    _answer(node, of)
    _add(node, "StatusCode", code)
    _add(node, "Description", description)
    _add(node, "Timestamp", _moment(at))
    return _bytes(root)
