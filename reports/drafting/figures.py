"""Linked figures of a paper: each has a name in the sentence, the text shown, what it counts and the rows behind it."""

from collections.abc import Iterable
from decimal import Decimal

from reports.layout import content
from reports.layout.content import Block, Bullet, Paragraph, Span
from units.vietnamese import vn_num

Words = Paragraph | Bullet


class Figures:
    """Collects the figures while a paper is being drafted; `rows` is what the document keeps (JSON)."""

    def __init__(self) -> None:
        self.rows: dict[str, dict] = {}

    def put(self, name: str, value: Decimal | int, what: str, *, unit: str = "", entries: Iterable[int] = ()) -> str:
        """Keep a figure and return its place in a sentence: `{name}`.

        `entries` are the keys of the progress entries it was read from; one key opens that entry, none the period.
        """
        self.rows[name] = {
            "text": vn_num(value), "value": str(value), "what": what, "unit": unit, "entries": list(entries),
        }  # fmt: skip
        return f"{{{name}}}"

    def paragraph(self, sentence: str) -> Paragraph:
        """A paragraph whose `{name}` places show the figures."""
        return Paragraph(self.spans(sentence))

    def bullet(self, sentence: str, level: int = 1) -> Bullet:
        return Bullet(self.spans(sentence), level)

    def spans(self, sentence: str) -> tuple[Span, ...]:
        return content.filled(sentence, **texts(self.rows))


def texts(rows: dict[str, dict]) -> dict[str, str]:
    """`{name: text shown}` of the figures a document keeps."""
    return {name: row["text"] for name, row in rows.items()}


def sentence(block: Words) -> str:
    """The block as a person edits it: linked figures by their names in braces."""
    return "".join(f"{{{span.figure}}}" if span.figure else span.text for span in block.spans)


def relinked(block: Words, rows: dict[str, dict]) -> Words:
    """The block with today's figures in the places that are linked; its words stay."""
    return type(block)(
        content.filled(sentence(block), **texts(rows)), *([block.level] if isinstance(block, Bullet) else [])
    )


def used(blocks: Iterable[Block]) -> list[str]:
    """Names of the linked figures that the sentences show, in order, each once."""
    spans = (span for block in blocks if isinstance(block, Words) for span in block.spans)
    return list(dict.fromkeys(span.figure for span in spans if span.figure))
