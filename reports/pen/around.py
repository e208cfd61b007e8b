"""The file around its signatures: what stands behind the last one, what may run, what the head of the page says.

Runs in the child, as all that opens a foreign file.
"""

import io
import re
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2
from pyhanko.sign.validation import EmbeddedPdfSignature

from reader import pdf_actions
from reports.layout.wording import nfc
from reports.pen import differences

__all__ = ["end_of", "looked_at", "tail"]

_TOP = 0.5  # of the first page: letterhead, number, title
_REFERENCE = re.compile(r"Số\s*:\s*(\d{1,6})\s*/\s*([A-ZĐ0-9][\wĐđ\-/]*)")


def end_of(embedded: EmbeddedPdfSignature) -> int:
    """Where the signed bytes end."""
    _, _, start, length = (int(number) for number in embedded.byte_range)
    return start + length


def tail(pdf: bytes, embedded: list[EmbeddedPdfSignature]) -> list[str]:
    """What stands behind the last signature or archive stamp, in words; evidence for keeping is not told."""
    end = max(end_of(one) for one in embedded)
    rest = pdf[end:]
    if len(rest) <= 2 and not rest.strip():
        return []
    if not rest.strip(b"\0\t\n\r\f "):
        return [f"{len(rest)} byte trống sau phần cuối của tệp"]
    if b"startxref" not in rest:
        return [f"{len(rest)} byte lạ sau phần cuối của tệp"]
    kinds = differences.named(pdf[:end], pdf)
    if kinds or (_ends_well(pdf) and differences.archival(pdf[:end], pdf)):
        return kinds[:4]
    return ["dữ liệu không thuộc phần đã ký"]


def _ends_well(pdf):
    return not pdf[pdf.rfind(b"%%EOF") + 5 :].strip()


def looked_at(pdf: bytes) -> dict[str, Any]:
    """Scripts, layers and the head of the first page; what cannot be looked at is judged by its signatures alone."""
    seen: dict[str, Any] = {}
    with suppress(Exception):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            seen["active"] = tuple(pdf_actions.KINDS[kind] for kind in pdf_actions.found(opened))
            seen["layers"] = "/OCProperties" in opened.Root
        seen["top"] = _top(pdf)[:4000]
        numbered = _REFERENCE.search(seen["top"])
        seen["reference"] = f"{int(numbered[1]):02d}/{numbered[2]}" if numbered else ""
    return seen


def _top(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    page = opened[0]
    wide, high = page.get_size()
    return nfc(" ".join(page.get_textpage().get_text_bounded(0, high * _TOP, wide, high).split()))
