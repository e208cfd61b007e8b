"""Issue F: single sign-on through a real OpenID provider run here (the certified oidc-provider of npm, PKCE demanded)."""

import json
import logging
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import django

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / "var" / "oidc"
PACKAGE = "oidc-provider@9.13.3"
PEOPLE = {"001": "XaMot.lanhdao", "002": "ai-do", "003": "quantri", "004": "xamot.ngung"}
CANCEL = "cancel"


def rows() -> list[dict]:
    if not shutil.which("npm"):
        raise RuntimeError("npm is not installed")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", HOME, PACKAGE], check=True)
    command = ["node", HERE / "provider.mjs", HOME, json.dumps(PEOPLE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as provider:
        try:
            os.environ |= {"DEBUG": "1", "OIDC_CLIENT_ID": "papi", "OIDC_SECRET": "bi-mat"}
            os.environ["OIDC_URL"] = f"http://localhost:{int(provider.stdout.readline())}"
            django.setup()
            logging.disable(logging.CRITICAL)
            return _asked()
        finally:
            provider.terminate()


def _asked():
    from django.conf import settings
    from django.core.management import call_command

    from units.models import User

    settings.ALLOWED_HOSTS, settings.FACTOR_ROLES = ["*"], []
    call_command("migrate", verbosity=0)
    leader = User.objects.create_user("xamot.lanhdao")
    User.objects.create_user("xamot.ngung", is_active=False)
    User.objects.create_superuser("quantri")
    first, again = _through("001"), _through("001")
    User.objects.filter(pk=leader.pk).update(username="xamot.doiten", name_key="xamot.doiten")
    return [
        row("single sign-on: a known name comes in, first and again, of 2", [first, again].count("xamot.lanhdao"), 2),
        row("single sign-on: the same person after her name changed, of 1", int(_through("001") == "xamot.doiten"), 1),
        row("single sign-on: unknown, administrator, stopped, cancelled stay outside, of 4",
            [_through("002"), _through("003"), _through("004"), _through(CANCEL)].count(""), 4),
        row("single sign-on: an answer brought by another browser, or twice, lets nobody in, of 2", _stolen(), 2),
        row("single sign-on: who has a second factor is asked for it, of 1", int(_asked_for_more(leader)), 1),
        row("single sign-on: accounts made by coming in", User.objects.count() - 3, 0),
    ]  # fmt: skip


def _asked_for_more(person):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person, generate_totp_secret())
    return _through("001") == ""


def _stolen():
    """How many of two wrong ways to use a right answer of the province are refused."""
    from django.test import Client

    owner = Client()
    came = _answered(owner, "001")
    by_another = _who(Client(), came)
    if _who(owner, came) != "xamot.doiten":
        raise RuntimeError("the owner did not come in")
    owner.cookies.clear()
    return [by_another, _who(owner, came)].count("")


def _through(subject):
    """Who is in after the whole way; "" for nobody."""
    from django.test import Client

    client = Client()
    return _who(client, _answered(client, subject))


def _answered(client, subject):
    """The way back that the province sends the browser on, once she has signed in there, or turned back."""
    import requests
    from django.urls import reverse

    browser = requests.Session()
    asked = client.post(reverse("openid_connect_login", args=["tinh"])).url
    if "code_challenge=" not in asked:
        raise RuntimeError("no PKCE")
    page = browser.get(asked, timeout=10)
    if subject == CANCEL:
        return _last(browser, "get", f"{page.url}/abort")
    page = browser.post(page.url, data={"prompt": "login", "login": subject, "password": "x"}, timeout=10)
    return _last(browser, "post", re.search(r'action="([^"]+)"', page.text)[1], data={"prompt": "consent"})


def _last(browser, method, address, **more):
    """Where the provider leads out of itself."""
    answer = browser.request(method, address, allow_redirects=False, timeout=10, **more)
    while "//testserver/" not in answer.headers["Location"]:
        answer = browser.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def _who(client, came):
    parts = urlsplit(came)
    answer = client.get(f"{parts.path}?{parts.query}", follow=True)
    return "failed" if answer.status_code >= 500 else answer.wsgi_request.user.get_username()


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": figure == bar}
