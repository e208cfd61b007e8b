"""Vietnamese text: one spelling (NFC), one folded form for searching, one key for sorting."""

import unicodedata
from functools import lru_cache

from units.characters import clean

_BARE = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ɖ": "D", "ɖ": "d", "’": None, "'": None, "ʼ": None})

# Letters in the order of the Vietnamese alphabet, f j w z at their Latin places; each is a letter of its own.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # ngang huyền hỏi ngã sắc nặng
_SIGNS = " _-–—,;:!?./'‘’\"“”()[]{}@*&#%+<=>|~$0123456789"  # ICU's root order: space, punctuation, signs, digits
_PRIMARY = {sign: f"{place:02x}" for place, sign in enumerate(_SIGNS + _LETTERS, start=1)}


def nfc(text: str) -> str:
    """`text` through the gate (`units.characters.clean`): composed, for decomposed text breaks ==, length limits and
    search; no sign of control, no white space at its ends."""
    return clean(text).strip()


def nfc_lines(text: str) -> str:
    """`nfc` of what was typed into a box of several lines: browsers send CR LF, the database keeps one sign."""
    return nfc(text)


def in_words(text: str) -> bool:
    """Whether something is said at all: a reason or an opinion of dots, dashes or digits says nothing."""
    return any(char.isalpha() for char in text)


def fold(text: str) -> str:
    """What searching compares: lower case, no marks, đ and its look-alikes as d, words apart by one space.

    `Đắk Lắk` and `dak lak`, `hòa` and `hoà`, `H'Leo` and `HLeo` fold alike.
    """
    bare = unicodedata.normalize("NFD", text.translate(_BARE)).casefold()
    kept = (" " if not char.isalnum() else char for char in bare if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def sort_key(text: str) -> str:
    """Hex digits that sort as ICU's Vietnamese collation does, under any database collation.

    Three levels as in ICU: letters and signs, then tones, then capitals. Checked against PostgreSQL's vi-x-icu on
    every unit name. Up to four digits a character.
    """
    letters = [_weigh(char) for char in nfc(text)]
    primary = "".join(letter for letter, _, _ in letters)
    tones = "".join(str(tone) for _, tone, _ in letters).rstrip("1")
    capitals = "".join(str(capital) for _, _, capital in letters).rstrip("1")
    return f"{primary}00{tones}0{capitals}"  # 0 comes before every weight, so the shorter of two equals sorts first


@lru_cache(maxsize=4096)
def _weigh(char: str) -> tuple[str, int, int]:
    """Primary weight, tone and capital of one composed character; what is not known sorts after z."""
    lower = char.lower()
    letter, tone = _split_tone(lower)
    return _PRIMARY.get(letter) or f"ff{ord(lower[0]):06x}", tone, 1 + int(char != lower)


def _split_tone(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts[1:] if mark in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), _TONES[tone]
