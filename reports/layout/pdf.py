"""A paper becomes a PDF/A-2b file and the places of its signatures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape

from reports.layout import annex, decree30, fonts
from reports.layout.content import Paper
from reports.layout.decree30 import Setting
from reports.layout.fitting import Laid, fitted, named
from reports.layout.fonts import MM_PT
from reports.layout.html import html
from reports.layout.places import Box, Stamp
from reports.layout.wording import nfc

if TYPE_CHECKING:
    import weasyprint

PX_PT = 0.75


@dataclass(frozen=True)
class Rendered:
    """The bytes to be issued and where the leader's signature and the agency's seal belong."""

    pdf: bytes
    signature_box: Box
    seal_box: Box
    initials_box: Box
    pages: int
    setting: Setting
    layouts: int  # how many were made to find it


def render(paper: Paper, *, seal_diameter: float = decree30.SEAL_DIAMETER) -> Rendered:
    """Lay out a paper with its annexes; `seal_diameter` in mm is the real size of the agency's seal.

    The body is set as a person chose (`paper.setting`), as it was (`paper.fitted`), else as `fitting` finds.
    Raises `fonts.FontMissing` where the typeface is not installed.
    """
    laid, layouts = fitted(lambda setting: _laid(paper, setting), named(paper.setting or paper.fitted))
    document: weasyprint.Document = laid.result
    pdf = _engine().written(document)
    signature, seal = _boxes(document, seal_diameter)
    pages = len(document.pages)
    if paper.annexes and not paper.apart:
        pdf, added = annex.append(pdf, paper)
        pages += added
    return Rendered(pdf, signature, seal, _initials_box(document), pages, laid.setting, layouts)


def _laid(paper, setting) -> Laid:
    document = _engine().lay_out(html(paper, setting))
    return Laid(setting, tuple(_engine().pages(document)), document)


def to_pdf(page: str) -> tuple["weasyprint.Document", bytes]:
    """The laid out document and its bytes for a page of HTML from `layout.html`."""
    document = _engine().lay_out(page)
    return document, _engine().written(document)


def _engine():
    from reports.layout import pdf_engine  # a second of every start that only makers of papers need

    return pdf_engine


def _boxes(document: "weasyprint.Document", seal_diameter: float) -> tuple[Box, Box]:
    """The signature centred in its space; the seal over a third of it, on its left (Annex I, II.7.d and II.8.a)."""
    number, (left, top, right, bottom), height = _place(document, "vung-ky")
    centre, middle = (left + right) / 2, height - (top + bottom) / 2
    wide, high = (length * MM_PT for length in decree30.SIGNATURE_IMAGE)
    signature = Box(number, centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2)
    size = seal_diameter * MM_PT
    edge = signature.x1 + wide * decree30.SEAL_OVERLAP
    return signature, Box(number, edge - size, middle - size / 2, edge, middle + size / 2)


def _initials_box(document: "weasyprint.Document") -> Box:
    """Room for digital initials right behind the last line of the recipients, as they are written by hand."""
    number, (_, top, right, bottom), height = _place(document, "vung-nhay")
    wide, high = (length * MM_PT for length in decree30.INITIALS_IMAGE)
    middle = height - (top + bottom) / 2
    return Box(number, right + MM_PT, middle - high / 2, right + MM_PT + wide, middle + high / 2)


def _place(document: "weasyprint.Document", anchor: str) -> tuple[int, tuple[float, ...], float]:
    """(page from 0, left, top, right, bottom in points from the upper left corner, height of the page)."""
    spaces = (page.anchors.get(anchor) for page in document.pages)
    number, place = next((number, space) for number, space in enumerate(spaces) if space)
    return number, tuple(edge * PX_PT for edge in place), document.pages[number].height * PX_PT


def info_stamp(lines: list[str], *, page: tuple[float, float] = (decree30.PAGE_WIDTH, decree30.PAGE_HEIGHT)) -> Stamp:
    """10 pt lines for the top right of a first page of `page` mm: `wording.annex_info` or `wording.copy_info`.

    Drawn here because pyHanko's own text comes out letter-spaced with this typeface.
    """
    style = decree30.STYLES["copy_info"]
    wide, high = max(fonts.width(line, style) for line in lines) + 4, style.size * 1.25 * len(lines)
    right, top = (page[0] - decree30.RIGHT) * MM_PT, (page[1] - decree30.INFO_TOP) * MM_PT
    box = Box(0, right - wide, top - high, right, top)
    css = (
        f"@page{{size:{wide:.2f}pt {high:.2f}pt;margin:0;@top-center{{content:none}}}}"
        f"div{{font-size:{style.size}pt;line-height:1.2;text-align:right;white-space:nowrap}}"
    )
    rows = "".join(f"<div>{escape(nfc(line))}</div>" for line in lines)
    return Stamp(box, to_pdf(f'<html lang="vi"><style>{css}</style>{rows}')[1])
