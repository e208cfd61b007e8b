"""Word to the owner of an account, under her bell and by mail, when something happens to how she signs in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from journal.notes import Kind, note
from papi_portal.throttle import client_ip
from post.doorbells import ring_for
from post.letters import tell
from post.tasks import send_waiting_letters
from units.models import User
from units.vietnamese import vn_datetime

__all__ = ["changed", "new_device"]


def changed(person: User, what: str, request: HttpRequest, *, kind: Kind) -> None:
    """A way to sign in came or went: `what` in words; a line of the journal of this kind."""
    note(kind, by=person, about=person, said=what)
    _tell(person, f"Tài khoản của bạn vừa {what}", request)


def new_device(person: User, request: HttpRequest) -> None:
    """Somebody signed in from a browser that the portal has not seen her in."""
    note(Kind.NEW_DEVICE, by=person, about=person)
    _tell(person, "Tài khoản của bạn vừa đăng nhập từ một thiết bị mới", request)


def _tell(person, subject, request):
    now = timezone.now()
    told = {"subject": subject, "at": vn_datetime(now), "address": client_ip(request) or "không rõ",
            "browser": request.headers.get("User-Agent", "")[:120] or "không rõ",
            "link": settings.SITE_URL + reverse("mfa_index")}  # fmt: skip
    key = f"door-{person.pk}-{now:%Y%m%d%H%M%S%f}"
    tell(person, key=key, subject=subject, url=reverse("mfa_index"), template="registration/door", context=told)
    ring_for(send_waiting_letters)
