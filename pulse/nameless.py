"""Before anything looks at a request for a citizen's form it loses what could tell who asks."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

__all__ = ["AHEAD", "Nameless", "is_nameless"]

AHEAD = (
    "/y-kien/"  # addresses of citizens begin so; the web server's log and nginx leave them out (docs/operations.md)
)
_TELLING = ("REMOTE_ADDR", "REMOTE_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_USER_AGENT", "HTTP_COOKIE",
            "HTTP_REFERER", "HTTP_X_REQUEST_ID", "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION")  # fmt: skip


def is_nameless(path: str) -> bool:
    """Whether nothing may be kept of who asks for this address."""
    return path.startswith(AHEAD)


class Nameless:
    """The first of the middlewares: no address, no cookie, no kind of browser reaches the others or a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_nameless(request.path):
            for name in _TELLING:
                request.META.pop(name, None)
            request.META["REMOTE_ADDR"] = ""
        return self.get_response(request)
