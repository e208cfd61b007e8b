"""A paper with a readable sign or nothing in place of each character that its typeface lacks; the words stay whole."""

import dataclasses
from functools import lru_cache

from reports.layout import fonts
from reports.layout.content import Paper
from units.characters import StandIns


def printable(paper: Paper) -> Paper:
    """`paper` as the typeface can show it; rows stored before the gate of text, or read from elsewhere, print too."""
    return _shown(paper)


def printable_text(text: str) -> str:
    """One text as the typeface of papers can show it: `① ✓` becomes `(1) √`, an emoji nothing."""
    return _stand_ins()(text)


@lru_cache(maxsize=1)
def _stand_ins() -> StandIns:
    return StandIns(fonts.signs())


def _shown(part):
    if isinstance(part, str):
        return printable_text(part)
    if isinstance(part, tuple):
        return tuple(_shown(one) for one in part)
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    kept = {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}
    shown = {name: _shown(value) for name, value in kept.items()}
    return dataclasses.replace(part, **shown)
