"""Signing in two steps, for a key that never leaves the official's own computer or a remote service.

The server prepares the file and the exact bytes to be signed; the token signs them elsewhere; the server puts the
signature in: the bare signature over the attributes, or a whole detached CMS over the content. Between the steps
`Prepared` is kept as JSON; it holds no secret.
"""

import asyncio
import base64
import dataclasses
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import algos, cms, pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import ExternalSigner, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.pen.appearance import blank, picture
from reports.pen.chain import BASIC, Assurance, Role, metadata, refuse_wrong_order, timestamper
from reports.pen.errors import SigningError
from reports.pen.keys import refuse_out_of_time
from reports.pen.own_thread import apart

_RESERVED = 32_768  # hex digits: 16 KiB of CMS, room for a chain and a timestamp

_PSS_32 = cms.SignedDigestAlgorithm(  # tokens and services agree on a salt as long as the digest
    {
        "algorithm": "rsassa_pss",
        "parameters": algos.RSASSAPSSParams(
            {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "mask_gen_algorithm": algos.MaskGenAlgorithm(
                    {"algorithm": "mgf1", "parameters": algos.DigestAlgorithm({"algorithm": "sha256"})}
                ),
                "salt_length": 32,
            }
        ),
    }
)


@dataclass(frozen=True)
class Prepared:
    """A file that waits for one signature; `attributes` are the DER bytes that the token signs."""

    pdf: bytes
    digest: bytes
    start: int
    end: int
    attributes: bytes
    certificates: tuple[bytes, ...]

    @property
    def algorithm(self) -> str:
        """What the token is asked for: `RSASSA-PSS-SHA256` (salt of 32 bytes) or `ECDSA-SHA256`."""
        rsa_key = isinstance(load_der_x509_certificate(self.certificates[0]).public_key(), rsa.RSAPublicKey)
        return "RSASSA-PSS-SHA256" if rsa_key else "ECDSA-SHA256"

    @property
    def attributes_digest(self) -> bytes:
        """SHA-256 of the attributes, for services that sign a digest."""
        return hashlib.sha256(self.attributes).digest()

    @property
    def content(self) -> bytes:
        """The bytes that a detached CMS is made over: the whole file but the place kept for the signature."""
        return self.pdf[: self.start] + self.pdf[self.end :]

    def to_json(self) -> dict:
        given = dataclasses.asdict(self)
        given["certificates"] = [base64.b64encode(one).decode() for one in self.certificates]
        return given | {name: base64.b64encode(given[name]).decode() for name in ("pdf", "digest", "attributes")}

    @classmethod
    def from_json(cls, kept: dict) -> "Prepared":
        decoded = {name: base64.b64decode(kept[name]) for name in ("pdf", "digest", "attributes")}
        certificates = tuple(base64.b64decode(one) for one in kept["certificates"])
        return cls(**{**kept, **decoded, "certificates": certificates})


def prepare_signature(
    pdf: bytes, role: Role, certificates: tuple[bytes, ...], *, image: Path | None = None
) -> Prepared:
    """The first step; `certificates` in DER, the signer's own first. Raises WrongOrder or KeyUnavailable."""
    refuse_wrong_order(pdf, role)
    refuse_out_of_time(x509.Certificate.load(certificates[0]))
    style = picture(image) if image else blank()
    return apart(asyncio.run, prepare_field(pdf, role, certificates, style=style))


async def prepare_field(
    pdf: bytes,
    role: Role,
    certificates: tuple[bytes, ...],
    *,
    style: StaticStampStyle,
    mechanism: cms.SignedDigestAlgorithm | None = None,
) -> Prepared:
    """One existing field made ready, whatever stands in the others; `mechanism` where the key has its own."""
    signer = _signer(certificates, b"", mechanism)
    pen = PdfSigner(metadata(pdf, role, assurance=BASIC), signer=signer, stamp_style=style)
    digest, _, out = await pen.async_digest_doc_for_signing(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, bytes_reserved=_RESERVED
    )
    attributes = await signer.signed_attrs(digest.document_digest, "sha256", use_pades=True)
    return Prepared(
        pdf=out.getvalue(),
        digest=digest.document_digest,
        start=digest.reserved_region_start,
        end=digest.reserved_region_end,
        attributes=attributes.dump(),
        certificates=certificates,
    )


