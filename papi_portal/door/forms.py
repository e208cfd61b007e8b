"""What a browser sends of a key: anything at all may stand there, and what is no key is a wrong one."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as keys

from units.fields import CharField

__all__ = ["AddKey", "ConfirmKey", "LoginKey", "SecondKey"]

T = TypeVar("T")


def _sound(check: Callable[[], T]) -> T:
    """The library reads what was sent field by field; where one is missing or of another kind it fails in its own ways."""
    try:
        return check()
    except (AttributeError, KeyError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class LoginKey(keys.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        return _sound(super().clean_credential)


class SecondKey(keys.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return _sound(super().clean_credential)


class ConfirmKey(keys.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return _sound(super().clean_credential)


class AddKey(keys.AddWebAuthnForm):
    name = CharField(label="Tên khóa", max_length=80, required=False)

    def clean(self) -> Any:
        return _sound(super().clean)
