"""What was typed in several lines is printed in several: each line a paragraph, those that begin with a mark as points."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.layout.content import Block, Bullet, Paragraph, Span, closed, text

__all__ = ["parted", "printed"]

_MARK = re.compile(r"^\s*([-–+•*])\s+")  # as people begin the points of a list they type


def printed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as a paper shows them: a paragraph for each line that was typed, "./." behind the last words."""
    return closed(tuple(parted(blocks)))


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each line of a paragraph as one of its own, empty ones aside; those that begin with a dash or a dot as points.

    >>> [plain(one) for one in parted([Bullet(text("Xã A:\\n+ niêm yết\\n+ tiếp dân"))])]
    ['Xã A:', 'niêm yết', 'tiếp dân']
    """
    for block in blocks:
        if not isinstance(block, Paragraph | Bullet) or not (lines := _lines_of(block.spans)):
            yield block
        else:
            level = block.level if isinstance(block, Bullet) else 0
            yield replace(block, spans=_unmarked(lines[0])) if level else _line(lines[0], level)
            yield from (_line(line, level) for line in lines[1:])


def _lines_of(spans):
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=other)] for other in others]
    return [text(*line) for line in lines if any(span.text.strip() for span in line)]


def _line(spans, level):
    """A point below the one of `level`, where the line begins with a mark; else a paragraph."""
    mark = _MARK.match(spans[0].text)
    if not mark:
        return Paragraph(spans)
    return Bullet(_unmarked(spans), min(level + 1 + (mark[1] == "+" and not level), 2))


def _unmarked(spans):
    return (replace(spans[0], text=_MARK.sub("", spans[0].text, count=1)), *spans[1:])
