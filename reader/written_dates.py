"""The day of a document as its head writes it, in words or in figures, whole or with blanks for the hand."""

import re
from datetime import date

DATE = re.compile(r"\bng[aà]?y(?P<day>.{0,14}?)thang(?P<month>.{0,8}?)nam(?P<year>.{0,9})")
# "Tân An, ngày 5/2/2024": in figures only where nothing follows.
SHORT_DATE = re.compile(r"\bngay\s*(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4})\.?$")


def parts_of(match: re.Match[str]) -> tuple[str | None, str | None]:
    """(full ISO date, partial ISO date); only figures that stand alone are believed."""
    day, month = (_figure(match.group(name)) for name in ("day", "month"))
    year_text = re.match(r"\s*(\d{4})\b", match.group("year"))
    year = int(year_text.group(1)) if year_text and 1945 <= int(year_text.group(1)) <= 2100 else None
    if not year:
        return None, None
    if not month or not 1 <= month <= 12:
        return None, f"{year:04d}"
    try:
        return (date(year, month, day).isoformat(), None) if day else (None, f"{year:04d}-{month:02d}")
    except ValueError:
        return None, f"{year:04d}-{month:02d}"


def _figure(text: str) -> int | None:
    match = re.fullmatch(r"\s*(\d{1,2})\s*", text)
    return int(match.group(1)) if match else None
