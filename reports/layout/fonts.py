"""Where the typeface of papers lies, and how wide words are in it."""

import re
from functools import lru_cache
from itertools import chain
from pathlib import Path
from unicodedata import combining

from django.conf import settings
from fontTools.ttLib import TTFont

from reports.layout.decree30 import SHORT_RULE, Style

MM_PT = 72 / 25.4
FACES = {  # (bold, italic) -> file
    (False, False): "LiberationSerif-Regular.ttf",
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}
_VIETNAMESE = "ăâđêôơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẽẹẻĩịỉọỏụủũỳỵỷỹ"


class FontMissing(RuntimeError):
    """The typeface is not installed, or it is one without Vietnamese letters."""


def folder() -> Path:
    return Path(settings.PAPER_FONT_DIR)


def face_path(bold: bool = False, italic: bool = False) -> Path:
    return folder() / FACES[bold, italic]


@lru_cache(maxsize=8)
def _advances(path: Path) -> tuple[dict[int, float], float]:
    if not path.exists():
        raise FontMissing(f"Thiếu phông chữ {path}: cài gói fonts-liberation2 hoặc đặt PAPER_FONT_DIR.")
    with TTFont(path, lazy=True) as font:
        letters, widths, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        if any(ord(letter) not in letters for letter in _VIETNAMESE):
            raise FontMissing(f"Phông chữ {path} không đủ chữ tiếng Việt: cài gói fonts-liberation2.")
        return {code: widths[name][0] / units for code, name in letters.items()}, widths[".notdef"][0] / units


def width(text: str, style: Style) -> float:
    """Points that one line of text takes, without kerning."""
    advances, unknown = _advances(face_path(style.bold, style.italic))
    shown = text.upper() if style.upper else text
    return style.size * sum(advances.get(ord(letter), unknown) for letter in shown)


def lines(text: str, style: Style, limit: float) -> list[str]:
    """Break text into the fewest lines of at most `limit` millimetres, as even as they can be."""
    words = [word for word in re.split(r"[ \t\r\n]+", text) if word]  # blanks of a draft must not break
    limit *= MM_PT
    fewest = _broken(words, style, limit)
    while len(fewest) > 1:  # narrow the limit as long as the number of lines stays
        narrower = max(width(line, style) for line in fewest) - 0.01
        tried = _broken(words, style, narrower)
        if len(tried) > len(fewest) or max(width(line, style) for line in tried) > narrower:
            break
        fewest = tried
    return fewest


def _broken(words: list[str], style: Style, limit: float) -> list[str]:
    broken: list[str] = []
    for word in chain.from_iterable(pieces(one, style, limit) for one in words):
        if broken and width(f"{broken[-1]} {word}", style) <= limit:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    return broken


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
