"""An administrator cannot become somebody: two agree on what opens a leader's or clerk's account, and its owner is told."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from conftest import make_person, words
from post.models import Letter, Notice
from units.accounts import first_sign_in, guarding, managing, second
from units.errors import Refused
from units.models import AccountAsk, AccountStep, Role, User

pytestmark = pytest.mark.django_db
Verb = AccountAsk.Verb


@pytest.fixture
def keepers(cast):
    return [make_person(f"hungyen.quantri{n}", Role.UNIT_ADMIN, cast.province_office, "Quản trị") for n in (1, 2)]


@pytest.fixture
def one(keepers, client):
    client.force_login(keepers[0])
    return client


def act(client, person, name):
    return client.post(reverse("account_act", args=[person.pk]), {"act": name}, follow=True)


def answer(client, keeper, ask, name="agree"):
    client.force_login(keeper)
    return client.post(reverse("account_ask", args=[ask.pk]), {"act": name}, follow=True)


@pytest.mark.parametrize(
    ("role", "used", "two"),
    [(Role.LEADER, True, True), (Role.CLERK, True, True), (Role.ENTRY, True, False), (Role.LEADER, False, False)],
)
def test_whose_account_asks_for_two(cast, role, used, two):
    person = make_person("p", role, cast.new_commune_office, "P")
    if not used:
        person.set_unusable_password()
    assert guarding.needed(person) is two
    person.last_login = timezone.now()
    assert guarding.needed(person) is (role != Role.ENTRY)


def test_a_leaders_link_leaves_only_when_another_administrator_agrees(one, keepers, cast):
    leader = cast.new_leader
    asked = act(one, leader, "invite")
    assert "chờ một quản trị khác xác nhận" in words(asked.content.decode())
    assert User.objects.get(pk=leader.pk).has_usable_password()
    ask = AccountAsk.objects.get(account=leader)
    assert Notice.objects.filter(to=keepers[1], url=reverse("account", args=[leader.pk])).exists()
    refused = answer(one, keepers[0], ask)
    assert refused.status_code == 403 and "không tự xác nhận" in words(refused.content.decode())
    client_said = words(answer(one, keepers[1], ask).content.decode())
    assert "Đã xác nhận và gửi thư" in client_said
    assert not User.objects.get(pk=leader.pk).has_usable_password()
    letters = Letter.objects.filter(to=leader).order_by("pk")
    assert (
        any("/lan-dau/" in letter.text for letter in letters)
        and letters.filter(subject__contains="vừa thay đổi").exists()
    )
    assert list(AccountStep.objects.order_by("pk").values_list("verb", flat=True)) == ["asked", "agreed", "keyed"]
    assert answer(one, keepers[1], ask).status_code == 409


def test_a_changed_address_waits_and_both_addresses_are_told(one, keepers, cast):
    leader = cast.new_leader
    old = leader.email
    typed = {
        "title": "Chủ tịch UBND xã Hồng Quang",
        "legal_name": leader.legal_name,
        "email": "ke.xau@example.vn",
        "phone": "",
    }
    one.post(reverse("account", args=[leader.pk]), typed)
    leader.refresh_from_db()
    assert (leader.title, leader.email) == ("Chủ tịch UBND xã Hồng Quang", old), "the title needs no second one"
    answer(one, keepers[1], AccountAsk.objects.get())
    leader.refresh_from_db()
    assert leader.email == "ke.xau@example.vn"
    sent = Letter.objects.filter(to=leader, text__contains="ke.xau@example.vn").values_list("address", flat=True)
    assert {old, "ke.xau@example.vn"} <= set(sent)


def test_an_officials_address_is_changed_by_one_and_she_is_told_at_the_old_one(one, cast):
    person, old = cast.new_official, cast.new_official.email
    one.post(reverse("account", args=[person.pk]), {"title": person.title, "email": "moi@example.vn"})
    person.refresh_from_db()
    assert person.email == "moi@example.vn" and not AccountAsk.objects.exists()
    assert set(Letter.objects.filter(to=person).values_list("address", flat=True)) == {old, "moi@example.vn"}


def test_a_clerks_slip_is_printed_by_the_second(one, keepers, cast):
    clerk = make_person("hongquang.vt", Role.CLERK, cast.new_commune_office, "Văn thư")
    address = reverse("people_slips", args=[cast.new_commune.pk])
    first = one.post(address, {"nguoi": [clerk.pk]}, follow=True)
    assert first["Content-Type"].startswith("text/html") and User.objects.get(pk=clerk.pk).has_usable_password()
    one.force_login(keepers[1])
    slip = one.post(reverse("account_ask", args=[AccountAsk.objects.get().pk]), {"act": "agree"})
    assert slip["Content-Type"] == "application/pdf" and slip["Cache-Control"] == "no-store"


def test_no_verb_goes_round_the_two(keepers, cast):
    by, leader = keepers[0], cast.new_leader
    for way in (
        lambda: first_sign_in.key_for(leader, by=by, way="x"),
        lambda: managing.rename(leader, by=by, email="x@example.vn"),
        lambda: managing.rename(leader, by=by, phone="0900"),
    ):
        with pytest.raises(ValueError, match="quản trị thứ hai"):
            way()
    other = second.agree(second.ask(cast.clerk, Verb.MAIL, by=admin(cast)), by=admin(cast, 2))
    with pytest.raises(ValueError, match="quản trị thứ hai"):
        first_sign_in.key_for(leader, by=by, way="x", agreed=other)
    with pytest.raises(Refused):
        second.agree(second.ask(leader, Verb.MAIL, by=by), by=cast.stranger)


def admin(cast, number=1):
    return make_person(f"qt{number}", Role.ADMIN, cast.province_office, "Quản trị hệ thống")


@pytest.mark.parametrize(("days", "done"), [(7, True), (8, False)])
def test_what_was_asked_holds_a_week(one, keepers, cast, days, done):
    act(one, cast.new_leader, "invite")
    asked = AccountAsk.objects.get()
    at = timezone.now() - timedelta(days=days) + timedelta(minutes=1)
    AccountAsk.objects.update(at=at)
    assert (answer(one, keepers[1], asked).status_code == 200) is done


def test_who_lost_her_phone_is_let_in_anew_by_two(one, keepers, cast):
    leader, official = cast.new_leader, cast.new_official
    for person in (leader, official):
        Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    act(one, official, "unfactor")
    act(one, leader, "unfactor")
    assert [row.user for row in Authenticator.objects.all()] == [leader]
    answer(one, keepers[1], AccountAsk.objects.get(), "decline")
    assert Authenticator.objects.count() == 1
    one.force_login(keepers[0])
    act(one, leader, "unfactor")
    answer(one, keepers[1], AccountAsk.objects.get(closed_at=None))
    assert not Authenticator.objects.exists() and Letter.objects.filter(to=leader, text__contains="gỡ bước").exists()


def test_the_administration_sets_no_password_and_no_address(client, cast):
    client.force_login(User.objects.create_superuser("quantri", title="Quản trị"))
    address = reverse("admin:units_user_change", args=[cast.official.pk])
    page = client.get(address).content.decode()
    assert not re.search(r'name="(password|email|phone)', page) and "../password/" not in page
    assert client.get(reverse("admin:auth_user_password_change", args=[cast.official.pk])).status_code == 403
    typed = {"password1": "một hai ba bốn năm", "password2": "một hai ba bốn năm", "usable_password": "true"}
    assert client.post(reverse("admin:auth_user_password_change", args=[cast.official.pk]), typed).status_code == 403
    typed = {"username": "moi.nguoi", "title": "Mới", "email": ""}
    typed |= {f"{name}-{key}_FORMS": "0" for name in ("posts", "delegations_given") for key in ("TOTAL", "INITIAL")}
    made = client.post(reverse("admin:units_user_add"), typed)
    assert made.status_code == 302, made.context["errors"]
    assert not User.objects.get(username="moi.nguoi").has_usable_password()
