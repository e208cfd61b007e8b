"""The frame of a decision (sample 1.2 of the decree): who decides, on which bases, then Điều by Điều."""

from collections.abc import Iterable, Iterator

from reports.drafting import heads
from reports.layout.content import Block, Heading, Paragraph, Span, text
from units.models import Agency


def decision(
    agency: Agency, *, bases: Iterable[str], articles: Iterable[tuple[str, Iterable[Block]]]
) -> Iterator[Block]:
    """Blocks of a decision of `agency`; `articles`: the words of each Điều and what follows under it."""
    yield Heading(0, heads.full_name(agency).upper())
    yield from (Paragraph((Span(words, italic=True),)) for words in bases)
    yield Heading(0, "QUYẾT ĐỊNH:")
    for number, (words, below) in enumerate(articles, 1):
        yield Paragraph((Span(f"Điều {number}. ", bold=True), *text(words)))
        yield from below
