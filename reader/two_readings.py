"""One page recognised by two sets of letters, joined word by word: where they agree it is sure, where not it is doubted."""

import re
from collections.abc import Iterable, Sequence

from .text import LOWER, UPPER

Row = dict[str, str]  # a row of tesseract's table: its text, `conf`, and its box in pixels
_SIGNS = re.compile(rf"[^{UPPER}{LOWER}\d]+")
# Of two readings that differ the one so much surer is believed (of 100), the other is doubted; so many letters alike
# are no chance.
_DIFFERS, _SURER, _SURE, _LONG = 60.0, 15, 95, 8
# By so much less sure may the second set of letters be of small letters, so much surer it must be of capitals.
_SMALL, _LARGE = -20, 10
_SIGNS_DIFFER = 10
# Words in capitals that the form of every paper has: of two readings the one that says such a word is right.
_OF_FORM = frozenset(
    (
        "ỦY",
        "BAN",
        "NHÂN",
        "DÂN",
        "CHỦ",
        "TỊCH",
        "GIÁM",
        "ĐỐC",
        "TRƯỞNG",
        "PHÒNG",
        "HỘI",
        "ĐỒNG",
        "TM",
        "KT",
        "TL",
        "VT",
    )
)
_BAND = 40  # pixels; lines of a page at 300 dots are about 70 apart
_WITHIN, _LEVEL = 0.5, 0.4


def joined(first: Sequence[Row], second: Iterable[Row]) -> list[Row]:
    """The words of `first` in its lines and order, each as sure as both readings together make it.

    Of two readings in small letters the second is taken, whose letters know more of the marks; in capitals, numerals
    and figures the first. Words that one reading has run into one are parted as the other has them.
    """
    bands = _Bands(second)
    over = [bands.over(row) if _is_word(row) else [] for row in first]
    found: list[Row] = []
    for run in _runs(over):
        rows = [first[n] for n in run]
        found += _as_one(rows, over[run[0]][0]) if len(run) > 1 else _together(rows[0], over[run[0]])
    return found


def _runs(over: list[list[Row]]) -> list[list[int]]:
    """The words of the first reading by number; those that the second has run into one stand together."""
    runs: list[list[int]] = []
    for n, others in enumerate(over):
        goes_on = n and len(others) == 1 and len(over[n - 1]) == 1 and others[0] is over[n - 1][0]
        runs[-1].append(n) if goes_on else runs.append([n])
    return runs


def _as_one(rows: list[Row], other: Row) -> list[Row]:
    """Words that the second reading has run into one stay parted; of other letters they are doubted."""
    alike = "".join(map(_letters, rows)) == _letters(other)
    most = max(float(other["conf"]), _SURE) if alike else _DIFFERS
    return [row | {"conf": str(min(float(row["conf"]), most))} for row in rows]


def _is_word(row: Row) -> bool:
    return row["level"] == "5" and bool(row["text"].strip())


def _together(row: Row, others: list[Row]) -> list[Row]:
    if not _is_word(row):
        return [row]
    if not _letters(row) and not any(map(_letters, others)):
        return [row if others else row | {"conf": "0"}]
    if len(others) == 1 and _most_inside(row, others[0]):
        return [_better(row, others[0])]
    said = "".join(_letters(other) for other in others)
    if len(others) > 1 and said == _letters(row):
        return [row | {key: other[key] for key in ("text", "conf", "left", "width")} for other in others]
    return [row | {"conf": str(min(float(row["conf"]), _DIFFERS))} if others else row]


def _better(row, other):
    sure, surely = float(row["conf"]), float(other["conf"])
    if _letters(row) == _letters(other):
        return _of_same_letters(row, other)
    if (_letters(row) in _OF_FORM) != (_letters(other) in _OF_FORM):
        return row if _letters(row) in _OF_FORM else row | {"text": other["text"], "conf": other["conf"]}
    same = _letters(row).casefold() == _letters(other).casefold()
    most = _LARGE if same or _is_large(row["text"]) else _SMALL
    takes_other = surely > sure + most and bool(_letters(other))
    text, taken, left = (other["text"], surely, sure) if takes_other else (row["text"], sure, surely)
    believed = taken >= _SURE and taken - left >= _SURER
    return row | {"text": text, "conf": str(taken if believed else min(taken, _DIFFERS))}


def _of_same_letters(row, other):
    """Dirt is read as a stop or a comma: of two readings with other signs the surer one, and less sure."""
    sure, surely = float(row["conf"]), float(other["conf"])
    signs = row["text"].strip() == other["text"].strip() or _is_large(row["text"])
    text = row["text"] if signs or sure >= surely else other["text"]
    return row | {"text": text, "conf": str(_agreed(_letters(row), sure, surely) - (0 if signs else _SIGNS_DIFFER))}


def _agreed(letters, sure, surely):
    return max(sure, surely) if len(letters) >= _LONG else (sure + surely) / 2


def _is_large(text: str) -> bool:
    """Capitals, numerals and figures: one letter in the middle says little there."""
    letters = _SIGNS.sub("", text)
    return letters.isupper() or any(sign.isdigit() for sign in letters)


def _letters(row: Row) -> str:
    return _SIGNS.sub("", row["text"])


def _box(row: Row) -> tuple[int, int, int, int]:
    left, top = int(row["left"]), int(row["top"])
    return left, top, left + int(row["width"]), top + int(row["height"])


def _overlaps(one: Row, other: Row) -> float:
    """How much of the narrower of two words lies in the other, if they stand on one line."""
    left, top, right, bottom = _box(one)
    from_left, from_top, to_right, to_bottom = _box(other)
    level = min(bottom, to_bottom) - max(top, from_top)
    if level < _LEVEL * min(bottom - top, to_bottom - from_top):
        return 0
    return (min(right, to_right) - max(left, from_left)) / max(1, min(right - left, to_right - from_left))


def _most_inside(one, other):
    """Whether two words are about as wide: neither is only the half of the other."""
    wide, narrow = max(int(one["width"]), int(other["width"])), min(int(one["width"]), int(other["width"]))
    return narrow > _WITHIN * wide


class _Bands:
    """The words of a reading by their height on the page, for a quick answer to which stand over one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[int, list[Row]] = {}
        for row in filter(_is_word, rows):
            self.rows.setdefault(self._at(row), []).append(row)

    def over(self, row: Row) -> list[Row]:
        """Its words over `row`, from left to right."""
        at = self._at(row)
        near = (one for band in range(at - 1, at + 2) for one in self.rows.get(band, ()))
        return sorted((one for one in near if _overlaps(row, one) > _WITHIN), key=lambda one: int(one["left"]))

    def _at(self, row):
        return (int(row["top"]) + int(row["height"]) // 2) // _BAND
