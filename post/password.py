"""Quên mật khẩu: what anybody may ask for, and the letters the worker writes for those whom an address belongs to.

ask             keep the request; the same row and the same ring for an address known or unknown
write_letters   one letter for each active account of each address asked for; the requests are gone then
"""

import unicodedata

from celery import Task
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from post.doorbells import ring_for
from post.models import Letter, PasswordRequest
from units.models import User

__all__ = ["ask", "write_letters"]

HOURS = settings.PASSWORD_RESET_TIMEOUT // 3600


def ask(address: str, *, worker: Task) -> None:
    """Keep the request and ring for `worker`, the task that sends what waits."""
    PasswordRequest.objects.create(address=address)
    transaction.on_commit(lambda: ring_for(worker))


def write_letters() -> int:
    """Turns every request into its letters; returns how many were written. A request is never answered twice."""
    return sum(_answered(pk) for pk in PasswordRequest.objects.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _answered(pk):
    request = PasswordRequest.objects.select_for_update().filter(pk=pk).first()
    if request is None:
        return 0
    people = _people_of(request.address)
    for person in people:
        Letter.objects.get_or_create(key=f"password-{request.pk}-{person.pk}", defaults=_letter(person))
    request.delete()
    return len(people)


def _people_of(address):
    """Active accounts with this address, written in whatever form and capitals."""
    found = User.objects.filter(email__iexact=address, is_active=True)
    return [person for person in found if _plain(person.email) == _plain(address) and person.has_usable_password()]


def _plain(address):
    return unicodedata.normalize("NFKC", address).casefold()


def _letter(person):
    way = [urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)]
    address = settings.SITE_URL + reverse("password_reset_confirm", args=way)
    words = {"person": person, "address": address, "hours": HOURS}
    return {"to": person, "subject": "PAPI Portal: đặt lại mật khẩu", "channel": "email",
            "text": render_to_string("registration/password_letter.txt", words)}  # fmt: skip
