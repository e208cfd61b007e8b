"""What a way out is: a class that says whom it reaches and delivers one letter, and the words for what went wrong."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import requests

from post.models import Letter, Preference
from units.models import User
from units.outgoing import NotAllowed, require_allowed

__all__ = ["Channel", "Down", "NoLonger", "NotNow", "Outcome", "Quiet", "Undeliverable", "posted"]

BREATH = 3.05, 10.0  # seconds the other side may take to connect and to answer
Line = TypeVar("Line")


class Undeliverable(Exception):
    """The other side refuses this letter for good."""


class NoLonger(Undeliverable):
    """Its reader wants no such letters any more: no second try."""


class NotNow(Exception):
    """The other side refuses this letter for now."""


class Quiet(NotNow):
    """Nobody refused: it is not sent before `until`, which is no try."""

    def __init__(self, reason: str, *, until: datetime) -> None:
        super().__init__(reason)
        self.until = until


Outcome = tuple[Letter, Undeliverable | NotNow | None]


class Down(Exception):
    """The line is dead: no letter goes this way now. `letter`: the one it broke on; `doubtful`: which may have arrived."""

    def __init__(self, reason: str, *, letter: Letter | None = None, doubtful: bool = True) -> None:
        super().__init__(reason)
        self.letter, self.doubtful = letter, doubtful


class Channel(Generic[Line]):
    """One way out. Subclasses set `code` and `label` and write `deliver`; `line` keeps a connection for a batch."""

    code = label = ""
    leaves_the_house = True
    brief = False  # says that there is a letter, in a line: goes beside the letter itself, never in its place

    @property
    def configured(self) -> bool:
        return True

    def reaches(self, person: User, preference: Preference | None = None) -> bool:
        """Whether it can go to `person`; `preference`: hers, where the caller has it."""
        return True

    def cost(self, letter: Letter) -> int:
        """What sending it once costs, in đồng."""
        return 0

    @contextmanager
    def line(self) -> Iterator[Line]:
        """What `deliver` talks through, kept open for a batch; raises Down."""
        yield cast(Line, None)

    def deliver(self, letter: Letter, line: Line) -> None:
        raise NotImplementedError

    def send(self, letters: Iterable[Letter], begin: Callable[[Letter], None]) -> Iterator[Outcome]:
        """Deliver each, telling `begin(letter)` right before; yields (letter, None or Undeliverable or NotNow).

        Raises Down when the rest can't be tried.
        """
        with self.line() as line:
            for letter in letters:
                begin(letter)
                try:
                    self.deliver(letter, line)
                except (Undeliverable, NotNow) as refusal:
                    yield letter, refusal
                else:
                    yield letter, None


def posted(
    line: requests.Session, letter: Letter, *, name: str, address: str, of_us: Collection[int] = (), **what: Any
) -> requests.Response:
    """The answer to `what` (as requests.post takes it) sent to `address`. Raises Down, NotNow, Undeliverable; `of_us`:
    statuses that refuse our key, so that no letter is at fault and all wait."""
    try:
        answer = line.post(require_allowed(address), timeout=BREATH, allow_redirects=False, **what)
    except NotAllowed as refusal:
        raise Down(f"{name}: {refusal}", letter=letter, doubtful=False) from None
    except requests.ConnectTimeout as failure:
        raise Down(f"{name} không trả lời: {failure}") from failure
    except requests.RequestException as failure:
        raise Down(f"Đứt kết nối với {name}: {failure}", letter=letter) from failure
    if 200 <= answer.status_code < 300:  # one that sends on to another address took nothing
        return answer
    if answer.status_code in of_us:
        raise Down(f"{name} không nhận khóa của hệ thống ({answer.status_code})")
    later = answer.status_code >= 500 or answer.status_code in (408, 425, 429)
    raise (NotNow if later else Undeliverable)(f"{name} trả lời {answer.status_code}")
