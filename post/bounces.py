"""Letters that came back: a mail server's notice of non-delivery (RFC 3464) marks the letter it is about.

The office's mail server hands such notices to `manage.py take_bounce`; they show under "Không gửi được", with retry.
"""

from datetime import timedelta
from email import message_from_bytes, policy

from django.utils import timezone

from post.models import Letter
from units.text import nfc

__all__ = ["take"]

WITHIN = timedelta(days=14)  # servers give up after five days at most; later notices are about other things


def take(raw: bytes) -> Letter | None:
    """Mark the letter that the notice `raw` is about as failed, with the server's reason.

    Returns it; None when the notice is no final failure or about no letter of ours.
    """
    notice = message_from_bytes(raw, policy=policy.default)
    parts = {part.get_content_type(): part for part in notice.walk()}
    report, returned = parts.get("message/delivery-status"), _returned(parts)
    if report is None or returned is None:
        return None
    blocks = [part for part in report.walk() if part is not report]
    fields = {name.lower(): value for part in blocks for name, value in part.items()}
    if fields.get("action", "").lower() != "failed":
        return None
    letter = _letter(str(returned["Message-ID"] or "").strip())
    if letter:
        reason = fields.get("diagnostic-code") or fields.get("status") or "không rõ lý do"
        letter.state, letter.error = Letter.State.FAILED, nfc(f"Thư bị trả về: {reason}")[:500]
        letter.save(update_fields=["state", "error"])
    return letter


def _returned(parts):
    """The head of the letter that came back: whole, or its head lines only."""
    if "message/rfc822" in parts:
        return parts["message/rfc822"].get_payload(0)
    head = parts.get("text/rfc822-headers")
    return message_from_bytes(head.get_content().encode(), policy=policy.default) if head else None


def _letter(message_id):
    host = message_id.strip("<>").rpartition("@")[2]
    lately = Letter.objects.filter(state=Letter.State.SENT, channel="email", sent_at__gte=timezone.now() - WITHIN)
    found = (row.pk for row in lately.only("pk", "key").iterator() if row.message_id(host) == message_id)
    pk = next(found, None)
    return None if pk is None else Letter.objects.filter(pk=pk).first()
