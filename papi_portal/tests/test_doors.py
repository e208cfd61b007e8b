"""What every answer says to a browser, graded as Mozilla's Observatory does; what production refuses; where we may call."""

import json
import logging
import re
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests
from django.conf import settings as own
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from journal.notes import Kind
from papi_portal import checks
from papi_portal.auditing.noted import NOTED
from papi_portal.door.province import ProvinceAdapter
from tests.world import names
from units.outgoing import NotAllowed, require_allowed
from units.templatetags.portal import step

SAFE = {"DEBUG": False, "DEMO": False, "SECRET_KEY": "kG7#" * 20, "ALLOWED_HOSTS": ["papi.example.vn"], "HTTPS": True,
        "SITE_URL": "https://papi.example.vn", "PRODUCTION": True, "FACTOR_ROLES": ["admin", "leader"]}  # fmt: skip


def lacking(answer, *, secure=True):
    """What costs points in the grading of the Observatory (2024), by name; nothing for A+."""
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    cookies = answer.cookies.values()
    held = {
        "csp: default-src none": policy["default-src"] == "'none'",
        "csp: no unsafe word": "unsafe" not in answer["Content-Security-Policy"],
        "csp: no whole scheme": not re.search(r"(?<=[ ;])(https?:|\*)(?=[ ;]|$)", answer["Content-Security-Policy"]),
        "csp: base-uri": policy["base-uri"] == "'none'",
        "csp: form-action": policy["form-action"] == "'self'",
        "csp: frame-ancestors": policy["frame-ancestors"] in ("'self'", "'none'"),
        "csp: reports": policy["report-uri"] == reverse("csp_report"),
        "nosniff": answer["X-Content-Type-Options"] == "nosniff",
        "frames": answer["X-Frame-Options"] in ("SAMEORIGIN", "DENY"),
        "referrer": answer["Referrer-Policy"] == "same-origin",
        "opener": answer["Cross-Origin-Opener-Policy"] == "same-origin",
        "resource": answer["Cross-Origin-Resource-Policy"] == "same-origin",
        "permissions": "camera=()" in answer["Permissions-Policy"],
        "hsts": not secure or int(re.search(r"max-age=(\d+)", answer["Strict-Transport-Security"])[1]) >= 15_768_000,
        "cookies": all(not secure or one["secure"] for one in cookies) and all(one["samesite"] for one in cookies),
    }
    return [name for name, holds in held.items() if not holds]


@pytest.fixture
def https(settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.HTTPS = True
    settings.SECURE_HSTS_SECONDS = 31_536_000


@pytest.mark.django_db
def test_every_sort_of_answer_is_graded_a_plus(client, cast, https):
    assert lacking(client.get(reverse("login"), secure=True)) == []
    assert lacking(client.get("/khong-co/", secure=True)) == []
    client.force_login(cast.leader)
    for name in ("work", "dashboard", "plans", "mfa_index"):
        assert lacking(client.get(reverse(name), secure=True)) == [], name


def test_no_page_has_a_style_of_its_own():
    """Papers are set by WeasyPrint and letters read in mail programs: neither is a page of ours."""
    pages = [
        page for page in Path(own.BASE_DIR, "templates").rglob("*.html") if not {"papers", "letters"} & set(page.parts)
    ]
    assert [str(page) for page in pages if re.search(r"\sstyle=|<style", page.read_text())] == []
    scripts = Path(own.BASE_DIR, "static", "js").rglob("*.js")
    assert [str(one) for one in scripts if re.search(r"setAttribute\(.style|cssText|\beval\(", one.read_text())] == []


@pytest.mark.parametrize(
    ("percent", "name"), [(None, "n-0"), (0, "n-0"), (0.2, "n-1"), (37.4, "n-37"), (99.6, "n-100"), (130, "n-100")]
)
def test_a_bar_has_a_class_for_its_share(percent, name):
    assert step(percent) == name and f".{name} {{" in Path(own.BASE_DIR, "static/css/shares.css").read_text()


def test_a_report_is_one_line_of_the_log(client, caplog):
    told = {
        "csp-report": {"document-uri": "https://x/dat-lai/MQ/bi-mat/", "violated-directive": "style-src\nERROR giả"}
    }
    with caplog.at_level(logging.WARNING, "papi_portal.policy_reports"):
        for body in (json.dumps(told), "{", "[]", '{"csp-report": 3}', "x" * 100_000):
            assert client.post(reverse("csp_report"), body, content_type="application/csp-report").status_code == 204
    [line] = [one.getMessage() for one in caplog.records]
    assert "style-src ERROR giả" in line and "bi-mat" not in line and "\n" not in line


WRONG = [
    ({"DEBUG": True}, "papi_portal.E003"), ({"DEMO": True}, "papi_portal.E002"),
    ({"SECRET_KEY": "put-fifty-random-characters-here" * 2}, "papi_portal.E004"),
    ({"SECRET_KEY": "a" * 80}, "papi_portal.E004"),
    ({"SECRET_KEY": "kG7#" * 12}, "papi_portal.E004"), ({"ALLOWED_HOSTS": ["*"]}, "papi_portal.E005"),
    ({"ALLOWED_HOSTS": []}, "papi_portal.E005"), ({"ALLOWED_HOSTS": [".vn"]}, "papi_portal.E005"),
    ({"HTTPS": False}, "papi_portal.E006"), ({"SITE_URL": "http://papi.example.vn"}, "papi_portal.E006"),
]  # fmt: skip
ASKED = (checks.no_debugging_in_production, checks.no_demo_in_production, checks.a_secret_of_ones_own,
         checks.hosts_are_named, checks.behind_tls)  # fmt: skip


@pytest.mark.parametrize(("wrong", "code"), WRONG)
def test_production_refuses_to_start_and_names_each(settings, wrong, code):
    for name, value in (SAFE | {"SECRET_KEY": "kG7#xv" * 12} | wrong).items():
        setattr(settings, name, value)
    assert [error.id for check in ASKED for error in check(None)] == [code]
    with pytest.raises(ImproperlyConfigured, match="PRODUCTION is set, but"):
        checks.refuse_unsafe()
    settings.PRODUCTION = False
    checks.refuse_unsafe()


def test_production_starts_when_all_is_right(settings):
    for name, value in (SAFE | {"SECRET_KEY": "kG7#xv" * 12}).items():
        setattr(settings, name, value)
    checks.refuse_unsafe()
    assert checks.second_factor_demanded(None) == []
    settings.FACTOR_ROLES = ["clerk"]
    assert checks.second_factor_demanded(None)[0].id == "papi_portal.W007"


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0",
                                  "[::ffff:10.0.0.1]", "100.64.0.1", "224.0.0.1"])  # fmt: skip
