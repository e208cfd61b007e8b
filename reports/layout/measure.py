"""The finished PDF under a ruler: no letter beyond the margins, no word of the paper lost, whatever the layout was asked.

The file is read by another engine than the ones that made it.
"""

from collections.abc import Iterator
from typing import Any

from reports.layout import content, decree30, typed_lines, wording
from reports.layout.content import Paper
from reports.layout.html import cell_text
from reports.layout.pdfium import opened
from reports.layout.printable import printable

__all__ = ["beyond", "faults", "lost"]

_PT = 72 / 25.4  # points in a millimetre
_SLACK = 0.5  # mm: the ink of an italic letter hangs over its place
_EDGE = 3.0  # mm: page numbers stand in the upper margin, nothing nearer to an edge of the sheet
_SHOWN = 40
_ASIDE = dict.fromkeys(map(ord, "-\u2011\u00ad\u200b\x02\ufffe\uffff"))
_PART = 12  # letters: a sentence that goes on overleaf is found in parts no shorter


def faults(pdf: bytes, paper: Paper) -> list[str]:
    """What keeps `pdf` from being signed as `paper`, in words for the person who prepares it; else empty."""
    outside, missing = beyond(pdf), lost(pdf, paper)
    found = [f"Có chữ nằm ngoài lề trang giấy, {'; '.join(outside[:3])}"] if outside else []
    return found + ([f"Bản in thiếu chữ so với văn bản: {'; '.join(missing[:3])}"] if missing else [])


# --- Within the margins ---------------------------------------------------------------------------------------------


def beyond(pdf: bytes) -> list[str]:
    """`trang 2: “…”` for every page on which letters stand outside the margins, with the words of the line; else empty."""
    with opened(pdf) as document:
        found = [(number, _outside(page)) for number, page in enumerate(document, 1)]
    return [f"trang {number}: “{words}”" for number, words in found if words]


def _outside(page) -> str:
    """The words of the first line of which a letter is outside; empty when all is well."""
    wide, high = page.get_size()
    left, right = (decree30.LEFT - _SLACK) * _PT, wide - (decree30.RIGHT - _SLACK) * _PT
    letters = list(_letters(page))
    for _, (x1, y1, x2, y2) in letters:
        if x1 < left or x2 > right or y1 < _EDGE * _PT or y2 > high - _EDGE * _PT or _is_low(y1, letters):
            line = sorted(one for one in letters if abs(one[1][1] - y1) < 4)
            return "".join(sign for sign, _ in sorted(line, key=lambda one: one[1][0]))[:_SHOWN]
    return ""


def _is_low(foot, letters) -> bool:
    return foot < (decree30.BOTTOM - _SLACK) * _PT - 4  # the tail of a letter hangs below its line


def _letters(page) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """(sign, (left, bottom, right, top) of its ink in points) of every letter that is no blank."""
    text = page.get_textpage()
    signs = text.get_text_range()
    whole = len(signs) == text.count_chars()
    for place in range(text.count_chars()):
        sign = signs[place] if whole else text.get_text_range(place, 1)
        if sign.strip():
            yield sign, text.get_charbox(place)


# --- Nothing lost ---------------------------------------------------------------------------------------------------


def lost(pdf: bytes, paper: Paper) -> list[str]:
    """The sentences, lines and cells of `paper` whose letters are not in `pdf`, cut to _SHOWN letters; else empty."""
    printed = _printed(pdf)
    missing = (words for words in _source(printable(paper)) if not _is_in(_bare(words), printed))
    return [f"“{' '.join(words.split())[:_SHOWN]}”" for words in missing]


def _printed(pdf: bytes) -> str:
    """All letters of the file in the order they were set; numbers of pages stand between, where a sentence goes on."""
    with opened(pdf) as document:
        return "".join(_bare(page.get_textpage().get_text_range()) for page in document)


def _bare(words: str) -> str:
    """Letters only: capitals, blanks and hyphens (a reader takes one at the end of a line for a break) aside."""
    return "".join(wording.nfc(words).casefold().translate(_ASIDE).split())


def _is_in(words: str, printed: str) -> bool:
    """Whether it stands there whole, or in parts that are long enough to be no accident."""
    while words:
        if words in printed:
            return True
        part = _longest_start(words, printed)
        if part < min(_PART, len(words)):
            return False
        words = words[part:]
    return True


def _longest_start(words: str, printed: str) -> int:
    """How many letters of the beginning of `words` stand together in `printed`."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in printed else (low, middle - 1)
    return low


def _source(paper: Paper) -> Iterator[str]:
    """Every sentence, line and cell that the paper has to show."""
    yield from (decree30.NATION, decree30.MOTTO, paper.kind_name, *paper.superior, *paper.issuer, paper.title)
    yield f"Số: {paper.reference}"
    yield wording.place_and_day(paper.place, paper.date, paper.year)
    yield from (*wording.ended(paper.addressees), *wording.ended(paper.bases), paper.urgency)
    for block in typed_lines.printed(paper.blocks):
        yield content.plain(block)
        if isinstance(block, content.Table):
            yield from _cells(block)
    yield from (*paper.recipient_lines, paper.drafter, paper.contact, *paper.signing.lines, paper.signing.name)
    for index, annex in enumerate(() if paper.apart else paper.annexes):
        yield from (paper.annex_head(index), annex.title, paper.annex_origin, *annex.notes)
        yield from _cells(annex.table)


def _cells(table: content.Table) -> Iterator[str]:
    yield from (column.title for column in table.columns)
    cells: Any = (cell for row in table.rows for cell in row)
    yield from map(cell_text, cells)
