"""The finished PDF under a ruler: no letter beyond the margins, whatever the layout was asked to do."""

import io

import pdfplumber

from reports.layout import decree30

__all__ = ["beyond"]

_PT = 72 / 25.4  # points in a millimetre
_SLACK = 0.5  # mm: the overhang of an italic letter or a bracket is no fault
_EDGE = 3.0  # mm: page numbers stand in the upper margin, nothing nearer to an edge of the sheet
_SHOWN = 40


def beyond(pdf: bytes) -> list[str]:
    """`trang 2: “…”` for every page on which letters stand outside the margins, with the words of the line; else empty."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        found = [(number, _outside(page)) for number, page in enumerate(opened.pages, 1)]
    return [f"trang {number}: “{words}”" for number, words in found if words]


def _outside(page) -> str:
    """The words of the first line of which a letter is outside; empty when all is well."""
    left, right = (decree30.LEFT - _SLACK) * _PT, page.width - (decree30.RIGHT - _SLACK) * _PT
    top, bottom = _EDGE * _PT, page.height - _EDGE * _PT
    letters = [one for one in page.chars if one["text"].strip()]
    for one in letters:
        if one["x0"] < left or one["x1"] > right or one["top"] < top or one["bottom"] > bottom:
            line = sorted(
                (other for other in letters if abs(other["top"] - one["top"]) < 2), key=lambda row: row["x0"]
            )
            return "".join(other["text"] for other in line)[:_SHOWN]
    return ""
