"""Letters about accounts: the link of a first sign-in, and word to whoever's account was changed by somebody else."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from post.doorbells import ring_for
from post.letters import ring
from post.models import Letter
from post.tasks import send_waiting_letters
from units.accounts import first_sign_in
from units.models import AccountStep, User

__all__ = ["invite", "invited", "tell_last"]


def invite(person: User, *, by: User) -> None:
    """A new key by mail, for whoever reads the mail of `person`. Raises Refused, ValueError without an address."""
    if not person.email:
        raise ValueError("Tài khoản chưa có thư điện tử. In phiếu đăng nhập lần đầu, hoặc ghi thư điện tử trước.")
    key = first_sign_in.key_for(person, by=by, way=f"gửi thư đến {person.email}")
    step = AccountStep.objects.filter(account=person).order_by("-pk").values_list("pk", flat=True)[0]
    address = settings.SITE_URL + reverse("first_password", args=[key])
    words = {"person": person, "address": address, "days": first_sign_in.DAYS, "by": by}
    text = render_to_string("registration/first_letter.txt", words)
    subject = "PAPI Portal: đăng nhập lần đầu"
    Letter.objects.create(key=f"first-{step}", to=person, subject=subject, channel="email", text=text)
    ring_for(send_waiting_letters)


def invited(people: list[User], *, by: User) -> list[User]:
    """Invites those who have an address; returns those who have none and need a slip."""
    for person in people:
        if person.email:
            invite(person, by=by)
    return [person for person in people if not person.email]


def tell_last(person: User, *, by: User) -> None:
    """Under her bell: what `by` did to her account just now."""
    step = AccountStep.objects.filter(account=person).order_by("-pk").first()
    if step and step.by_id == by.pk and by.pk != person.pk:
        said = f": {step.said}" if step.said else ""
        ring(person, key=f"account-{step.pk}", text=f"{step.by} đã {step.get_verb_display()}{said}")
