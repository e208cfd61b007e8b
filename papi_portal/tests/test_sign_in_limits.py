"""Wrong passwords: one address at one name, one name from everywhere, one address at all names; the owner's own device."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import PASSWORD, words
from units.models import User
from units.passwords import OneFormArgon2

pytestmark = pytest.mark.django_db


def try_in(name, password="sai", *, address="10.0.0.1", client=None):
    return (
        (client or Client())
        .post(reverse("login"), {"username": name, "password": password}, REMOTE_ADDR=address)
        .status_code
    )


def test_sixty_names_from_one_address_are_stopped(cast):
    answers = [try_in(f"xa{number}.nhaplieu") for number in range(60)]
    assert answers[:19] == [200] * 19 and set(answers[19:]) == {429}
    assert try_in(cast.official.username, PASSWORD) == 429, "nor is the right password taken from there"
    assert try_in(cast.official.username, PASSWORD, address="10.0.0.2") == 302


def test_one_name_from_many_addresses_is_stopped_but_its_owner_comes_in_from_her_own_device(cast):
    own = Client()
    assert try_in(cast.leader.username, PASSWORD, client=own) == 302
    own.post(reverse("logout"))
    answers = [try_in(cast.leader.username, address=f"10.0.1.{number}") for number in range(8)]
    assert answers == [200] * 4 + [429] * 4
    assert try_in(cast.leader.username, PASSWORD, address="10.0.9.9") == 429
    assert try_in(cast.leader.username.upper(), PASSWORD, client=own, address="10.0.9.8") == 302
    own.post(reverse("logout"))
    for _ in range(5):
        try_in(cast.official.username, address="10.0.9.7")
    assert try_in(cast.official.username, client=own, address="10.0.9.8") == 429, "her device is not another's"


def test_a_crowd_that_tries_each_name_once_is_stopped_as_well(cast, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "all": 12}
    own = Client()
    try_in(cast.leader.username, PASSWORD, client=own)
    own.post(reverse("logout"))
    answers = [try_in(f"xa{number}.vanthu", address=f"10.1.{number}.1") for number in range(15)]
    assert answers == [200] * 11 + [429] * 4
    assert try_in(cast.leader.username, PASSWORD, client=own, address="10.9.9.9") == 302


def test_a_lock_ends_after_a_quarter_of_an_hour_however_long_it_is_tried(cast):
    for number in range(5):
        try_in(cast.leader.username, address=f"10.0.2.{number}")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    assert try_in(cast.leader.username, address="10.0.2.77") == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1, seconds=1))
    assert try_in(cast.leader.username, PASSWORD, address="10.0.2.88") == 302, "tries while locked do not lengthen it"


def test_a_locked_page_says_how_long(cast):
    for number in range(6):
        answer = Client().post(reverse("login"), {"username": "a", "password": "b"}, REMOTE_ADDR=f"10.0.3.{number}")
    assert "Thử lại sau 15 phút" in words(answer.content.decode())


def test_known_unknown_stopped_and_keyless_names_cost_the_same(cast, monkeypatch):
    """As many hashes of the same sort and the same questions to the database."""
    hashed = []
    plain = OneFormArgon2.encode
    monkeypatch.setattr(OneFormArgon2, "encode", lambda self, *args: hashed.append(1) or plain(self, *args))
    monkeypatch.setattr(
        OneFormArgon2, "verify", lambda self, typed, kept: hashed.append(1) or check_against(self, typed, kept)
    )
    User.objects.filter(pk=cast.reviewer.pk).update(is_active=False)
    User.objects.filter(pk=cast.clerk.pk).update(password="!none")
    costs = {}
    for number, name in enumerate([cast.official.username, "khong.co", cast.reviewer.username, cast.clerk.username]):
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            assert try_in(name, address=f"10.0.4.{number}") == 200
        costs[name] = len(hashed), len(asked)
    assert len(set(costs.values())) == 1 and costs["khong.co"][0] == 1, costs


def check_against(hasher, typed, kept):
    return super(OneFormArgon2, hasher).verify(typed, kept)
