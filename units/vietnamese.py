"""Dates and numbers as Vietnamese offices write them: 24/01/2024, 21.651,5, 95,2%. Reading: `units.numbers`."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

NO_FIGURE = "–"  # a missing value is never shown as 0
MINUS = "−"


def vn_date(value: date | datetime | None) -> str:
    """24/01/2024; a moment is first brought to local time; `–` when there is none."""
    if value is None or value == "":
        return NO_FIGURE
    return f"{_local(value):%d/%m/%Y}"


def vn_datetime(value: datetime | None) -> str:
    """24/01/2024 09:41, local time."""
    if value is None or value == "":
        return NO_FIGURE
    return f"{_local(value):%d/%m/%Y %H:%M}"


def vn_time(value: datetime | None) -> str:
    """09:41, local time."""
    return NO_FIGURE if value is None or value == "" else f"{_local(value):%H:%M}"


def vn_num(value: object, places: int | None = None) -> str:
    """21.651,5: dot between thousands, comma before decimals.

    `places` fixes the decimals (scores: 4, shares: 1), a half rounded up; without it trailing zeros fall away.
    Anything that is no number comes back as it was, None as `–`.
    """
    if value is None or value == "":
        return NO_FIGURE
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return NO_FIGURE
    text = _rounded(abs(number), places) if places is not None else _trimmed(f"{abs(number):,f}")
    sign = MINUS if number < 0 and any(digit in "123456789" for digit in text) else ""
    return sign + text.translate(str.maketrans(",.", ".,"))


def vn_signed(value: object, places: int | None = None) -> str:
    """A difference with its sign always shown: +0,0123, −3,4, 0."""
    text = vn_num(value, places)
    positive = text != NO_FIGURE and not text.startswith(MINUS) and any(digit in "123456789" for digit in text)
    return f"+{text}" if positive else text


def vn_pct(value: object, places: int = 1) -> str:
    """95,2% of a share that is already in percent; whole shares lose `,0`."""
    text = vn_num(value, places)
    return text if text == NO_FIGURE else re.sub(r",0+$", "", text) + "%"


def vn_size(size: int | str | None) -> str:
    """A file size: 812 B, 240 kB, 1,8 MB (steps of 1000, as file managers show)."""
    if size is None or size == "":
        return NO_FIGURE
    size = int(size)
    if size < 1000:
        return f"{size} B"
    return f"{vn_num(round(size / 1000))} kB" if size < 1_000_000 else f"{vn_num(round(size / 1_000_000, 1))} MB"


_PARTY = re.compile(r"\b(đảng|bí thư|cấp ủy|chi ủy|hđnd|hội đồng nhân dân|đại biểu)", re.IGNORECASE)
_BODY = re.compile(
    r"\s+((của )?(hđnd và )?ubnd|(của )?(hội đồng nhân dân và )?ủy ban nhân dân|(của )?sở)\b.*$"
    r"|(?<=giám đốc)\s+(ban|trung tâm)\b.*$|(?<=chủ tịch)\s+((của )?(ủy ban|ub)\s*)?(mttq|mặt trận)\b.*$",
    re.IGNORECASE,
)


def signing_title(title: str) -> str:
    """The position over a signature proposed from a whole title: `Phó Bí thư Đảng ủy, Chủ tịch UBND xã` -> `Chủ tịch`.

    Of several positions the one in the administration signs its papers; the body it belongs to stands in its own line.
    """
    parts = [part.strip() for part in re.split(r"[,;]| kiêm ", title) if part.strip()]
    ours = [part for part in parts if "UBND" in part.upper() or "ỦY BAN NHÂN DÂN" in part.upper()]
    ours = ours or [part for part in parts if not _PARTY.search(part)]
    return _BODY.sub("", (ours or parts or [title])[0]).strip()


def _rounded(number: Decimal, places: int) -> str:
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
