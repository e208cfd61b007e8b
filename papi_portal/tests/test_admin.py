"""Quản trị dữ liệu: who gets in, in whose words it speaks, and how a locked account is opened again."""

import re
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from conftest import PASSWORD
from units.models import Role, User

WORDS = Path(settings.BASE_DIR, "papi_portal", "locale", "vi", "LC_MESSAGES", "django.po")


@pytest.fixture
def administrator(cast, client):
    person = User.objects.create_superuser("quantri", "quantri@example.vn", PASSWORD, title="Quản trị hệ thống")
    client.force_login(person)
    return client


def entries():
    """(msgid, msgstr) of every entry of the list of words without a plural."""
    joined = (block.replace('"\n"', "") for block in WORDS.read_text().split("\n\n")[1:])
    found = (re.search(r'^msgid "(.+)"\nmsgstr "(.+)"$', block, re.MULTILINE) for block in joined)
    return [match.groups() for match in found if match]


def test_the_compiled_words_are_those_of_the_list():
    assert len(entries()) > 100
    with translation.override("vi"):
        stale = [msgid for msgid, msgstr in entries() if translation.gettext(msgid) != msgstr]
    assert stale == [], "make words"


@pytest.mark.django_db
def test_a_visitor_comes_in_by_the_portals_door(client):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0] == "/dang-nhap/?next=/quan-tri/"


@pytest.mark.django_db
def test_an_official_is_told_who_may(client, cast):
    client.force_login(cast.official)
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403 and "quản trị hệ thống" in answer.content.decode()


def test_every_list_and_form_opens_and_speaks_vietnamese(administrator, cast):
    english = re.compile(r">\s*(?:Select|Add|Change|Show|Hide|Reset|Enabled|Delete|Save)\b[^<]*<")
    for model in administrator.get(reverse("admin:index")).context["available_apps"]:
        for shown in model["models"]:
            page = administrator.get(shown["admin_url"])
            assert page.status_code == 200 and not english.search(page.content.decode()), shown["admin_url"]
    page = administrator.get(reverse("admin:units_user_change", args=[cast.official.pk]))
    assert page.status_code == 200 and not english.search(page.content.decode())


def test_people_and_units_are_never_deleted(administrator, cast):
    for address in (
        reverse("admin:units_user_delete", args=[cast.official.pk]),
        reverse("admin:units_unit_delete", args=[cast.commune.pk]),
    ):
        assert administrator.get(address).status_code == 403


def test_a_locked_account_is_opened_again(administrator, cast):
    AccessAttempt.objects.create(username=cast.official.username, ip_address="10.0.0.7", failures_since_start=5)
    page = administrator.get(reverse("admin:units_user_change", args=[cast.official.pk])).content.decode()
    assert "từ 10.0.0.7" in page
    administrator.post(
        reverse("admin:units_user_changelist"), {"action": "unlock", "_selected_action": [cast.official.pk]}
    )
    assert not AccessAttempt.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_the_frame_offers_it_to_administrators_only(role, cast, client):
    cast.official.posts.update(role=role)
    client.force_login(cast.official)
    assert reverse("admin:index") not in client.get(reverse("more")).content.decode()
