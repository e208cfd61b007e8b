"""The mobile phone: one line that there is a letter, by Zalo ZNS or a gateway of SMS; off until their settings are there.

Only to who agreed, at the number she gave for it, outside her quiet hours. A message says the subject and where to read
it: nothing else of a letter goes to a company outside.

How sure the call shapes are: Zalo's address, the header access_token and the names phone, template_id, template_data and
tracking_id were seen in ten independent public files; that a number begins with 84, that `error` 0 means accepted and what
template_data holds are not verified, nor is anything of a gateway of SMS: each company has its own, ours is the plainest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from django.utils import timezone

from post.models import Letter, Preference
from units.models import User

from .ways_out import Channel, Down, NoLonger, Quiet, Undeliverable, posted

__all__ = ["Mobile", "Sms", "Zalo", "agree", "quiet_until", "segments", "withdraw"]

NO_CONSENT = "Người nhận không đồng ý nhận tin nhắn, hoặc đã thôi đồng ý."
MOST = 160  # characters of a subject in a message
OF_US = (401, 403)


def agree(preference: Preference, number: str, *, quiet: tuple[time, time]) -> None:
    """Its owner agrees to messages at `number`; another number is another consent. Saved by the caller."""
    if not preference.consented_at or preference.mobile != number:
        preference.consented_at = timezone.now()
    preference.mobile, (preference.quiet_from, preference.quiet_until) = number, quiet


def withdraw(preference: Preference) -> None:
    """She agrees no more: the number is forgotten, what waits is not sent. Saved by the caller."""
    preference.mobile, preference.consented_at = "", None
    waiting = Letter.objects.filter(to=preference.user_id, channel__in=[Zalo.code, Sms.code])
    waiting.filter(state=Letter.State.PENDING).update(state=Letter.State.FAILED, error=NO_CONSENT)


def quiet_until(preference: Preference, now: datetime) -> datetime | None:
    """The end of her quiet hours if `now` lies in them, the first minute included, the last not; they may cross midnight."""
    here = timezone.localtime(now)
    start, end, at = preference.quiet_from, preference.quiet_until, here.time()
    inside = start <= at < end if start <= end else at >= start or at < end
    if not inside:
        return None
    day = here.date() + timedelta(days=1 if start > end and at >= start else 0)
    return datetime.combine(day, end, tzinfo=here.tzinfo)


def segments(text: str) -> int:
    """How many messages a text is charged as: 160 signs of ASCII, or 70 of others (153 and 67 where it is cut)."""
    one, more = (160, 153) if text.isascii() else (70, 67)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= one else -(-length // more)


class Mobile(Channel[requests.Session]):
    """What both share: consent, quiet hours, a session, the line that is said."""

    brief = True
    address = ""

    def reaches(self, person: User, preference: Preference | None = None) -> bool:
        chosen = preference or Preference.objects.filter(user=person).first()
        return bool(self.configured and chosen and chosen.consented_at and chosen.mobile)

    @contextmanager
    def line(self) -> Iterator[requests.Session]:
        with requests.Session() as session:
            yield session

    def deliver(self, letter: Letter, line: requests.Session) -> None:
        chosen = Preference.objects.filter(user=letter.to_id).exclude(consented_at=None).first()
        if not chosen or not chosen.mobile or self.code not in chosen.channels:
            raise NoLonger(NO_CONSENT)
        if until := quiet_until(chosen, timezone.now()):
            raise Quiet("Ngoài giờ người nhận muốn nhận tin nhắn.", until=until)
        self._hand_over(letter, "84" + chosen.mobile[1:], line)

    def _hand_over(self, letter: Letter, number: str, line: requests.Session) -> None:
        raise NotImplementedError

    def _asked(self, letter: Letter, line: requests.Session, content: dict[str, Any], headers: dict[str, str]) -> Any:
        """The answer as read. One that nobody can read may hide an acceptance."""
        key = letter.message_id(self.code).strip("<>")
        answer = posted(
            line, letter, name=self.label, address=self.address, of_us=OF_US, json=content,
            headers={"Idempotency-Key": key} | headers,
        )  # fmt: skip
        try:
            return answer.json()
        except ValueError as failure:
            raise Down(f"{self.label}: câu trả lời không đọc được", letter=letter) from failure


def _said(letter):
    return f"{letter.subject[:MOST]} {settings.SITE_URL}{letter.url}".strip()


class Zalo(Mobile):
    """Zalo ZNS: a template registered there, filled in. Its key may change any day: it is read from a file each time."""

    code, label = "zalo", "Zalo"

    @property
    def address(self) -> str:  # type: ignore[override]
        return settings.ZALO_URL

    @property
    def configured(self) -> bool:
        return bool(settings.ZALO_TOKEN_FILE and settings.ZALO_TEMPLATE)

    def cost(self, letter: Letter) -> int:
        return settings.ZALO_COST

    def _hand_over(self, letter: Letter, number: str, line: requests.Session) -> None:
        try:
            key = Path(settings.ZALO_TOKEN_FILE).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            raise Down("Zalo: không đọc được tệp giữ khóa truy cập") from None
        content = {
            "phone": number, "template_id": settings.ZALO_TEMPLATE,
            "tracking_id": letter.message_id("zalo").strip("<>")[:40],
            "template_data": {"noi_dung": letter.subject[:MOST], "lien_ket": settings.SITE_URL + letter.url},
        }  # fmt: skip
        said = self._asked(letter, line, content, {"access_token": key})
        if not isinstance(said, dict) or said.get("error") != 0:
            raise Undeliverable(f"Zalo từ chối: {_error(said, 'error')}")


class Sms(Mobile):
    """A gateway of SMS that takes {to, from, text, id} as JSON with a bearer key and answers {"status": "accepted"}."""

    code, label = "sms", "Tin nhắn SMS"

    @property
    def address(self) -> str:  # type: ignore[override]
        return settings.SMS_URL

    @property
    def configured(self) -> bool:
        return bool(settings.SMS_URL and settings.SMS_TOKEN)

    def cost(self, letter: Letter) -> int:
        return settings.SMS_COST * segments(_said(letter))

    def _hand_over(self, letter: Letter, number: str, line: requests.Session) -> None:
        content = {
            "to": number,
            "from": settings.SMS_SENDER,
            "text": _said(letter),
            "id": letter.message_id("sms").strip("<>"),
        }
        said = self._asked(letter, line, content, {"Authorization": f"Bearer {settings.SMS_TOKEN}"})
        if not isinstance(said, dict) or said.get("status") != "accepted":
            raise Undeliverable(f"Cổng SMS từ chối: {_error(said, 'status')}")


def _error(said, name):
    """A short word of the answer; never the whole of it, for it may repeat the number or the key."""
    return str(said.get(name, ""))[:20] if isinstance(said, dict) else "câu trả lời lạ"
