"""Word files: paragraphs and tables in order, automatic numbers written out, deleted text left out."""

import io
from itertools import count
from typing import Any

import docx
from docx.oxml.ns import qn

from . import libreoffice
from .layout import Piece, table_pieces
from .refusals import OLE_MAGIC, ImportRefused, check_zip
from .word_numbers import Numbers

_CONVERT_SECONDS = 90
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIP = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:txbxContent"),
    _FALLBACK,
}


def docx_pieces(data: bytes) -> list[Piece]:
    """The pieces of a .docx: one a paragraph or a line of it, a row of a table, or two columns side by side."""
    check_zip(data, "word/document.xml")
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx and lxml raise many kinds for damaged parts; all mean the same here
        raise ImportRefused("Tệp Word bị hỏng, không mở được. Hãy lưu lại tệp rồi thử lần nữa.") from error
    body = _Body(Numbers(document), count(1))
    body.walk(document.element.body)
    return body.pieces


class _Body:
    """Walks a body in order; text boxes come before the paragraph they hang on, as they stand on the page."""

    def __init__(self, numbers: Numbers, tables: "count[int]") -> None:
        self.numbers = numbers
        self.tables = tables
        self.pieces: list[Piece] = []

    def walk(self, element: Any) -> None:
        for child in element:
            if child.tag == qn("w:p"):
                self._boxes(child)
                self.pieces += self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self.pieces += table_pieces(self._rows(child), self.tables)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag")):
                self.walk(child)

    def _boxes(self, paragraph):
        for box in paragraph.iter(qn("w:txbxContent")):
            if next(box.iterancestors(_FALLBACK), None) is None:
                self.walk(box)

    def _paragraph(self, element):
        text = _run_text(element)
        found = self.numbers.num_of(element) if text.strip() else None
        lines = ((self.numbers.label(element) if found else "") + text).split("\n")
        known = {"bold": _is_bold(element), "centred": self._is_centred(element), "level": found and found[1]}
        return [Piece(line, starts=True if number == 0 else None, **known) for number, line in enumerate(lines)]

    def _is_centred(self, element):
        for holder in (element, self.numbers.style_of(element)):
            found = holder.find(f"{qn('w:pPr')}/{qn('w:jc')}") if holder is not None else None
            if found is not None:
                return found.get(qn("w:val")) == "center"
        return False

    def _rows(self, table):
        own = [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl")), None) is table]
        merges = any(len(row.findall(qn("w:tc"))) > 2 for row in own)
        above: dict[int, list[Piece]] = {}
        return [self._cells(row, above if merges else {}) for row in own]

    def _cells(self, row, above: dict[int, list[Piece]]) -> list[list[Piece]]:
        """The cells of a row by column; `above` keeps the texts of cells that are merged downwards."""
        cells: list[list[Piece]] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr")), None) is not row:
                continue
            inner = _Body(self.numbers, self.tables)
            inner.walk(cell)
            found = inner.pieces
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is None:
                above.pop(len(cells), None)
            elif merge.get(qn("w:val")) == "restart":
                above[len(cells)] = found
            elif not any(piece.text.strip() for piece in found):
                found = above.get(len(cells), found)
            cells.append(found)
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            cells += [[]] * (int(span.get(qn("w:val"), "1")) - 1 if span is not None else 0)
        return cells


def _is_bold(element) -> bool | None:
    """Whether all words of a paragraph are set bold; None where it has none."""
    runs = [run for run in element.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    return all(m is not None and m.get(qn("w:val"), "1") not in ("0", "false") for m in marks) if marks else None


def _run_text(element) -> str:
    """All text below an element; what was struck out in tracked changes, and field codes, are not text."""
    pieces = []
    for child in element:
        if child.tag in _SKIP:
            continue
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        else:
            pieces.append(_run_text(child))
    return "".join(pieces)


def _no_word(data: bytes, suffix: str) -> str:
    """What a file called .doc is instead, by its bytes: LibreOffice would open it and fetch whatever it points to."""
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        return (
            f"Tệp này là trang web mang tên {suffix} nên không được mở. Mở bằng Word, lưu thành .docx rồi tải lên lại."
        )
    return f"Tệp {suffix} bị hỏng hoặc không phải tệp Word."


def converted_pieces(data: bytes, suffix: str) -> list[Piece]:
    """The pieces of an old .doc, an .rtf or an .odt through LibreOffice; refused with advice where it is not installed."""
    if suffix != ".odt" and not data.startswith(OLE_MAGIC):
        if data.startswith(b"PK"):
            return docx_pieces(data)
        if not data.startswith(b"{\\rtf"):
            raise ImportRefused(_no_word(data, suffix))
    if not libreoffice.installed():
        raise ImportRefused(
            f"Máy chủ chưa cài LibreOffice nên chưa đọc được tệp {suffix}. Hãy lưu tệp thành .docx rồi tải lên lại."
        )
    try:
        made = libreoffice.converted(data, suffix, "docx", seconds=_CONVERT_SECONDS)
    except libreoffice.TooSlow as error:
        raise ImportRefused(f"Chuyển tệp {suffix} quá lâu. Hãy lưu tệp thành .docx rồi tải lên lại.") from error
    if made is None:
        raise ImportRefused(
            f"Không đọc được tệp {suffix}: tệp bị hỏng hoặc được đặt mật khẩu. Hãy lưu thành .docx rồi thử lại."
        )
    return docx_pieces(made)
