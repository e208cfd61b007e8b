"""Where allauth asks the portal: addresses, words, the letter to the owner, secrets kept encrypted."""

import base64
from typing import Any, cast

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from journal.notes import Kind, note
from papi_portal.door import devices, telling, words
from papi_portal.throttle import client_ip
from units.models import User

__all__ = ["AccountAdapter", "FactorAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    """Signing in: nobody signs up, mail goes through the post office, a new device is told."""

    error_messages = DefaultAccountAdapter.error_messages | words.ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by whoever keeps them."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As every limit of the portal counts."""
        return client_ip(request) or "0.0.0.0"  # noqa: S104 # nosec B104 - a name for "unknown", nothing listens

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A stopped account, by whatever way it came."""
        messages.error(request, words.ERRORS["account_inactive"])
        return redirect(settings.LOGIN_URL)

    def get_login_stages(self) -> list[str]:
        """After the password: the second factor."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Keeps whether it is the first time at all: then the device is no news."""
        before = user.last_login
        super().login(request, user)
        ways = {record["method"] for record in get_authentication_records(request, user)}
        note(Kind.SIGN_IN, by=user, said="có xác thực bước hai" if "mfa" in ways else "")
        request.been_here = before is not None  # type: ignore[attr-defined]

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """In: the device is remembered, and the owner told of one that was not known."""
        response = super().post_login(request, user, **more)
        person = cast(User, user)
        if not devices.known(request, person.username) and request.been_here and not settings.DEMO:  # type: ignore[attr-defined]
            telling.new_device(person, request)
        devices.remember(request, response, person.username)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what has Vietnamese words is said."""
        said = message or words.TOASTS.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **more: Any) -> None:
        """To the owner, through the post office."""
        if template_prefix in words.CHANGES:
            kind, what = words.CHANGES[template_prefix]
            telling.changed(cast(User, user), what, self.request, kind=kind)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted by the portal's key, the code to scan drawn by what draws all others."""

    error_messages = DefaultMFAAdapter.error_messages | words.ERRORS

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that no code fits where the portal's key was changed without keeping the old one."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def get_totp_issuer(self) -> str:
        return "PAPI Portal"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=5, border=3)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        return "Khóa của tôi"

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict:
        return super().get_public_key_credential_user_entity(user) | {"name": user.get_username()}

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        AccountAdapter().send_notification_mail(*args, **more)


def _lock():
    """The newest key locks, older ones of SECRET_KEY_FALLBACKS open as well."""
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(secret):
    key = HKDF(SHA256(), 32, salt=None, info=b"papi_portal.door.factors").derive(secret.encode())
    return base64.urlsafe_b64encode(key)
