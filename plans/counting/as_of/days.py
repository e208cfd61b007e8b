"""Which columns a condition reads for a day, and what the page says of a past one."""

from datetime import date

from django.utils import timezone

from plans.counting.terms import end_of, traced_since
from units.vietnamese import vn_date

__all__ = [
    "HANDING_IN",
    "JUDGING",
    "MOVING",
    "NOW",
    "OBJECTING",
    "TEXTS",
    "THEN",
    "columns",
    "deadline",
    "end_of",
    "told",
]

NOW, THEN = "", "then_"
TOLD = (
    "Tình trạng, mức độ, nội dung, số liệu, tài liệu; hạn gửi của kỳ, hạn riêng của đơn vị, việc không áp dụng; thời hạn và "
    "mục tiêu của nhiệm vụ: lấy theo vết đến hết ngày chốt."
)
BEFORE = (
    " Trước ngày {since}, vết chưa ghi việc đổi hạn gửi, đổi hạn riêng, không áp dụng và đổi mục tiêu; các mục này lấy như "
    "ngày {since}."
)
TEXTS = ("level", "result", "difficulties", "proposals", "explanation")
JUDGING = ("approve", "undo", "send_back", "hand_back", "reopen")
OBJECTING = ("object", "answer", "send_back", "hand_back", "reopen")
HANDING_IN = ("hand_in", "hand_in_alone")
MOVING = ("submit", "withdraw", "sign_off", *HANDING_IN, *JUDGING)


def columns(day: date) -> str:
    """THEN for a day that is over, NOW for today and what is to come."""
    return THEN if day < timezone.localdate() else NOW


def deadline(of: str) -> str:
    """The name of the column with the deadline of an entry's task; `of`: NOW or THEN."""
    return f"{of}deadline" if of else "task__deadline"


def told(day: date) -> str:
    """What the page of a past day says of where it comes from, and since when; "" for today. One query."""
    if columns(day) == NOW:
        return ""
    since = traced_since()
    return TOLD + (BEFORE.format(since=vn_date(since)) if since and day < since else "")
