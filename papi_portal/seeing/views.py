"""The portal's figures for machines, and the page that says to the administrator what they mean."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from units.errors import Refused
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest

from . import counters
from .advice import findings
from .figures import figures

TEXT = "text/plain; version=0.0.4; charset=utf-8"
COUNTED = {"requests": "requests_total", "milliseconds": "request_milliseconds_total", "queries": "queries_total"}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """In Prometheus' text form, for METRICS_FROM asking directly, or with METRICS_TOKEN."""
    if not _may(request):
        return HttpResponse("Chỉ cho máy giám sát.\n", status=403, content_type=TEXT)
    lines = [_line(one.name, one.labels, one.value) for one in figures()]
    return HttpResponse("\n".join([*lines, *_counted()]) + "\n", content_type=TEXT)


def _may(request: HttpRequest) -> bool:
    """By token; by address only where no proxy stands between, for behind one everybody has the proxy's."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if settings.METRICS_TOKEN and hmac.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return True
    return "HTTP_X_FORWARDED_FOR" not in request.META and request.META.get("REMOTE_ADDR") in settings.METRICS_FROM


def _line(name: str, labels: tuple[tuple[str, str], ...], value: float) -> str:
    told = ",".join(f'{label}="{_quoted(text)}"' for label, text in labels)
    return f"papi_{name}{{{told}}} {value:g}" if told else f"papi_{name} {value:.10g}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _counted() -> list[str]:
    try:
        found = counters.totals()
    except RedisError:
        return []
    return [_of(name, value) for name, value in sorted(found.items())]


def _of(name: str, value: int) -> str:
    kind, page, status = name.split("|")
    return _line(COUNTED[kind], (("page", page), *((("status", status),) if status else ())), value)


@login_required
def state(request: SignedInRequest) -> HttpResponse:
    """Tình trạng hệ thống: what is not well, with what to do; below what is well."""
    if not (request.user.is_superuser or can_anywhere(request.user, Action.ADMIN)):
        raise Refused("Tình trạng hệ thống dành cho quản trị.", who_may="Quản trị")
    rows = findings(figures())
    bad = sum(not row.good for row in rows)
    return render(request, "system_state.html", {"rows": rows, "bad": bad, "now": timezone.localtime()})
