"""Issue F: the way through a real OpenID Connect provider, run here (oidc-provider-mock): in, out, unknown, cancelled."""

import logging
import os
from urllib.parse import urlsplit

import django


def rows() -> list[dict]:
    try:
        import oidc_provider_mock as provider
    except ImportError:
        return []
    people = [
        provider.User(sub="001", claims={"preferred_username": "XaMot.lanhdao"}),
        provider.User(sub="002", claims={"preferred_username": "ai-do"}),
        provider.User(sub="003", claims={"preferred_username": "quantri"}),
        provider.User(sub="004", claims={"preferred_username": "xamot.ngung"}),
    ]
    with provider.run_server_in_thread(user_claims=people) as server:
        os.environ |= {"DEBUG": "1", "OIDC_CLIENT_ID": "papi", "OIDC_SECRET": "bi-mat"}
        os.environ["OIDC_URL"] = f"http://localhost:{server.server_port}"
        django.setup()
        logging.disable(logging.CRITICAL)
        return _asked()


def _asked():
    from django.conf import settings
    from django.core.management import call_command

    from units.models import User

    settings.ALLOWED_HOSTS, settings.FACTOR_ROLES = ["*"], []
    settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    call_command("migrate", verbosity=0)
    User.objects.create_user("xamot.lanhdao")
    User.objects.create_user("xamot.ngung", is_active=False)
    User.objects.create_superuser("quantri")
    first, again = _through("001"), _through("001")
    User.objects.filter(username="xamot.lanhdao").update(username="xamot.doiten", name_key="xamot.doiten")
    return [
        row("single sign-on: a known name comes in, first and again, of 2", [first, again].count("xamot.lanhdao"), 2),
        row("single sign-on: the same person after her name changed, of 1", int(_through("001") == "xamot.doiten"), 1),
        row("single sign-on: unknown, administrator, stopped, cancelled stay outside, of 4",
            [_through("002"), _through("003"), _through("004"), _through("")].count(""), 4),
        row("single sign-on: accounts made by coming in", User.objects.count() - 3, 0),
    ]  # fmt: skip


def _through(subject):
    """Who is in after the whole way; "" for nobody. Without a subject she turns back at the province's page."""
    import requests
    from django.test import Client
    from django.urls import reverse

    client = Client()
    asked = client.post(reverse("openid_connect_login", args=["tinh"]))
    back = requests.post(
        asked.url, data={"sub": subject} if subject else {"action": "deny"}, allow_redirects=False, timeout=10
    )
    came = urlsplit(
        back.headers.get("Location", reverse("openid_connect_callback", args=["tinh"]) + "?error=access_denied")
    )
    answer = client.get(f"{came.path}?{came.query}", follow=True)
    if answer.status_code >= 500:
        return "failed"
    return answer.wsgi_request.user.get_username()


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": figure == bar}
