"""Which setting of the body a paper gets: the loosest one after which no last page holds next to nothing but a signature.

A clerk who finds the closing sentence and the signature alone on a page sets the body a little closer until they go
back to the page before. From the lines of the first layout it is known how much each setting gives, so that one more
layout is enough as a rule; three is the most.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.layout.decree30 import SETTINGS, Setting

__all__ = ["MOST", "THIN", "Laid", "Page", "fitted", "named"]

MOST = 3  # layouts of one paper
THIN = 4  # lines of the body on a last page that is worth saving: a closing sentence and what came over to keep it company


@dataclass(frozen=True)
class Page:
    """Of one page in points: the width of each line of the body outside tables by paragraphs, the foot of the body,
    and where the whole text ends and may end."""

    paragraphs: tuple[tuple[float, ...], ...]
    column: float
    top: float
    ends: float
    may_end: float

    @property
    def lines(self) -> int:
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True)
class Laid:
    """A layout: the setting, its pages, and whatever the engine made (`result`)."""

    setting: Setting
    pages: tuple[Page, ...]
    result: Any

    @property
    def is_thin(self) -> bool:
        """Whether the last of several pages holds no more than THIN lines of the body."""
        return len(self.pages) > 1 and self.pages[-1].lines <= THIN


def named(name: str) -> Setting | None:
    """The setting a paper keeps by name."""
    return next((one for one in SETTINGS if one.name == name), None)


def fitted(lay_out: Callable[[Setting], Laid], wish: Setting | None = None) -> tuple[Laid, int]:
    """(the layout to use, how many were made); `wish` is a person's choice and the only one tried."""
    first = lay_out(wish or SETTINGS[0])
    if wish or not first.is_thin:
        return first, 1
    tried = 1
    for setting in _worth_trying(first):
        again, tried = lay_out(setting), tried + 1
        if _saves(again, first):
            return again, tried
    return first, tried


def _saves(again, first):
    return not again.is_thin and len(again.pages) <= len(first.pages)


def _worth_trying(first: Laid) -> list[Setting]:
    """The loosest setting that should do, and a tighter one in case it does not; none where none could."""
    gains = [(setting, _gain(first, setting)) for setting in SETTINGS[1:]]
    pitch, needed = _pitch(first.setting), _needed(first)
    likely = [setting for setting, gain in gains if gain >= needed]
    possible = [setting for setting, gain in gains if gain >= needed - pitch * (len(first.pages) + 1)]
    wanted = [*likely[:1], *likely[1:3][-1:], *possible[-1:]]
    return list(dict.fromkeys(wanted))[: MOST - 1]


def _needed(first: Laid) -> float:
    """Points that have to be won for the text of the last page to stand on the one before."""
    last, before = first.pages[-1], first.pages[-2]
    return (last.ends - last.top) - (before.may_end - before.ends)


def _gain(first: Laid, setting: Setting) -> float:
    """Points by which the body grows shorter, as far as its lines tell."""
    old, new = _pitch(first.setting), _pitch(setting)
    share = setting.size / first.setting.size
    rows = ((row, page.column) for page in first.pages for row in page.paragraphs)
    return sum(len(row) * old - _rows(row, column, share) * new for row, column in rows)


def _rows(row: tuple[float, ...], column: float, share: float) -> int:
    """How many lines a paragraph takes when its letters are `share` of their size."""
    if share == 1:
        return len(row)
    return math.ceil(((len(row) - 1) * column + row[-1]) * share / column)


def _pitch(setting: Setting) -> float:
    return setting.size * setting.line
