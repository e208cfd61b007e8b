"""Annexes sent as files of their own, and electronic copies: the agency's signature with 10 pt text, no picture."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import append_signature_field

from reports.layout.places import Stamp
from reports.pen.appearance import drawn
from reports.pen.chain import BASIC, Assurance, Role, field, sign_field
from reports.pen.keys import Key


def sign_with_text(pdf: bytes, key: Key, stamp: Stamp, *, assurance: Assurance = BASIC) -> bytes:
    """The agency's signature on a file that has no other; `stamp` comes from `reports.layout.pdf.info_stamp`.

    Its text is `wording.annex_info` on an annex file and `wording.copy_info` on a copy. Raises as `chain.sign` does.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(writer, field(Role.AGENCY, stamp.box))
    out = io.BytesIO()
    writer.write(out)
    with drawn(stamp.pdf) as style:
        return sign_field(out.getvalue(), Role.AGENCY, key, style=style, assurance=assurance)
