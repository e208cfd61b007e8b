"""Where the heads of a day are told, so that who can change the database cannot change them: files, syslog, mail."""

import logging
import logging.handlers
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

__all__ = ["kept", "tell"]


def tell(lines: Sequence[str]) -> str:
    """Send `lines` to every place of JOURNAL_HEADS (settings); the places, by commas. Raises what a place raises."""
    for place in settings.JOURNAL_HEADS:
        kind, _, where = place.partition(":")
        _WAYS[kind](where, lines)
    return ", ".join(settings.JOURNAL_HEADS)[:200]


def _file(where, lines):
    path = Path(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as kept_outside:
        kept_outside.writelines(f"{line}\n" for line in lines)


def _syslog(where, lines):
    """`/dev/log`, or `host:514` over UDP."""
    host, _, port = where.partition(":")
    handler = logging.handlers.SysLogHandler(where if where.startswith("/") else (host, int(port or 514)))
    try:
        for line in lines:
            handler.emit(
                logging.makeLogRecord({"msg": f"papi-journal {line}", "levelno": logging.INFO, "levelname": "INFO"})
            )
    finally:
        handler.close()


def _mail(where, lines):
    """The letter needs no copy in the post office: who keeps the heads must not be able to read them there first."""
    send_mail("Đầu chuỗi nhật ký của ngày", "\n".join(lines), None, [where])


_WAYS = {"file": _file, "syslog": _syslog, "mail": _mail}


def kept(path: Path) -> dict[tuple[str, str], tuple[int, str]]:
    """{(day, chain): (position, digest)} of a file of heads; lines of other kinds are passed over."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) >= 4 and words[-2].isdecimal():
            day, chain, position, digest = words[-4:]
            found[day, chain] = (int(position), digest)
    return found
