"""The frame of every page, the door, and the pages of refusals: nothing typed is lost, every refusal says why."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from conftest import PASSWORD, make_person
from papi_portal.context import MAIN, Shell
from papi_portal.guide import PICTURES
from papi_portal.hints import HINTS
from papi_portal.views import server_error
from post.models import Notice
from tests.world import names
from units.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("papi_portal.tests.refusing_urls")]
TYPED = {"result": "Đã làm 7 đợt; 2 đợt tháng 9 hoãn do mưa bão.", "password": "bí mật", "signing-pin": "1234"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def official(visitor, cast):
    visitor.force_login(cast.official, backend="django.contrib.auth.backends.ModelBackend")
    return visitor


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestDoor:
    def sign_in(self, visitor, password):
        return visitor.post("/dang-nhap/", {"username": "tienphong.nhaplieu", "password": password})

    def test_lets_in_and_leads_to_the_first_page(self, visitor, cast):
        assert self.sign_in(visitor, PASSWORD).url == "/"
        assert visitor.get("/").url == "/viec/"

    def test_counts_the_tries_left_then_locks(self, visitor, cast):
        for left in (4, 3, 2, 1):
            response = self.sign_in(visitor, "sai")
            assert f"Còn {left} lần thử trước khi khóa 15 phút." in text_of(response)
            assert 'value="tienphong.nhaplieu"' in response.content.decode()
        response = self.sign_in(visitor, "sai")
        assert response.status_code == 429
        assert "Thử lại sau 15 phút" in text_of(response)
        assert self.sign_in(visitor, PASSWORD).status_code == 429

    def test_says_when_the_session_was_lost(self, visitor):
        assert "Phiên làm việc đã hết hạn." not in text_of(visitor.get("/dang-nhap/?next=/viec/7/"))
        visitor.cookies[settings.SESSION_COOKIE_NAME] = "gone"
        response = visitor.get("/dang-nhap/?next=/viec/7/")
        assert "Phiên làm việc đã hết hạn." in text_of(response)
        assert 'data-draft-path="/viec/7/"' in response.content.decode()

    def test_never_leads_to_a_foreign_host(self, official):
        assert official.get("/dang-nhap/?next=https://example.com/").url == "/"

    def test_new_password_page_keeps_the_frame(self, official):
        assert "Đổi mật khẩu" in text_of(official.get("/mat-khau/"))
        response = official.post("/mat-khau/", {"old_password": "sai", "new_password1": "a", "new_password2": "b"})
        assert "chỗ cần sửa" in text_of(response)


class TestFrame:
    @pytest.mark.parametrize(
        ("who", "entries"),
        [
            ("official", ["Việc của tôi", "Tổng hợp"]),
            ("reviewer", ["Việc của tôi", "Thẩm định", "Tổng hợp"]),
        ],
    )
    def test_entries_follow_the_role(self, rf, cast, who, entries):
        request = rf.get("/viec/7/")
        request.user = getattr(cast, who)
        nav = Shell(request).nav
        assert [entry.label for entry in nav] == entries
        assert [entry.label for entry in nav if entry.current] == ["Việc của tôi"]

    def test_a_visitor_sees_no_entries(self, visitor):
        assert "shell" in visitor.get("/dang-nhap/").context
        assert visitor.get("/dang-nhap/").context["shell"].nav == []

    def test_names_position_and_full_path(self, official):
        shell = official.get("/them/").context["shell"]
        assert shell.position == "Công chức Văn phòng – Thống kê"
        assert shell.unit_path == "UBND xã Tiền Phong, huyện Ân Thi, tỉnh Hưng Yên"

    def test_the_bell_counts_what_is_unread(self, official, cast):
        Notice.objects.create(key="a", to=cast.official, text="Trả lại")
        assert official.get("/viec/").context["shell"].unread == 1

    def test_costs_few_queries(self, official, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):  # session, person, posts held, posts lent, unread notices
            official.get("/viec/")


@pytest.mark.urls("papi_portal.urls")
def test_pages_are_compressed_for_who_can_read_it(official):
    plain = official.get("/huong-dan/").content
    answer = official.get("/huong-dan/", headers={"accept-encoding": "br, gzip"})
    assert answer["Content-Encoding"] == "gzip" and len(answer.content) < len(plain) / 2


def test_an_administrator_without_work_starts_at_the_list_of_pages(visitor, cast):
    visitor.force_login(make_person("quantri", Role.ADMIN, cast.province_office, "Quản trị hệ thống"))
    assert visitor.get("/").url == "/them/"


class TestRefusals:
    def test_403_says_what_who_may_and_who_one_is(self, official):
        response = official.get("/refused/")
        assert response.status_code == 403
        for part in ("không được thẩm định", "Phòng Nội vụ huyện Ân Thi", "Công chức Văn phòng – Thống kê, UBND xã"):
            assert part in text_of(response)

    def test_403_without_a_reason_still_speaks(self, visitor):
        assert "không được mở trang này" in text_of(visitor.get("/denied/"))

    def test_404_offers_a_search(self, official):
        response = official.get("/khong-co/")
        assert response.status_code == 404
        assert 'action="/tim/"' in response.content.decode()

    def test_409_shows_what_was_typed_and_the_way_back(self, official):
        response = official.post("/moved-on/", TYPED, headers={"referer": "http://testserver/viec/7/?ky=9"})
        assert response.status_code == 409
        assert "Nhiệm vụ 7a vừa được trình" in text_of(response)
        assert TYPED["result"] in text_of(response)
        assert 'href="/viec/7/?ky=9"' in response.content.decode()

    def test_409_shows_every_figure_typed_and_nothing_of_the_page_s_own(self, official):
        sent = {
            "figure-7": "1.284",
            "result": "Họp",
            "level": "in_progress",
            "base": '{"result": "cũ"}',
            "act": "save",
        }
        page = official.post("/moved-on/", {**sent, "proposals": ""}).content.decode()
        assert re.findall(r'class="kept sm">([^<]*)<', page) == ["1.284", "Họp"]

    def test_409_never_leads_to_a_foreign_page(self, official):
        response = official.get("/moved-on/", headers={"referer": "https://example.com/x"})
        assert 'href="/moved-on/"' in response.content.decode()

    @pytest.mark.parametrize("secret", ["bí mật", "1234"])
    def test_500_keeps_the_text_but_no_secret(self, official, secret):
        response = official.post("/broken/", TYPED)
        assert response.status_code == 500
        assert re.search(r"số sự cố +[0-9A-F]{8}", text_of(response))
        assert f'value="{TYPED["result"]}"' in response.content.decode()
        assert secret not in response.content.decode()

    def test_500_asks_nothing_of_the_database(self, rf, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert server_error(rf.get("/broken/")).status_code == 500

    def test_a_stale_form_can_be_sent_again(self, cast):
        visitor = Client(enforce_csrf_checks=True)
        refused = visitor.post("/nhan/", TYPED)
        assert refused.status_code == 403
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', refused.content.decode()).group(1)
        assert f'value="{TYPED["result"]}"' in refused.content.decode()
        assert visitor.post("/nhan/", {**TYPED, "csrfmiddlewaretoken": token}).status_code == 200

    @pytest.mark.parametrize(
        ("path", "code"), [("/refused/", 403), ("/moved-on/", 409), ("/broken/", 500), ("/x/", 404)]
    )
    def test_htmx_gets_one_alert_in_its_place(self, official, path, code):
        response = official.get(path, headers=HTMX)
        assert response.status_code == code
        assert response["HX-Retarget"] == "#alerts"
        assert response.content.startswith(b'<div class="alert bad" role="alert">')


def test_no_template_carries_inline_script():
    """The Content-Security-Policy would silently stop it."""
    pattern = re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|\son\w+=["']|href=["']javascript:""", re.I
    )
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert not [str(page) for page in pages if pattern.search(page.read_text())]


