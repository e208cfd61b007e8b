"""Where the typeface of papers lies, and how wide words are in it."""

import logging
import math
import re
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from unicodedata import combining

from django.conf import settings
from fontTools.ttLib import TTFont

from reports.layout import phrases
from reports.layout.decree30 import SHORT_RULE, Style

log = logging.getLogger(__name__)
MM_PT = 72 / 25.4
FACES = {  # (bold, italic) -> file
    (False, False): "LiberationSerif-Regular.ttf",
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}
_SPLIT, _A_LINE, _UNEVEN = 10_000, 100, 40  # no split phrase to save a line, no line to save an ugly end of one
_VIETNAMESE = "ăâđêôơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẽẹẻĩịỉọỏụủũỳỵỷỹ"


class FontMissing(RuntimeError):
    """The typeface is not installed, or it is one without Vietnamese letters."""


def folder() -> Path:
    return Path(settings.PAPER_FONT_DIR)


def face_path(bold: bool = False, italic: bool = False) -> Path:
    return folder() / FACES[bold, italic]


def _missing(why):
    log.error("No font for papers: %s; install fonts-liberation2 or set PAPER_FONT_DIR", why)
    return FontMissing(
        "Máy chủ thiếu phông chữ của văn bản; báo quản trị của cổng cài đủ phông chữ rồi bấm “Thử lại”."
    )


@lru_cache(maxsize=8)
def _advances(path: Path) -> tuple[dict[int, float], float]:
    if not path.exists():
        raise _missing(f"{path} is not there")
    with TTFont(path, lazy=True) as font:
        letters, widths, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        if any(ord(letter) not in letters for letter in _VIETNAMESE):
            raise _missing(f"{path} lacks letters of Vietnamese")
        return {code: widths[name][0] / units for code, name in letters.items()}, widths[".notdef"][0] / units


def width(text: str, style: Style) -> float:
    """Points that one line of text takes, without kerning."""
    advances, unknown = _advances(face_path(style.bold, style.italic))
    shown = text.upper() if style.upper else text
    return style.size * sum(advances.get(ord(letter), unknown) for letter in shown)


def lines(text: str, style: Style, limit: float) -> list[str]:
    """Break text into the fewest lines of at most `limit` millimetres: between phrases, and as even as they can be."""
    limit *= MM_PT
    words, costs = _words(text, style, limit)
    if not words:
        return []
    best = _Breaking(words, costs, style, limit)
    return best.lines()


def _words(text, style, limit):
    """Words none of which is wider than a line, and what it costs to end one behind each; blanks of a draft hold."""
    given = [word for word in re.split(r"[ \t\r\n]+", text) if word]
    words, costs = [], []
    behind = (*phrases.breaks(tuple(given)), 0)[: len(given)]
    for word, cost in zip(given, behind, strict=True):
        parts = pieces(word, style, limit)
        words += parts
        costs += [phrases.PLAIN] * (len(parts) - 1) + [cost]
    return words, costs


class _Breaking:
    """The cheapest way to break `words`: no phrase split before the fewest lines before good places, even lines last."""

    def __init__(self, words: list[str], costs: list[int], style: Style, limit: float) -> None:
        self._words, self._costs, self._limit = words, costs, limit
        blank = width(" ", style)
        self._ends = list(accumulate((width(word, style) + blank for word in words), initial=0.0))
        self._blank = blank
        self._even = self._ends[-1] / max(1, math.ceil(self._ends[-1] / limit))

    def lines(self) -> list[str]:
        best: list[tuple[float, int]] = [(0.0, 0)]  # for the first n words: (cost, where its last line begins)
        for end in range(1, len(self._words) + 1):
            ways = ((best[start][0] + self._line(start, end), start) for start in range(end - 1, -1, -1))
            best.append(min(ways))
        broken, end = [], len(self._words)
        while end:
            start = best[end][1]
            broken.append(" ".join(self._words[start:end]))
            end = start
        return broken[::-1]

    def _line(self, start, end):
        """What a line of the words `start` to `end` costs with the break behind it."""
        wide = self._ends[end] - self._ends[start] - self._blank
        if wide > self._limit:
            return math.inf if end - start > 1 else _A_LINE
        behind = self._costs[end - 1] if end < len(self._words) else 0
        split = _SPLIT * (behind // phrases.WITHIN) if behind >= phrases.WITHIN else 0
        return split + _A_LINE + behind % phrases.WITHIN + _UNEVEN * ((wide - self._even) / self._limit) ** 2


def pieces(word: str, style: Style, limit: float) -> list[str]:
    """The word, cut where it is wider than a line of `limit` points: a run without a blank is broken, never cut off."""
    if len(word) * style.size < limit or width(word, style) <= limit:
        return [word]
    cut = [""]
    for letter in word:
        if cut[-1] and not combining(letter) and width(cut[-1] + letter, style) > limit:
            cut.append("")
        cut[-1] += letter
    return cut


def signs() -> frozenset[int]:
    """The code points that all four faces have."""
    return frozenset.intersection(*(frozenset(_advances(face_path(*face))[0]) for face in FACES))


def check() -> None:
    """Raises FontMissing when one of the four faces is not there or not Vietnamese."""
    for bold, italic in FACES:
        _advances(face_path(bold, italic))


def short_rule(broken: list[str], style: Style) -> float:
    """Points of the rule under `broken` lines: 1/3 to 1/2 of the longest line and, where both can be, of the last."""
    least, most = SHORT_RULE
    longest, last = max(width(line, style) for line in broken), width(broken[-1], style)
    return max(longest * least * 1.03, min(longest * 0.42, last * most * 0.97))
