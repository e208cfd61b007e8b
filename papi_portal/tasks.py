"""The roof's own jobs: a sign of life from beat over the broker to a worker, and the nightly forgetting and tidying."""

from celery import shared_task
from django.core.cache import caches
from django.utils import timezone

from papi_portal import retention
from papi_portal.lifelines.probes import HEARTBEAT_KEY
from units import ending


@shared_task
def heartbeat() -> None:
    """Leaves the time in the shared cache; /readyz reports it."""
    caches["redis"].set(HEARTBEAT_KEY, timezone.now().isoformat(timespec="seconds"), timeout=3600)


@shared_task
def forget() -> dict[str, int]:
    """Delete what has outlived its time (README, KEEP_…); the timetable calls it every night."""
    return retention.forget()


@shared_task
def end_posts() -> int:
    """Posts follow the last days of their bodies, however those were written; the timetable calls it every night."""
    return ending.follow()