def test_only_the_vocabulary_writes_badges():
    """Templates name a status by its code; word, icon and tone come from the table."""
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert not [str(page) for page in pages if re.search(r'class="st[ "]', page.read_text())]


def test_help_leads_to_a_place_that_the_guide_has():
    templates = Path(settings.BASE_DIR, "templates")
    places = set(re.findall(r'id="([a-z-]+)"', (templates / "help.html").read_text()))
    named = {entry.guide for entry in MAIN} | {
        anchor for page in templates.rglob("*.html")
        for anchor in re.findall(r"{% block help_anchor %}#([a-z-]+)", page.read_text())
    }  # fmt: skip
    assert (named | {hint.anchor for hint in HINTS.values()}) - places == set()


def test_the_word_of_help_is_short_and_of_a_page_that_is_there():
    known = {*names(get_resolver("papi_portal.urls").url_patterns)}
    assert set(HINTS) - known == set()
    assert [name for name, hint in HINTS.items() if not 20 < len(hint.text) < 200] == []
    assert {one.role for one in PICTURES} == {role.value for role in Role}
    assert {one.url_name for one in PICTURES} <= known


@pytest.mark.urls("papi_portal.urls")
def test_the_guide_opens_at_ones_own_role(official, cast):
    assert official.get("/huong-dan/").context["mine"] == {"entry"}
    assert official.get("/viec/").context["shell"].guide == "#viec-cua-toi"
