"""Words of the letterhead and the foot that a narrow table cell broke over two lines are put together again."""

import re
from dataclasses import replace

from .blocks import Line
from .text import UPPER, is_caps

_SHORT = 60
# Breaks inside fixed words of the form: what the line ends with, what the next one starts with.
_CAPITALS = (
    (r"\b[ỦU][YỶỲ]$", r"BAN\b"),
    (r"\bBAN$", r"NHÂN DÂN\b"),
    (r"\bNHÂN$", r"DÂN\b"),
    (r"\bCHỦ$", r"(?:TỊCH|NHIỆM|NGHĨA)\b"),
    (r"\bHỘI$", r"CHỦ NGHĨA\b"),
    (r"\bCHỦ NGHĨA$", r"VIỆT\b"),
    (r"\bCHỦ NGHĨA VIỆT$", r"NAM\b"),
    (r"^KẾ$", r"HOẠCH\b"),
    (r"^CHỈ$", r"THỊ\b"),
    (r"^BÁO$", r"CÁO\b"),
    (r"^QUYẾT$", r"ĐỊNH\b"),
    (r"^CHƯƠNG$", r"TRÌNH\b"),
    (r"\bGIÁM$", r"ĐỐC\b"),
    (r"\bCHÁNH VĂN$", r"PHÒNG\b"),
    (r"\bCỘNG$", r"H[OÒ]"),
    (r"\bCỘNG H(?:ÒA|OÀ)$", r"XÃ HỘI\b"),
    (r"\bCỘNG H(?:ÒA|OÀ) XÃ$", r"HỘI\b"),
)
_BROKEN_CAPITALS = tuple((re.compile(end), re.compile(start)) for end, start in _CAPITALS)
_BROKEN_HEAD = (
    (re.compile(r"(?:Độc lập|Tự do)\s?[-–]?$"), re.compile(r"[-–]?\s?(?:Tự do|Hạnh phúc)\b")),
    (re.compile(r"^S[ốỐ]\s?:?$"), re.compile(rf"\d{{1,5}}\s?/\s?[{UPPER}]|\d+/\d{{4}}/|/[{UPPER}]")),
    (re.compile(rf"^[{UPPER}].{{1,35}},$"), re.compile(r"ngày\b.{0,14}\btháng\b")),
    (re.compile(rf"^[{UPPER}].{{1,35}}, ngày$"), re.compile(r"\d{0,2}\s*tháng\b")),
    (re.compile(rf"^[{UPPER}].{{1,35}}, ngày \d{{1,2}}$"), re.compile(r"tháng\b")),
    (re.compile(rf"^[{UPPER}].{{1,35}}, ngày \d{{1,2}} tháng \d{{1,2}}$"), re.compile(r"năm \d{4}$")),
)
_HEAD_LINES = 40


def joined(lines: list[Line]) -> list[Line]:
    """The lines, broken ones joined under the number of their first part."""
    result: list[Line] = []
    for line in lines:
        if result and _is_broken(result[-1].text, line.text, len(result)):
            result[-1] = replace(result[-1], text=f"{result[-1].text} {line.text}")
        else:
            result.append(line)
    return result


def _is_broken(above: str, text: str, position: int) -> bool:
    if max(len(above), len(text)) > _SHORT:
        return False
    if is_caps(above) and is_caps(text):
        return any(end.search(above) and start.match(text) for end, start in _BROKEN_CAPITALS)
    return position < _HEAD_LINES and any(end.search(above) and start.match(text) for end, start in _BROKEN_HEAD)
