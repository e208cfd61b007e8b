"""Reading pages from a copy of the database: dashboards and exports ask DATABASE_REPLICA_URL, all else the primary.

A copy that hangs, is away or lags is left alone and the page asks the primary, which is the same page. Whoever wrote in
the last minute reads the primary too: her own word is on the page. That she wrote is told by a cookie, so that no host
needs to know the other's sessions; that the copy lags, by the timetable's own row, which is renewed twice a minute.
"""

import contextvars
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Max, Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from post.models import Rung
from units.circuit import Circuit

from .failing import trouble
from .postgres import standby_pulse

__all__ = ["ALIAS", "Router", "Standby", "is_fresh"]

log = logging.getLogger(__name__)
ALIAS = "replica"
WROTE, FOR = "papi_wrote", 60  # the cookie, and for how many seconds it holds; a copy further behind is not read
LOOK_AGAIN = 5.0  # seconds between two looks at how far behind it is
# Pages that read much and show the state of some moment; none of them is where somebody works on an entry.
PAGES = frozenset({
    "dashboard", "dashboard_rows", "dashboard_unit", "dashboard_excel", "trends", "changed", "changed_rows", "nation",
    "picture", "lacking", "plan_tasks_csv", "coverage_excel", "people_excel", "register_xlsx", "journal_export",
})  # fmt: skip

_aside: contextvars.ContextVar[bool] = contextvars.ContextVar("aside", default=False)
away = Circuit(rest=15)


class Router:
    """Reads of such a page go to the copy, everything that writes to the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return ALIAS if _aside.get() else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


class Freshness:
    """How old the newest row of the timetable is on the copy, looked at every few seconds."""

    def __init__(self) -> None:
        self.looked, self.good = -LOOK_AGAIN, False

    def __call__(self) -> bool:
        if time.monotonic() - self.looked > LOOK_AGAIN:
            self.looked = time.monotonic()
            self.good = self._look()
        return self.good

    def _look(self) -> bool:
        try:
            newest = Rung.objects.using(ALIAS).aggregate(newest=Max("at"))["newest"]
        except (DatabaseError, InterfaceError) as failure:
            log.error("The copy of the database is left alone: %s", failure)
            away.trip()
            return False
        return bool(newest) and timezone.now() - newest < timedelta(seconds=FOR)


is_fresh = Freshness()


class Standby:
    """Around the views: sends the reading pages aside, and asks again at the primary what failed there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = _aside.set(False)
        try:
            response = self.get_response(request)
        finally:
            _aside.reset(before)
        if ALIAS in settings.DATABASES and request.method not in ("GET", "HEAD", "OPTIONS"):
            response.set_cookie(WROTE, "1", max_age=FOR, httponly=True, secure=settings.HTTPS, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if ALIAS in settings.DATABASES and name in PAGES and _may_read_aside(request):
            _aside.set(True)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A page that only reads may be asked twice."""
        match = request.resolver_match
        if not _aside.get() or match is None or trouble(exception) not in ("database", "slow"):
            return None
        log.error("The copy of the database failed a page, the primary is asked: %s", exception)
        away.trip()
        _aside.set(False)
        return match.func(request, *match.args, **match.kwargs)


def _may_read_aside(request):
    reads = request.method in ("GET", "HEAD") and WROTE not in request.COOKIES
    return reads and not away.open and not standby_pulse.down and is_fresh()
