"""The second factor: asked for after the password, demanded of some roles before any page, told to its owner."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from conftest import PASSWORD, make_person, words
from papi_portal.door.demanding import must_have
from post.models import Letter, Notice
from units.accounts.first_sign_in import key_for
from units.models import Role, User

pytestmark = pytest.mark.django_db
ROLES = ["admin", "unit_admin", "leader", "clerk"]


@pytest.fixture(autouse=True)
def without_redis(settings):
    """The door needs nothing but the database: embedded broker, Redis of one's own, or none."""
    settings.CACHES = settings.CACHES | {"redis": {**settings.CACHES["redis"], "LOCATION": "unix:///nowhere.sock"}}


def code_of(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def come_in(person, client=None):
    client = client or Client()
    answer = client.post(reverse("login"), {"username": person.username, "password": PASSWORD})
    return client, answer


def link_of_letter():
    """The path that the newest letter to an owner leads to."""
    return re.search(r"//[^/]+(/lan-dau/chu-tai-khoan/\S+)", Letter.objects.order_by("-pk")[0].text)[1]


def switched_on(client):
    """The app is switched on through its pages; returns its secret and the codes printed for later."""
    assert client.get(reverse("mfa_activate_totp")).url == reverse("mfa_prove")
    client.post(reverse("mfa_prove"))
    assert client.post(link_of_letter()).url == reverse("mfa_index")
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.status_code == 302 and asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).context["form"].errors
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret, -1)}, follow=True)
    return secret, done.context["unused_codes"]


def test_a_leader_is_led_to_it_and_works_only_then(cast, settings, django_capture_on_commit_callbacks):
    settings.FACTOR_ROLES = ROLES
    client, answer = come_in(cast.new_leader)
    assert answer.url == reverse("home")
    for name in ("work", "plans", "password_change_done", "admin:index"):
        assert client.get(reverse(name)).url == reverse("mfa_index"), name
    assert "phải có bước xác thực thứ hai" in words(client.get(reverse("mfa_index")).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        secret, printed = switched_on(client)
    assert client.get(reverse("work")).status_code == 200 and len(printed) == 10
    stored = Authenticator.objects.get(user=cast.new_leader, type="totp").data["secret"]
    assert secret not in stored, "the secret is kept encrypted"
    told = "Tài khoản của bạn vừa bật ứng dụng mã đăng nhập"
    assert Notice.objects.filter(to=cast.new_leader, text=told).exists()
    assert Letter.objects.filter(to=cast.new_leader, subject=told, channel="email").exists()

    second, answer = come_in(cast.new_leader)
    assert answer.url == reverse("mfa_authenticate") and "_auth_user_id" not in second.session
    assert second.get(reverse("work")).url.startswith(reverse("login"))
    wrong = second.post(reverse("mfa_authenticate"), {"code": "²²²²²²"})
    assert "Mã không đúng" in words(wrong.content.decode())
    assert second.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == reverse("home")
    assert second.get(reverse("work")).status_code == 200

    third, _ = come_in(cast.new_leader)
    assert third.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 200, "a code works once"
    assert third.post(reverse("mfa_authenticate"), {"code": printed[0]}).url == reverse("home")
    fourth, _ = come_in(cast.new_leader)
    assert fourth.post(reverse("mfa_authenticate"), {"code": printed[0]}).status_code == 200, "a printed one too"


def test_whoever_guesses_codes_is_stopped_for_minutes_only(cast):
    client, _ = come_in(cast.new_leader)
    secret, _ = switched_on(client)
    guesser, _ = come_in(cast.new_leader)
    said = [words(guesser.post(reverse("mfa_authenticate"), {"code": f"00000{n}"}).content.decode()) for n in range(6)]
    assert "Nhập sai quá nhiều lần. Thử lại sau 5 phút" in said[5] and "Mã không đúng" in said[4]
    stopped = guesser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert stopped.status_code == 200 and "_auth_user_id" not in guesser.session


@pytest.mark.parametrize("sent", ['{"id":"x"}', '{"id":5,"rawId":[],"response":3}', "null", "[]", "9", "{", '{"id":"AA",'
                                  '"rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA"}}'])  # fmt: skip
def test_what_is_no_key_is_a_wrong_one(client, sent):
    assert client.post(reverse("mfa_login_webauthn"), {"credential": sent}).url == reverse("login")


def test_a_session_from_before_the_factor_ends(cast, settings):
    settings.FACTOR_ROLES = ROLES
    old, _ = come_in(cast.new_leader)
    switched_on(come_in(cast.new_leader)[0])
    assert old.get(reverse("work")).url == reverse("login") and "_auth_user_id" not in old.session


@pytest.mark.parametrize(
    ("who", "must"), [("official", False), ("reviewer", False), ("leader", True), ("clerk", True), ("admin", True)]
)
def test_whose_role_demands_it(cast, settings, who, must):
    settings.FACTOR_ROLES = ROLES
    person = make_person("q", Role.ADMIN, cast.district_office, "Quản trị") if who == "admin" else getattr(cast, who)
    assert must_have(person) is must
    settings.FACTOR_ROLES = []
    assert not must_have(person)


def test_a_new_device_is_told_but_not_the_first_nor_a_known_one(cast):
    told = Notice.objects.filter(to=cast.official, text__contains="thiết bị mới")
    client, _ = come_in(cast.official)
    assert not told.exists(), "her first sign-in of all"
    client.post(reverse("logout"))
    come_in(cast.official, client)
    assert not told.exists()
    come_in(cast.official)
    assert told.count() == 1 and Letter.objects.get(to=cast.official).subject == told.get().text


def test_sessions_are_listed_and_ended(cast):
    here, there, third = (come_in(cast.official)[0] for _ in range(3))
    page = here.get(reverse("sessions")).content.decode()
    assert page.count("Trình duyệt") >= 3 and "phiên này" in page
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("sessions"), {"pk": other.pk})
    assert there.get(reverse("work")).status_code == 302 and third.get(reverse("work")).status_code == 200
    stranger, _ = come_in(cast.leader)
    stranger.post(reverse("sessions"), {"pk": UserSession.objects.get(session_key=third.session.session_key).pk})
    assert third.get(reverse("work")).status_code == 200, "nobody ends another's session"
    for odd in ("", "²", "-1", "x", "9" * 30):
        here.post(reverse("sessions"), {"pk": odd})
    assert third.get(reverse("work")).status_code == 200, "what names no session ends none"
    here.post(reverse("sessions"))
    assert third.get(reverse("work")).status_code == 302 and here.get(reverse("work")).status_code == 200


