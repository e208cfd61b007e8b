"""The demo's post box read back: letters that Django's file backend wrote instead of sending."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from heapq import nlargest
from pathlib import Path

from django.conf import settings

__all__ = ["Mail", "in_use", "newest"]

BACKEND = "django.core.mail.backends.filebased.EmailBackend"
CUT = b"\n" + b"-" * 79 + b"\n"
FILES_READ = 40  # one file holds what one connection sent, up to a batch of letters


@dataclass(frozen=True)
class Mail:
    """One letter of the folder."""

    subject: str
    to: str
    at: datetime | None
    text: str
    html: str
    message_id: str


def in_use() -> bool:
    return settings.EMAIL_BACKEND == BACKEND


def newest(count: int, to: str = "") -> list[Mail]:
    """The `count` newest letters, only those addressed to `to` when given, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = (
        nlargest(FILES_READ, folder.glob("*.log"), key=lambda path: path.stat().st_mtime) if folder.exists() else []
    )
    found = []
    for path in files:
        mails = [_read(part) for part in path.read_bytes().split(CUT) if part.strip()]
        found += [mail for mail in reversed(mails) if not to or mail.to == to]
        if len(found) >= count:
            break
    return found[:count]


def _read(raw):
    mail = message_from_bytes(raw.strip(b"\n"), policy=policy.default)
    text, html = (part.get_content() if part else "" for part in (mail.get_body(("plain",)), mail.get_body(("html",))))
    at = parsedate_to_datetime(mail["Date"]) if mail["Date"] else None
    return Mail((mail["Subject"] or "").strip(), mail["To"] or "", at, text, html, mail["Message-ID"] or "")
