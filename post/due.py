"""One thing a person is to be reminded of, in words and with its address: what the sources hand to the digest."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from post.milestones import Milestone
from units.text import nfc

__all__ = ["Due", "Line", "in_days", "shortened", "waited"]


@dataclass(frozen=True)
class Line:
    """A line of the digest. `group`: the plan it stands under; `days`: late or waited, negative before the date."""

    group: str
    text: str
    when: str
    url: str
    days: int
    on: date | None = None
    waits: bool = False  # it waits for the reader's decision; nothing is overdue yet
    warns: bool = False  # a rule speaks; nothing is due and nothing waits
    listed: bool = False  # of a list that is given in full, however long


@dataclass(frozen=True)
class Due:
    """`kind` (of KINDS), `subject` and `milestone` make it once; `wish` is the kind the person may refuse; `post` the
    (role, unit id) in which she is told, None where it is meant for herself."""

    person: int
    kind: str
    subject: str
    milestone: str
    line: Line
    wish: str = ""
    post: tuple[str, int] | None = None

    @property
    def mark(self) -> tuple[int, str, str]:
        return self.person, self.kind, self.subject


def in_days(milestone: Milestone) -> str:
    """ "Quá 4 ngày", "Hôm nay là hạn", "Ngày mai là hạn", "Còn 3 ngày"."""
    if milestone.days > 0:
        return f"Quá {milestone.days} ngày"
    if milestone.days > -2:
        return ("Hôm nay là hạn", "Ngày mai là hạn")[-milestone.days]
    return f"Còn {-milestone.days} ngày"


def waited(milestone: Milestone) -> str:
    return f"Chờ {milestone.days} ngày làm việc"


@lru_cache(maxsize=2000)  # a task handed down is worded the same in a hundred units
def shortened(text: str, most: int = 140) -> str:
    """One line of at most `most` characters, cut at a word."""
    words = " ".join(nfc(text).split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
