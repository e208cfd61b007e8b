"""One line against its entry: what differs, cell by cell, and what no value can be made of."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from plans.entering.spreadsheet.layout import FIGURE_HEAD, LEVEL, LEVELS, TEXTS, plain
from plans.entering.spreadsheet.reading import Share, SheetRow, Unreadable
from plans.models import Progress
from units.characters import clean
from units.numbers import field_text, read_number, said, within
from units.vietnamese import vn_num

LONGEST = 4000


@dataclass(frozen=True)
class Mistake:
    """What is wrong in one cell."""

    cell: str
    task: str
    message: str


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is stored: words for the preview."""

    cell: str
    entry: Progress
    label: str
    old: str
    new: str
    note: str = ""  # how a number written as text was understood
    doubt: str = ""  # why the figure does not look right


def differences(line: SheetRow, entry: Progress) -> tuple[list[Mistake], list[Change], dict[str, dict[Any, Any]]]:
    """([Mistake], [Change], {"values", "figures"} to save) of one row."""
    mistakes, changes, values, figures = [], [], {}, {}
    task = str(entry.task)[:80]

    def take(title, parse, old, shown, into, name, note=""):
        try:
            new = parse(_readable(line.cells.get(title)))
        except ValueError as reason:
            mistakes.append(Mistake(line.place(title), task, str(reason)))
            return
        if new != old:
            into[name] = str(new) if isinstance(new, Decimal) else new
            changes.append(Change(line.place(title), entry, title, shown(old), shown(new), note))

    take(LEVEL, _level, entry.level, lambda code: dict(Progress.Level.choices).get(code, ""), values, "level")
    have = {row.measure_id: row.value for row in entry.figures.all()}
    for n, measure in enumerate(entry.task.asked_measures(), 1):
        title, small = f"Số liệu {n}", measure.in_percent
        if title in line.letters:
            read, note = partial(_number, small=small), _said(line.cells.get(title), small)
            take(title, read, have.get(measure.pk), _shown_number, figures, measure.pk, note)
    mistakes += _strays(line, entry, task)
    for name, title in TEXTS.items():
        take(title, _text, getattr(entry, name), lambda text: text, values, name)
    return mistakes, changes, {"values": values, "figures": figures}


def _strays(line, entry, task):
    """Mistakes for figures typed where the task asks for none: left out silently they would be lost."""
    asked = len(entry.task.asked_measures())
    typed = ((title, FIGURE_HEAD.fullmatch(title)) for title, value in line.cells.items() if value not in (None, ""))
    message = "Nhiệm vụ này không có chỉ tiêu ở cột này. Ghi con số vào Kết quả đã làm."
    return [Mistake(line.place(title), task, message) for title, head in typed if head and int(head[1]) > asked]


def _readable(value):
    if isinstance(value, Unreadable):
        raise ValueError(value.why)
    return value


def _shown_number(value):
    return "" if value is None else vn_num(value)


def _level(value):
    word = plain(value)
    if not word:
        return ""
    found = {title.casefold(): code for title, code in LEVELS.items()}.get(word.casefold())
    if found is None:
        raise ValueError(f"“{word}” không có trong danh sách. Chọn: {', '.join(LEVELS)}.")
    return str(found)


def _number(value, small):
    """A number cell as it is, a text through the gate of numbers; raises ValueError with the reason."""
    if value is None or plain(value) == "":
        return None
    if isinstance(value, str):
        return within(read_number(value, small=small))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"“{value}” không phải là số.")
    number = within(Decimal(str(value)), places=400)  # a counted cell may have more places than are kept
    return round(number, 4).normalize() + 0 if number % 1 else number.quantize(Decimal(1))


def _said(value, small):
    return said(value, small=small) if isinstance(value, str) else ""


def _text(value):
    written = "" if value is None else value if isinstance(value, str) else _as_written(value)
    text = clean(written.replace("_x000D_", ""))
    if len(text) > LONGEST:
        raise ValueError(f"Dài {vn_num(len(text))} ký tự, tối đa {vn_num(LONGEST)}.")
    return text


def _as_written(value):
    """A number in a column of words: 2026 was typed as 2026, never as 2.026."""
    if isinstance(value, bool):
        return str(value).upper()
    return field_text(Decimal(str(float(value))), small=True) + ("%" if isinstance(value, Share) else "")
