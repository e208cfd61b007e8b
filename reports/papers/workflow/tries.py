"""Wrong passwords and PINs of signing keys: slowed, and written into the trace of the paper they were tried on.

    slow      refuses while whoever tried wrongly must wait
    wrong     writes one down: who, when, on which paper; never what was typed

Three wrong ones within the hour cost a minute, each further one twice as long, up to half an hour. The trace is the counter,
so that nothing of it is lost with a cache; it counts a person over all papers and keys.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from reports.models import Document, DocumentStep
from reports.papers.workflow import papers
from reports.pen.errors import KeyUnavailable
from units.models import User
from units.vietnamese import vn_time

__all__ = ["VERB", "pause", "slow", "wrong"]

VERB = "wrong_secret"
FREE, WITHIN = 3, timedelta(hours=1)
FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=30)


def pause(count: int) -> timedelta:
    """How long after the last of `count` wrong ones the next may be tried."""
    return min(FIRST * 2 ** (count - FREE), LONGEST) if count >= FREE else timedelta()


def slow(by: User, now: datetime | None = None) -> None:
    """Raises KeyUnavailable, saying until when, while `by` must wait."""
    now = now or timezone.now()
    tried = DocumentStep.objects.filter(verb=VERB, by=by, at__gt=now - WITHIN)
    moments = list(tried.order_by("-at").values_list("at", flat=True))
    until = moments[0] + pause(len(moments)) if moments else now
    if until > now:
        raise KeyUnavailable(
            f"Đã nhập sai mật khẩu hoặc mã PIN {len(moments)} lần trong một giờ; thử lại sau {vn_time(until)}. Thiết bị ký "
            "số có thể tự khóa nếu nhập sai tiếp."
        )


def wrong(document: Document, by: User) -> None:
    """One more wrong one, on this paper."""
    papers.trace(document, VERB, by, note="nhập sai mật khẩu hoặc mã PIN của khóa ký")
