"""After a day at the door the logs, the journal and the traces are searched for everything that was secret in it."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import PASSWORD, make_person
from journal.models import Apart, Note
from papi_portal.tests.test_second_factor import code_of, come_in, switched_on, without_redis  # noqa: F401 - a fixture
from post.models import Letter
from post.tasks import send_waiting_letters
from units.accounts import first_sign_in
from units.confidential import MaskedLog
from units.models import AccountStep, Role, SettingStep

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
WRONG, OWN, FIRST = "sai-mật-khẩu-71", "ruộng bậc thang 2026", "nương ngô mùa khô 2026"
PIN, LEFT = "pin-thẻ-8642", "mật-khẩu-khóa-97"


@pytest.fixture
def written():
    """What the portal's own handlers write, from the lowest level on, of every logger of its settings."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(MaskedLog())
    handler.setFormatter(logging.Formatter(configured.LOGGING["formatters"]["line"]["format"]))
    names = ["", *configured.LOGGING["loggers"]]
    shut = [logging.getLogger(name) for name in names if name == "" or not logging.getLogger(name).propagate]
    levels = [logger.level for logger in shut]
    for logger in shut:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield out
    for logger, level in zip(shut, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def a_day(cast, callbacks):
    """{what: secret} of everything typed, shown or sent: failures, factors, a reset, a first sign-in, keys in addresses."""
    person = cast.leader
    secrets = {"wrong": WRONG, "password": PASSWORD, "own": OWN, "first": FIRST, "pin": PIN, "key": LEFT}
    Client().post(reverse("login"), {"username": person.username, "password": WRONG})
    client, _ = come_in(person)
    with callbacks(execute=True):
        secrets["totp"], codes = switched_on(client)
    client.post(reverse("calendar_link"))
    feed = re.search(r"/lich/([^/\"&]+)\.ics", client.get(reverse("my_reminders")).content.decode())[1]
    assert Client().get(reverse("calendar_feed", args=[feed])).status_code == 200
    Client().get(reverse("calendar_feed", args=[feed + "x"]))
    client.post(reverse("password_change"), {"old_password": WRONG, "new_password1": OWN, "new_password2": OWN})
    client.post(reverse("logout"))
    again, _ = come_in(person)
    again.post(reverse("mfa_authenticate"), {"code": "271828"})
    secrets["code"] = code_of(secrets["totp"])
    again.post(reverse("mfa_authenticate"), {"code": secrets["code"]})
    secrets |= {"feed": feed, "session": again.session.session_key, "token": again.cookies["csrftoken"].value}
    secrets |= {f"printed {n}": code for n, code in enumerate(codes)}
    key, paper = SimpleUploadedFile("a.p12", b"PKCS"), SimpleUploadedFile("a.pdf", b"%PDF")
    again.post(reverse("unit_certificates", args=[cast.commune.pk]), {"file": key, "pin": PIN})
    Client().post(reverse("verify"), {"file": paper, "secret": LEFT})
    return secrets | reset(cast) | first_time(cast)


def reset(cast):
    Client().post(reverse("password_reset"), {"email": cast.official.email})
    send_waiting_letters()
    address = re.search(r"https?://[^/]+(/dat-lai/\S+)", Letter.objects.get(to=cast.official).text)[1]
    door = Client()
    form = door.get(address, follow=True).redirect_chain[-1][0]
    assert door.post(form, {"new_password1": OWN, "new_password2": OWN}).status_code == 302
    door.get(address)
    return {"reset": address.rstrip("/").rsplit("/", 1)[1]}


def first_time(cast):
    keeper = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    newcomer = make_person("hongquang.moi", Role.ENTRY, cast.new_commune_office, "Công chức")
    key = first_sign_in.key_for(newcomer, by=keeper, way="phiếu")
    door = Client()
    door.post(reverse("first_sign_in"), {"one_time_code": key[:-1] + "?"})
    door.post(reverse("first_password", args=[key]), {"new_password1": FIRST, "new_password2": FIRST})
    Client().get(reverse("first_password", args=[key]))
    return {"first key": key}


def test_nothing_secret_is_found_in_what_was_written(
    cast, written, settings, capfd, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    secrets = a_day(cast, django_capture_on_commit_callbacks)
    log = written.getvalue()
    assert "Not Found: /lich/***" in log and "lan-dau/***" in log, "it was a log of this day"
    rows = [
        *Note.objects.values(),
        *Apart.objects.values(),
        *AccountStep.objects.values(),
        *SettingStep.objects.values(),
    ]
    kept = {"log": log, "journal and traces": str(rows), "printed": "".join(capfd.readouterr())}
    assert Note.objects.count() > 8 and len(secrets) > 18
    found = [
        f"{what}, {where}: …{text[: text.find(secret)][-200:]}***"
        for what, secret in secrets.items()
        for where, text in kept.items()
        if secret in text or quote(secret) in text
    ]
    assert found == []
