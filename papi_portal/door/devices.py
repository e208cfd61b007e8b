"""Known devices: browsers in which somebody has signed in, told by a signed cookie that names nobody.

known      whether the owner of a name has signed in from this browser before
remember   write her down in the browser's cookie
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from units.models.people import folded_name

__all__ = ["COOKIE", "known", "remember"]

COOKIE, SALT = "thiet-bi", "papi_portal.door.devices"
DAYS = 180
MOST = 20  # people of one browser: a commune's shared machine


def known(request: HttpRequest, username: str) -> bool:
    """True once she has signed in here, however her name is typed."""
    return _mark(username) in _marks(request)


def remember(request: HttpRequest, response: HttpResponseBase, username: str) -> None:
    """The newest first; who has not signed in here for long falls off."""
    marks = [_mark(username), *(mark for mark in _marks(request) if mark != _mark(username))][:MOST]
    value, age = signing.dumps(marks, salt=SALT, compress=True), DAYS * 24 * 3600
    response.set_cookie(COOKIE, value, max_age=age, secure=settings.HTTPS, httponly=True, samesite="Lax")


def _mark(username):
    return salted_hmac(SALT, folded_name(username), algorithm="sha256").hexdigest()[:20]


def _marks(request) -> list[str]:
    try:
        return list(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 3600))
    except signing.BadSignature:
        return []
