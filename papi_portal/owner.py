"""Which sessions are known to be the account's owner's: more was shown in them than the password."""

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

__all__ = ["is_owner", "known"]

KEPT = "owner"


def known(request: HttpRequest) -> None:
    """From now to its end: she came with the key of a slip or letter, or opened the letter sent for it."""
    request.session[KEPT] = request.user.pk


def is_owner(request: HttpRequest) -> bool:
    """Told so by `known`, or come in through the province's single sign-on, which has asked for more itself."""
    by_province = any(one["method"] == "socialaccount" for one in get_authentication_records(request, request.user))
    return by_province or request.session.get(KEPT) == request.user.pk
