"""A message of the electronic document exchange (edXML, QCVN 102:2016) as plain values: header, attachments, signature.

    read      the fields of a paper or of a status, its attachments as bytes, what its signature is worth

Runs in the sandboxed child. No DTD, no entity, nothing fetched; an attachment is taken as plain base64 or as base64 of a
ZIP. The format is known from public samples, not from the regulation's own schema: fields that are not there are empty.
"""

import base64
import binascii
import io
import zipfile
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidCertificate, InvalidDigest, InvalidInput, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from reader.errors import Unfit

__all__ = ["MOST_BYTES", "NAMESPACE", "read"]

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
MOST_BYTES, MOST_FILES, MOST_LENGTH = 40_000_000, 50, 2_000
_NOT_ONE = "Tệp này không phải là văn bản điện tử edXML (QCVN 102:2016)."
_UNREADABLE = "Tệp XML bị hỏng hoặc có phần không được nhận (DOCTYPE, thực thể); đề nghị bên gửi xuất lại."
_LARGE = "Tệp kèm theo quá lớn hoặc quá nhiều; nhận tối đa 50 tệp, 40 MB."
# What comes is verified also where it is signed as the samples are (SHA-1); how old that is, is said.
_TAKEN = SignatureConfiguration(
    expect_references=1,
    signature_methods=frozenset({*SignatureConfiguration().signature_methods, SignatureMethod.RSA_SHA1}),
    digest_algorithms=frozenset({*SignatureConfiguration().digest_algorithms, DigestAlgorithm.SHA1}),
)


def read(data: bytes) -> dict[str, Any]:
    """{"kind": "document" or "status", fields of the header, "attachments": [{"name", "type", "data"}], "signature"}.

    Raises Unfit for what is no such message.
    """
    if len(data) > MOST_BYTES:
        raise Unfit(_LARGE)
    root = _parsed(data)
    header = _first(root, "MessageHeader")
    if header is None:
        raise Unfit(_NOT_ONE)
    found = _status(header) if _text(header, "StatusCode") else _document(root, header)
    return found | {"signature": _signature(root)}


def _parsed(data):
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Unfit(_UNREADABLE) from None
    if root.getroottree().docinfo.doctype or next(root.iter(etree.Entity), None) is not None:
        raise Unfit(_UNREADABLE)
    if etree.QName(root).namespace not in (NAMESPACE, None) or etree.QName(root).localname != "edXML":
        raise Unfit(_NOT_ONE)
    return root


def _all(node, name):
    """Elements of that local name below `node`: samples bind the namespace now with, now without a prefix."""
    return list(node.iter(f"{{{NAMESPACE}}}{name}", name))


def _first(node, name):
    return next(iter(_all(node, name)), None)


def _text(node, *path):
    for name in path:
        node = None if node is None else _first(node, name)
    return _said(node)


def _said(node):
    return " ".join((node.text or "").split())[:MOST_LENGTH] if node is not None else ""


def _party(node):
    names = ("OrganId", "OrganizationInCharge", "OrganName", "OrganAdd", "Email", "Telephone", "Fax", "Website")
    return {name: _text(node, name) for name in names} if node is not None else {}


def _answer(node):
    return {name: _text(node, name) for name in ("OrganId", "Code", "PromulgationDate", "DocumentId")}


def _status(header):
    return {
        "kind": "status", "from": _party(_first(header, "From")), "code": _text(header, "StatusCode"),
        "description": _text(header, "Description"), "at": _text(header, "Timestamp"),
        "of": [_answer(one) for one in _all(header, "ResponseFor")], "attachments": [],
    }  # fmt: skip


