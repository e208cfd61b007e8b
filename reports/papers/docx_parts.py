"""Pieces of Word files that python-docx has no words for: borders, plain tables, repeated heads, page fields."""

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reports.papers import wording
from reports.papers.content import Table
from reports.papers.decree30 import OFFICE_FONT, Style
from reports.papers.html import cell_text

_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def font_of(style, part: Style) -> None:
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


def grid(word: Word, table: Table, style: str, room: float) -> None:
    """A bordered table `room` millimetres wide; the head repeats on each page."""
    total = sum(column.weight for column in table.columns)
    drawn = word.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    _fixed(drawn, tuple(room * column.weight / total for column in table.columns), margin=70)
    sides = [_SIDES[column.align] for column in table.columns]
    rows = list(drawn.rows)
    rows[0]._tr.get_or_add_trPr().append(_element("tblHeader"))
    for cell, column in zip(rows[0].cells, table.columns, strict=True):
        _write(cell, column.title, style, _SIDES["center"], bold=True)
    for row, given in zip(rows[1:], table.rows, strict=True):
        row._tr.get_or_add_trPr().append(_element("cantSplit"))
        cells = list(row.cells)
        if len(given) == 1:
            _write(cells[0].merge(cells[-1]), cell_text(given[0]), style, _SIDES["left"], bold=True)
            cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        else:
            for cell, value, side in zip(cells, given, sides, strict=False):
                _write(cell, cell_text(value), style, side)


def _write(cell: _Cell, text: str, style: str, side, bold: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = cell.paragraphs[0]
    line.style, line.alignment = style, side
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    line.add_run(wording.nfc(text)).bold = bold or None


def page_field(line: Paragraph, part: Style) -> None:
    """The number of the page, as a field that Word and LibreOffice fill in."""
    run = line.add_run()
    run.font.size, run.font.name = Pt(part.size), OFFICE_FONT
    run._r.append(_element("fldChar", fldCharType="begin"))
    words = _element("instrText")
    words.text = "PAGE"
    run._r.append(words)
    run._r.append(_element("fldChar", fldCharType="end"))


def restart_pages(section) -> None:
    """The section counts its pages from 1."""
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.append(_element("pgNumType", start=1))
