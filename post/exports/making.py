"""Makes one long export in the worker: the address is asked in the asker's name, and its answer is kept as a file.

A making that stops telling how far it is was killed: the row waits again, and gives up after some tries. What an earlier
making finishes late is not taken, for the row counts its tries.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from post import letters
from post.exports.gate import asked
from post.models import Export
from units.errors import Refused
from units.watching import listening

__all__ = ["LOST_AFTER", "MOST_TRIES", "make", "take_up_lost"]

log = logging.getLogger(__name__)
State = Export.State
LOST_AFTER = timedelta(minutes=3)  # without a word about how far it is
MOST_TRIES = 3
BEAT = 1.0  # seconds between two words
SORRY = "Lỗi của hệ thống khi lập tệp, đã ghi vào nhật ký. Bấm “Lập lại”."
GIVEN_UP = f"Việc lập tệp bị ngắt {MOST_TRIES} lần. Chọn ít dữ liệu hơn rồi yêu cầu lại, hoặc bấm “Lập lại”."
NAMED = re.compile(r'filename="([^"/\\]+)"')


def make(pk: int) -> bool:
    """Make one that waits; returns whether this run made it."""
    waiting = Export.objects.filter(pk=pk, state=State.WAITING)
    row = waiting.select_related("by").first()
    now = timezone.now()
    if row is None or not waiting.filter(tries=row.tries).update(
        state=State.RUNNING, tries=row.tries + 1, beat_at=now, done=0, of=0
    ):
        return False
    row.tries, row.beat_at = row.tries + 1, now
    try:
        made = _make(row)
    except (Http404, Refused) as reason:
        return _fail(row, f"Không lập được: {reason}"[:300])
    except Exception:  # whatever broke, the person who waits must see it
        log.exception("Export %s could not be made", pk)
        return _fail(row, SORRY)
    if made:
        _ring(row, f"Đã lập xong tệp “{row.title}”, giữ {settings.KEEP_EXPORTS} ngày")
    return made


def _make(row):
    table = asked(row.address, row.by)
    table.how_many()
    with listening(_teller(row)):
        answer = table.answer()
        data = _content(answer)
    named = NAMED.search(answer.get("Content-Disposition", ""))
    if answer.status_code != 200 or not named:
        raise ValueError(f"{row.address} answered {answer.status_code} without a file")
    name = row.file.storage.save(f"exports/{row.pk}-{row.tries}/{named[1]}", ContentFile(data))
    now = timezone.now()
    kept = _mine(row).update(
        state=State.READY, file=name, name=named[1], made_at=now, error="",
        expires=now + timedelta(days=settings.KEEP_EXPORTS),
    )  # fmt: skip
    if not kept:
        row.file.storage.delete(name)
    return bool(kept)


def _content(answer: HttpResponseBase) -> bytes:
    if answer.streaming:
        parts = cast(Iterable[bytes], getattr(answer, "streaming_content"))  # noqa: B009 - of a streaming answer only
        return b"".join(parts)
    return cast(bytes, getattr(answer, "content"))  # noqa: B009 - of the other kind


def _mine(row):
    """The row while this making is the one it waits for."""
    return Export.objects.filter(pk=row.pk, state=State.RUNNING, tries=row.tries)


def _teller(row) -> Callable[[int, int], None]:
    last = [0.0]

    def tell(done: int, of: int) -> None:
        if time.monotonic() - last[0] >= BEAT or done == of:
            last[0] = time.monotonic()
            _mine(row).update(done=done, of=of, beat_at=timezone.now())

    return tell


def _fail(row, why):
    expires = timezone.now() + timedelta(days=settings.KEEP_EXPORTS)
    if _mine(row).update(state=State.FAILED, error=why, expires=expires):
        _ring(row, f"Chưa lập được tệp “{row.title}”")
    return False


def _ring(row, said):
    letters.ring(
        row.by,
        key=f"export-{row.pk}-{row.tries}-{row.beat_at.timestamp()}",
        text=said,
        url=reverse("export", args=[row.pk]),
    )


def take_up_lost(now: datetime) -> int:
    """Those whose making was killed wait again, or have failed after some tries; how many."""
    lost = Export.objects.filter(state=State.RUNNING, beat_at__lt=now - LOST_AFTER)
    expires = now + timedelta(days=settings.KEEP_EXPORTS)
    over = lost.filter(tries__gte=MOST_TRIES).update(state=State.FAILED, error=GIVEN_UP, expires=expires)
    return over + lost.update(state=State.WAITING)
