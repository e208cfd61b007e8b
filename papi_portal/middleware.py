"""Around every page: compressed for poor lines, and a Conflict raised by any verb becomes the portal's 409 page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from units.errors import Conflict

from . import views


class ConflictMiddleware:
    """One place answers for all steps that no longer fit; views need not catch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return views.conflict(request, exception) if isinstance(exception, Conflict) else None


class CompressedPages(GZipMiddleware):
    """Compresses what is text; papers, spreadsheets and photos are compressed already and keep their length."""

    TEXTS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        text = response.get("Content-Type", "").startswith(self.TEXTS)
        return super().process_response(request, response) if text else response
