"""Ký nhiều văn bản: up to twenty papers that wait for one person, one password, each of them looked at.

    waiting   the papers a person may sign (or seal) now, with what the checks found in each
    sign_all  the chosen ones, one after the other, each by the same verb as alone; what came of each

Nothing is signed that she has not said she has seen in the version that stands. A wrong password stops the round before the
first paper; a paper that is refused (somebody was faster, something is left to answer) leaves the others alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from reports.desk.waiting import waiting_for
from reports.models import Document
from reports.papers import checks
from reports.papers.checks import Finding
from reports.papers.workflow import papers
from reports.pen import keyring
from reports.pen.errors import KeyUnavailable, SigningError
from reports.signing.workflow import signing
from units.errors import Conflict, Refused
from units.models import User

__all__ = ["MOST", "STEPS", "Chosen", "Done", "Row", "sign_all", "waiting"]

MOST, SCANNED = 20, 100
STEPS = ("sign", "issue")
SEEN = "đã xem bản trình ký trong lượt ký nhiều văn bản"


@dataclass(frozen=True)
class Row:
    """A paper that may be signed; `found` has to be answered in words first."""

    document: Document
    found: list[Finding]


@dataclass(frozen=True)
class Chosen:
    """A paper she has seen in this `version`, and her answer to what the checks found."""

    document: Document
    version: int
    answer: str = ""


@dataclass(frozen=True)
class Done:
    """What came of one paper: nothing in `refusal` when it is signed."""

    document: Document
    refusal: str = ""


def waiting(user: User, name: str) -> list[Row]:
    """At most MOST papers, oldest first, whose step `name` is open to `user` and that one key signs."""
    found = waiting_for(user).select_related("agency__unit", "entry", "period", "signer__user").order_by("created_at")
    rows = [one for one in found[:SCANNED] if name in dict(papers.moves_for(one, user))]
    same = [one for one in rows if _key(one, name, user) == _key(rows[0], name, user)]
    return [Row(one, checks.grave(one, name)) for one in same[:MOST]]


def _key(document, name, user):
    """Where the key lies: one password opens one of them."""
    return papers.guard(document, name, user).keys.folder


def sign_all(
    chosen: Sequence[Chosen], name: str, *, by: User, method: str = keyring.FILE, secret: str = ""
) -> list[Done]:
    """Sign the chosen papers. Raises ValueError for none or too many, KeyUnavailable while nothing is signed."""
    if not 1 <= len(chosen) <= MOST:
        raise ValueError(f"Chọn từ 1 đến {MOST} văn bản đã xem để ký.")
    done: list[Done] = []
    for one in chosen:
        try:
            done.append(Done(one.document, _signed(one, name, by, method, secret)))
        except KeyUnavailable as refusal:
            if not any(not row.refusal for row in done):
                raise
            done.append(Done(one.document, str(refusal)))
    return done


def _signed(one, name, by, method, secret) -> str:
    document = Document.objects.get(pk=one.document.pk)
    if document.version != one.version:
        return "Văn bản đã thay đổi sau khi bạn xem; mở lại để xem bản mới."
    try:
        turn = papers.guard(document, name, by)
        papers.say(turn, one.answer)
        signing.make(turn, method=method, secret=secret)
        papers.trace(document, "seen", by, note=f"{SEEN}, phiên bản {one.version}")
    except KeyUnavailable:
        raise
    except Http404:
        return "Không tìm thấy văn bản này."
    except (SigningError, Conflict, Refused, ValueError) as refusal:
        return str(refusal)
    return ""
