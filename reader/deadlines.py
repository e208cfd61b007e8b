"""Times that bind: dates, months, quarters, windows, rhythms and relative terms found in a task's words."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .text import fold, squeeze

_HOUR = r"(?:\d{1,2}\s*(?:gio|h|g)\s*\d{0,2}\s*(?:phut)?\s*,?\s*)?"
_FULL = (
    r"(?:(?:ngay\s*)?(?P<d{n}>\d{{1,2}})\s?[/.\-]\s?(?P<m{n}>\d{{1,2}})\s?[/.\-]\s?(?P<y{n}>\d{{4}})"
    r"|ngay\s*(?P<e{n}>\d{{1,2}})\s*thang\s*(?P<n{n}>\d{{1,2}})\s*nam\s*(?P<z{n}>\d{{4}}))"
)
_LEAD = (
    r"(?:(?:hoan thanh\s+|xong\s+)?(?:cham nhat(?:\s+la)?(?:\s+truoc)?(?:\s+den)?|muon nhat|truoc|den het|het"
    r"|khong qua|tre nhat)\s+)"
)
_WINDOW = re.compile(
    rf"(?:tu|trong)\s+{_HOUR}(?:{_FULL.format(n='a')}|(?:ngay\s*)?\d{{1,2}}(?:/\d{{1,2}})?)\s*(?:den"
    rf"|-|–)\s*(?:het\s+)?{_HOUR}{_FULL.format(n='b')}"
)
_BY_DATE = re.compile(rf"{_LEAD}{_HOUR}{_FULL.format(n='c')}")
_ON_DATE = re.compile(rf"(?:hoan thanh|xong|trong|vao|thoi gian\s*:)\s+{_HOUR}{_FULL.format(n='f')}")
_NO_YEAR = re.compile(
    rf"{_LEAD}{_HOUR}ngay\s*\d{{1,2}}(?:\s*/\s*\d{{1,2}}|\s*thang\s*\d{{1,2}})?(?:\s*hang\s*(?:thang|quy|nam))?"
    r"(?:\s*cua\s+(?:thang|quy|nam)\s[\w ]{0,30}?(?=[,;.)]|$))?"
)
_OF_DAY = r"(?:(?:buoi\s+)?(?:sang|trua|chieu|toi)\s*,?\s*)?"
# "lúc 17h ngày 25 hằng tháng": an hour told is as good as "trước".
_AT = r"(?:(?<=luc )|(?<=vao )|(?<=vao luc ))(?=\d{1,2}\s*(?:gio|h|g)\s*\d{0,2})"
_WEEKLY = re.compile(
    rf"(?:{_LEAD}|{_AT}){_HOUR}{_OF_DAY}(?:ngay\s+)?"
    r"(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\s*,?\s*(?:hang|moi)\s+tuan"
)
_MONTHLY = re.compile(rf"{_AT}{_HOUR}{_OF_DAY}ngay\s*\d{{1,2}}\s*(?:hang|moi)\s+(?:thang|quy|nam)")
_QUARTER = r"(?:quy\s+[ivx]{1,3}\s*(?:va|,|-)\s*)?quy\s+(?:[ivx]{1,3}|[1-4])\s*[/,]?\s*(?:nam\s*)?\d{4}"
# "kết quả tháng 9 năm 2024" binds nobody: a month counts after a word of time, in brackets, or standing alone.
_PERIOD = re.compile(
    r"(?:^|(?<=\()|(?<=:\s)|(?<=[;,]\s)(?=quy)|\b(?:(?:hoan thanh|xong|du kien|trong|truoc|cuoi|dau)\s+)+)"
    rf"(?:{_QUARTER}|(?:(?<=hoan thanh trong )|(?<=den het ))nam \d{{4}}"
    rf"|thang\s*\d{{1,2}}\s*(?:/|nam|\.)\s*\d{{4}})(?:\s*va\s*{_QUARTER})?"
)
_RHYTHM = re.compile(
    r"(?:it nhat\s+)?\d{1,2}\s*lan\s*/\s*(?:thang|quy|nam)(?=[\s,.;)]|$)|"
    r"(?:dinh ky\s+)?(?:hang\s+(?:thang|quy|nam)|\d{1,2}\s*thang\s*/?\s*(?:0?1\s*)?lan"
    r"|dinh ky\s+\d{1,2}\s*thang|moi\s+(?:thang|quy|nam)(?:\s+mot lan)?)"
    r"(?:(?:\s*,\s*|\s+(?:va|hoac)\s+)(?:(?:hang\s+)?(?:thang|quy|nam)|6 thang|dot xuat))*(?=[\s,.;)]|$)"
)
_RELATIVE = re.compile(
    r"(?:trong\s+(?:thoi\s+(?:han|gian)\s+)?)?(?:cham nhat\s+)?\d{1,3}\s*ngay\s*(?:lam viec\s*)?,?\s*"
    r"(?:ke tu|sau khi|tu khi)\s+[\w ]{4,50}"
    r"|truoc\s+ngay\s+(?:bau cu|to chuc|khai mac)\s+\d{1,3}\s+ngay"
)


@dataclass(frozen=True)
class Time:
    """One binding time as written; `date` is ISO where day, month and year are given."""

    date: str | None
    text: str
    kind: str
    start: int


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[Time, ...]:
    """The binding times of a piece of text, in order, none counted twice."""
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    times = []
    for pattern, kind in (
        (_WINDOW, "window"),
        (_BY_DATE, "by"),
        (_ON_DATE, "by"),
        (_RELATIVE, "relative"),
        (_WEEKLY, "by"),
        (_MONTHLY, "by"),
        (_NO_YEAR, "by"),
        (_PERIOD, "by"),
        (_RHYTHM, "rhythm"),
    ):
        for match in pattern.finditer(folded):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            if kind == "rhythm" and not re.search(r"dinh ky|bao cao|lan\b", folded):
                continue
            taken.append(span)
            span = (span[0] + _by_when(folded[span[0] : span[1]]), span[1])
            times.append(Time(_iso(match), squeeze(text[span[0] : span[1]]), kind, span[0]))
    return tuple(sorted(times, key=lambda time: time.start))


def _by_when(folded: str) -> int:
    """ "hoàn thành trước ngày …": the time is what comes after the first words."""
    match = re.match(
        r"(?:hoan thanh|xong)\s+(?=(?:truoc|cham nhat|muon nhat|den het|het|khong qua|tre nhat)\s)", folded
    )
    return match.end() if match else 0


def _iso(match: re.Match) -> str | None:
    """The (last) full date of the match; None where the day, the month or the year is missing or impossible."""
    groups = match.groupdict()
    found = None
    for letters in ("dmya", "enza", "dmyb", "enzb", "dmyc", "enzc", "dmyf", "enzf"):
        values = [groups.get(name + letters[3]) for name in letters[:3]]
        day, month, year = (int(value or 0) for value in values)
        if all(values):
            try:
                found = date(year, month, day).isoformat()
            except ValueError:
                found = None
    return found
