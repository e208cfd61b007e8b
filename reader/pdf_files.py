"""PDF files: words into lines, wide gaps into tabs so that two columns stay two; scans go to OCR or are refused."""

import io
from itertools import pairwise

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from reader import pdf_guard

from . import scans
from .refusals import ImportRefused

MAX_PAGES = 300
_COLUMN_GAP = 18.0
_SAME_LINE = 3.0
_FEWEST_RULES = 6


def text_of(data: bytes) -> tuple[str, bool]:
    """(text, whether it was recognised from pictures). A scan is read by OCR where that is installed, else refused."""
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise ImportRefused("Nội dung tệp không phải là PDF.")
    pdf_guard.check(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise ImportRefused(f"Tệp PDF có {len(pdf.pages)} trang; chỉ nhận tối đa {MAX_PAGES} trang.")
            text = "\n\n".join(_page_text(page) for page in pdf.pages)
            pages = len(pdf.pages)
    except PdfminerException as error:
        raise _refusal(error.args[0] if error.args else error) from error
    except (PDFPasswordIncorrect, PDFSyntaxError) as error:
        raise _refusal(error) from error
    if sum(char.isalpha() for char in text) >= 40 * max(1, min(pages, 3)):
        return text, False
    return scans.text_of(data, pages), True


def _refusal(error: object) -> ImportRefused:
    if isinstance(error, PDFPasswordIncorrect):
        return ImportRefused("Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    return ImportRefused("Tệp PDF bị hỏng, không mở được.")


def _page_text(page) -> str:
    """One page's words as lines, from top to bottom; a wide gap in a line becomes a tab, the indent spaces.

    A ruled table of three columns or more gives one line a row, its cells joined by tabs.
    """
    tables = _ruled_tables(page)
    words = page.extract_words(x_tolerance=1.5, y_tolerance=_SAME_LINE, keep_blank_chars=False)
    words = [word for word in words if not any(_within(word, table.bbox) for table in tables)]
    rows = [(table.bbox[1], _table_text(table)) for table in tables]
    page.close()
    lines: list[list[dict]] = []
    for word in sorted(words, key=lambda w: (round(w["top"] / _SAME_LINE), w["x0"])):
        if lines and abs(lines[-1][0]["top"] - word["top"]) <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    left = min((word["x0"] for word in words), default=0)
    rows += [(line[0]["top"], _line_text(sorted(line, key=lambda w: w["x0"]), left)) for line in lines]
    return "\n".join(text for _, text in sorted(rows, key=lambda row: row[0]))


def _ruled_tables(page) -> list:
    """Tables drawn with lines; looked for only where the page has enough of them."""
    if len(page.lines) + len(page.rects) + len(page.curves) < _FEWEST_RULES:
        return []
    found = page.find_tables()
    return [table for table in found if len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 2]


def _within(word: dict, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table_text(table) -> str:
    """Rows as lines; a cell merged over several rows counts in each of them."""
    texts = table.extract(x_tolerance=1.5)
    above: dict[int, tuple[float, str]] = {}
    lines = []
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
        lines.append("\t".join(line))
    return "\n".join(lines)


def _line_text(words: list[dict], left: float) -> str:
    pieces = [" " * min(40, int((words[0]["x0"] - left) / 6)), words[0]["text"]]
    for before, word in pairwise(words):
        pieces.append("\t" if word["x0"] - before["x1"] > _COLUMN_GAP else " ")
        pieces.append(word["text"])
    return "".join(pieces)
