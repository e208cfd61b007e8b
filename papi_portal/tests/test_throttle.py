"""Visitors who ask too often are told to wait; people who are signed in never are."""

import secrets

import pytest
from django.urls import reverse

from papi_portal.throttle import client_ip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def twice(settings):
    settings.THROTTLED = {"verify": (2, 10)}


@pytest.fixture
def address():
    """One that no other test of this run counts."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def statuses(client, times, address):
    return [client.post(reverse("verify"), REMOTE_ADDR=address).status_code for _ in range(times)]


def test_a_visitor_is_told_to_wait(client, address):
    assert statuses(client, 3, address) == [422, 422, 429]
    assert "Thử lại sau 10 phút" in client.post(reverse("verify"), REMOTE_ADDR=address).content.decode()


def test_another_address_is_counted_by_itself(client, address):
    assert statuses(client, 3, address)[-1] == 429
    assert statuses(client, 1, "11.0.0.8") == [422]


def test_looking_is_free_and_so_is_who_is_signed_in(client, cast, address):
    assert statuses(client, 3, address)[-1] == 429
    assert client.get(reverse("verify"), REMOTE_ADDR=address).status_code == 200
    client.force_login(cast.official)
    assert statuses(client, 1, address) == [422]


def test_without_redis_the_page_stays_open(client, settings, address):
    settings.CACHES = settings.CACHES | {"redis": {**settings.CACHES["redis"], "LOCATION": "unix:///nowhere.sock"}}
    assert statuses(client, 3, address) == [422, 422, 422]


@pytest.mark.parametrize(("https", "told"), [(True, "10.0.0.9"), (False, "127.0.0.1")])
def test_the_proxys_word_counts_only_behind_the_proxy(rf, settings, https, told):
    settings.HTTPS = https
    assert client_ip(rf.get("/", headers={"x-forwarded-for": "1.2.3.4, 10.0.0.9"})) == told
