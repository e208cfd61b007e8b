"""Quên mật khẩu: the same answer for every address, letters by the worker, a link that works once."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import PASSWORD, make_person
from post.models import Letter, Notice, PasswordRequest
from post.tasks import send_waiting_letters
from units.models import Role, User

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/]+(/dat-lai/\S+)")


@pytest.fixture(autouse=True)
def post_box(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask(address):
    return Client().post(reverse("password_reset"), {"email": address})


def test_the_answer_and_its_cost_are_the_same_for_every_address(cast):
    told = {}
    for address in (cast.official.email, "khong.co@example.vn"):
        with CaptureQueriesContext(connection) as asked:
            answer = ask(address)
        told[address] = answer.status_code, answer.url, [re.sub(r"'[^']*'", "?", one["sql"]) for one in asked]
    known, unknown = told.values()
    assert known == unknown and known[:2] == (302, reverse("password_reset_done"))
    assert PasswordRequest.objects.count() == 2 and not Letter.objects.exists() and not mail.outbox


def test_the_worker_sends_the_link_and_it_sets_the_password_once(cast, client):
    ask(cast.official.email.upper())
    ask("khong.co@example.vn")
    send_waiting_letters()
    assert not PasswordRequest.objects.exists()
    assert [letter.to for letter in Letter.objects.all()] == [cast.official]
    [sent] = mail.outbox
    assert sent.recipients() == [cast.official.email]
    address = LINK.search(Letter.objects.get().text)[1]
    form = client.get(address, follow=True)
    typed = {"new_password1": "ruộng bậc thang 2026", "new_password2": "ruộng bậc thang 2026"}
    assert client.post(form.redirect_chain[-1][0], typed).url == reverse("password_reset_complete")
    assert User.objects.get(pk=cast.official.pk).check_password("ruộng bậc thang 2026")
    again = Client().get(address, follow=True).content.decode()
    assert "đã dùng rồi hoặc đã quá hạn" in again
    assert told(cast.official) == ["Tài khoản của bạn vừa đặt lại mật khẩu qua thư"]


def told(person):
    """What stands under her bell; each is in a letter as well."""
    said = list(Notice.objects.filter(to=person).values_list("text", flat=True))
    assert set(said) <= set(Letter.objects.filter(to=person).values_list("subject", flat=True))
    return said


def test_the_owner_is_told_of_a_password_changed_at_her_desk_and_other_sessions_end(cast, client):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(cast.official)
    new = {"old_password": PASSWORD, "new_password1": "ruộng bậc thang 2026", "new_password2": "ruộng bậc thang 2026"}
    assert client.post(reverse("password_change"), new).status_code == 302
    assert told(cast.official) == ["Tài khoản của bạn vừa đổi mật khẩu"]
    assert client.get(reverse("work")).status_code == 200 and elsewhere.get(reverse("work")).status_code == 302


def test_every_active_account_of_an_address_gets_its_own_letter(cast):
    other = make_person("tienphong.kiem", Role.CLERK, cast.commune_office, "Văn thư")
    gone = make_person("tienphong.cu", Role.CLERK, cast.commune_office, "Văn thư")
    User.objects.filter(pk__in=[other.pk, gone.pk]).update(email=cast.official.email)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    ask(cast.official.email)
    send_waiting_letters()
    send_waiting_letters()
    assert sorted(letter.to.username for letter in Letter.objects.all()) == ["tienphong.kiem", "tienphong.nhaplieu"]
    assert len(mail.outbox) == 2


def test_what_is_no_address_is_told_at_its_place(cast):
    answer = ask("không phải thư")
    assert answer.status_code == 200 and answer.context["form"].errors["email"]
    assert not PasswordRequest.objects.exists()


def test_the_link_is_for_its_receiver_alone(cast, client):
    ask(cast.official.email)
    send_waiting_letters()
    letter = Letter.objects.get()
    token = LINK.search(letter.text)[1].strip("/").rpartition("/")[2]
    make_person("quantri", Role.ADMIN, cast.commune_office, "Quản trị")
    client.force_login(User.objects.get(username="quantri"))
    page = client.get(reverse("letter", args=[letter.pk]))
    assert page.status_code == 200 and token not in page.content.decode()
