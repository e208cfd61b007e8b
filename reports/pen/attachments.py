"""Annexes sent as files of their own, and electronic copies: the agency's signature with 10 pt text, no picture.

The file is somebody else's, so it is opened in the child alone (`foreign`); here the key signs what the child asks for, and
the signature is laid into the place kept for it, without reading the file.
"""

import asyncio
import dataclasses
import io
from typing import Any

import requests
from asn1crypto import cms
from pyhanko.sign import Signer
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko.sign.timestamps import TimestampRequestError

from reader import child
from reports.layout.places import Stamp
from reports.pen.chain import BASIC, Assurance, timestamper
from reports.pen.deferred import Prepared
from reports.pen.errors import ServiceMissing, SigningError
from reports.pen.keys import Key
from reports.pen.own_thread import apart

LIMITS = child.Limits(memory_mb=350, seconds=20, cpu_seconds=10)


def sign_with_text(pdf: bytes, key: Key, stamp: Stamp, *, assurance: Assurance = BASIC) -> bytes:
    """The agency's signature on a file that has no other; `stamp` comes from `reports.layout.pdf.info_stamp`.

    Its text is `wording.annex_info` on an annex file and `wording.copy_info` on a copy; B-B, or B-T with a timestamp
    server. Raises KeyUnavailable, ServiceMissing or SigningError.
    """
    with key.opened() as signer:
        prepared = _prepared(pdf, signer, stamp)
        return apart(asyncio.run, _signed(prepared, signer, assurance))


def _prepared(pdf, signer: Signer, stamp: Stamp) -> Prepared:
    certificates = [one.dump() for one in (signer.signing_cert, *signer.cert_registry) if one is not None]
    algorithm = signer.get_signature_mechanism_for_digest("sha256").dump()
    try:
        made: Any = child.run(
            "reports.pen.foreign:prepared", pdf, list(dict.fromkeys(certificates)), algorithm, stamp.pdf,
            dataclasses.asdict(stamp.box), limits=LIMITS,
        )  # fmt: skip
    except child.ChildRefused as refused:
        raise SigningError(refused.message_vi) from refused
    return Prepared(**{**made, "certificates": tuple(made["certificates"])})


async def _signed(prepared: Prepared, signer: Signer, assurance: Assurance) -> bytes:
    attributes = cms.CMSAttributes.load(prepared.attributes)
    try:
        container = await signer.async_sign_prescribed_attributes(
            "sha256", attributes, timestamper=timestamper(assurance)
        )
    except (TimestampRequestError, requests.RequestException) as error:
        raise ServiceMissing(f"Máy chủ dấu thời gian không trả lời: {assurance.tsa_url}") from error
    out = io.BytesIO(prepared.pdf)
    place = PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end)
    await PdfTBSDocument.async_finish_signing(out, place, container)
    return out.getvalue()
