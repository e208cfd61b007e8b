"""What a site tells of a document above its text: "Số hiệu … Ngày ban hành …", a key and a value each."""

import re

from .blocks import Line
from .text import squeeze

_META_KEYS = (
    "Số hiệu",
    "Số/Ký hiệu",
    "Số ký hiệu",
    "Ngày ban hành",
    "Ngày có hiệu lực",
    "Ngày hiệu lực",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Nơi ban hành",
    "Người ký",
    "Lĩnh vực",
    "Trích yếu",
    "Ngày công báo",
    "Số công báo",
    "Tình trạng",
    "Ngày hết hiệu lực",
)
_META = re.compile(r"(?:^|(?<=\s))(" + "|".join(map(re.escape, _META_KEYS)) + r")\b\s*[:|\t]?\s*")


def read(lines: list[Line]) -> tuple[dict[str, str], dict[str, tuple[int, ...]], int]:
    """(values by key, source lines by field, index after the last of them); nothing where fewer than three keys stand."""
    values: dict[str, str] = {}
    told: dict[str, tuple[int, ...]] = {}
    last, hits = 0, 0
    for index, line in enumerate(lines[:30]):
        found = list(_META.finditer(squeeze(line.text.replace("|", " "))))
        if not found or found[0].start() > 3:
            continue
        hits += len(found)
        clean = squeeze(line.text.replace("|", " "))
        for match, following in zip(found, [*found[1:], None], strict=True):
            value = squeeze(clean[match.end() : following.start() if following else None])
            if value and not value.lower().startswith("đang cập nhật"):
                values.setdefault(match.group(1), value)
                told.setdefault(f"metadata:{match.group(1)}", (line.number,))
        last = index + 1
    return (values, told, last) if hits >= 3 else ({}, told, 0)
