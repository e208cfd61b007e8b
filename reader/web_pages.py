"""HTML pages to lines of text: blocks part lines, cells of a row are joined by tabs, scripts are never read."""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "table",
        "ul",
        "ol",
        "br",
        "hr",
        "title",
        "dd",
        "dt",
    ]
)
_SKIPPED = frozenset(["script", "style", "noscript", "template", "svg", "head", "nav", "iframe", "select"])
_CELLS = frozenset(("td", "th"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.skipping: list[str] = []
        self.rows: list[list[list[str]]] = []
        self.spans: list[list[tuple[int, int]]] = []
        # For each open table, by column: (rows still to fill, the merged cell's text).
        self.merged: list[dict[int, tuple[int, list[str]]]] = [{}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipping.append(tag)
        elif tag == "tr":
            self.rows.append([])
            self.spans.append([])
        elif tag in _CELLS and self.rows:
            self.rows[-1].append([""])
            self.spans[-1].append((_span(attrs, "colspan"), _span(attrs, "rowspan")))
        elif tag in _BLOCKS:
            self._break()
            if tag == "table":
                self.merged.append({})

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            if tag in self.skipping:
                del self.skipping[self.skipping.index(tag) :]
        elif tag == "tr" and self.rows:
            self._close_row()
        elif tag in _BLOCKS:
            self._break()
            if tag == "table" and len(self.merged) > 1:
                self.merged.pop()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self._current()[-1] += " ".join(data.split()) if data.strip() else ""
            if data[-1:].isspace():
                self._current()[-1] += " "

    def _current(self) -> list[str]:
        return self.rows[-1][-1] if self.rows and self.rows[-1] else self.lines

    def _break(self):
        if self._current()[-1].strip():
            self._current().append("")

    def _close_row(self):
        """Cells side by side, paragraph by paragraph: a two-column letterhead keeps its columns."""
        cells = [[part.strip() for part in cell if part.strip()] for cell in self.rows.pop()]
        cells = _in_columns(cells, self.spans.pop(), self.merged[-1])
        depth = max((len(cell) for cell in cells), default=0)
        lines = ["\t".join(cell[i] if i < len(cell) else "" for cell in cells) for i in range(depth)]
        target = self._current()
        target.extend([*lines, ""] if depth > 1 or not self.rows else ["\t".join(lines)])


def _span(attrs, name: str) -> int:
    value = dict(attrs).get(name) or "1"
    return min(int(value[:4]), 100) if value.isascii() and value.isdecimal() and value != "0" else 1


def _in_columns(cells, spans, merged):
    """Every cell in its column: a cell merged over rows counts in each of them, one over columns in the first."""
    result: list[list[str]] = []

    def fill_from_above():
        while len(result) in merged:
            left, text = merged[len(result)]
            merged[len(result)] = (left - 1, text)
            if left == 1:
                del merged[len(result)]
            result.append(text)

    for cell, (across, down) in zip(cells, spans, strict=True):
        fill_from_above()
        if down > 1 and len(cells) > 2:
            merged[len(result)] = (down - 1, cell)
        result += [cell, *([[]] * (across - 1))]
    fill_from_above()
    return result


def text_of(html: str) -> str:
    """The readable text of a page, one line a block."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    while reader.rows:
        reader._close_row()
    return "\n".join(line.rstrip() for line in reader.lines)
