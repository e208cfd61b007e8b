"""Taking a bulk act back: what it needs travels signed in its button, for its author alone and for UNDO_WITHIN."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from units.errors import Conflict
from units.models import User

__all__ = ["UNDO_RULE", "UNDO_WITHIN", "offered", "read", "ticket"]

UNDO_WITHIN = timedelta(minutes=15)
UNDO_RULE = (
    "Việc làm cho nhiều mục một lúc hoàn tác được trong 15 phút, chừng nào thư báo chưa gửi đi, chưa cấp số, "
    "chưa ai làm tiếp."
)


def ticket(act: str, by: User, kept: Mapping[str, Any]) -> str:
    """`kept`, plain values, signed for `by` and this `act` of hers."""
    return signing.dumps({"by": by.pk, **kept}, salt=f"undo.{act}", compress=True)


def read(act: str, by: User, given: str) -> dict[str, Any]:
    """What `ticket` kept. Raises Conflict when it is over, another's or not one at all."""
    try:
        kept = signing.loads(given, salt=f"undo.{act}", max_age=UNDO_WITHIN)
    except signing.BadSignature:
        kept = {}
    if kept.get("by") != by.pk:
        raise Conflict(f"Không hoàn tác được nữa. {UNDO_RULE}", title="Đã quá lúc hoàn tác")
    return kept


def offered(request: HttpRequest, said: str, *, url: str, kept: str) -> str:
    """The toast that says what was done, with the button that takes it back at `url`."""
    return mark_safe(render_to_string("components/_undo.html", {"said": said, "url": url, "kept": kept}, request))  # nosec B308, B703
