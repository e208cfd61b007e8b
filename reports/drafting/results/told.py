"""Difficulties and proposals, each with where it comes from; equal words once."""

from collections.abc import Iterator

from reports.drafting import below
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import closed, names_of, sourced
from reports.layout.content import Block


def told_together(results: Results, field: str, figures: Figures, otherwise: str) -> Iterator[Block]:
    """Difficulties or proposals of the unit and of those below, each with where it comes from; equal words once."""
    own = [getattr(entry, field).strip() for entry in results.own]
    rows: list[Block] = [figures.paragraph(closed(words)) for words in dict.fromkeys(filter(None, own))]
    each = sourced(results.below, field)
    told = below.merged(each) if below.are_many(results) else each
    rows += [figures.bullet(f"{closed(words).removesuffix('.')} ({names_of(units)}).") for words, units in told]
    rows += below.rest_of(each, field, figures) if told != each else []
    for part in results.before:
        theirs = (" ".join(getattr(entry, field).split()) for entry in part.entries)
        for words in dict.fromkeys(filter(None, theirs)):
            rows.append(figures.bullet(f"{closed(words).removesuffix('.')}, {part.name}."))
    yield from rows or [figures.paragraph(otherwise)]
