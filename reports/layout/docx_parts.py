"""Pieces of Word files that python-docx has no words for: borders, plain tables, repeated heads, page fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.layout import wording
from reports.layout.content import Table
from reports.layout.decree30 import OFFICE_FONT, Style
from reports.layout.fonts import MM_PT
from reports.layout.html import cell_text, wholes


def font_of(style: ParagraphStyle, part: Style) -> None:
    """Size, weight and slant of the decree; the font is named for all scripts, else Word takes its theme's."""
    style.font.name = OFFICE_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), OFFICE_FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(part.size), part.bold, part.italic
    style.font.color.rgb = RGBColor(0, 0, 0)


def _element(name: str, **attributes: str | int):
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def border(line: Paragraph, side: str, points: float, colour: str = "000000", space: int = 1) -> None:
    """A border on one side of a paragraph, `space` points away from its words."""
    shape = line._p.get_or_add_pPr()
    borders = shape.find(qn("w:pBdr"))
    if borders is None:
        borders = _element("pBdr")
        shape.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
        )
    borders.append(_element(side, val="single", sz=round(points * 8), space=space, color=colour))


def exact_height(line: Paragraph, points: float) -> None:
    """A paragraph that is exactly so high: spacing that later editing does not blow up."""
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(points)
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)


def plain_table(word: Word, widths: tuple[float, ...], rows: int) -> WordTable:
    """A borderless table of fixed columns in millimetres whose rows do not break over pages."""
    table = word.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fixed(table, widths, margin=0)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("cantSplit"))
    return table


def cell_at(table: WordTable, row: int, column: int) -> _Cell:
    """A cell without the empty paragraph it is born with."""
    cell = table.cell(row, column)
    for line in cell.paragraphs:
        line._p.getparent().remove(line._p)
    return cell


def _fixed(table: WordTable, widths: tuple[float, ...], margin: int) -> None:
    table.autofit = False
    shape = table._tbl.tblPr
    margins = _element("tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(side, w=margin, type="dxa"))
    shape.append(margins)
    for old in shape.findall(qn("w:tblInd")):
        shape.remove(old)
    # Word hangs a table out by the margin of its cells: moved back, its border stands on the edge of the text
    shape.insert_element_before(
        _element("tblInd", w=margin, type="dxa"), "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


# what the engine of body or annex leaves round a cell of 2,5 pt, less the border that word processors add to a row
_SPACE = {"Bảng": 50, "Bảng phụ lục": 35}


def grid(word: Word, table: Table, style: str, room: float) -> None:
    """A bordered table `room` millimetres wide; the head repeats on each page.

    Rows are written as elements: python-docx looks a table through for each cell, 40 s for 1.200 rows.
    """
    total = sum(column.weight for column in table.columns)
    widths = tuple(room * column.weight / total for column in table.columns)
    drawn = word.add_table(rows=0, cols=len(widths), style="Table Grid")
    _fixed(drawn, widths, margin=70)
    look = _Look(word.styles[style].style_id, [_twips(width) for width in widths], _SPACE[style])
    sides = [column.align for column in table.columns]
    head = [_cell(look, place, column.title, "center", bold=True) for place, column in enumerate(table.columns)]
    drawn._tbl.append(_row(head, "tblHeader"))
    for given in table.rows:
        cells = enumerate(zip(given, sides, strict=False))
        if len(given) == 1:
            row = [_cell(look, None, cell_text(given[0]), "left", bold=True)]
        else:
            row = [_cell(look, place, cell_text(value), side) for place, (value, side) in cells]
        drawn._tbl.append(_row(row))


@dataclass(frozen=True)
class _Look:
    """Style of the text, widths of the columns and space above and below a cell in twentieths of a point."""

    style: str
    widths: list[int]
    space: int


def _twips(millimetres: float) -> int:
    return round(millimetres * MM_PT * 20)


def _row(cells: list, *marks: str):
    row, shape = _element("tr"), _element("trPr")
    for mark in ("cantSplit", *marks):
        shape.append(_element(mark))
    row.append(shape)
    row.extend(cells)
    return row


def _cell(look: _Look, place: int | None, text: str, side: str, bold: bool = False):
    """One cell; `place` None spans the row, and the row stays with the next one, being the name of a group."""
    wide = sum(look.widths) if place is None else look.widths[place]
    shape = _parts("tcPr", _element("tcW", w=wide, type="dxa"))
    if place is None:
        shape.append(_element("gridSpan", val=len(look.widths)))
    shape.append(_element("vAlign", val="center"))
    line = _parts("pPr", _element("pStyle", val=look.style))
    if place is None:
        line.append(_element("keepNext"))
    line.extend([_element("spacing", before=look.space, after=look.space), _element("jc", val=side)])
    run = _parts("r", *([_parts("rPr", _element("b"))] if bold else []), *_written(text))
    return _parts("tc", shape, _parts("p", line, run))


def write(line: Paragraph, text: str) -> Run:
    """`text` as one more run of a paragraph, composed (NFC), with the references whole that the PDF keeps whole."""
    run = line.add_run()
    run._r.extend(_written(text))
    return run


def _written(text: str) -> Iterator:
    for place, line in enumerate(wording.nfc(text).split("\n")):
        if place:
            yield _element("br")
        for part, whole in wholes(line):
            yield from _whole(part) if whole else (_text(part),)


def _whole(part: str) -> Iterator:
    """Word breaks lines behind a hyphen and at a blank; it has signs of its own that it does not."""
    for place, piece in enumerate(part.replace(" ", "\u00a0").split("-")):
        if place:
            yield _element("noBreakHyphen")
        yield _text(piece)


def _text(words: str):
    element = _element("t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _parts(name: str, *parts):
    whole = _element(name)
    whole.extend(parts)
    return whole


def page_field(line: Paragraph, part: Style) -> None:
    """The number of the page, as a field that Word and LibreOffice fill in."""
    run = line.add_run()
    run.font.size, run.font.name = Pt(part.size), OFFICE_FONT
    run._r.append(_element("fldChar", fldCharType="begin"))
    words = _element("instrText")
    words.text = "PAGE"
    run._r.append(words)
    run._r.append(_element("fldChar", fldCharType="end"))


def restart_pages(section: Section) -> None:
    """The section counts its pages from 1."""
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.append(_element("pgNumType", start=1))
