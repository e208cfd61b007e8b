"""/healthz answers alone; /readyz tells which of database, Redis and jobs answers."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from papi_portal.lifelines.probes import HEARTBEAT_KEY
from papi_portal.tasks import heartbeat


def test_healthz_asks_no_database(client):
    reply = client.get("/healthz")
    assert (reply.status_code, reply.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_after_a_heartbeat(client):
    heartbeat()
    reply = client.get("/readyz")
    assert reply.status_code == 200
    assert reply.json() == {"database": True, "redis": True, "jobs": True, "disk": True}


@pytest.mark.django_db
def test_readyz_says_when_jobs_are_silent_yet_stays_in_service(client):
    long_ago = timezone.now() - timedelta(minutes=3)
    caches["redis"].set(HEARTBEAT_KEY, long_ago.isoformat())
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["jobs"]) == (200, False)


@pytest.mark.django_db
def test_readyz_without_redis(client, settings, tmp_path):
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"unix://{tmp_path}/none"}
    settings.CACHES = settings.CACHES | {"redis": nowhere}
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["redis"]) == (503, False)
