"""Which milestone of a deadline, or of waiting, has been reached on a day: plain dates, no database.

A milestone is "reached" from its day on until the next one is, never only "exactly N days before": after a missed run
the newest milestone reached is sent once, the older ones are past.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from post.working_days import Calendar
from units.addresses import wholes

__all__ = ["DAYS_BEFORE", "Milestone", "days_before", "in_words", "of_deadline", "of_once", "of_waiting", "of_week"]

DAYS_BEFORE = (7, 3, 1)
OVERDUE = (1, 3, 7)  # then every seven days
MOST_BEFORE = 60


@dataclass(frozen=True)
class Milestone:
    """`code` ("20241025-3") is unique per deadline; `days`: days past the deadline or waited, negative before it."""

    code: str
    days: int


def in_words(code: str) -> str:
    """A milestone's code for people: "trước hạn 7 ngày", "ngày đến hạn", "quá hạn 3 ngày", "chờ 3 ngày làm việc"."""
    sign, number = code[8:9], code[9:]
    words = {"+": f"quá hạn {number} ngày", "w": f"chờ {number} ngày làm việc", "t": "danh sách tuần",
             "c": "khi có cảnh báo"}  # fmt: skip
    return words.get(sign) or (f"trước hạn {number} ngày" if number != "0" else "ngày đến hạn")


@lru_cache(maxsize=200)
def days_before(text: str) -> tuple[int, ...]:
    """A plan's "7,3,1" as numbers; what is no number of days from 1 to 60 is left out."""
    numbers = wholes(part.strip() for part in text.replace(";", ",").split(","))
    return tuple(sorted({n for n in numbers if 1 <= n <= MOST_BEFORE}, reverse=True))


def of_deadline(
    deadline: date, today: date, calendar: Calendar, before: tuple[int, ...] = DAYS_BEFORE
) -> Milestone | None:
    """The newest milestone of `deadline` reached by `today`; None before the first.

    The deadline never moves. What falls on a day off goes out on the working day before, as long as the deadline has
    not passed; overdue milestones go out on the next working day, for before that day nothing is overdue.
    """
    past = (today - deadline).days
    if past >= OVERDUE[0]:
        step = past // 7 * 7 if past > OVERDUE[-1] else max(n for n in OVERDUE if n <= past)
        return Milestone(f"{deadline:%Y%m%d}+{step}", past)
    reached = [n for n in (*before, 0) if calendar.on_or_before(deadline - timedelta(days=n)) <= today]
    return Milestone(f"{deadline:%Y%m%d}-{min(reached)}", past) if reached else None


def of_waiting(since: date, today: date, calendar: Calendar, steps: tuple[int, ...]) -> Milestone | None:
    """The newest of `steps` (working days waited since `since`) reached; after the last every five working days."""
    waited = calendar.between(since, today)
    if waited < steps[0]:
        return None
    step = max(n for n in steps if n <= waited)
    if step == steps[-1]:
        step += (waited - step) // 5 * 5
    return Milestone(f"{since:%Y%m%d}w{step}", waited)


def of_once(since: date, today: date) -> Milestone:
    """What is told once, whenever that is."""
    return Milestone(f"{since:%Y%m%d}c", (today - since).days)


def of_week(deadline: date, today: date, overdue: int) -> Milestone | None:
    """The weekly list: a deadline at least `overdue` days past on this week's Monday."""
    monday = today - timedelta(days=today.weekday())
    if (monday - deadline).days < overdue:
        return None
    return Milestone(f"{monday:%Y%m%d}t", (today - deadline).days)
