"""Phiếu đăng nhập lần đầu as PDF: printed for officials without mail, cut apart, used once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from reports.layout import pdf, wording
from units.accounts import first_sign_in
from units.models import AccountAsk, User

__all__ = ["Slip", "printed"]


@dataclass(frozen=True)
class Slip:
    """What stands on one slip."""

    person: User
    where: str
    key: str
    until: datetime


@transaction.atomic
def printed(people: Sequence[User], *, by: User, agreed: AccountAsk | None = None) -> bytes:
    """Slips with new keys, four a sheet; a key stands on its slip alone. Raises Refused, ValueError."""
    until = timezone.now() + timedelta(days=first_sign_in.DAYS)
    keys = [first_sign_in.key_for(person, by=by, way="in phiếu", agreed=agreed) for person in people]
    slips = [Slip(person, _where(person), key, until) for person, key in zip(people, keys, strict=True)]
    words = {"slips": slips, "door": settings.SITE_URL + reverse("first_sign_in"), "by": by}
    _, data = pdf.to_pdf(wording.nfc(render_to_string("papers/first_slips.html", words)))
    return data


def _where(person):
    """The agency of her newest post, with its unit where its own name does not say it."""
    post = person.posts.select_related("agency__unit").order_by("-valid_from", "-pk").first()
    if post is None:
        return ""
    agency, place = post.agency, post.agency.unit.short_name
    return agency.name if place.casefold() in agency.name.casefold() else f"{agency.name}, {place}"
