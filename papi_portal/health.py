"""Two addresses for machines: /healthz says that the process answers, /readyz that what it leans on answers too."""

import logging
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from papi_portal.tasks import HEARTBEAT_KEY

log = logging.getLogger(__name__)
SILENT_AFTER = timedelta(minutes=2)  # beat rings every 30 s; a longer silence means no worker or no beat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing else, so that a slow database restarts no web process."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and Redis answer, else 503; says beside it whether the worker and beat were heard lately."""
    database, (redis, jobs) = _database_answers(), _redis_and_jobs()
    status = 200 if database and redis else 503
    return JsonResponse({"database": database, "redis": redis, "jobs": jobs}, status=status)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("The database does not answer")
        return False
    return True


def _redis_and_jobs() -> tuple[bool, bool]:
    try:
        heard = caches["redis"].get(HEARTBEAT_KEY)
    except RedisError:
        log.exception("Redis does not answer")
        return False, False
    return True, bool(heard) and timezone.now() - datetime.fromisoformat(heard) < SILENT_AFTER
