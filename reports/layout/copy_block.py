"""The block under a paper copy (bản sao sang định dạng giấy): a line over the whole width, then who copied what, when.

Phụ lục I, Phần II of Nghị định 30/2020/NĐ-CP: form of the copy, agency, number and symbol, place and day, signature, seal,
recipients; on the sheet of the copied paper, right below its last part; only where that has no room on a new sheet.
"""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from reports.layout import decree30, fonts, wording
from reports.layout.content import Signing
from reports.layout.decree30 import STYLES
from reports.layout.pdf import PX_PT, to_pdf

__all__ = ["Block", "CopyBlock", "block"]


@dataclass(frozen=True)
class CopyBlock:
    """What the block says; `recipients` as under every paper, `copies` how many sheets of paper go out."""

    form: str
    issuer: tuple[str, ...]
    number: int
    symbol: str
    place: str
    day: date
    signing: Signing
    recipients: tuple[str, ...]
    copies: int


@dataclass(frozen=True)
class Block:
    """The block at the top of an empty page of paper size, and how high it is in points."""

    pdf: bytes
    height: float


def block(given: CopyBlock) -> Block:
    """Laid out with the style sheet of papers."""
    issuer = [line for text in given.issuer for line in fonts.lines(wording.nfc(text).upper(), STYLES["issuer"], 70)]
    context = {
        "copy": given, "issuer": issuer, "issuer_rule": f"{fonts.short_rule(issuer, STYLES['issuer']):.2f}",
        "place_and_day": wording.place_and_day(given.place, given.day, given.day.year),
        "recipients": [f"{line};" for line in given.recipients],
        "columns": ("75.00", f"{decree30.TEXT_WIDTH - 75:.2f}"),
    }  # fmt: skip
    document, pdf = to_pdf(wording.nfc(render_to_string("papers/copy_block.html", context)))
    _, top, _, bottom = document.pages[0].anchors["khoi-sao"]
    return Block(pdf, (bottom - top) * PX_PT)
