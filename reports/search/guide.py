"""The parts of the guide, as search finds them: read once from its template, so that the two cannot differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from units.text import fold

PART = re.compile(r'<(?:details|h3)[^>]*?\bid="([^"]+)"[^>]*>(.*?)(?=<(?:details|h3)\b[^>]*?\bid="|\Z)', re.DOTALL)
TITLE = re.compile(r"(?:<summary>)?(.*?)</(?:summary|h3)>", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A part of the guide: its anchor without "#", its heading, all its words folded."""

    anchor: str
    title: str
    words: str

    def holds(self, words: Sequence[str]) -> bool:
        """Whether each of the folded `words` begins a word of it."""
        return all(f" {word}" in self.words for word in words)


@cache
def sections() -> list[Part]:
    """All parts, in the order of the page."""
    page = render_to_string("help.html")
    return [Part(anchor, _title(inside), f" {fold(strip_tags(inside))}") for anchor, inside in PART.findall(page)]


def _title(inside):
    found = TITLE.search(inside)
    return " ".join(strip_tags(found[1]).split()) if found else ""
