"""Từ điểm số đến việc: what is being done about each score, told by the floor that plans work (named in the settings)."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from units.models import User

from .book import Book
from .kin import Kin

__all__ = ["Answer", "TargetCheck", "Work", "work_on"]


@dataclass(frozen=True)
class Answer:
    """What the current plan does about one sub-dimension; `percent` on track, None before anything was reported.

    `whole` counts tasks that serve the dimension without naming one of its parts.
    """

    count: int
    url: str
    percent: float | None
    whole: int
    whole_url: str
    add_url: str
    done: int = 0
    entries: int = 0


@dataclass(frozen=True)
class TargetCheck:
    """One target of a plan for the shown year: `met` is None where the published scores cannot say."""

    text: str
    plan: str
    url: str
    met: bool | None
    reason: str


@dataclass(frozen=True)
class Work:
    """The current plan of a province and its answers by sub-dimension code; `plan` is empty without such a plan."""

    plan: str = ""
    url: str = ""
    years: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    targets: tuple[TargetCheck, ...] = ()
    choices: tuple[tuple[int, str], ...] = ()  # (key, words) of the plans that can be spoken of
    key: int | None = None


def work_on(user: User, of: Kin, year: int, book: Book, asked: int | None = None) -> Work:
    """The Work that `user` may see about the scores of a province in `year`; `asked`: key of the plan to speak of."""
    found: Work = import_string(settings.SCORE_WORK)(user, of, year, book, asked)
    return found
