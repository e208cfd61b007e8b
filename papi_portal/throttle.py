"""Where a request comes from, for the journal; how often a visitor may ask for what costs work, counted in Redis."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from journal.whence import coming_from
from units.models.people import folded_name

from . import views


def client_ip(request: HttpRequest) -> str | None:
    """The visitor's address; behind the TLS proxy, which overwrites the header, what the proxy says."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or None


def name_tried(request: HttpRequest, credentials: dict | None) -> str:
    """The user name that wrong passwords are counted by: the same however its capitals are typed."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return folded_name(given)


class WhenceMiddleware:
    """Around every request: what is written into the journal meanwhile comes from its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(client_ip(request), request.headers.get("User-Agent", "")):
            return self.get_response(request)


class ThrottleMiddleware:
    """Answers 429 to a visitor who posts to one of THROTTLED (settings), or anybody who asks READING, too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        who = client_ip(request)
        posts = request.method == "POST" and not request.user.is_authenticated
        if posts and name in settings.THROTTLED:
            return _over(request, f"throttle:{name}:{who}", *settings.THROTTLED[name])
        if name in settings.READING:
            asks = f"user-{request.user.pk}" if request.user.is_authenticated else who
            return _over(request, f"reading:{name}:{asks}", *settings.READING[name])
        return None


def _over(request, key, most, minutes):
    return None if _count(key, minutes) <= most else views.too_many(request, minutes)


def _count(key: str, minutes: int) -> int:
    """How many times by now; 0 while Redis is away, for a limit must not close a page."""
    try:
        caches["redis"].add(key, 0, timeout=minutes * 60)
        return caches["redis"].incr(key)
    except (RedisError, ValueError):  # ValueError: the count ran out between the two
        return 0
