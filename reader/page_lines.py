"""Words with their place on a page become lines: columns by gaps, paragraphs by indent, footnotes by size and place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from . import markers
from .layout import Piece, box_of
from .text import starts_lower

# In parts of a letter's height: words nearer than this are one, further apart than that are two columns.
_TOUCHING, _COLUMN_GAP = 0.07, 1.35
_SMALL, _TINY = 0.87, 0.72
_SAME_EDGE = 0.35
_FULL = 0.9
_FEWEST = 6
_MOST_LOWER = 0.1


@dataclass(frozen=True)
class Word:
    """One word and its box in points from the page's upper left corner; `confidence` only where it was recognised.

    `column`: 0 and 1 where it surely stands in one of two, else None.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool | None = None
    confidence: float | None = None
    column: int | None = None

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass
class Row:
    """One line of words, left to right; `cut` tells where a column begins."""

    words: list[Word]
    columns: list[list[Word]]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(map(_joined, self.columns))

    @property
    def bold(self) -> bool | None:
        known = {word.bold for word in self.words}
        return None if None in known else all(known)


def rows_of(words: Sequence[Word], body: float) -> list[Row]:
    """Lines from top to bottom; `body` is the size of the running text. Small raised figures are marks of footnotes."""
    words = [word for word in words if not _is_note_mark(word, body)]
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        if rows and abs(rows[-1][0].bottom - word.bottom) <= 0.3 * body:
            rows[-1].append(word)
        else:
            rows.append([word])
    ordered = [sorted(row, key=lambda w: w.left) for row in rows]
    return [Row(row, _columns(row, body)) for row in ordered]


def _is_note_mark(word: Word, body: float) -> bool:
    return word.confidence is None and word.size < _TINY * body and bool(re.fullmatch(r"\d{1,2}", word.text))


def _columns(words: list[Word], body: float) -> list[list[Word]]:
    columns = [[words[0]]]
    for before, word in pairwise(words):
        known = word.column is not None and before.column is not None
        if word.column != before.column if known else word.left - before.right > _COLUMN_GAP * body:
            columns.append([])
        columns[-1].append(word)
    return columns


def _joined(words: list[Word]) -> str:
    pieces = [words[0].text]
    for before, word in pairwise(words):
        gap = word.left - before.right
        # Where the mark of a footnote was, the stop after it stands a little off.
        touching = word.confidence is None and gap <= (0.8 if word.text[0] in ",.;:)”" else _TOUCHING) * word.size
        pieces += ["" if touching else " ", word.text]
    return "".join(pieces)


def without_footnotes(rows: list[Row], body: float, height: float) -> list[Row]:
    """The rows above the small print at a page's foot that opens with the number of a note."""
    for index, row in enumerate(rows):
        small = all(one.size < _SMALL * body for one in rows[index:])
        if small and row.top > height / 3 and re.match(r"\d{1,2}\b|\*", row.texts[0]):
            return rows[:index]
    return rows


@dataclass(frozen=True)
class Page:
    """The rows of one page, its number from 1, the width its words take, and (width, height) of the sheet in points."""

    number: int
    width: float
    rows: list[Row]
    sheet: tuple[float, float] | None = None


def pieces_of(pages: Sequence[Page], body: float) -> list[Piece]:
    """The pieces of all pages; a paragraph begins at an indented line where the document indents its first lines."""
    rows = [row for page in pages for row in page.rows if len(row.columns) == 1 and row.size > _SMALL * body]
    left = min((row.left for row in rows), default=0.0)
    right = max((row.right for row in rows), default=0.0)
    indent = _first_line_indent(rows, left, body)
    found: list[Piece] = []
    before: Row | None = None
    for page in pages:
        for row in page.rows:
            starts = _starts(row, before, (left, right), indent, body, page.width)
            found.append(_piece(row, page, (left, right), starts, body))
            before = row if row.size > _SMALL * body or before is None else before
        found.append(Piece(""))
    return found


def _piece(row, page, edges, starts, body):
    left, right = edges
    centred = _is_centred(row, edges, page.width, body)
    texts = row.texts
    column = row.words[0].column
    far_right = not centred and row.left > left + 0.4 * (right - left)
    alone_right = len(texts) == 1 and (far_right if column is None else column == 1)
    alone_left = len(texts) == 1 and column == 0
    known = tuple((word.text, word.confidence) for word in row.words if word.confidence is not None)
    return Piece(
        " " * min(40, max(0, int((row.left - left) / 6))) + "\t".join(texts),
        page=page.number,
        cells=("", *texts) if alone_right else (*texts, "") if alone_left else texts if len(texts) > 1 else (),
        starts=starts,
        indent=row.left - left,
        size=row.size,
        bold=row.bold,
        centred=centred,
        confidence=min(sure for _, sure in known) if known else None,
        words=known,
        box=box_of(row.left, row.top, row.right, row.bottom, *page.sheet) if page.sheet else None,
    )


def _is_centred(row: Row, edges: tuple[float, float], width: float, body: float) -> bool:
    left, right = edges
    middle = (left + right) / 2 if right - left > 0.6 * width else width / 2
    inside = row.left > left + 1.5 * body and row.right < middle + (middle - left) - 1.5 * body
    return inside and len(row.columns) == 1 and abs((row.left + row.right) / 2 - middle) < 0.5 * body


def _first_line_indent(rows: list[Row], left: float, body: float) -> float | None:
    """Where first lines begin when the document indents them and nothing else; None where indents say nothing."""
    places = Counter(round((row.left - left) / (_SAME_EDGE * body)) for row in rows)
    common = [(count, place) for place, count in places.items() if 1.5 < place * _SAME_EDGE < 5]
    count, place = max(common, default=(0, 0))
    at_left = sum(n for p, n in places.items() if p <= 1)
    if count < _FEWEST or at_left < 2:
        return None
    indent = left + place * _SAME_EDGE * body
    inside = [row for row in rows if abs(row.left - indent) < _SAME_EDGE * body]
    lower = sum(starts_lower(row.texts[0]) and not markers.find(row.texts[0]) for row in inside)
    return indent if lower <= _MOST_LOWER * len(inside) else None


def _starts(row, before, edges, indent, body, width) -> bool | None:
    """Whether a paragraph begins at this line; None where its place does not tell."""
    if before is None or len(row.columns) > 1 or len(before.columns) > 1 or _is_centred(row, edges, width, body):
        return None
    if row.bold is not None and before.bold is not None and row.bold != before.bold:
        return True
    if indent is None or _is_centred(before, edges, width, body):
        return None
    if abs(row.left - indent) < _SAME_EDGE * body:
        return True
    left, right = edges
    full = before.right - left > _FULL * (right - left)
    return False if row.left - left < _SAME_EDGE * body and full else None
