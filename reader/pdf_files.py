"""PDF files: words with their place, size and weight into pieces, ruled tables kept; scans go to OCR or are refused."""

import io
import re
from collections.abc import Iterator
from itertools import count
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from reader import pdf_forms, pdf_guard

from . import page_lines, scans
from .layout import Box, Piece, box_of
from .page_lines import Page, Word, rows_of, without_footnotes
from .refusals import ImportRefused

MAX_PAGES = 300
_SAME_LINE = 3.0
_FEWEST_RULES = 6
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)


def pieces_of(data: bytes) -> tuple[list[Piece], bool]:
    """(pieces, whether recognised from pictures). A scan, or fonts that name no letters, go to OCR, else are refused."""
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise ImportRefused("Nội dung tệp không phải là PDF.")
    pdf_guard.check(data)
    pdf_forms.check(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise ImportRefused(f"Tệp PDF có {len(pdf.pages)} trang; chỉ nhận tối đa {MAX_PAGES} trang.")
            sheets = [_Sheet(page) for page in pdf.pages]
    except PdfminerException as error:
        raise _refusal(error.args[0] if error.args else error) from error
    except (PDFPasswordIncorrect, PDFSyntaxError) as error:
        raise _refusal(error) from error
    letters = sum(sheet.letters for sheet in sheets)
    unmapped = sum(sheet.unmapped for sheet in sheets)
    if letters < 40 * max(1, min(len(sheets), 3)) or unmapped > 0.1 * letters:
        return scans.pieces_of(data, len(sheets), unmapped=unmapped > 0), True
    return _pieces(sheets), False


def _refusal(error: object) -> ImportRefused:
    if isinstance(error, PDFPasswordIncorrect):
        return ImportRefused("Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    return ImportRefused("Tệp PDF bị hỏng, không mở được.")


class _Sheet:
    """One page's words with their boxes, its ruled tables apart."""

    def __init__(self, page: Any) -> None:
        self.number, self.width, self.height = page.page_number, float(page.width), float(page.height)
        tables = _ruled_tables(page)
        self.tables = [(table.bbox[1], list(_table_rows(table)), self._boxes(table)) for table in tables]
        found = page.extract_words(
            x_tolerance=1.5, y_tolerance=_SAME_LINE, keep_blank_chars=False, extra_attrs=["fontname", "size"]
        )
        page.close()
        self.words = [_word(one) for one in found if not any(_within(one, table.bbox) for table in tables)]
        text = "".join(one["text"] for one in found)
        self.unmapped = len(_UNMAPPED.findall(text))
        self.letters = sum(char.isalpha() for char in _UNMAPPED.sub("x", text))

    def _boxes(self, table):
        boxes = [row.bbox for row in table.rows]
        return [box_of(left, top, right, bottom, self.width, self.height) for left, top, right, bottom in boxes]


def _word(found):
    return Word(
        found["text"], found["x0"], found["x1"], found["bottom"] - found["size"], found["bottom"],
        bold=bool(_BOLD.search(found["fontname"])),
    )  # fmt: skip


def _pieces(sheets: list[_Sheet]) -> list[Piece]:
    """Lines and tables of all pages, each page from top to bottom."""
    body = median(word.size for sheet in sheets for word in sheet.words) if any(s.words for s in sheets) else 12.0
    pages = [
        Page(
            sheet.number, sheet.width, without_footnotes(rows_of(sheet.words, body), body, sheet.height),
            (sheet.width, sheet.height),
        )
        for sheet in sheets
    ]  # fmt: skip
    running = iter(page_lines.pieces_of(pages, body))
    numbers = count(1)
    found: list[Piece] = []
    for sheet, page in zip(sheets, pages, strict=True):
        rows = [(row.top, [piece]) for row, piece in zip(page.rows, running, strict=False)]
        next(running)  # the blank line between pages
        rows += [(top, _table_pieces(cells, boxes, sheet.number, next(numbers))) for top, cells, boxes in sheet.tables]
        found += [piece for _, pieces in sorted(rows, key=lambda row: row[0]) for piece in pieces]
        found.append(Piece(""))
    return found


def _table_pieces(rows: list[tuple[str, ...]], boxes: list[Box], page: int, number: int) -> list[Piece]:
    return [
        Piece("\t".join(cells), page=page, table=number, cells=cells, starts=True, box=box)
        for cells, box in zip(rows, boxes, strict=True)
    ]


def _ruled_tables(page) -> list:
    """Tables drawn with lines; looked for only where the page has enough of them."""
    if len(page.lines) + len(page.rects) + len(page.curves) < _FEWEST_RULES:
        return []
    found = page.find_tables()
    return [table for table in found if len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 2]


def _within(word: dict, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table_rows(table) -> Iterator[tuple[str, ...]]:
    """The cells of each row; a cell merged over several rows counts in each of them."""
    texts = table.extract(x_tolerance=1.5)
    above: dict[int, tuple[float, str]] = {}
    for row, cells in zip(table.rows, texts, strict=True):
        middle = (row.bbox[1] + row.bbox[3]) / 2
        line = []
        for column, (box, text) in enumerate(zip(row.cells, cells, strict=True)):
            shown = " ".join((text or "").replace("/\n", "/").split())
            if box is not None:
                above[column] = (box[3], shown)
            elif column in above and above[column][0] > middle:
                shown = above[column][1]
            line.append(shown)
        yield tuple(line)
