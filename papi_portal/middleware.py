"""Around every page: compressed for poor lines, and a Conflict raised by any verb becomes the portal's 409 page."""

import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from units.errors import Conflict
from units.stored import lost

from . import health, views
from .lifelines.postgres import pulse

log = logging.getLogger(__name__)


class ConflictMiddleware:
    """One place answers for all steps that no longer fit; views need not catch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, FileNotFoundError) and _is_stored(exception.filename):
            log.error("A stored file is gone: %s", exception.filename)
            exception = lost()
        return views.conflict(request, exception) if isinstance(exception, Conflict) else None


def _is_stored(name):
    return isinstance(name, str) and Path(name).is_relative_to(settings.MEDIA_ROOT)


class WithoutDatabase:
    """What machines ask is answered before anything looks at a session; while the database has no pulse every page says
    so at once, and no thread waits for it."""

    OF_MACHINES = {"/healthz": health.healthz, "/readyz": health.readyz}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if answer := self.OF_MACHINES.get(request.path):
            return answer(request)
        return views.unavailable(request, "database") if pulse.down else self.get_response(request)


class Isolation:
    """What no page of ours needs is switched off in the browser, and no other site may hold or embed what we answer."""

    POLICY = ", ".join(
        [f"{name}=()" for name in ("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture",
                                   "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment",
                                   "serial", "usb", "xr-spatial-tracking")]
        + ["fullscreen=(self)", "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
    )  # fmt: skip

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class CompressedPages(GZipMiddleware):
    """Compresses what is text; papers, spreadsheets and photos are compressed already and keep their length."""

    TEXTS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        text = response.get("Content-Type", "").startswith(self.TEXTS)
        return super().process_response(request, response) if text else response
