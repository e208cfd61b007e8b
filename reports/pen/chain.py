"""The signatures of one paper in their order, each an incremental update that leaves the earlier ones valid.

The first signature of a PDF is the only one that may certify it, and certifying is the leader's. So digital initials
are put on the draft that the leader is asked to sign, a file of its own that is kept with the trace: nothing can be
edited between the two, and the number and date, which the paper gets when the leader signs, make it a new file anyhow.
"""

import io
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import requests
from asn1crypto import tsp
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from reports.layout.places import Box
from reports.pen.appearance import blank, picture
from reports.pen.errors import ServiceMissing, WrongOrder
from reports.pen.keys import Key
from reports.pen.own_thread import apart
from reports.pen.tagging import tag_last_fields
from units.outgoing import NotAllowed, no_way_on, require_allowed

WITHIN = (3, 8)  # seconds to connect to the time stamp's server, to hear it: somebody waits at her desk


class Role(Enum):
    """The signatures of a paper by the name of their field in the PDF, in order."""

    INITIALS = "KyNhay"
    LEADER = "KyLanhDao"
    AGENCY = "KyCoQuan"

    @property
    def label(self) -> str:
        return {"KyNhay": "ký nháy", "KyLanhDao": "chữ ký lãnh đạo", "KyCoQuan": "chữ ký số của cơ quan"}[self.value]


_NAMES = {role.value for role in Role}


@dataclass(frozen=True)
class Assurance:
    """PAdES level: B-B by default, B-T with a timestamp server, B-LTA with `long_term` as well.

    `roots` are trusted for fetching revocation evidence; only B-LTA needs them.
    """

    tsa_url: str = ""
    long_term: bool = False
    roots: tuple[Certificate, ...] = ()


BASIC = Assurance()


def prepare(pdf: bytes, *, signature_box: Box | None = None, seal_box: Box | None = None) -> bytes:
    """Create both fields of the final file, which must exist before the first signature certifies it.

    Boxes come from `reports.layout.pdf.Rendered`; without a box the field is invisible, as on separate annex files.
    """
    return _with_fields(pdf, [field(Role.LEADER, signature_box), field(Role.AGENCY, seal_box)])


def prepare_initials(pdf: bytes, box: Box | None = None) -> bytes:
    """A draft with the field for digital initials; the same bytes where it is there already."""
    return pdf if _open(pdf) or _filled(pdf) else _with_fields(pdf, [field(Role.INITIALS, box)])


def _with_fields(pdf: bytes, fields: list[SigFieldSpec]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for one in fields:
        append_signature_field(writer, one)
    tag_last_fields(writer, [one.readable_field_name or "" for one in fields])
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
    """PAdES with SHA-256; certifying when it is the first signature of a file that is to be issued."""
    trust = {}
    if assurance.long_term:
        context = ValidationContext(trust_roots=list(assurance.roots), allow_fetching=True)
        trust = {"validation_context": context, "embed_validation_info": True, "use_pades_lta": True}
    return PdfSignatureMetadata(
        field_name=role.value,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=role is not Role.INITIALS and not _filled(pdf),
        docmdp_permissions=MDPPerm.FILL_FORMS,
        **trust,
    )


def timestamper(assurance: Assurance) -> HTTPTimeStamper | None:
    """Asks for the time where the settings say. Raises ServiceMissing for an address the portal does not call."""
    if not assurance.tsa_url:
        return None
    try:
        return _Staying(require_allowed(assurance.tsa_url), timeout=WITHIN)
    except NotAllowed as refusal:
        raise ServiceMissing(f"Máy chủ dấu thời gian: {refusal}") from None


class _Staying(HTTPTimeStamper):
    """Asks where the settings say and nowhere an answer leads on to, which pyHanko's own call would follow."""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked, said = req.dump(), self.request_headers()
        answer = requests.post(self.url, data=asked, headers=said, timeout=self.timeout, allow_redirects=False)
        no_way_on(answer)
        answer.raise_for_status()
        if answer.headers.get("Content-Type") != "application/timestamp-reply":
            raise TimestampRequestError("The answer is no time stamp.")
        return tsp.TimeStampResp.load(answer.content)


def signed_roles(pdf: bytes) -> list[Role]:
    """The roles that have signed, in the order of the chain.

    Another program may sign in a field of its own making: such a signature stands for the next role that waits.
    """
    names = _filled(pdf)
    strangers = len([name for name in names if name not in _NAMES])
    return [role for role in Role if role.value in names or role in _open(pdf)[:strangers]]


def next_role(pdf: bytes) -> Role | None:
    """Who signs next; None when the chain is complete or the file was never prepared."""
    signed = signed_roles(pdf)
    return next((role for role in _open(pdf) if role not in signed), None)


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


def _filled(pdf: bytes) -> list[str]:
    """Names of the fields that hold a signature; timestamps of the archive are none."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    return [one.field_name for one in reader.embedded_regular_signatures]


def _open(pdf: bytes) -> list[Role]:
    """The roles whose fields are empty."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    names = {name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)}
    return [role for role in Role if role.value in names]


def field(role: Role, box: Box | None) -> SigFieldSpec:
    """The field of a role, invisible without a box."""
    spoken = f"Ô {role.label}"
    if box is None:
        return SigFieldSpec(role.value, readable_field_name=spoken)
    edges = tuple(round(edge) for edge in (box.x1, box.y1, box.x2, box.y2))
    return SigFieldSpec(role.value, on_page=box.page, box=edges, readable_field_name=spoken)
