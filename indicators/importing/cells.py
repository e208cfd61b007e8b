"""One cell of a file of scores: where it stands, what its label or its figure says."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from units.text import fold, nfc

__all__ = ["Label", "Mistake", "Place", "figure", "label", "province_key", "text"]

PLACES = Decimal("1e-10")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,20})?(?:[eE]-?\d{1,2})?", re.ASCII)
_CODE = re.compile(
    r"(?:dimension|nội dung|chỉ số nội dung|trục nội dung)?\s*([1-9])(?:\.([1-9]))?(?!\d|\.\d)[\s:.)–-]+(?=[^\W\d])(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(r"(?:dimension|nội dung)\s*([1-9])()|([1-9])\.([1-9])", re.IGNORECASE)  # not a mere number of a row
_ABSENT = {"", "-", "–", "—", ".", "na", "n/a", "#n/a", "null", "missing"}
_SAID = {
    "uncounted": "Ô là công thức chưa có giá trị. Mở tệp bằng Excel, lưu lại rồi nạp.",
    "merged": "Ô gộp không có giá trị riêng. Bỏ gộp ô, gõ giá trị cho từng ô.",
    "error": "Ô báo lỗi của Excel. Sửa công thức hoặc gõ thẳng điểm.",
    "share": "Ô là tỷ lệ phần trăm, không phải điểm. Gõ điểm, định dạng Số (Number).",
    "day": "Excel đã đổi ô này thành ngày. Định dạng ô là Số (Number) rồi gõ lại điểm.",
}
_OTHER_NAMES = {
    "thuathienhue": "hue", "hcmc": "hochiminh", "hochiminhcity": "hochiminh", "brvt": "bariavungtau",
    "saigon": "hochiminh", "daclac": "daklak", "dacnong": "daknong", "danangcity": "danang", "haiphongcity": "haiphong",
    "canthocity": "cantho", "hanoicity": "hanoi",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A cell as Excel names it, with its sheet where there are several."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        cell = f"{get_column_letter(self.column)}{self.row}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True)
class Mistake:
    """One cell that cannot be taken: where, and what to do."""

    cell: str
    message: str


@dataclass(frozen=True)
class Label:
    """What a row or a column is of: a figure (`kind` value) of `code` ("" composite), an end of the interval of the
    figure before it (low, high, error), or weighted, which is not taken."""

    kind: str
    code: str = ""
    name: str = ""


def text(cell: Any) -> str:
    """What a cell says as text; nothing for one without a value."""
    return "" if cell is None or isinstance(cell, dict) else nfc(str(cell))


def label(words: str) -> Label | None:
    """The Label that `words` are, by their number; None for indicators and anything else."""
    said = fold(words)
    if kind := _of_interval(said):
        return Label(kind)
    if found := _CODE.fullmatch(words):
        return Label("value", found[1] + (f".{found[2]}" if found[2] else ""), found[3].strip())
    if found := _BARE.fullmatch(words):
        return Label("value", found[1] or f"{found[3]}.{found[4]}")
    if "unweighted" in said or "khong co trong so" in said or "chua co trong so" in said:
        return Label("value")
    return Label("weighted") if "weighted" in said or "trong so" in said else None


def _of_interval(said: str) -> str:
    if "standard error" in said or "sai so chuan" in said:
        return "error"
    if "95" not in said and "ci" not in said.split():
        return ""
    if {"low", "lower", "duoi", "thap"} & set(said.split()):
        return "low"
    return "high" if {"high", "upper", "tren", "cao"} & set(said.split()) else ""


def province_key(words: str) -> str:
    """What names of one province share, in Vietnamese and English: `TP. Hồ Chí Minh`, `HCMC`, `Thừa Thiên-Huế`."""
    said = fold(words)
    for noun in ("thanh pho ", "tinh ", "tp "):
        said = said.removeprefix(noun)
    bare = said.replace(" ", "")
    return _OTHER_NAMES.get(bare, bare)


def figure(cell: Any) -> Decimal | None:
    """The points in a cell; None where there are none: empty, a dash, and 0, which in PAPI's files means missing.

    A score has no thousands, so a dot and a comma both stand before decimals. Raises ValueError with what to do.
    """
    if isinstance(cell, dict):
        raise ValueError(next(said for name, said in _SAID.items() if name in cell))
    words = text(cell)
    if fold(words) in _ABSENT or words.casefold() in _ABSENT:
        return None
    if isinstance(cell, bool) or not _NUMBER.fullmatch(words):
        raise ValueError(f"“{words[:40]}” không phải là điểm. Gõ số, hoặc để trống khi PAPI không công bố.")
    return Decimal(words.replace(",", ".")).quantize(PLACES) or None
