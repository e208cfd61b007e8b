"""The recipients of a paper: entries out of lines that wrap, with and without dashes, up to "Lưu"."""

import re
from collections.abc import Iterator

from .blocks import Line
from .shapes import Passage
from .text import LOWER, UPPER, squeeze, starts_lower, strip_end

BULLET = re.compile(r"^(?:[-–—−•·●*+~_¬]+)\s*")
KEEP = re.compile(r"^(?:l[uư]u)\b", re.IGNORECASE)
_DEBRIS = re.compile(r"^\S{1,4}\s+(?=L[uưƯU]u\s?:)")
# Dirt behind the last stop of an entry.
_SPECKS = re.compile(r"(?<=[.;,])\s+[-–—_=~·]+$")


class RecipientList:
    """Open from "Nơi nhận" on, closed behind its "Lưu"; each entry is its text and the source lines it stands on."""

    def __init__(self) -> None:
        self.open = False
        self.closed = False
        self.bulleted = False
        self.entries: list[tuple[str, list[int]]] = []

    @property
    def last(self) -> str:
        """The entry that was read last."""
        return self.entries[-1][0] if self.entries else ""

    def take(self, piece: str, line: Line) -> None:
        """One more piece of text: an entry of its own, the end of the one above, or what closes the list."""
        bulleted = bool(BULLET.match(piece))
        text = _DEBRIS.sub("", squeeze(BULLET.sub("", piece))).lstrip(".,:;= ")
        if not text or not re.search(rf"[{UPPER}{LOWER}\d]{{2}}", text):
            return
        self.bulleted = self.bulleted or bulleted
        last = self.entries[-1][0] if self.entries else ""
        done = last.rstrip().endswith((";", ".") if self.bulleted else (";", ".", ","))
        ended = last.rstrip().endswith(".") or (line.after_blank and not last.endswith(",") and text[0] != "(")
        if self.entries and KEEP.match(last) and not bulleted and ended:
            self.closed = True
            return
        if (
            self.entries
            and not bulleted
            and (not done or starts_lower(text))
            and (not line.after_blank or self._is_open(last, text))
            and self._goes_on(last, text)
        ):
            self.entries[-1] = (f"{last} {text}", [*self.entries[-1][1], line.number])
            return
        self.entries.append((text, [line.number]))

    def _is_open(self, last: str, text: str) -> bool:
        """Whether an entry goes on behind a blank line: it has no end mark where the others have one."""
        if starts_lower(text) or text.startswith("(") or last.endswith((",", "-", "(")):
            return True
        return self.bulleted and not KEEP.match(last) and not last.endswith((";", ".", ")"))

    def _goes_on(self, last: str, text: str) -> bool:
        """Without dashes at all each line is its own entry unless it clearly runs on."""
        return starts_lower(text) or not KEEP.match(text)

    def passages(self) -> Iterator[Passage]:
        """Each recipient with the source lines it stands on."""
        for text, numbers in self.entries:
            for part in _split_entries(text):
                clean = strip_end(_SPECKS.sub("", BULLET.sub("", part.strip())))
                if re.search(rf"[{UPPER}{LOWER}\d]{{2}}", clean):
                    yield Passage(clean, tuple(numbers))


def _split_entries(text: str) -> list[str]:
    """ "TT Tỉnh ủy; TT HĐND tỉnh" is two entries; a semicolon inside brackets parts nothing."""
    parts, depth, current = [], 0, ""
    for char in re.sub(r"\s*;\s*(?=\([^)]*\)\W*$)", " ", text):
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]
