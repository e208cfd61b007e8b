"""HTML pages to pieces: blocks part paragraphs, cells of a row stay cells, scripts are never read."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import count

from .layout import Piece, table_pieces

_BLOCKS = frozenset(
    ["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "blockquote",
     "table", "ul", "ol", "br", "hr", "title", "dd", "dt"]
)  # fmt: skip
_SKIPPED = frozenset(["script", "style", "noscript", "template", "svg", "head", "nav", "iframe", "select"])
_CELLS = frozenset(("td", "th"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


@dataclass
class _Table:
    """A table that is open: rows of cells of pieces, and what merged cells still fill."""

    rows: list[list[list[Piece]]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    row: list[list[Piece]] | None = None
    # By column: (rows still to fill, the merged cell's pieces).
    merged: dict[int, tuple[int, list[Piece]]] = field(default_factory=dict)

    def close_row(self) -> None:
        if self.row is not None:
            cells = [[piece for piece in cell if piece.text.strip()] for cell in self.row]
            self.rows.append(_in_columns(cells, self.spans, self.merged))
        self.row, self.spans = None, []


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = [Piece("", starts=True)]
        self.skipping: list[str] = []
        self.tables: list[_Table] = []
        self.numbers = count(1)
        self.bold = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipping.append(tag)
            return
        self.bold += tag in _BOLD
        if tag == "table":
            self._break(starts=True)
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].close_row()
            self.tables[-1].row = []
        elif tag in _CELLS and self.tables and self.tables[-1].row is not None:
            self.tables[-1].row.append([Piece("", starts=True)])
            self.tables[-1].spans.append((_span(attrs, "colspan"), _span(attrs, "rowspan")))
        elif tag in _BLOCKS:
            self._break(starts=tag != "br")
            if _is_centred(attrs):
                self._current()[-1] = replace(self._current()[-1], centred=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            if tag in self.skipping:
                del self.skipping[self.skipping.index(tag) :]
            return
        self.bold = max(0, self.bold - (tag in _BOLD))
        if tag == "table" and self.tables:
            self._close_table()
        elif tag == "tr" and self.tables:
            self.tables[-1].close_row()
        elif tag in _BLOCKS:
            self._break(starts=True)

    def handle_data(self, data: str) -> None:
        """White space of any kind and length is one blank, also where an inline element begins with it."""
        if self.skipping or not data:
            return
        open_ = self._current()
        last = open_[-1]
        words = re.sub(r"\s+", " ", data)
        text = last.text + (words.lstrip() if not last.text or last.text.endswith(" ") else words)
        bold = last.bold if not words.strip() else (self.bold > 0 and last.bold is not False)
        open_[-1] = replace(last, text=text, bold=bold)

    def _current(self) -> list[Piece]:
        table = self.tables[-1] if self.tables else None
        return table.row[-1] if table and table.row else self.page if not table else _outside(self.tables, self.page)

    def _break(self, *, starts: bool) -> None:
        open_ = self._current()
        if open_[-1].text.strip():
            open_.append(Piece("", starts=True if starts else None, centred=None if starts else open_[-1].centred))
        elif starts:
            open_[-1] = Piece("", starts=True)

    def _close_table(self) -> None:
        table = self.tables.pop()
        table.close_row()
        target = self._current()
        if not target[-1].text.strip():
            target.pop()
        target += [*table_pieces(table.rows, self.numbers), Piece("", starts=True)]


def _outside(tables: list[_Table], page: list[Piece]) -> list[Piece]:
    """Where words between a table's rows go: into the cell or the page around it."""
    return next((table.row[-1] for table in reversed(tables) if table.row), page)


def _is_centred(attrs) -> bool:
    given = dict(attrs)
    return (given.get("align") or "").lower() == "center" or bool(_CENTRED.search(given.get("style") or ""))


def _span(attrs, name: str) -> int:
    value = dict(attrs).get(name) or "1"
    return min(int(value[:4]), 100) if value.isascii() and value.isdecimal() and value != "0" else 1


def _in_columns(cells, spans, merged):
    """Every cell in its column: a cell merged over rows counts in each of them, one over columns in the first."""
    result: list[list[Piece]] = []

    def fill_from_above():
        while len(result) in merged:
            left, pieces = merged[len(result)]
            merged[len(result)] = (left - 1, pieces)
            if left == 1:
                del merged[len(result)]
            result.append(pieces)

    for cell, (across, down) in zip(cells, spans, strict=True):
        fill_from_above()
        if down > 1 and len(cells) > 2:
            merged[len(result)] = (down - 1, cell)
        result += [cell, *([[]] * (across - 1))]
    fill_from_above()
    return result


def pieces_of(html: str) -> list[Piece]:
    """The readable text of a page, one piece a block."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    while reader.tables:
        reader._close_table()
    return [replace(piece, text=piece.text.rstrip(" ")) for piece in reader.page]
