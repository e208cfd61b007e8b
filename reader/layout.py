"""Pieces: the lines of a document with what its source knows of them beside the words; what nobody knows is None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from .issuers import MOTTO
from .signing import signs
from .text import fold, squeeze

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Piece:
    """One line of the source.

    `starts`: a paragraph surely begins (True) or goes on (False) here. `cells`: the columns it stands in, empty ones kept;
    `table`: the number of the ruled table whose row it is, None for the two columns of a letterhead or a foot.
    `indent` and `size` are in points, `level` is the list level from 0, `confidence` the recogniser's, 0 to 100.
    `words` are those of a recogniser with its confidence in each. `box`: left, top, right, bottom in parts of the page,
    where the page is a picture to look at.
    """

    text: str
    page: int | None = None
    table: int | None = None
    cells: tuple[str, ...] = ()
    starts: bool | None = None
    indent: float | None = None
    size: float | None = None
    bold: bool | None = None
    centred: bool | None = None
    level: int | None = None
    confidence: float | None = None
    box: Box | None = None
    words: tuple[tuple[str, float], ...] = ()


UNKNOWN = Piece("")
# A cell of more paragraphs than this holds a page, not an entry.
_LONGEST_CELL = 40
_COLUMN_WORDS = re.compile(r"\b(noi dung|nhiem vu|cong viec|don vi|co quan|thoi gian|trach nhiem|chu tri)\b")


def text_of(pieces: Sequence[Piece]) -> str:
    """The document's text, one line a piece."""
    return "\n".join(piece.text for piece in pieces)


def with_text(pieces: Sequence[Piece], text: str) -> tuple[Piece, ...]:
    """The pieces with the lines of `text`, which is theirs made comparable; none where lines came or went."""
    lines = text.split("\n")
    return tuple(map(_said, pieces, lines)) if len(lines) == len(pieces) else ()


def places(pieces: Sequence[Piece]) -> dict[str, tuple[float, ...]]:
    """{line number: (page, left, top, right, bottom)} of the lines whose place on a page is known."""
    return {
        str(number): (piece.page, *piece.box)
        for number, piece in enumerate(pieces, start=1)
        if piece.box is not None and piece.page is not None
    }


def box_of(left: float, top: float, right: float, bottom: float, width: float, height: float) -> Box:
    """A place on a page of `width` and `height` in parts of it."""
    return round(left / width, 4), round(top / height, 4), round(right / width, 4), round(bottom / height, 4)


def _said(piece, text):
    if piece.text == text or not piece.cells:
        return piece if piece.text == text else replace(piece, text=text)
    cells = tuple(text.split("\t"))
    return replace(piece, text=text, cells=cells if len(cells) == len(piece.cells) else piece.cells)


def table_pieces(rows: "list[list[list[Piece]]]", numbers: "count[int]") -> list[Piece]:
    """A table as pieces: a row a line, or, where it only sets a letterhead or a foot in columns, paragraph beside paragraph.

    `rows` holds cells of paragraphs; a column that is empty in every row is no column. A table that lays out a whole page
    is no table: its cells come one after the other, as they are.
    """
    rows = _without_spacers(rows)
    widest = max((len(row) for row in rows), default=0)
    if widest == 1 or any(_is_page(cell) for row in rows for cell in row):
        return [*(piece for row in rows for cell in row for piece in cell), Piece("")]
    if (widest > 2 and not _is_region(rows)) or (widest == 2 and _heads_two_columns(rows)):
        return [*_grid(rows, next(numbers)), Piece("")]
    return [*(piece for row in rows for piece in _beside(row)), Piece("")]


def _is_page(cell):
    return len(cell) > _LONGEST_CELL or any(piece.table is not None for piece in cell)


def _without_spacers(rows):
    used = sorted(
        {index for row in rows for index, cell in enumerate(row) if any(piece.text.strip() for piece in cell)}
    )
    return [[row[index] if index < len(row) else [] for index in used] for row in rows]


def _is_region(rows) -> bool:
    """Whether a cell holds the country's motto, "Nơi nhận" or who signs: no table of anything."""
    parts = [squeeze(piece.text) for row in rows for cell in row for piece in cell]
    return any(signs(part) or _is_form(fold(part)) for part in parts if part)


def _is_form(folded):
    return folded.startswith("noi nhan") or (len(folded) < 60 and MOTTO.match(folded) is not None)


def _heads_two_columns(rows) -> bool:
    heads = [fold(squeeze(" ".join(piece.text for piece in cell))) for cell in rows[0]]
    return len(rows) > 1 and all(len(head) < 60 and _COLUMN_WORDS.search(head) for head in heads)


def _grid(rows, number):
    for row in rows:
        cells = tuple(squeeze(" ".join(piece.text for piece in cell)) for cell in row)
        yield Piece("\t".join(cells), table=number, cells=cells, starts=True)


def _beside(row):
    depth = max((len(cell) for cell in row), default=0)
    for index in range(depth):
        cells = tuple(squeeze(cell[index].text) if index < len(cell) else "" for cell in row)
        yield Piece("\t".join(cells).rstrip(), cells=cells, starts=True)
