"""Single sign-on of a province (OpenID Connect): who comes from there is one of our accounts by her name, or nobody."""

import functools
import logging
from collections.abc import Callable
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from units.models import User
from units.outgoing import NotAllowed, no_way_on, require_allowed

__all__ = ["ProvinceAdapter", "carefully"]

log = logging.getLogger(__name__)
UNKNOWN = (
    "Tài khoản của tỉnh này chưa khớp với tài khoản nào của cổng. Đề nghị quản trị đơn vị ghi đúng tên đăng nhập, hoặc đăng "
    "nhập bằng mật khẩu của cổng."
)
FAILED = "Đăng nhập một lần của tỉnh không thành. Thử lại, hoặc đăng nhập bằng mật khẩu của cổng."


class ProvinceAdapter(DefaultSocialAccountAdapter):
    """No account is made by coming in; calls go where the settings say and nowhere else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time she is found by the claim OIDC_CLAIM, from then on by what the province calls her."""
        if sociallogin.is_existing:
            return
        person = _called(_claims(sociallogin).get(settings.OIDC_CLAIM))
        if person is None:
            raise _back(request, UNKNOWN)
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **more: Any) -> None:
        """Cancelled there, or a wrong answer."""
        raise _back(request, FAILED)

    def get_requests_session(self) -> requests.Session:
        session = requests.Session()
        plain = session.request
        session.request = lambda method, url, **more: plain(method, _allowed(url), **{"timeout": 10} | more)  # type: ignore[method-assign]
        session.hooks["response"].append(no_way_on)
        return session


def carefully(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library; back to the door where the province does not answer, or not as it should."""

    @functools.wraps(view)
    def asked(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (requests.RequestException, KeyError, ValueError) as failure:
            log.warning("single sign-on: %s", failure)
            return _back(request, FAILED).response

    return asked


def _allowed(url):
    """As the library takes it: an error of the call."""
    try:
        return require_allowed(url)
    except NotAllowed as refusal:
        raise requests.exceptions.InvalidURL(str(refusal)) from None


def _claims(sociallogin):
    told = sociallogin.account.extra_data
    return told.get("userinfo") or told.get("id_token") or told


def _called(name):
    """The active account of this name; an administrator of the system comes in by the portal's own door."""
    try:
        person = User.objects.get_by_natural_key(str(name or ""))
    except User.DoesNotExist:
        return None
    return person if person.is_active and not (person.is_staff or person.is_superuser) else None


def _back(request, said):
    messages.error(request, said)
    return ImmediateHttpResponse(redirect(settings.LOGIN_URL))