def test_a_thief_of_the_password_adds_no_first_factor(cast):
    """She may ask for the letter; its link opens nothing but in the session that asked, and for its owner."""
    thief, owner = come_in(cast.new_leader)[0], come_in(cast.new_leader)[0]
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert thief.get(reverse(name)).url == thief.post(reverse(name), {"code": "1"}).url == reverse("mfa_prove"), (
            name
        )
    thief.post(reverse("mfa_prove"))
    of_thief = link_of_letter()
    assert owner.get(of_thief).status_code == owner.post(of_thief).status_code == 404
    assert come_in(cast.leader)[0].post(of_thief).status_code == 404
    assert Letter.objects.filter(to=cast.new_leader, text__contains="có người biết mật khẩu của bạn").exists()
    owner.post(reverse("mfa_prove"))
    assert owner.get(link_of_letter()).status_code == 200, "looking proves nothing"
    assert owner.get(reverse("mfa_add_webauthn")).url == reverse("mfa_prove")
    owner.post(link_of_letter())
    assert owner.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))
    assert thief.get(reverse("mfa_add_webauthn")).url == reverse("mfa_prove")
    assert not Authenticator.objects.exists()


def test_letters_to_the_owner_are_few_and_none_goes_without_an_address(cast):
    client, _ = come_in(cast.official)
    for _ in range(7):
        said = client.post(reverse("mfa_prove"), follow=True)
    assert Letter.objects.filter(to=cast.official).count() == 5 and "Đã gửi 5 thư" in said.content.decode()
    User.objects.filter(pk=cast.clerk.pk).update(email="")
    client, _ = come_in(cast.clerk)
    assert "in phiếu đăng nhập lần đầu" in client.post(reverse("mfa_prove"), follow=True).content.decode()


def test_the_key_of_a_slip_is_proof_enough(cast):
    keeper = make_person("quantri.donvi", Role.UNIT_ADMIN, cast.new_commune_office, "Quản trị")
    key = key_for(cast.new_official, by=keeper, way="in phiếu")
    client, new = Client(), {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(reverse("first_password", args=[key]), new).status_code == 302
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_no_page_of_the_door_speaks_english(cast):
    client, _ = come_in(cast.official)
    switched_on(client)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
                 "mfa_list_webauthn", "mfa_add_webauthn", "account_reauthenticate", "mfa_reauthenticate"):  # fmt: skip
        page = words(
            re.sub(r"<script.*?</script>", "", client.get(reverse(name), follow=True).content.decode(), flags=re.S)
        )
        assert not re.search(r"\b(the|your|password|authenticator|recovery|key)\b", page), name