def finish_signature(prepared: Prepared, signature: bytes, *, assurance: Assurance = BASIC) -> bytes:
    """The second step: the signed PDF. `signature` is bare or a detached CMS, binary, base64 or PEM.

    Raises SigningError for a signature that does not fit file and certificate.
    """
    given = _unarmoured(signature)
    container = _container(given)
    if container is None:
        _refuse_foreign(prepared, given)
    else:
        _refuse_foreign_container(prepared, container)
    return apart(asyncio.run, _finish(prepared, given, container, assurance))


def certificates_of(data: bytes) -> tuple[bytes, ...]:
    """DER certificates of an uploaded file: PEM, DER or PKCS#7, the signer's own first. Raises SigningError."""
    try:
        if pem.detect(data) and b"PKCS7" not in data[:60]:
            return tuple(der for _, _, der in pem.unarmor(data, multiple=True) if x509.Certificate.load(der).subject)
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        if _container(der) is not None:
            found = _container(der)["certificates"]
            return _own_first([one.chosen for one in found])
        return (x509.Certificate.load(der, strict=True).dump(),)
    except (ValueError, TypeError, KeyError):
        raise SigningError("Không đọc được chứng thư số; tải lên tệp .cer, .crt, .pem hoặc .p7b.") from None


def _own_first(found: list[x509.Certificate]) -> tuple[bytes, ...]:
    issuers = {one.issuer.hashable for one in found if one.issuer != one.subject}
    return tuple(one.dump() for one in sorted(found, key=lambda one: one.subject.hashable in issuers))


def _unarmoured(data: bytes) -> bytes:
    """Binary, PEM or bare base64."""
    if pem.detect(data):
        return pem.unarmor(data)[2]
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except ValueError:
        return data


def _container(data: bytes) -> cms.SignedData | None:
    try:
        whole = cms.ContentInfo.load(data, strict=True)
        return whole["content"] if whole["content_type"].native == "signed_data" else None
    except (ValueError, TypeError):
        return None


async def _finish(prepared: Prepared, given: bytes, container: cms.SignedData | None, assurance: Assurance) -> bytes:
    if container is None:
        signer = _signer(prepared.certificates, given)
        container = await signer.async_sign_prescribed_attributes(
            "sha256", cms.CMSAttributes.load(prepared.attributes), timestamper=timestamper(assurance)
        )
    else:
        container = given
    out = io.BytesIO(prepared.pdf)
    place = PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end)
    await PdfTBSDocument.async_finish_signing(out, place, container)
    return out.getvalue()


def _signer(
    certificates: tuple[bytes, ...], signature: bytes, mechanism: cms.SignedDigestAlgorithm | None = None
) -> ExternalSigner:
    own, *chain = (x509.Certificate.load(one) for one in certificates)
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    mechanism = mechanism or (_PSS_32 if own.public_key.algorithm == "rsa" else None)
    return ExternalSigner(own, store, signature_value=signature or 512, signature_mechanism=mechanism)


def _refuse_foreign_container(prepared: Prepared, container: cms.SignedData) -> None:
    """A CMS must be over this file and hold the declared certificate; whether it is intact is judged in the PDF."""
    info = container["signer_infos"][0]
    stated = {one["type"].native: one["values"][0].native for one in info["signed_attrs"]}
    held = [one.chosen.dump() for one in container["certificates"]]
    if stated.get("message_digest") != prepared.digest or prepared.certificates[0] not in held:
        raise SigningError("Chữ ký nhận được không khớp với văn bản hoặc chứng thư số; chưa ký được.")


def _refuse_foreign(prepared: Prepared, signature: bytes) -> None:
    public = load_der_x509_certificate(prepared.certificates[0]).public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
            public.verify(signature, prepared.attributes, pss, hashes.SHA256())
        else:
            public.verify(signature, prepared.attributes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise SigningError("Chữ ký nhận được không khớp với văn bản hoặc chứng thư số; chưa ký được.") from None
