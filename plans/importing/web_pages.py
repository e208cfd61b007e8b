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
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.skipping: list[str] = []
        self.rows: list[list[list[str]]] = []

    def handle_starttag(self, tag, attrs):
        if tag in _SKIPPED:
            self.skipping.append(tag)
        elif tag == "tr":
            self.rows.append([])
        elif tag in _CELLS and self.rows:
            self.rows[-1].append([""])
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag):
        if tag in _SKIPPED:
            if tag in self.skipping:
                del self.skipping[self.skipping.index(tag) :]
        elif tag == "tr" and self.rows:
            self._close_row()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data):
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
        depth = max((len(cell) for cell in cells), default=0)
        lines = ["\t".join(cell[i] if i < len(cell) else "" for cell in cells) for i in range(depth)]
        target = self._current()
        target.extend([*lines, ""] if depth > 1 or not self.rows else ["\t".join(lines)])


def text_of(html: str) -> str:
    """The readable text of a page, one line a block."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    while reader.rows:
        reader._close_row()
    return "\n".join(line.rstrip() for line in reader.lines)