def _document(root, header):
    business = _first(root, "Bussiness")
    return {
        "kind": "document",
        "from": _party(_first(header, "From")),
        "to": [_party(one) for one in _all(header, "To")],
        "document_id": _said(_own(header, "DocumentId")),
        "number": _text(header, "Code", "CodeNumber"),
        "notation": _text(header, "Code", "CodeNotation"),
        "place": _text(header, "PromulgationInfo", "Place"),
        "date": _text(header, "PromulgationInfo", "PromulgationDate"),
        "type_name": _text(header, "DocumentType", "TypeName"),
        "subject": _text(header, "Subject"),
        "content": _text(header, "Content"),
        "signer": {name: _text(header, "SignerInfo", name) for name in ("Competence", "Position", "FullName")},
        "due": _text(header, "DueDate"),
        "priority": _text(header, "OtherInfo", "Priority"),
        "steering": _text(header, "SteeringType"),
        "answers": [_answer(one) for one in _all(header, "ResponseFor")],
        "business": _text(business, "BussinessDocType") or "0",
        "business_reason": _text(business, "BussinessDocReason"),
        "business_of": _text(business, "DocumentId"),
        "replaces": [_said(_own(one, "DocumentId")) for one in _all(root, "ReplacementInfo")],
        "attachments": _attachments(root),
    }


def _own(node, name):
    """The child itself, not one of a deeper element: a paper's own id is not that of the paper it answers."""
    return next((one for one in node if etree.QName(one).localname == name), None)


def _attachments(root):
    outside = _first(root, "AttachmentEncoded")
    found = []
    for node in [] if outside is None else _all(outside, "Attachment"):
        found += _unpacked(_text(node, "AttachmentName") or "tep", _text(node, "ContentType"), _bytes(node))
        if len(found) > MOST_FILES or sum(len(one["data"]) for one in found) > MOST_BYTES:
            raise Unfit(_LARGE)
    return found


def _bytes(node):
    encoded = _first(node, "ContentTransferEncoded")
    try:
        return base64.b64decode("".join((encoded.text or "").split()), validate=True) if encoded is not None else b""
    except (binascii.Error, ValueError):
        raise Unfit("Tệp kèm theo không giải mã được; đề nghị bên gửi xuất lại.") from None


def _unpacked(name, kind, data):
    """The file itself, or those of the ZIP it was wrapped in; office files are ZIPs and stay whole."""
    wrapped = data[:2] == b"PK" and not name.lower().endswith((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods"))
    if not wrapped:
        return [{"name": name[-200:], "type": kind, "data": data}]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir()]
            if len(inside) > MOST_FILES or sum(one.file_size for one in inside) > MOST_BYTES:
                raise Unfit(_LARGE)
            return [_member(packed, one, name, kind, len(inside)) for one in inside]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise Unfit("Tệp nén kèm theo bị hỏng hoặc có mật khẩu; đề nghị bên gửi xuất lại.") from None


def _member(packed, one, name, kind, count):
    with packed.open(one) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unfit(_LARGE)
    own = name if count == 1 else one.filename.replace("\\", "/").rpartition("/")[2]
    return {"name": own[-200:], "type": kind, "data": data}


# --- The signature ------------------------------------------------------------------------------------------------------


def _signature(root):
    """{"state": "none", "intact" or "broken", "certificate": DER bytes, "weak": signed with SHA-1}; intact only where the
    whole message is what was signed."""
    node = next(root.iter(f"{DSIG}Signature"), None)
    if node is None:
        return {"state": "none", "certificate": b"", "weak": False}
    weak = "sha1" in etree.tostring(node).decode("utf-8", "replace").lower()
    try:
        certificate = _certificate(node)
        found = XMLVerifier().verify(root, x509_cert=certificate, expect_config=_TAKEN)
        signed = None if isinstance(found, list) else found.signed_xml
        whole = signed is not None and signed.tag == root.tag
    except (InvalidSignature, InvalidDigest, InvalidCertificate, InvalidInput, ValueError, etree.LxmlError):
        return {"state": "broken", "certificate": b"", "weak": weak}
    return {
        "state": "intact" if whole else "broken",
        "certificate": certificate.public_bytes(Encoding.DER),
        "weak": weak,
    }


def _certificate(node):
    named = next(node.iter(f"{DSIG}X509Certificate"), None)
    if named is None:
        raise ValueError("no certificate goes with the signature")
    return load_der_x509_certificate(base64.b64decode("".join((named.text or "").split())))
