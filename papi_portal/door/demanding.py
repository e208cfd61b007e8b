"""Who must have a second factor, and the way there before any other page."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from papi_portal.door import words
from units.models import User
from units.permissions import roles_of

__all__ = ["SecondFactor", "must_have"]

OPEN = {
    "login",
    "account_login",
    "logout",
    "account_reauthenticate",
    "verify",
    "help",
    "healthz",
    "readyz",
    "password_change",
}


def must_have(user: User) -> bool:
    """A role of hers, own or lent, is one of FACTOR_ROLES; the administration counts as its administrator's role."""
    if not settings.FACTOR_ROLES or not user.is_authenticated:
        return False
    roles = roles_of(user) | ({"admin"} if user.is_staff or user.is_superuser else set())
    return bool(roles & set(settings.FACTOR_ROLES))


class SecondFactor:
    """Leads whoever must have one to its page; a session from before she had it ends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not settings.FACTOR_ROLES or _is_open(request) or not request.user.is_authenticated:
            return None
        if not must_have(request.user) or _used_here(request):
            return None
        if is_mfa_enabled(request.user):
            logout(request)
            return redirect(settings.LOGIN_URL)
        messages.warning(request, words.MUST)
        return redirect("mfa_index")


def _is_open(request):
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in OPEN or name.startswith("mfa_")


def _used_here(request):
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
