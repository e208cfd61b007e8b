"""A passkey in a real browser: added with Chromium's virtual authenticator, then the only thing that signs in."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from conftest import PASSWORD
from papi_portal.tests.test_second_factor import link_of_letter
from tests.browser.demo_site import shoot, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_key(page_as, live_server, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # localhost is a secure place for a browser
    page = page_as(None, reverse("login"))
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + reverse("login"))
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    key = line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    yield page, line, key


def test_a_key_is_added_and_signs_in_alone(with_key, cast, settings, tmp_path):
    page, line, key = with_key
    settings.FACTOR_ROLES = ["leader"]
    sign_in(page, cast.new_leader.username, PASSWORD)
    page.wait_for_url("**" + reverse("mfa_index"))
    shoot(page, tmp_path, "bao-mat")
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_role("button", name="Gửi thư đến").click()
    page.get_by_text("Đã gửi thư").wait_for()
    shoot(page, tmp_path, "chu-tai-khoan")
    page.goto(page.url.replace(reverse("mfa_prove"), link_of_letter()))
    page.get_by_role("button", name="Đúng là tôi").click()
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("Máy ở phòng")
    shoot(page, tmp_path, "them-khoa")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    shoot(page, tmp_path, "ma-du-phong")
    assert Authenticator.objects.get(user=cast.new_leader, type="webauthn").wrap().name == "Máy ở phòng"
    page.context.clear_cookies()
    page.goto(page.url.split("/bao-mat")[0] + reverse("login"))
    shoot(page, tmp_path, "cua")
    page.get_by_role("button", name="Vào bằng khóa").click()
    page.wait_for_url("**" + reverse("work"))
    line.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    page.context.clear_cookies()
    page.goto(page.url.replace(reverse("work"), reverse("login")))
    sign_in(page, cast.new_leader.username, PASSWORD)
    page.get_by_role("heading", name="Xác thực bước hai").wait_for()
    shoot(page, tmp_path, "buoc-hai")
    page.get_by_role("button", name="Dùng khóa").click()
    page.get_by_text("Chưa dùng được khóa.").wait_for()
