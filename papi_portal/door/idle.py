"""A session that nobody uses ends, sooner where the role opens more; what was typed meanwhile is kept on the page."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from journal.notes import Kind, note
from papi_portal import views
from units.models import User
from units.permissions import roles_of

__all__ = ["Idle", "minutes_for"]

SEEN, WRITTEN_EVERY = "seen", 60  # seconds; a session is not stored anew with every page
ASKS_BY_ITSELF = {"document_making", "plan_import_waiting"}  # a page that waits for the worker is no work


def minutes_for(user: User) -> int:
    """The shortest of her roles; 0: only the length of a session counts."""
    known = [settings.IDLE_MINUTES[role] for role in roles_of(user) if role in settings.IDLE_MINUTES]
    return min(known, default=settings.IDLE_MINUTES.get("", 0))


class Idle:
    """Ends it at the first request after the time; a form sent then comes back with all that was typed, to be sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not settings.IDLE_MINUTES or not request.user.is_authenticated:
            return None
        now, seen = int(time.time()), request.session.get(SEEN)
        limit = minutes_for(request.user)
        if seen and limit and now - seen > limit * 60:
            note(Kind.SESSION_ENDED, by=request.user, about=request.user, said="lâu không dùng")
            logout(request)
            return views.csrf_failure(request, "idle") if _sends_a_page(request) else None
        if (not seen or now - seen >= WRITTEN_EVERY) and request.resolver_match.view_name not in ASKS_BY_ITSELF:  # type: ignore[union-attr]
            request.session[SEEN] = now
        return None


def _sends_a_page(request):
    """A whole form, not a fragment or a save in the background: those are told by 401 and keep their text themselves."""
    return request.method == "POST" and not request.htmx and "text/html" in request.headers.get("Accept", "")