def test_nothing_inside_ones_own_network_is_called_unless_named(settings, host):
    settings.PRIVATE_HOSTS = []
    with pytest.raises(NotAllowed, match="mạng nội bộ"):
        require_allowed(f"http://{host}/tsa")
    settings.PRIVATE_HOSTS = [host.strip("[]")]
    assert require_allowed(f"http://{host}/tsa")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "gopher://x", "//x/y", "ftp://example.vn/"])
def test_no_other_scheme_is_called(address):
    with pytest.raises(NotAllowed, match="http"):
        require_allowed(address)


@pytest.mark.django_db
def test_who_reads_too_often_waits_but_nobody_else(client, cast, settings):
    settings.READING = {"search": (2, 5)}
    counted = settings.CACHES["redis"] | {"KEY_PREFIX": secrets.token_hex(4)}  # the same Redis, counted from nought
    settings.CACHES = settings.CACHES | {"redis": counted}
    client.force_login(cast.official)
    assert [client.get(reverse("search")).status_code for _ in range(3)] == [200, 200, 429]
    client.force_login(cast.leader)
    assert client.get(reverse("search")).status_code == 200


def test_every_export_and_feed_has_its_limit():
    costly = {name for name, kind in NOTED.items() if kind in (Kind.EXPORT, Kind.FEED, Kind.PERSONAL_EXPORTED)}
    assert costly - set(own.READING_LIMITS) == set() and {"search", "verify", "public_document"} < set(
        own.READING_LIMITS
    )
    assert set(own.READING_LIMITS) | set(own.THROTTLED) <= set(names())


@pytest.fixture
def province(settings):
    """A province's provider that sends whoever asks on to another address."""

    class Sends(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()

        def log_message(self, *_): ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Sends) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.django_db
@pytest.mark.parametrize("named", [[], ["127.0.0.1"]])
def test_a_province_that_is_private_or_sends_us_on_is_not_followed(client, settings, province, named):
    settings.PRIVATE_HOSTS = named
    app = {
        "provider_id": "tinh",
        "name": "x",
        "client_id": "papi",
        "secret": "x",
        "settings": {"server_url": province},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    with pytest.raises(requests.RequestException, match="sends the caller on" if named else "mạng nội bộ"):
        ProvinceAdapter().get_requests_session().get(province)
    answer = client.post(reverse("openid_connect_login", args=["tinh"]), follow=True)
    assert answer.status_code == 200 and "Đăng nhập một lần của tỉnh không thành" in answer.content.decode()
