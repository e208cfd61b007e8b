"""A session nobody uses ends by role; what was typed comes back on the page, to be sent again."""

import time

import pytest
from django.urls import reverse

from papi_portal.door import idle
from papi_portal.door.idle import minutes_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def minutes(settings):
    settings.IDLE_MINUTES = {"leader": 60, "clerk": 30}


@pytest.fixture
def after(monkeypatch):
    start = time.time()

    def moved(minutes):
        monkeypatch.setattr(idle.time, "time", lambda: start + minutes * 60)

    return moved


@pytest.mark.parametrize(("who", "least"), [("leader", 60), ("clerk", 30), ("official", 0)])
def test_how_long_by_role(cast, who, least):
    assert minutes_for(getattr(cast, who)) == least


@pytest.mark.parametrize(("minute", "status"), [(59, 200), (60, 200), (61, 302)])
def test_it_ends_in_the_minute_after(client, cast, after, minute, status):
    client.force_login(cast.leader)
    client.get(reverse("plans"))
    after(minute)
    assert client.get(reverse("plans")).status_code == status


def test_every_page_begins_the_time_anew_and_no_role_no_end(client, cast, after):
    client.force_login(cast.leader)
    for minute in (0, 50, 100, 150):
        after(minute)
        assert client.get(reverse("plans")).status_code == 200
    client.force_login(cast.official)
    for minute in (150, 800):
        after(minute)
        assert client.get(reverse("plans")).status_code == 200


def test_what_was_typed_comes_back(client, cast, after):
    client.force_login(cast.leader)
    client.get(reverse("plans"))
    after(90)
    sent = {"reason": "Đi công tác ở huyện từ sáng", "password": "bí-mật-của-tôi"}
    answer = client.post(reverse("delegations"), sent, headers={"accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "Đi công tác ở huyện từ sáng" in page and "bí-mật-của-tôi" not in page
    assert "_auth_user_id" not in client.session
    client.force_login(cast.leader)
    client.get(reverse("plans"))
    after(200)
    assert client.post(reverse("delegations"), sent, headers={"hx-request": "true"}).status_code == 302
