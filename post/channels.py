"""The ways a letter reaches a person: e-mail, the bell, a webhook, the phone (`mobile.py`); another is one more class.

A channel says whom it reaches and delivers one letter; the post office does the rest: who, when, again, how often.
`deliver` returns when the other side has accepted and raises Undeliverable (never), NotNow (this letter later) or
Down (nothing goes through at present).
"""

import hashlib
import hmac
import json
import smtplib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from html import escape

import requests
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from post.models import Letter, Notice, Preference
from units.models import User

from .mime import Mail
from .mobile import Sms, Zalo
from .ways_out import Channel, Down, NotNow, Outcome, Undeliverable, posted

__all__ = ["CHANNELS", "Channel", "Down", "NotNow", "Undeliverable", "channel_of", "offered"]

MAIL_FAILURES = (smtplib.SMTPException, OSError)
CLOSING, TOO_LARGE = 421, 552  # SMTP: "service not available", "message exceeds its size"


class Email(Channel[BaseEmailBackend]):
    """Official mail over SMTP, or into the demo's folder; in rehearsal everything goes to one address."""

    code, label = "email", "Thư điện tử"

    def reaches(self, person: User, preference: Preference | None = None) -> bool:
        return bool(person.email)

    @contextmanager
    def line(self) -> Iterator[BaseEmailBackend]:
        try:
            connection = get_connection()
            connection.open()
        except MAIL_FAILURES as failure:
            raise Down(f"Không kết nối được máy chủ thư: {failure}") from failure
        try:
            yield connection
        finally:
            _hang_up(connection)

    def deliver(self, letter: Letter, line: BaseEmailBackend) -> None:
        try:
            _hand_over(_mail(letter), line)
        except (ValueError, UnicodeError) as failure:  # an address or a subject no mail can carry
            raise Undeliverable(str(failure)) from failure
        except smtplib.SMTPRecipientsRefused as refusal:
            _refused(letter, *next(iter(refusal.recipients.values())))
        except smtplib.SMTPSenderRefused as refusal:
            _refused(letter, refusal.smtp_code, refusal.smtp_error, of_us=refusal.smtp_code != TOO_LARGE)
        except smtplib.SMTPResponseException as refusal:
            _refused(letter, refusal.smtp_code, refusal.smtp_error)
        except MAIL_FAILURES as failure:
            raise Down(f"Đứt kết nối với máy chủ thư: {failure}", letter=letter) from failure


def _hand_over(mail, line):
    """Give one mail to Django's backend; over SMTP to its open line itself, for the backend reads both addresses anew
    for every mail, which takes longer than all the rest we do."""
    if isinstance(line, smtp.EmailBackend) and line.connection:
        line.connection.sendmail(mail.envelope_sender, mail.recipients(), mail.as_bytes(linesep="\r\n"))
    else:
        line.send_messages([mail])


def _hang_up(connection):
    try:
        connection.close()
    except MAIL_FAILURES:  # what was accepted is accepted; a server that does not say goodbye changes nothing
        connection.connection = None


def _refused(letter, code, said, *, of_us=False):
    """Raise what the server's answer means. `of_us`: it refuses the sender, so no letter is at fault and all wait."""
    words = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if of_us:
        raise Down(f"Máy chủ thư không nhận thư của {settings.DEFAULT_FROM_EMAIL}: {words}")
    if code == CLOSING:  # the letter gets a pause too: one that always breaks the line must not hold up all others
        raise Down(words, letter=letter, doubtful=False)
    raise (Undeliverable if code >= 500 else NotNow)(words)


def _mail(letter):
    """The letter as mail: greeting, what it says, where to change what one gets."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    subject, address = letter.subject, letter.address or letter.to.email
    if settings.MAIL_REDIRECT_TO:
        subject, address = f"[Gửi thử, thay cho {address or letter.to}] {subject}", settings.MAIL_REDIRECT_TO
    bell = settings.SITE_URL + reverse("notices")
    return Mail(
        sender=settings.DEFAULT_FROM_EMAIL, to=address, subject=subject, message_id=letter.message_id(host),
        text=_plain(letter, bell), html=_html(letter, bell) if letter.html else "",
    )  # fmt: skip


def _plain(letter, bell):
    return (
        f"Kính gửi {letter.to},\n\n{letter.text.strip()}\n\n--\nPAPI Portal\nThông báo và cài đặt nhắc việc: {bell}\n"
    )


def _html(letter, bell):
    return (
        '<!doctype html><html lang="vi"><body style="font:16px/1.5 Arial,sans-serif;color:#17212e;max-width:680px">'
        f"<p>Kính gửi {escape(str(letter.to))},</p>{letter.html}"
        f'<p style="font-size:13px;color:#4a5768">PAPI Portal · <a href="{bell}">Thông báo và cài đặt nhắc việc</a></p>'
        "</body></html>"
    )


class InApp(Channel[None]):
    """The bell: the letter becomes a notice; all of a batch in one query."""

    code, label = "app", "Thông báo trong hệ thống"
    leaves_the_house = False

    def send(self, letters: Iterable[Letter], begin: Callable[[Letter], None]) -> Iterator[Outcome]:
        rung = list(letters)  # they come one by one and once only: the outcome of each must still be told
        Notice.objects.bulk_create(
            [Notice(to=row.to, key=row.key, text=row.subject[:300], url=row.url) for row in rung],
            ignore_conflicts=True,
        )
        yield from ((letter, None) for letter in rung)


class Webhook(Channel[requests.Session]):
    """Posts the letter as JSON to one address; the example of a channel beyond mail.

    With WEBHOOK_SECRET each post is signed: X-Papi-Signature is "sha256=" and the HMAC of "<X-Papi-Timestamp>.<body>".
    A repeat carries the same Idempotency-Key.
    """

    code, label = "webhook", "Webhook"

    @property
    def configured(self) -> bool:
        return bool(settings.WEBHOOK_URL)

    def reaches(self, person: User, preference: Preference | None = None) -> bool:
        return self.configured

    @contextmanager
    def line(self) -> Iterator[requests.Session]:
        with requests.Session() as session:
            yield session

    def deliver(self, letter: Letter, line: requests.Session) -> None:
        person = {"username": letter.to.username, "title": str(letter.to), "phone": letter.to.phone}
        content = {"to": person, "subject": letter.subject, "text": letter.text, "url": settings.SITE_URL + letter.url}
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": letter.message_id("webhook").strip("<>")}
        headers |= _signature(body)
        posted(line, letter, name="Webhook", address=settings.WEBHOOK_URL, data=body, headers=headers)


def _signature(body):
    if not settings.WEBHOOK_SECRET:
        return {}
    now = str(int(time.time()))
    signed = hmac.new(settings.WEBHOOK_SECRET.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Papi-Timestamp": now, "X-Papi-Signature": f"sha256={signed}"}


_ALL: tuple[Channel, ...] = Email(), InApp(), Webhook(), Zalo(), Sms()
CHANNELS: dict[str, Channel] = {channel.code: channel for channel in _ALL}


def offered() -> list[Channel]:
    """Channels of this installation that leave the house: what a person may choose from."""
    return [channel for channel in CHANNELS.values() if channel.leaves_the_house and channel.configured]


def channel_of(letter: Letter) -> Channel:
    """The way this letter goes: in rehearsal (MAIL_REDIRECT_TO) whatever would leave the house is mailed instead."""
    channel = CHANNELS[letter.channel]
    return CHANNELS["email"] if settings.MAIL_REDIRECT_TO and channel.leaves_the_house else channel
