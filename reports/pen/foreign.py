"""A file somebody brought, made ready for the agency's signature: runs in the sandboxed child, without any key.

What comes back is a file with an empty place and the bytes to be signed; the key stays in the portal, which opens nothing.
"""

import asyncio
import dataclasses
import io

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import append_signature_field

from reports.layout.places import Box
from reports.pen.appearance import drawn
from reports.pen.chain import Role, field
from reports.pen.deferred import prepare_field

__all__ = ["prepared"]


def prepared(pdf: bytes, certificates: list[bytes], algorithm: bytes, stamp: bytes, box: dict) -> dict:
    """`deferred.Prepared` as plain values: `pdf` with the agency's field, `stamp` (a small PDF) drawn into `box`.

    `algorithm` is the DER of the signature algorithm the key will use, `certificates` its own first.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(writer, field(Role.AGENCY, Box(**box)))
    out = io.BytesIO()
    writer.write(out)
    mechanism = cms.SignedDigestAlgorithm.load(algorithm)
    with drawn(stamp) as style:
        made = prepare_field(out.getvalue(), Role.AGENCY, tuple(certificates), style=style, mechanism=mechanism)
        return dataclasses.asdict(asyncio.run(made))
