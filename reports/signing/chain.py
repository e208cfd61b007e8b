"""The signatures of one paper in their order, each an incremental update that leaves the earlier ones valid.

The first signature of a PDF is the only one that may certify it. So whoever signs first certifies (form filling and
further signatures allowed): the leader, or the head of office where the paper carries digital initials before him.
"""

import io
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import requests
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from reports.own_thread import apart
from reports.papers.places import Box
from reports.signing.appearance import blank, picture
from reports.signing.errors import ServiceMissing, WrongOrder
from reports.signing.keys import Key


class Role(Enum):
    """The signatures of a paper by the name of their field in the PDF, in order."""

    INITIALS = "KyNhay"
    LEADER = "KyLanhDao"
    AGENCY = "KyCoQuan"

    @property
    def label(self) -> str:
        return {"KyNhay": "ký nháy", "KyLanhDao": "chữ ký lãnh đạo", "KyCoQuan": "chữ ký số của cơ quan"}[self.value]


@dataclass(frozen=True)
class Assurance:
    """PAdES level: B-B by default, B-T with a timestamp server, B-LTA with `long_term` as well.

    `roots` are trusted for fetching revocation evidence; only B-LTA needs them.
    """

    tsa_url: str = ""
    long_term: bool = False
    roots: tuple[Certificate, ...] = ()


BASIC = Assurance()


def prepare(
    pdf: bytes, *, signature_box: Box | None = None, seal_box: Box | None = None, initials: bool = False
) -> bytes:
    """Create every signature field, which must exist before the first signature certifies the file.

    Boxes come from `reports.pdf.Rendered`; without a box the field is invisible, as on separate annex files. With
    `initials` the leader can sign only after them.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    places = {Role.LEADER: signature_box, Role.AGENCY: seal_box}
    for role in Role:
        if role is not Role.INITIALS or initials:
            append_signature_field(writer, field(role, places.get(role)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sign(
    pdf: bytes,
    role: Role,
    key: Key,
    *,
    image: Path | None = None,
    assurance: Assurance = BASIC,
) -> bytes:
    """The PDF with one more signature.

    `image` is the leader's handwritten signature or the agency's seal, a transparent PNG. Raises WrongOrder,
    KeyUnavailable or ServiceMissing; nothing is written then.
    """
    refuse_wrong_order(pdf, role)
    return sign_field(pdf, role, key, style=picture(image) if image else blank(), assurance=assurance)


def sign_field(pdf: bytes, role: Role, key: Key, *, style: StaticStampStyle, assurance: Assurance) -> bytes:
    """Sign one existing field, whatever stands in the others."""
    with key.opened() as signer:
        pen = PdfSigner(
            metadata(pdf, role, assurance=assurance),
            signer=signer,
            timestamper=timestamper(assurance),
            stamp_style=style,
        )
        try:
            writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
            return apart(pen.sign_pdf, writer, existing_fields_only=True).getvalue()
        except (TimestampRequestError, requests.RequestException) as error:
            raise ServiceMissing(f"Máy chủ dấu thời gian không trả lời: {assurance.tsa_url}") from error


def metadata(pdf: bytes, role: Role, *, assurance: Assurance) -> PdfSignatureMetadata:
    """PAdES with SHA-256; certifying when it is the first signature of the file."""
    trust = {}
    if assurance.long_term:
        context = ValidationContext(trust_roots=list(assurance.roots), allow_fetching=True)
        trust = {"validation_context": context, "embed_validation_info": True, "use_pades_lta": True}
    return PdfSignatureMetadata(
        field_name=role.value,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=not signed_roles(pdf),
        docmdp_permissions=MDPPerm.FILL_FORMS,
        **trust,
    )


def timestamper(assurance: Assurance) -> HTTPTimeStamper | None:
    return HTTPTimeStamper(assurance.tsa_url, timeout=20) if assurance.tsa_url else None


def signed_roles(pdf: bytes) -> list[Role]:
    """The roles that have signed, in the order of the chain."""
    return _roles(pdf, filled=True)


def next_role(pdf: bytes) -> Role | None:
    """Who signs next; None when the chain is complete or the file was never prepared."""
    open_roles = _roles(pdf, filled=False)
    return open_roles[0] if open_roles else None


def refuse_wrong_order(pdf: bytes, role: Role) -> None:
    """Raises WrongOrder unless `role` is the next one: initials, leader, agency."""
    expected = next_role(pdf)
    if expected is role:
        return
    if role in signed_roles(pdf):
        raise WrongOrder(f"Văn bản đã có {role.label}.")
    if expected is None:
        raise WrongOrder(f"Văn bản không có ô dành cho {role.label}.")
    raise WrongOrder(f"Chưa có {expected.label}: bước này phải xong trước {role.label}.")


def _roles(pdf: bytes, *, filled: bool) -> list[Role]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    names = {name for name, _, _ in enumerate_sig_fields(reader, filled_status=filled)}
    return [role for role in Role if role.value in names]


def field(role: Role, box: Box | None) -> SigFieldSpec:
    """The field of a role, invisible without a box."""
    if box is None:
        return SigFieldSpec(role.value)
    edges = tuple(round(edge) for edge in (box.x1, box.y1, box.x2, box.y2))
    return SigFieldSpec(role.value, on_page=box.page, box=edges)
