"""The roof's one job: a sign of life that travels the whole way from beat over the broker to a worker."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

HEARTBEAT_KEY = "papi-heartbeat"


@shared_task
def heartbeat() -> None:
    """Leaves the time in the shared cache; /readyz reports it."""
    cache.set(HEARTBEAT_KEY, timezone.now().isoformat(timespec="seconds"), timeout=3600)
