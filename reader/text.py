"""Vietnamese text made comparable: NFC, one kind of space, and a fold that keeps every position."""

import re
import unicodedata
from functools import lru_cache

from units.characters import clean

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
ODD_CHARACTERS = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u00f0": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2003": " ",
        "\u2002": " ",
        "\u2009": " ",
        "\u3000": " ",
    }
)
# Spelled out: in Unicode the small letters with marks stand between the capitals.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.lower()
# One word of a proper name: "Súp", "M'gar", "H’Đơk", "K'".
NAME_WORD = rf"[{UPPER}][{LOWER}]*(?:['’ʼ`´][{UPPER}{LOWER}]?[{LOWER}]*)?"
TERMINAL = ".;:!?…"
_REMEMBERED = 3000
# Text of these signs alone is as it should be already.
_COMPARABLE = re.compile(r"[\t\n -~À-ÏÑ-ïñ-ſƠơƯưẠ-ỹ“”‘’–—…•]*")


class _FoldTable(dict):
    def __missing__(self, code: int) -> str:
        char = chr(code).lower()[0]
        base = "d" if char == "đ" else unicodedata.normalize("NFD", char)[0]
        self[code] = base
        return base


_FOLD = _FoldTable()


def normalise(text: str) -> str:
    """Text through the portal's gate, with plain spaces; tabs stay, since two-column letterheads live on them."""
    return text if _COMPARABLE.fullmatch(text) else clean(text).translate(ZERO_WIDTH).translate(ODD_CHARACTERS)


def fold(text: str) -> str:
    """Lower case without marks, one character for one, so that spans found in it hold in `text`."""
    return _folded(text) if len(text) < _REMEMBERED else text.translate(_FOLD)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Every rule asks for the same lines again; a document's worth of them is remembered."""
    return text.translate(_FOLD)


def squeeze(text: str) -> str:
    """Runs of white space become one space; none at the ends."""
    return " ".join(text.split())


def is_caps(text: str) -> bool:
    """True when (nearly) all letters are capitals, as in headings and letterheads."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def starts_lower(text: str) -> bool:
    """True when the first character that is no bracket or quote is a small letter."""
    stripped = text.lstrip(" \t\"“”'‘(…,;")
    return bool(stripped) and stripped[0].islower()


def ends_sentence(text: str) -> bool:
    """True when the text ends like a sentence or a list item does."""
    return text.rstrip(" \"”'’)/*").endswith(tuple(TERMINAL))


def strip_end(text: str) -> str:
    """The text without closing punctuation."""
    return re.sub(r"[\s;:.,…/]+$", "", text)
