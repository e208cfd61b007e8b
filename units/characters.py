"""Which characters text may hold: what comes in is made clean once, what goes out is made fit for a file or a typeface.

Stored rows are older than the gate, so no output leans on it. No Django in here: a document is read with it too.

    clean           what somebody typed, pasted or sent -> text of this portal
    fit_for_files   stored text without what XML, mail and calendars cannot carry
    StandIns        stored text -> text that a typeface can show: ① (1), ✓ √, an emoji nothing
"""

import re
import unicodedata
from collections.abc import Callable, Container

__all__ = ["StandIns", "clean", "fit_for_files", "one_line"]


class _Table(dict[int, str]):
    """Code point -> what stands for it, found out when first met; for `str.translate`."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, code: int) -> str:
        self[code] = self._find(chr(code))
        return self[code]


# --- In ---------------------------------------------------------------------------------------------------------------

_PICTURES = {"\uf0e0": "→", "\uf0e8": "→", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "□", "\uf06f": "□"}  # of Wingdings
_JOINERS = re.compile(r"(?<![^\x00-\u036f\u1e00-\u1eff])[\u200c\u200d]+")  # between our letters they are leftovers
_BREAKS = "\x0b\x0c\x85\u2028\u2029"


def clean(text: str) -> str:
    """Text as it is kept: composed (NFC), signs of control as space or line break, Word's bullets as "-", full-width
    signs as half, without invisible leftovers; emoji and letters of every script stay."""
    return unicodedata.normalize("NFC", _JOINERS.sub("", _broken(text).translate(_TAKEN)))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def _broken(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _taken(char: str) -> str:
    kind, code = unicodedata.category(char), ord(char)
    if kind in ("Cc", "Cs", "Zl", "Zp") or _is_noncharacter(code):
        return _carried(char)
    if kind == "Co":
        return _PICTURES.get(char, "-")
    if 0xFF01 <= code <= 0xFF5E or 0xFFE0 <= code <= 0xFFE6 or "\u2000" <= char <= "\u2006" or char == "\u3000":
        return unicodedata.normalize("NFKC", char)
    return "" if kind == "Cf" and char not in "\u200c\u200d" else char


_TAKEN = _Table(_taken)


# --- Out: files -------------------------------------------------------------------------------------------------------


def fit_for_files(text: str) -> str:
    """Stored text as XML, mail and calendars can carry it, composed (NFC)."""
    return unicodedata.normalize("NFC", _broken(text).translate(_CARRIED))


def _carried(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _BREAKS:
        return "\n"
    if kind == "Cs" or char == "\0" or _is_noncharacter(ord(char)):
        return ""
    return " " if kind == "Cc" and char not in "\n\t" else char


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


_CARRIED = _Table(_carried)


# --- Out: a typeface --------------------------------------------------------------------------------------------------

UNKNOWN = "□"  # a letter that the typeface lacks: the reader sees that something stands there
_SIGNS = {
    **dict.fromkeys("✓✔🗸", "√"), "☑": "√", "✅": "√", **dict.fromkeys("✗✘✕✖☒❌❎", "×"), "☐": "□",
    **dict.fromkeys("➢➣➤➔➙➛➜➝➞▶▷▸▹‣⏵", "►"), **dict.fromkeys("⇒⟹⟶➡⮕➨", "→"), **dict.fromkeys("⇐⟸⟵⬅", "←"),
    **dict.fromkeys("❖◆◇✦✧⬥⬧", "♦"), **dict.fromkeys("⁃∙⦁⚫⬤★☆✱✲❋⭐", "•"), **dict.fromkeys("◼◾⬛🔲", "■"),
    **dict.fromkeys("◻◽⬜❏❐❑❒", "□"), **dict.fromkeys("⩽≦", "≤"), **dict.fromkeys("⩾≧", "≥"), "⁓": "~", "、": ",",
    "。": ".", "・": "·", "―": "–", "⸺": "—", "↔": "<->",
}  # fmt: skip
_CLASSES = {
    "Pd": "-", "Ps": "(", "Pe": ")", "Pi": "“", "Pf": "”", "Zs": " ", "Zl": "\n", "Zp": "\n", "Co": "-",
    **dict.fromkeys(("Cf", "Cn", "Cs", "Me", "Mn", "So", "Sk", "Po", "Pc"), ""),
}  # fmt: skip


class StandIns:
    """Makes text that a typeface can show of any text; `known`: the code points it has."""

    def __init__(self, known: Container[int]) -> None:
        self._known = known
        self._table = _Table(self._shown)

    def __call__(self, text: str) -> str:
        """`text`, composed, with a readable sign or nothing in place of each that the typeface lacks."""
        composed = fit_for_files(text)
        while (shown := unicodedata.normalize("NFC", composed.translate(self._table))) != composed:
            composed = shown
        return composed

    def _has(self, text: str) -> bool:
        return all(char in "\n\t" or ord(char) in self._known for char in text + text.upper())

    def _shown(self, char: str) -> str:
        kind = unicodedata.category(char)
        if self._can(char):
            return char
        found = _SIGNS.get(char) or _numbered(char, kind) or self._taken_apart(char)
        return found or _CLASSES.get(kind, UNKNOWN)

    def _taken_apart(self, char: str) -> str:
        """ﬁ as fi, ㎡ as m2, an accent that the typeface cannot put on its letter left out."""
        parts = unicodedata.normalize("NFKD", char)
        bare = "".join(part for part in parts if not unicodedata.combining(part))
        for kept in (parts, bare):
            if kept.strip() and self._can(unicodedata.normalize("NFC", kept)):
                return kept
        return ""

    def _can(self, text: str) -> bool:
        return self._has(text) and not any(unicodedata.category(char) in ("Cf", "Co") for char in text)


def _numbered(char: str, kind: str) -> str:
    """① and ❶ as (1), ٣ as 3; nothing for what is no number."""
    value = unicodedata.numeric(char, None) if kind in ("Nd", "No") else None
    if value is None or value != int(value):
        return ""
    enclosed = any(word in unicodedata.name(char) for word in ("CIRCLED", "PARENTHESIZED"))
    return f"({int(value)})" if enclosed else str(int(value))
