"""What is secret never comes back on a page nor into a log: fields of forms, and addresses that are keys."""

import importlib
import inspect
import logging
import pkgutil
from datetime import timedelta

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AdminPasswordChangeForm, AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

import indicators
import papi_portal
import plans
import post
import reports
import units
from papi_portal.access_log import AccessLog
from papi_portal.error_reports import AlwaysOn
from papi_portal.management.commands.up import portal_commands
from units.confidential import FIELDS, MaskedLog, is_secret, masked

HIDDEN = "ẩn-sâu-7f3e91"
DJANGO = (AuthenticationForm, PasswordChangeForm, SetPasswordForm, AdminPasswordChangeForm)
KEYS = {
    "calendar_feed": ["k" * 32],
    "password_reset_confirm": ["MQ", "c1x-" + "k" * 32],
    "first_password": ["k" * 32],
    "plugin_file": ["k" * 32 + ":1a:b"],
    "plugin_upload": ["k" * 32 + ":1a:b"],
}


def forms_of_the_house():
    for package in (papi_portal, indicators, plans, post, reports, units):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".tests" not in found.name and "forms" in found.name:
                module = importlib.import_module(found.name)
                yield from (
                    one for _, one in inspect.getmembers(module, inspect.isclass) if issubclass(one, forms.Form)
                )


def test_every_field_that_hides_what_is_typed_is_named_secret():
    found = {
        name
        for form in {*forms_of_the_house(), *DJANGO}
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput)
    }
    assert {"secret", "password", "pin", "one_time_code", "old_password", "new_password1"} <= found
    assert found <= FIELDS


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_a_prefix_hides_no_secret(name):
    assert is_secret(name) and is_secret(f"signing-{name}") and is_secret(f"form-0-{name}")


def test_fields_that_people_typed_are_none():
    assert not any(map(is_secret, ("code", "pinned", "secretary", "result", "ev3-doc_number", "m0_unit")))


def posted():
    return {"code": "2a", "result": "Đã làm 7 đợt; 2 đợt tháng 9 hoãn do mưa bão."} | {
        f"{prefix}{name}": f"{HIDDEN}-{n}" for n, name in enumerate(FIELDS) for prefix in ("", "signing-")
    }


@pytest.mark.django_db
@pytest.mark.urls("papi_portal.tests.refusing_urls")
@pytest.mark.parametrize(("path", "status"), [("/moved-on/", 409), ("/broken/", 500), ("/refused/", 403)])
def test_no_refusal_echoes_or_logs_a_secret(cast, caplog, path, status):
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    client.force_login(cast.official)
    answer = client.post(path, posted())
    assert answer.status_code == status
    assert HIDDEN not in answer.content.decode() and HIDDEN not in caplog.text


@pytest.mark.django_db
def test_a_form_from_an_older_page_echoes_no_secret(cast, caplog):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.official)
    answer = client.post("/mat-khau/", posted())
    assert answer.status_code == 403 and "mưa bão" in answer.content.decode()
    assert HIDDEN not in answer.content.decode() and HIDDEN not in caplog.text


def test_the_debug_page_hides_them(rf):
    request = rf.post("/cap/", posted())
    assert HIDDEN not in str(AlwaysOn().get_post_parameters(request))
    assert "mưa bão" in str(AlwaysOn().get_post_parameters(request))


@pytest.mark.parametrize("name", KEYS)
def test_an_address_that_is_a_key_is_hidden_wherever_it_stands(name):
    address = reverse(name, args=KEYS[name])
    for line in (f'"GET {address}?x=1 HTTP/1.1" 200', f"Not Found: {address}", f"{settings.SITE_URL}{address}",
                 f"/dang-nhap/?next={address.replace('/', '%2F')}"):  # fmt: skip
        assert "k" * 16 not in masked(line)
    assert masked("GET /ke-hoach/7/ky/ 200") == "GET /ke-hoach/7/ky/ 200"


@pytest.mark.parametrize("name", KEYS)
def test_the_access_log_keeps_no_key(name, tmp_path):
    class Answer:
        status, sent, headers = "200 OK", 5, []

    class Request:
        headers, version, method = [("REFERER", f"https://x.vn{reverse(name, args=KEYS[name])}")], (1, 1), "GET"

    address, out = reverse(name, args=KEYS[name]), tmp_path / "access.log"
    config = Config()
    config.set("accesslog", str(out))
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": address + "?a=1", "PATH_INFO": address, "QUERY_STRING": "a=1",
               "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": Request.headers[0][1]}  # fmt: skip
    log = AccessLog(config)
    log.access(Answer, Request, environ, timedelta(seconds=1))
    line = out.read_text()
    assert "GET" in line and "k" * 16 not in line and "***" in line


def test_the_portals_own_log_masks_every_line():
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (reverse("calendar_feed", args=["k" * 32]),)})
    assert MaskedLog().filter(record) and record.getMessage() == "Not Found: /lich/***"
    assert all("masked" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_production_and_the_supervisor_start_the_pages_with_that_log():
    unit = (settings.BASE_DIR / "deploy/papi-web.service").read_text()
    assert "--logger-class papi_portal.access_log.AccessLog" in unit
    assert "papi_portal.access_log.AccessLog" in portal_commands()["web"]
    assert all("UMask=0077" in path.read_text() for path in (settings.BASE_DIR / "deploy").glob("*.service"))
