"""Word files: paragraphs and tables in order, automatic numbers written out, deleted text left out."""

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from .refusals import OLE_MAGIC, ImportRefused, check_zip

_CONVERT_SECONDS = 90
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_SKIP = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def docx_text(data: bytes) -> str:
    """The text of a .docx, one line a paragraph, the cells of a table row joined by tabs."""
    check_zip(data, "word/document.xml")
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx and lxml raise many kinds for damaged parts; all mean the same here
        raise ImportRefused("Tệp Word bị hỏng, không mở được. Hãy lưu lại tệp rồi thử lần nữa.") from error
    numbers = _Numbers(document)
    lines: list[str] = []
    _walk(document.element.body, numbers, lines)
    return "\n".join(lines)


def _walk(element, numbers: "_Numbers", lines: list[str]) -> None:
    for child in element:
        if child.tag == qn("w:p"):
            lines.extend(_paragraph(child, numbers))
        elif child.tag == qn("w:tbl"):
            lines.extend(_table(child, numbers))
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag")):
            _walk(child, numbers, lines)


def _paragraph(element, numbers: "_Numbers") -> list[str]:
    text = _run_text(element)
    return (numbers.label(element) + text if text.strip() else text).split("\n")


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


def _table(table, numbers: "_Numbers") -> list[str]:
    """Rows as lines; where cells hold several paragraphs in a two-column table, paragraph goes beside paragraph."""
    own_rows = [row for row in table.iter(qn("w:tr")) if _owner(row) is table]
    merges = any(len(row.findall(qn("w:tc"))) > 2 for row in own_rows)
    above: dict[int, list[str]] = {}
    rows = [_row_cells(row, numbers, above if merges else {}) for row in own_rows]
    widest = max((len(row) for row in rows), default=0)
    lines: list[str] = []
    for cells in rows:
        if widest <= 2:
            depth = max((len(cell) for cell in cells), default=0)
            lines += ["\t".join(cell[i] if i < len(cell) else "" for cell in cells).rstrip() for i in range(depth)]
        else:
            lines.append("\t".join(" ".join(part for part in cell if part) for cell in cells))
    return [*lines, ""]


def _owner(row):
    return next(row.iterancestors(qn("w:tbl")), None)


def _row_cells(row, numbers: "_Numbers", above: dict[int, list[str]]) -> list[list[str]]:
    """The cells of a row by column; `above` keeps the texts of cells that are merged downwards."""
    cells: list[list[str]] = []
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr")), None) is not row:
            continue
        paragraphs: list[str] = []
        _walk(cell, numbers, paragraphs)
        texts = [re.sub(r"\t", " ", part).strip() for part in paragraphs]
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is None:
            above.pop(len(cells), None)
        elif merge.get(qn("w:val")) == "restart":
            above[len(cells)] = texts
        elif not any(texts):
            texts = above.get(len(cells), texts)
        cells.append(texts)
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        cells += [[]] * (int(span.get(qn("w:val"), "1")) - 1 if span is not None else 0)
    return cells


class _Numbers:
    """Writes out the automatic numbers of lists: Word keeps them beside the text, not in it."""

    def __init__(self, document: WordDocument) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.styles = {style.element.get(qn("w:styleId")): style.element for style in document.styles}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            definition = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in definition.findall(qn("w:lvl")) if definition is not None else ():
                self._add_level(num.get(qn("w:numId")), level)

    def _add_level(self, num_id: str, level) -> None:
        def value(tag: str, default: str) -> str:
            found = level.find(qn(tag))
            return found.get(qn("w:val"), default) if found is not None else default

        start = value("w:start", "1")
        self.levels[num_id, int(level.get(qn("w:ilvl")))] = (
            value("w:numFmt", "decimal"),
            value("w:lvlText", ""),
            int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1,
        )

    def label(self, paragraph: WordParagraph) -> str:
        """ "II. " or "- " for a paragraph that Word numbers, else an empty string."""
        found = self._num_of(paragraph)
        if found is None or found not in self.levels:
            return ""
        num_id, level = found
        kind, template, start = self.levels[found]
        self.counts[found] = self.counts.get(found, start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == num_id and key[1] > level]:
            del self.counts[deeper]
        if kind == "bullet":
            return "+ " if "+" in template else "* " if "*" in template else "- "
        return re.sub(r"%(\d)", lambda match: self._figure(num_id, int(match.group(1)) - 1), template) + " "

    def _figure(self, num_id: str, level: int) -> str:
        kind, _, start = self.levels.get((num_id, level), ("decimal", "", 1))
        count = self.counts.get((num_id, level), start)
        if kind == "upperRoman" and count < len(_ROMANS):
            return _ROMANS[count]
        if kind in ("lowerLetter", "upperLetter"):
            letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26]
            return letter.upper() if kind == "upperLetter" else letter
        return str(count)

    def _num_of(self, paragraph) -> tuple[str, int] | None:
        for holder in (paragraph, self._style_of(paragraph)):
            found = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if holder is not None else None
            if found is not None and found.find(qn("w:numId")) is not None:
                level = found.find(qn("w:ilvl"))
                num_id = found.find(qn("w:numId")).get(qn("w:val"))
                return (num_id, int(level.get(qn("w:val"))) if level is not None else 0) if num_id != "0" else None
        return None

    def _style_of(self, paragraph):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(style.get(qn("w:val"))) if style is not None else None


def _no_word(data: bytes) -> str:
    """What a file called .doc is instead, by its bytes: LibreOffice would open it and fetch whatever it points to."""
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        return (
            "Tệp này là trang web mang tên .doc nên không được mở. Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."
        )
    return "Tệp .doc bị hỏng hoặc không phải tệp Word."


def doc_text(data: bytes) -> str:
    """The text of an old .doc through LibreOffice; refused with advice where it is not installed."""
    if not data.startswith(OLE_MAGIC):
        if data.startswith(b"PK"):
            return docx_text(data)
        if not data.startswith(b"{\\rtf"):
            raise ImportRefused(_no_word(data))
    if not shutil.which("soffice"):
        raise ImportRefused(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được tệp .doc. Hãy lưu tệp thành .docx rồi tải lên lại."
        )
    with tempfile.TemporaryDirectory(prefix="papi-doc-") as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        command = [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_CONVERT_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise ImportRefused("Chuyển tệp .doc quá lâu. Hãy lưu tệp thành .docx rồi tải lên lại.") from error
        result = Path(folder, "source.docx")
        if not result.is_file():
            raise ImportRefused(
                "Không đọc được tệp .doc: tệp bị hỏng hoặc được đặt mật khẩu. Hãy lưu thành .docx rồi thử lại."
            )
        return docx_text(result.read_bytes())
