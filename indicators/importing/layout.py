"""The shapes in which PAPI's figures come: provinces in columns (2018 on), in rows (2011–2017), or a list.

A table is found by its provinces and read by the numbers in its labels, never by its words or places: rows of metadata
above, blank columns between and sheets of indicators do no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from units.text import fold

from .cells import Label, Mistake, Place, figure, label, province_key, text

__all__ = ["LIST_HEADS", "Figure", "Found", "find"]

Grid = Sequence[Sequence[Any]]
LIST_HEADS = ("Tỉnh, thành phố", "Mã nội dung", "Điểm", "Cận dưới 95%", "Cận trên 95%", "Sai số chuẩn", "Nhóm công bố")
_HEADS = {
    "province": {"tinh thanh pho", "tinh", "province"},
    "code": {"ma noi dung", "ma", "code"},
    "value": {"diem", "score", "value"},
    "low": {"can duoi 95", "can duoi", "95 ci low", "low"},
    "high": {"can tren 95", "can tren", "95 ci high", "high"},
    "error": {"sai so chuan", "standard error", "se"},
    "group": {"nhom cong bo", "nhom", "group"},
}
STATISTICS = {"trungbinh", "mean", "average", "trungvi", "median", "min", "max", "toanquoc", "national", "canuoc"}
_GROUPS = {"1": 1, "2": 2, "3": 3, "4": 4, "cao nhat": 1, "cao": 1, "trung binh cao": 2, "trung binh thap": 3, "thap": 4,
           "thap nhat": 4}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One cell of figures: `kind` value, low, high, error or group; None where the file says there is none."""

    province: str
    code: str
    kind: str
    value: Decimal | None
    place: Place


@dataclass
class Found:
    """Everything a file says: figures by (province's key, code, kind), names of codes, what could not be read."""

    figures: dict[tuple[str, str, str], Figure] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    provinces: dict[str, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    zeros: int = 0

    def take(self, province: str, code: str, kind: str, cell: Any, place: Place) -> None:
        """One cell; a second one that says something else is a mistake."""
        try:
            value = _group(cell) if kind == "group" else figure(cell)
        except ValueError as wrong:
            self.mistakes.append(Mistake(str(place), str(wrong)))
            return
        self.zeros += value is None and "0" in text(cell)
        key = (province, code, kind)
        before = self.figures.get(key)
        if before and before.value != value:
            self.mistakes.append(Mistake(str(place), f"Khác với ô {before.place} cùng tỉnh, cùng nội dung {code}."))
        self.figures.setdefault(key, Figure(province, code, kind, value, place))


def _group(cell):
    words = fold(text(cell)).removeprefix("nhom ")
    if not words:
        return None
    if words not in _GROUPS:
        raise ValueError(
            f"“{text(cell)[:40]}” không phải nhóm: ghi 1 đến 4, hoặc Cao, Trung bình cao, Trung bình thấp, Thấp."
        )
    return Decimal(_GROUPS[words])


def find(sheets: Sequence[tuple[str, Grid]], known: Mapping[str, object]) -> Found:
    """What all `sheets` [(name, rows)] say; `known`: keys of provinces as of `cells.province_key`."""
    found = Found()
    for name, grid in sheets:
        shown = name if len(sheets) > 1 else ""
        if heads := _list_heads(grid):
            _read_list(found, shown, grid, *heads)
        else:
            _read_table(found, shown, grid, known)
    return found


def _list_heads(grid):
    """(row of headings, {what: column}) of a list, or nothing."""
    for n, row in enumerate(grid[:5]):
        said = {fold(text(cell)): column for column, cell in enumerate(row)}
        heads = {what: next((said[one] for one in names if one in said), None) for what, names in _HEADS.items()}
        if None not in (heads["province"], heads["code"], heads["value"]):
            return n, {what: column for what, column in heads.items() if column is not None}
    return None


def _read_list(found, sheet, grid, head, columns):
    for n, row in enumerate(grid[head + 1 :], head + 1):
        cells = {what: row[column] if column < len(row) else None for what, column in columns.items()}
        province = province_key(text(cells["province"]))
        if not province:
            continue
        found.provinces.setdefault(province, Place(sheet, n + 1, columns["province"] + 1))
        code = _list_code(text(cells["code"]))
        for kind, column in columns.items():
            if kind not in ("province", "code"):
                found.take(province, code, kind, cells[kind], Place(sheet, n + 1, column + 1))


def _list_code(words):
    return "" if fold(words) in ("", "th", "tong hop", "papi", "composite") else words[:12]


def _read_table(found, sheet, grid, known):
    """Whichever way round the provinces stand: the line that names most of them is the heading."""
    across = _most(grid, known)
    turned = [list(column) for column in zip(*_squared(grid), strict=True)]
    down = _most(turned, known)
    if max(across[0], down[0]) < 2:
        return
    if across[0] >= down[0]:
        _read_lines(found, sheet, grid, across[1], known, turned=False)
    else:
        _read_lines(found, sheet, turned, down[1], known, turned=True)


def _squared(grid):
    width = max((len(row) for row in grid), default=0)
    return [[*row, *[None] * (width - len(row))] for row in grid]


def _most(grid, known):
    """(how many provinces, place) of the line naming most."""
    counts = [len({province_key(text(cell)) for cell in row} & known.keys()) for row in grid] or [0]
    return max(counts), counts.index(max(counts))


def _read_lines(found, sheet, grid, head, known, *, turned):
    """Lines of figures, each with its label before the first province; `turned`: rows and columns changed places."""

    def place(line, cell):
        return Place(sheet, cell + 1, line + 1) if turned else Place(sheet, line + 1, cell + 1)

    provinces = {n: province_key(text(cell)) for n, cell in enumerate(grid[head]) if text(cell)}
    first = min(n for n, key in provinces.items() if key in known)
    provinces = {n: key for n, key in provinces.items() if n >= first and key not in STATISTICS}
    for n, key in provinces.items():
        if key in found.provinces and found.provinces[key].sheet == sheet:
            found.mistakes.append(Mistake(str(place(head, n)), f"Tỉnh này đã có ở ô {found.provinces[key]}."))
        found.provinces.setdefault(key, place(head, n))
    current: Label | None = None
    for line, cells in enumerate(grid[head + 1 :], head + 1):
        said = _said(cells[:first])
        if said is None:  # an indicator's line ends what an interval may belong to, a blank one does not
            current = None if any(text(cell) for cell in cells[:first]) else current
            continue
        current = _follow(found, said, current, cells[:first])
        if current is None or current.kind == "weighted":
            continue
        for n, key in provinces.items():
            if key in known:
                found.take(key, current.code, said.kind, cells[n] if n < len(cells) else None, place(line, n))


def _said(cells):
    """The label of a line; of several in it the one nearest the figures."""
    return next((one for one in map(label, map(text, reversed(cells))) if one), None)


def _follow(found, said, current, cells):
    """The figure that the line is of; an end of an interval belongs to the figure before it."""
    if said.kind in ("low", "high", "error"):
        return current
    labels = [one for one in map(label, map(text, cells)) if one and one.name]
    if said.kind == "value" and said.code and labels:
        found.names.setdefault(said.code, labels[-1].name)
        plain = [text(cell) for cell in cells if text(cell) and label(text(cell)) is None]
        found.english.setdefault(said.code, labels[0].name if len(labels) > 1 else next(iter(plain), ""))
    return said
