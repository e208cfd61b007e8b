"""Around every page: compressed for poor lines, and a Conflict raised by any verb becomes the portal's 409 page."""

from django.middleware.gzip import GZipMiddleware

from units.errors import Conflict

from . import views


class ConflictMiddleware:
    """One place answers for all steps that no longer fit; views need not catch."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return views.conflict(request, exception) if isinstance(exception, Conflict) else None


class CompressedPages(GZipMiddleware):
    """Compresses what is text; papers, spreadsheets and photos are compressed already and keep their length."""

    TEXTS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request, response):
        text = response.get("Content-Type", "").startswith(self.TEXTS)
        return super().process_response(request, response) if text else response
