"""What happens at the door is in the journal: who, about whom, in order, without a secret."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import PASSWORD
from journal.models import Apart, Note
from papi_portal.tests.test_second_factor import come_in, switched_on

pytestmark = pytest.mark.django_db


def kinds():
    return list(Note.objects.order_by("pk").values_list("kind", flat=True))


def test_every_sort_of_coming_and_going(cast, django_capture_on_commit_callbacks):
    client, _ = come_in(cast.leader)
    with django_capture_on_commit_callbacks(execute=True):
        _, printed = switched_on(client)
    client.post(reverse("logout"))
    again, _ = come_in(cast.leader)
    again.post(reverse("mfa_authenticate"), {"code": "000000"})
    again.post(reverse("mfa_authenticate"), {"code": printed[0]})
    new = {"old_password": PASSWORD, "new_password1": "ruộng bậc thang 2026", "new_password2": "ruộng bậc thang 2026"}
    again.post(reverse("password_change"), new)
    found = kinds()
    assert found[0] == "sign_in" and "factor_added" in found
    assert found[-6:] == ["sign_out", "factor_failed", "recovery_used", "sign_in", "new_device", "password_changed"]
    said = str(list(Apart.objects.values()))
    assert PASSWORD not in said and printed[0] not in said and "bậc thang" not in said


def test_failures_are_written_until_the_lock_and_the_lock_once(cast):
    for _ in range(7):
        Client().post(reverse("login"), {"username": cast.leader.username, "password": "sai"})
    assert kinds() == ["sign_in_failed"] * 5 + ["locked"]
    assert set(Note.objects.values_list("about_id", flat=True)) == {cast.leader.pk}
    Client().post(reverse("login"), {"username": "không có ai", "password": "sai"}, REMOTE_ADDR="10.8.0.1")
    assert Note.objects.latest("pk").about_id is None
