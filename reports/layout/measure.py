"""The finished PDF under a ruler: no letter beyond the margins, whatever the layout was asked to do."""

from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from reports.layout import decree30

__all__ = ["beyond"]

_PT = 72 / 25.4  # points in a millimetre
_SLACK = 0.5  # mm: the overhang of an italic letter or a bracket is no fault
_EDGE = 3.0  # mm: page numbers stand in the upper margin, nothing nearer to an edge of the sheet
_SHOWN = 40
_ONE_AT_A_TIME = Lock()  # PDFium is not made for two threads


class _Letter(NamedTuple):
    """A letter and the room it takes, in points from the lower left corner of the sheet."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float


def beyond(pdf: bytes) -> list[str]:
    """`trang 2: “…”` for every page on which letters stand outside the margins, with the words of the line; else empty."""
    with _ONE_AT_A_TIME:
        opened = pypdfium2.PdfDocument(pdf)
        try:
            found = [(number, _outside(page)) for number, page in enumerate(opened, 1)]
        finally:
            opened.close()
    return [f"trang {number}: “{words}”" for number, words in found if words]


def _outside(page: pypdfium2.PdfPage) -> str:
    """The words of the first line of which a letter is outside; empty when all is well."""
    wide, high = page.get_size()
    left, right = (decree30.LEFT - _SLACK) * _PT, wide - (decree30.RIGHT - _SLACK) * _PT
    low, up = _EDGE * _PT, high - _EDGE * _PT
    letters = list(_letters(page))
    for one in letters:
        if one.left < left or one.right > right or one.top > up or one.bottom < low:
            line = sorted((other for other in letters if abs(other.top - one.top) < 2), key=lambda row: row.left)
            return "".join(other.sign for other in line)[:_SHOWN]
    return ""


def _letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    read = page.get_textpage()
    for place in range(read.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(read, place))
        if sign.strip():
            yield _Letter(sign, *read.get_charbox(place, loose=True))
