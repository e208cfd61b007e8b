"""The marks in front of headings and items: I. / 1. / 1.1. / (1) / a) / - / + / * / ~ and what number they carry."""

import re
from dataclasses import dataclass, replace

from .text import UPPER

PART, ARTICLE, ROMAN, NUM, MULTI, PAREN, LETTER = "part", "article", "roman", "num", "multi", "paren", "letter"
DASH, PLUS, STAR, BULLET, PLAIN = "dash", "plus", "star", "bullet", "plain"
# A table of tasks in its place among the paragraphs; its value is the table's number.
TABLE = "table"
NUMBERED = (PART, ARTICLE, ROMAN, NUM, MULTI, PAREN, LETTER)
BULLETS = (DASH, PLUS, STAR, BULLET)

_PATTERNS = (
    (PART, re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(THỨ\s+\w+|thứ\s+\w+|[IVX]{1,4}|\d{1,2})\b\s*[.:–-]?\s*")),
    (PART, re.compile(r"([A-HĐ])\s*[.\-–]\s+(?=[" + UPPER + "]{2})")),
    (ARTICLE, re.compile(r"Điều\s+(\d{1,2})\s*[.:]\s*")),
    (
        ROMAN,
        re.compile(
            r"([IVX]{1,5}|H[Il1|]|[IlT1|]{1,2}H|TII?|V[IỊ]{1,3}|[Il1|]{1,3}I|I[Il1|]{1,2}|[l|]|[Il1|]?V[Il1|]{0,3}|X[Il1|]{1,3})\s*[.)/\-–]+\s*"
            r"(?=[“\"]?[" + UPPER + "])"
        ),
    ),
    (
        MULTI,
        re.compile(
            r"(\d{1,2}(?:\s?\.\s?\d{1,2}){1,3})"
            r"(?:\s?[.)/]\s*(?=[^\d\s,;%)])|\s?[-–]\s*(?=[" + UPPER + r"])|\s+(?=[“\"(]?[" + UPPER + "]))"
        ),
    ),
    (
        NUM,
        re.compile(
            # "01/NQ-CP" is the number of a document
            rf"(?!\d+\s?/\s?[{UPPER}]+\s?[-–])"
            rf"(\d{{1,2}})\s?(?:[.)/]\s*(?=[^\d\s.,;)])|[.)]\s+(?=\d{{1,3}}\s?%)|\s?[-–]\s+(?=[{UPPER}]))"
        ),
    ),
    (PAREN, re.compile(r"\((\d{1,2}|[ivx]{1,4})\)\s?[.:]?\s*(?=\S)")),
    (LETTER, re.compile(r"([a-zđ])(?:\s?\)\s*|\.\s+|\s?/\s+)(?=\S)")),
    (LETTER, re.compile(r"\(([a-eđ])\)\s*(?=\S)")),
    (DASH, re.compile(r"()[-–—−‐‑_~¬]+[ \t]*(?=[^\s\-–—.])")),
    (PLUS, re.compile(r"()\+\s*(?=\S)")),
    (STAR, re.compile(r"()(?:\*+|※)\s*(?=[^\s*])")),
    (BULLET, re.compile(r"()(?:[•·●▪■◦○✓➢➤→❖►]|o(?= [" + UPPER + r"]))[ \t]*(?=\S)")),
)
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Marker:
    """A mark found at a line's start: kind, the label as written without punctuation, its value, and its length."""

    kind: str
    label: str
    value: int
    length: int


def find(text: str) -> Marker | None:
    """The mark the text starts with, or None."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            label = re.sub(r"\s", "", match.group(1))
            if kind == ROMAN:
                label = re.sub("[l1|Ị]", "I", label)
            return Marker(kind, label, _value(kind, label), match.end())
    return None


def in_sequence(marker: Marker, last: int) -> Marker:
    """A Roman numeral that OCR made "HI", "IH" or "TI" of is the one that comes after the last."""
    if marker.kind != ROMAN or not re.search("[HT]", marker.label) or last + 1 >= len(_ROMANS):
        return marker
    return replace(marker, label=_ROMANS[last + 1], value=last + 1)


def _value(kind: str, label: str) -> int:
    if kind == ROMAN:
        return roman_value(label)
    if kind == LETTER or (kind == PART and label.isalpha()):
        return "abcdđeghiklmnopqrstuvxy".find(label.lower()) + 1
    digits = re.findall(r"\d+", label)
    return int(digits[-1]) if digits else 0


def roman_value(label: str) -> int:
    """The value of a Roman numeral of the sizes headings use."""
    total = 0
    values = [_ROMAN_VALUES.get(char, 0) for char in label]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total
