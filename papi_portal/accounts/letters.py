"""Letters about accounts: the link of a first sign-in, word to the owner of what was changed, to keepers of what waits."""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from post.doorbells import ring_for
from post.letters import ring
from post.models import Letter
from post.tasks import send_waiting_letters
from units.accounts import first_sign_in, managing
from units.models import AccountAsk, AccountStep, Post, Role, User

__all__ = ["ask_keepers", "invite", "invited", "tell_last"]
BY_MAIL = "gửi thư đến"
IN_MAIL = {AccountStep.Verb.KEYED, AccountStep.Verb.RENAMED, AccountStep.Verb.UNFACTORED, AccountStep.Verb.ASKED}


def invite(person: User, *, by: User, agreed: AccountAsk | None = None) -> None:
    """A new key by mail, for whoever reads the mail of `person`. Raises Refused, ValueError without an address."""
    if not person.email:
        raise ValueError("Tài khoản chưa có thư điện tử. In phiếu đăng nhập lần đầu, hoặc ghi thư điện tử trước.")
    key = first_sign_in.key_for(person, by=by, way=f"{BY_MAIL} {person.email}", agreed=agreed)
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


def tell_last(person: User, *, by: User, also: str = "") -> None:
    """Under her bell, and by mail what opens her account: what `by` did just now. `also`: the address she had before."""
    step = AccountStep.objects.filter(account=person).order_by("-pk").first()
    if not step or step.by_id != by.pk or by.pk == person.pk:
        return
    said = f"{step.by} đã {step.get_verb_display()}{f': {step.said}' if step.said else ''}"
    ring(person, key=f"account-{step.pk}", text=said)
    if step.verb in IN_MAIL and not step.said.startswith(BY_MAIL):  # the link's own letter tells it
        for address in {also, person.email} - {""}:
            _write(person, f"account-{step.pk}-{address}"[:160], said, address)


def _write(person, key, said, address):
    text = render_to_string("registration/account_letter.txt", {"person": person, "said": said})
    subject = "PAPI Portal: tài khoản của bạn vừa thay đổi"
    Letter.objects.get_or_create(
        key=key, defaults={"to": person, "address": address, "subject": subject, "channel": "email", "text": text}
    )
    ring_for(send_waiting_letters)


def ask_keepers(asked: AccountAsk) -> None:
    """Under the bell of everybody who may agree."""
    unit = managing.home(asked.account)
    paths = [*unit.superior_paths(), unit.path] if unit else []
    roles = Q(role=Role.ADMIN) | Q(role=Role.UNIT_ADMIN, agency__unit__path__in=paths)
    posts = Post.objects.in_force(timezone.localdate()).filter(roles).exclude(user__in=[asked.by, asked.account])
    said = f"{asked.by} đề nghị {asked.get_verb_display()} cho {asked.account}: chờ một quản trị khác xác nhận"
    for keeper in User.objects.filter(pk__in=posts.values("user"), is_active=True):
        ring(keeper, key=f"ask-{asked.pk}", text=said, url=reverse("account", args=[asked.account_id]))
