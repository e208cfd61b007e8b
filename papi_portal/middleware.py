"""Turns a Conflict raised by any verb into the portal's 409 page."""

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
