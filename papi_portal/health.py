"""Two addresses for machines: /healthz says that the process answers, /readyz that what it leans on answers too."""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .lifelines import probes

log = logging.getLogger(__name__)
NEEDED = ("database", "redis", "disk")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing else, so that a slow database restarts no web process."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and Redis answer and the disk has room, else 503, in two seconds whatever hangs; says beside it
    whether the worker and beat were heard lately."""
    answers, why = probes.asked()
    if why:
        log.error("Not ready: %s", "; ".join(why))
    return JsonResponse(answers, status=200 if all(answers[name] for name in NEEDED) else 503)
