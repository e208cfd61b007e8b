"""An answer comes in: a form that is good for some hours and once, a code where the round asks for one, a mark on what
comes in bursts; then it waits, and is shuffled among others.

What is counted to keep spam down is of a place, never of a machine, and lies in Redis until the end of the day.
"""

import hashlib
import random
import secrets
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.core import signing
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from redis.exceptions import RedisError

from .models import Ballot, Code, PaperBatch, Place, Round, Waiting, Words
from .models.answers import SKIPPED
from .personal import seems_personal

__all__ = [
    "SHUFFLED",
    "NotOpen",
    "Stale",
    "WrongCode",
    "digest_of",
    "form_pass",
    "is_open",
    "proved",
    "shuffle",
    "take",
    "take_paper",
]

SHUFFLED = 10  # this many wait before they are written among each other; at night and at the end fewer are
MOST_AT_ONCE = 500
GOOD_FOR = 4 * 3600  # seconds from a form's opening
WINDOW = 600  # seconds in which a place's answers are counted
USUAL = {True: 30, False: 15}  # answers of one place in a window; with the browser's little work done, and without
ZEROS = 3  # hexadecimal digits of that work
_signer = signing.TimestampSigner(salt="pulse.form")


class Stale(Exception):
    """The form was opened too long ago, or is none of ours."""


class WrongCode(Exception):
    """No code of this round, or used."""


class NotOpen(Exception):
    """The round is not open today."""


def is_open(row: Round, today: date) -> bool:
    """Whether it takes answers."""
    return row.state == Round.State.OPEN and row.opens <= today <= row.closes


def form_pass(place: Place) -> str:
    """For one form of this place; its time lies in the form alone."""
    return _signer.sign_object([place.pk, secrets.token_urlsafe(8)])


def proved(token: str, work: str) -> bool:
    """Whether the browser did its little work on this form."""
    return len(work) <= 20 and hashlib.sha256(f"{token}:{work}".encode()).hexdigest().startswith("0" * ZEROS)


def digest_of(row: Round, code: str) -> str:
    """How a code is kept; capitals, blanks and hyphens do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"{row.key}:{plain}".encode()).hexdigest()


def take(place: Place, token: str, answers: str, *, words: str = "", code: str = "", work: str = "") -> None:
    """Let one answer in; the same form again changes nothing. Raises NotOpen, Stale, WrongCode."""
    today = timezone.localdate()
    if not is_open(place.round, today):
        raise NotOpen
    mark = _opened(place, token)
    if not _first(mark):
        return
    try:
        with transaction.atomic():
            _use(place.round, code)
            _wait(place, today, answers, words, suspect=_bursts(place, proved(token, work)))
    except BaseException:
        _forget(mark)
        raise
    shuffle(place.round_id)


def take_paper(batch: PaperBatch, answers: str, *, words: str = "") -> None:
    """One paper form of a batch. Raises NotOpen before the round began and once it is locked."""
    row = batch.place.round
    if row.state != Round.State.OPEN or timezone.localdate() < row.opens:
        raise NotOpen
    with transaction.atomic():
        _wait(batch.place, timezone.localdate(), answers, words, how=Waiting.How.PAPER, batch=batch)
    shuffle(row.pk)


def shuffle(round_pk: int, *, least: int = SHUFFLED) -> int:
    """Write what waits anew in random order, if there are `least` of them; returns how many."""
    done = 0
    while moved := _shuffled(round_pk, least if not done else 1 if least == 1 else SHUFFLED):
        done += moved
    return done


@transaction.atomic
def _shuffled(round_pk, least):
    waiting = Waiting.objects.select_for_update(skip_locked=True, of=("self",)).filter(place__round=round_pk)
    rows = list(waiting.order_by()[:MOST_AT_ONCE])
    if len(rows) < least:
        return 0
    random.SystemRandom().shuffle(rows)
    names = ("place_id", "day", "how", "batch_id", "suspect", "answers")
    Ballot.objects.bulk_create([Ballot(**{name: getattr(row, name) for name in names}) for row in rows if row.answers])
    Words.objects.bulk_create(
        [Words(round_id=round_pk, text=row.words, personal=seems_personal(row.words)) for row in rows if row.words]
    )
    Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _wait(place, today, answers, words, **more):
    if answers.strip(SKIPPED):
        Waiting.objects.create(place=place, day=today, answers=answers, **more)
    if words:
        Waiting.objects.create(place=place, day=today, words=words, **more)


def _use(row: Round, code: str) -> None:
    if row.strength != Round.Strength.CODES:
        return
    if not Code.objects.filter(round=row, digest=digest_of(row, code), used=False).update(used=True):
        raise WrongCode


def _opened(place: Place, token: str) -> str:
    """The mark of the form."""
    try:
        of, mark = _signer.unsign_object(token, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise Stale from None
    if of != place.pk:
        raise Stale
    return f"pulse:form:{mark}"


def _first(mark: str) -> bool:
    """Whether the form has not been sent yet; what is kept of it ends at midnight and tells no hour."""
    midnight = datetime.combine(timezone.localdate() + timedelta(days=1), time.min, timezone.get_current_timezone())
    try:
        return caches["redis"].add(mark, 1, (midnight - timezone.now()).seconds + GOOD_FOR)
    except RedisError:
        return True


def _forget(mark: str) -> None:
    with suppress(RedisError):
        caches["redis"].delete(mark)


def _bursts(place: Place, worked: bool) -> bool:
    """Whether more come at this place than usual; what is over is marked, never dropped."""
    key = f"pulse:place:{place.pk}:{int(timezone.now().timestamp()) // WINDOW}"
    try:
        caches["redis"].add(key, 0, WINDOW * 2)
        return caches["redis"].incr(key) > USUAL[worked]
    except (RedisError, ValueError):
        return False
