"""Which columns a condition reads for a day, and what the page says of a past one."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

NOW, THEN = "", "then_"
UNTOLD = (
    "Tình trạng, mức độ, nội dung, số liệu, tài liệu và thời hạn trước khi gia hạn lấy theo vết xử lý đến hết ngày chốt. "
    "Hạn gửi của kỳ và hạn riêng của đơn vị, việc đánh dấu không áp dụng, mục tiêu và thời hạn đổi theo bản sửa đổi không "
    "lưu theo ngày nên lấy như hiện nay."
)
TEXTS = ("level", "result", "difficulties", "proposals", "explanation")
JUDGING = ("approve", "undo", "send_back", "hand_back", "reopen")
OBJECTING = ("object", "answer", "send_back", "hand_back", "reopen")
HANDING_IN = ("hand_in", "hand_in_alone")
MOVING = ("submit", "withdraw", "sign_off", *HANDING_IN, *JUDGING)


def end_of(day: date) -> datetime:
    """The first moment after `day`, local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def columns(day: date) -> str:
    """THEN for a day that is over, NOW for today and what is to come."""
    return THEN if day < timezone.localdate() else NOW


def deadline(of: str) -> str:
    """The name of the column with the deadline of an entry's task; `of`: NOW or THEN."""
    return f"{of}deadline" if of else "task__deadline"
