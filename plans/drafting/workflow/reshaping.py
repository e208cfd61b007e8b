"""Rows of a reading added, split, joined and left out together; each act leaves every other row's words alone.

add          an empty task below another
split        one task at its line ends, else at its semicolons
merge        a task into the one above it
section      all tasks of one heading in or out
annex        all tasks of the annexes in or out
duties       every duty of "Tổ chức thực hiện" ticked
"""

import re
from collections.abc import Callable
from typing import Any

Reading = dict[str, Any]
_EMPTY = {"text": "", "section": "", "dimension": None, "lead": "", "coordinating": "", "deadline": "", "product": "",
          "lines": [], "cell": "", "doubts": [], "keep": True, "annex": False}  # fmt: skip
_LINES, _SEMICOLONS = re.compile(r"\s*\n\s*"), re.compile(r";\s+")


class CannotReshape(ValueError):
    """The act does not fit the row; the words say why, in Vietnamese."""


def reshape(reading: Reading, act: str, key: int | None) -> int | None:
    """Does `act`, a word of ACTS, on the row with `key`; the key of the row to show next. Raises CannotReshape."""
    shown = ACTS[act](reading, key)
    reading["version"] += 1
    return shown


def _at(reading, key):
    place = next((n for n, row in enumerate(reading["tasks"]) if row["key"] == key), None)
    if place is None:
        raise CannotReshape("Nhiệm vụ này không còn trong bản đối chiếu.")
    return place


def _new(reading, **values):
    row = _EMPTY | values | {"key": reading["next"]}
    reading["next"] += 1
    return row


def _add(reading, key):
    place = _at(reading, key) if key is not None else len(reading["tasks"]) - 1
    beside = reading["tasks"][place] if reading["tasks"] else _EMPTY
    row = _new(reading, section=beside["section"], dimension=beside["dimension"], annex=beside["annex"])
    reading["tasks"].insert(place + 1, row)
    return row["key"]


def _split(reading, key):
    place = _at(reading, key)
    row = reading["tasks"][place]
    by = _LINES if "\n" in row["text"].strip() else _SEMICOLONS
    first, *others = [part.strip() for part in by.split(row["text"]) if part.strip()] or [""]
    if not others:
        raise CannotReshape("Chưa biết tách ở đâu: hãy xuống dòng ở chỗ cần tách rồi bấm Tách.")
    row["text"] = first
    same = {name: row[name] for name in row if name not in ("text", "key", "doubts")}
    reading["tasks"][place + 1 : place + 1] = [_new(reading, **same, text=text) for text in others]
    return key


def _merge(reading, key):
    place = _at(reading, key)
    if not place:
        raise CannotReshape("Nhiệm vụ đầu tiên không có nhiệm vụ nào ở trên để gộp.")
    row, above = reading["tasks"].pop(place), reading["tasks"][place - 1]
    above["text"] = f"{above['text']} {row['text']}".strip()
    for name in ("lead", "coordinating", "deadline", "product", "dimension"):
        above[name] = above[name] or row[name]
    above["lines"], above["keep"] = [*above["lines"], *row["lines"]], above["keep"] or row["keep"]
    return above["key"]


def _section(reading, key, *, keep):
    row = reading["tasks"][_at(reading, key)]
    for other in reading["tasks"]:
        if (other["section"], other["annex"]) == (row["section"], row["annex"]):
            other["keep"] = keep


def _annex(reading, key, *, keep):
    for row in reading["tasks"]:
        row["keep"] = keep if row["annex"] else row["keep"]


def _duties(reading, key):
    for duty in reading["duties"]:
        duty["take"] = True


ACTS: dict[str, Callable[[Reading, int | None], int | None]] = {
    "them": _add,
    "tach": _split,
    "gop": _merge,
    "bo-muc": lambda reading, key: _section(reading, key, keep=False),
    "lay-muc": lambda reading, key: _section(reading, key, keep=True),
    "bo-phu-luc": lambda reading, key: _annex(reading, key, keep=False),
    "lay-phu-luc": lambda reading, key: _annex(reading, key, keep=True),
    "moi-viec": _duties,
}
