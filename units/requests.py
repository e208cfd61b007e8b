"""What a view behind sign-in is given: a request whose user is one of ours, with htmx's flag."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from units.models import User


class SignedInRequest(HttpRequest):
    """Only a name for hints: sign-in is asked for by the middleware, which lets nobody else through to such a view."""

    user: User
    htmx: HtmxDetails
