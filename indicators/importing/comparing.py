"""What a file says against what is stored and what can be: wrong cells, changes, another structure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from indicators.models import Interval, PublishedGroup, Score, StructureVersion
from units.models import Unit
from units.models.administrative import REFORM
from units.text import fold

from .cells import Mistake, province_key
from .layout import Figure, Found

__all__ = ["Preview", "Provinces", "compare"]

LEAST_PLACES = Decimal("0.005")  # half a step of figures given with two decimals


@dataclass
class Provinces:
    """The provinces of both eras by the key of their name."""

    old: dict[str, Unit]
    new: dict[str, Unit]

    @classmethod
    def all(cls) -> "Provinces":
        """One query."""
        rows = Unit.objects.administrative().filter(Q(valid_from__lt=REFORM) | Q(valid_to=None), depth=0)
        provinces = list(rows.order_by("sort_key"))
        old = {province_key(row.name): row for row in provinces if row.valid_from < REFORM}
        return cls(old, {province_key(row.name): row for row in provinces if row.valid_to is None})

    @property
    def known(self) -> set[str]:
        return {*self.old, *self.new}

    def of(self, keys: set[str], year: int) -> tuple[dict[str, Unit], str]:
        """The era whose provinces the file names, with its words: a name of only one era decides, else the year."""
        is_new = not keys & (self.old.keys() - self.new.keys()) and (
            bool(keys & (self.new.keys() - self.old.keys())) or year >= REFORM.year
        )
        return (self.new, "các tỉnh từ 01/07/2025") if is_new else (self.old, "các tỉnh trước 01/07/2025")


@dataclass
class Preview:
    """Before anything is written: wrong cells, and what would be stored."""

    era: str
    mistakes: list[Mistake]
    added: list[str] = field(default_factory=list)  # codes of another structure than the one in force
    gone: list[str] = field(default_factory=list)
    absent: list[Unit] = field(default_factory=list)  # provinces of the era that the file does not name
    changed: list[tuple[str, str, Decimal | None, Decimal | None]] = field(default_factory=list)
    new: int = 0
    same: int = 0
    missing: int = 0
    intervals: int = 0
    groups: int = 0
    zeros: int = 0
    provinces: int = 0
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def takes(self) -> int:
        return 0 if self.mistakes else self.new + len(self.changed) + self.intervals + self.groups


def compare(found: Found, year: int, provinces: Provinces, *, new_structure: bool) -> Preview:
    """The Preview of `found`; with a mistake nothing is taken, for a year is taken whole or not at all."""
    units, era = provinces.of(set(found.provinces), year)
    preview = Preview(era, list(found.mistakes), zeros=found.zeros)
    preview.mistakes += [
        Mistake(str(place), f"Không có tên này trong {era}. Sửa tên tỉnh, hoặc xóa nếu không phải tỉnh.")
        for key, place in found.provinces.items() if key not in units
    ]  # fmt: skip
    named = {units[key].pk for key in found.provinces if key in units}
    preview.absent = [unit for unit in units.values() if unit.pk not in named]
    preview.provinces = len(named)
    values = {(key, code): one for (key, code, kind), one in found.figures.items() if kind == "value" and key in units}
    _structure(preview, found, year, {code for _, code in values}, new_structure)
    _ranges(preview, values, _subs(year, new_structure, values))
    _sums(preview, values)
    _fill(preview, found, values, units, year)
    return preview


def _subs(year, new_structure, values):
    """{code: (least, most)} of sub-dimensions: of the structure in force, or by the number of parts in a new one."""
    if new_structure:
        codes = {code for _, code in values if "." in code}
        sizes = {code: sum(other[0] == code[0] for other in codes) for code in codes}
        return {code: (Decimal(1) / n, Decimal(10) / n) for code, n in sizes.items()}
    version = StructureVersion.of_year(year)
    rows = version.sub_dimensions.values_list("code", "range_min", "range_max") if version else []
    return {code: (low, high) for code, low, high in rows}


def _structure(preview, found, year, codes, new_structure):
    version = StructureVersion.of_year(year)
    stored = set(version.sub_dimensions.values_list("code", flat=True)) if version else set()
    given = {code for code in codes if "." in code}
    preview.added, preview.gone = sorted(given - stored), sorted(stored - given)
    for code in sorted({code for code in codes if code and not _is_code(code)}):
        place = next(one.place for (_, other, _), one in found.figures.items() if other == code)
        preview.mistakes.append(Mistake(str(place), f"“{code}” không phải mã nội dung (như 5 hoặc 5.1)."))
    if not given:  # intervals and groups of a year that is stored: nothing is said of its parts
        preview.gone = []
    if (preview.added or preview.gone) and not new_structure:
        told = [f"thêm {', '.join(preview.added)}"] if preview.added else []
        told += [f"thiếu {', '.join(preview.gone)}"] if preview.gone else []
        preview.mistakes.append(
            Mistake(
                "cả tệp",
                f"Nội dung thành phần khác cấu trúc {version or 'đang có'}: {'; '.join(told)}. Sửa mã trong tệp, hoặc đánh "
                "dấu “Cấu trúc năm này khác năm trước” rồi đọc lại.",
            )
        )
    if new_structure and version and version.year_from == year:
        preview.mistakes.append(Mistake("cả tệp", f"Năm {year} đã có phiên bản cấu trúc riêng; bỏ dấu rồi đọc lại."))
    if new_structure and Score.objects.filter(year__gte=year).exists():
        preview.mistakes.append(
            Mistake("cả tệp", f"Đã có điểm từ năm {year} theo cấu trúc cũ; không lập cấu trúc mới từ năm ấy được nữa.")
        )


def _is_code(code):
    head, _, tail = code.partition(".")
    return (
        len(head) == 1
        and head in "123456789"
        and (not tail or (len(tail) == 1 and tail in "123456789"))
        and code[-1] != "."
    )


def _ranges(preview, values, subs):
    dimensions = {code[0] for _, code in values if "." in code} or {code[0] for code in subs}
    for (_, code), one in values.items():
        low, high = subs.get(code) or ((1, 10) if code else (len(dimensions), 10 * len(dimensions)))
        if one.value is not None and not low - LEAST_PLACES * 2 <= one.value <= high + LEAST_PLACES * 2:
            told = f"{_shown(one.value)} ngoài khung điểm {_shown(low)}–{_shown(high)} của {code or 'điểm tổng hợp'}."
            preview.mistakes.append(Mistake(str(one.place), told))


def _sums(preview, values):
    """A published total must be the sum of its parts, as far as rounding allows; with a part missing nothing is said."""
    for (key, code), one in values.items():
        if "." in code or one.value is None:
            continue
        parts = [
            row.value for (other, sub), row in values.items() if other == key and "." in sub and sub.startswith(code)
        ]
        if parts and None not in parts and abs(sum(parts) - one.value) > LEAST_PLACES * (len(parts) + 1):
            told = f"Ghi {_shown(one.value)}, các nội dung thành phần cộng lại {_shown(sum(parts))}."
            preview.mistakes.append(Mistake(str(one.place), told))


def _shown(value):
    return f"{value:.4f}".replace(".", ",")


def _fill(preview, found, values, units, year):
    """Counts, what changes, and the rows to be written."""
    stored = {
        (province, code): value
        for province, code, value in Score.objects.filter(year=year).values_list("province", "sub_dimension__code", "value")
    }  # fmt: skip
    scores = []
    for (key, code), one in values.items():
        if "." not in code:
            continue
        pk = units[key].pk
        preview.missing += one.value is None
        if (pk, code) not in stored:
            preview.new += 1
        elif stored[pk, code] == one.value:
            preview.same += 1
        else:
            preview.changed.append((units[key].name, code, stored[pk, code], one.value))
        scores.append([pk, code, _plain(one.value)])
    intervals = _intervals(preview, found.figures, values, units)
    groups = [
        [units[key].pk, int(one.value)]
        for (key, _, kind), one in found.figures.items() if kind == "group" and key in units and one.value is not None
    ]  # fmt: skip
    preview.intervals, preview.groups = _unlike(Interval, year, intervals), _unlike(PublishedGroup, year, groups)
    names = {code: [name, found.english.get(code, "")] for code, name in found.names.items()}
    preview.payload = {"scores": scores, "intervals": intervals, "groups": groups, "names": names}


_KEPT = {Interval: ("province_id", "code", "value", "low", "high", "error"), PublishedGroup: ("province_id", "place")}


def _unlike(model, year, rows):
    """How many of `rows` are not stored just so."""
    stored = model.objects.filter(year=year).values_list(*_KEPT[model])
    known = {tuple(_plain(one) if isinstance(one, Decimal) else one for one in row) for row in stored}
    return sum(tuple(row) not in known for row in rows)


def _intervals(preview, figures: Mapping[tuple[str, str, str], Figure], values, units):
    rows = []
    for (key, code, kind), low in figures.items():
        if kind != "low" or key not in units:
            continue
        high, value = figures.get((key, code, "high")), values.get((key, code))
        error = figures.get((key, code, "error"))
        if low.value is None or high is None or high.value is None:
            if low.value is not None:
                preview.mistakes.append(
                    Mistake(str(low.place), "Có cận dưới mà không có cận trên của khoảng tin cậy.")
                )
            continue
        middle = value.value if value else None
        if not low.value - LEAST_PLACES <= (low.value if middle is None else middle) <= high.value + LEAST_PLACES:
            preview.mistakes.append(Mistake(str(low.place), "Điểm nằm ngoài khoảng tin cậy ghi cạnh nó."))
        elif low.value > high.value:
            preview.mistakes.append(Mistake(str(low.place), "Cận dưới lớn hơn cận trên."))
        rows.append(
            [units[key].pk, code, *(_plain(one) for one in (middle, low.value, high.value, error and error.value))]
        )
    return rows


def _plain(value):
    return None if value is None else f"{value:.10f}"


def renamed(found: Found, version: StructureVersion | None) -> list[tuple[str, str, str]]:
    """(code, stored name, name in the file) where a label says something else than the structure in force."""
    rows = version.sub_dimensions.values_list("code", "name") if version else []
    return [
        (code, name, found.names[code])
        for code, name in rows if name and found.names.get(code) and fold(name) != fold(found.names[code])
    ]  # fmt: skip
