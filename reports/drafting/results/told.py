"""Difficulties, causes and proposals, each with where it comes from; equal words once."""

from collections.abc import Iterator

from plans.models import Progress
from reports.drafting import below
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import Choices, closed, lines_of, listed, merged_words, sourced
from reports.layout.content import GAP, Block, Heading


def told_together(results: Results, field: str, choices: Choices, figures: Figures) -> Iterator[Block]:
    """Difficulties or proposals of the unit and of those below; a gap where nobody wrote any, for a person to fill."""
    own = [getattr(entry, field).strip() for entry in results.own]
    rows: list[Block] = [figures.paragraph(closed(words)) for words in dict.fromkeys(filter(None, own))]
    each = sourced(results.below, field)
    told = below.merged(each) if below.are_many(results) else each
    rows += [block for words, units in told for block in merged_words(words, units, choices, figures)]
    rows += below.rest_of(each, field, figures) if told != each else []
    for part in results.before:
        theirs = (lines_of(getattr(entry, field)) for entry in part.entries)
        for words in dict.fromkeys(filter(None, theirs)):
            said = listed(part.name, words) if "\n" in words else f"{closed(words).removesuffix('.')}, {part.name}"
            rows.append(figures.bullet(closed(said)))
    yield from rows or [GAP]


def causes(results: Results, figures: Figures) -> Iterator[Block]:
    """Why work is behind: the reasons given for more time, else a gap; nothing where nothing is behind."""
    behind = results.overdue or results.levels[Progress.Level.NOT_STARTED]
    if behind or results.reasons:
        yield Heading(2, "Nguyên nhân")
        for task, reason in results.reasons:
            yield figures.bullet(f"{closed(task).removesuffix('.')}: {closed(reason)}")
        if not results.reasons:
            yield GAP
