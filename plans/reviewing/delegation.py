"""Verbs of delegation: acting for a colleague from a date to a date; both names are recorded on every act.

delegate    lend named rights of one's own posts to a colleague of the same unit; never a key
end         take them back before the last day; the row stays, it proves what was done meanwhile
colleagues  to whom one may delegate
lendable    what one has to lend, and to whom signing may be lent
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from journal.notes import Kind, note
from post import letters as post_office
from units.errors import Conflict, Refused
from units.models import Delegation, Post, Power, User
from units.permissions import ALONG, LENT, RULES
from units.signing_forms import RULE, in_stead
from units.text import nfc

__all__ = ["colleagues", "delegate", "end", "lendable", "mine"]


def colleagues(user: User, *, today: date) -> QuerySet[User]:
    """Active people holding a post today in a unit where `user` holds one."""
    own = Post.objects.held_by(user, today).values("agency__unit")
    peers = Post.objects.in_force(today).filter(agency__unit__in=own)
    return User.objects.filter(pk__in=peers.values("user"), is_active=True).exclude(pk=user.pk).order_by("username")


def mine(user: User) -> QuerySet[Delegation]:
    """Delegations given by or to `user`, newest first."""
    rows = Delegation.objects.filter(Q(from_user=user) | Q(to_user=user))
    return rows.select_related("from_user", "to_user").order_by("-valid_from", "-pk")


def lendable(user: User, *, today: date) -> list[Power]:
    """The powers that `user`'s own posts of `today` have anything to lend of, in their order."""
    roles = {post.role for post in Post.objects.held_by(user, today)}
    works = {power: [action for action in LENT[power] if action not in ALONG] for power in Power}
    return [power for power in Power if any((role, action) in RULES for role in roles for action in works[power])]


def forms_of_signing(by: User, to: User, *, today: date) -> set[str]:
    """By which forms (KT, TL, TUQ) `to` may sign from a post of `by`; empty when the rules allow it in none."""
    own = tuple(Post.objects.held_by(to, today))
    found = (in_stead(post, own) for post in Post.objects.held_by(by, today))
    return {stead.form for stead in found if stead}


@transaction.atomic
def delegate(
    *,
    by: User,
    to: User,
    valid_from: date,
    valid_to: date,
    rights: Iterable[str] | None = None,
    paper: str = "",
    reason: str = "",
    today: date,
) -> Delegation:
    """Lend `rights` (values of Power; None: all there is to lend lawfully) of `by`'s posts to `to`; returns the Delegation.

    Raises Refused when `to` is no colleague, ValueError when the dates are past, turned round or overlap an earlier one,
    or when signing may not be lent to `to`, or lacks the written paper it needs.
    """
    if not colleagues(by, today=today).filter(pk=to.pk).exists():
        raise Refused("Chỉ ủy quyền được cho người đang giữ chức vụ trong cùng đơn vị.")
    if valid_to < valid_from:
        raise ValueError(f"Ngày kết thúc {valid_to:%d/%m/%Y} trước ngày bắt đầu {valid_from:%d/%m/%Y}.")
    if valid_from < today:
        raise ValueError(f"Ngày bắt đầu {valid_from:%d/%m/%Y} đã qua; ủy quyền không có hiệu lực lùi.")
    overlapping = Delegation.objects.filter(
        from_user=by, to_user=to, valid_from__lte=valid_to, valid_to__gte=valid_from, ended_at=None
    )
    if clash := overlapping.first():
        raise ValueError(f"Đã ủy quyền cho {to} từ {clash.valid_from:%d/%m/%Y} đến {clash.valid_to:%d/%m/%Y}.")
    row = Delegation.objects.create(
        from_user=by, to_user=to, valid_from=valid_from, valid_to=valid_to, reason=nfc(reason), paper=nfc(paper.strip()),
        rights=_rights(by, to, rights, paper, today),
    )  # fmt: skip
    said = f"từ {valid_from:%d/%m/%Y} đến {valid_to:%d/%m/%Y}: {'; '.join(row.rights_in_words)}"
    note(Kind.DELEGATED, by=by, about=to, subject=row, said=said)
    text = f"{by} ủy quyền cho bạn từ {valid_from:%d/%m/%Y} đến {valid_to:%d/%m/%Y}"
    post_office.ring(to, key=f"delegation-{row.pk}", text=text, url=reverse("delegations"))
    return row


def _rights(by, to, asked, paper, today):
    """The rights to lend, checked. Raises ValueError."""
    own, forms = lendable(by, today=today), forms_of_signing(by, to, today=today)
    if asked is None:
        return [power.value for power in own if power is not Power.SIGN or "KT" in forms or "TL" in forms]
    rights = [power.value for power in own if power.value in asked]
    if not rights:
        raise ValueError("Cần chọn ít nhất một việc để ủy quyền.")
    if Power.SIGN in rights and not forms:
        raise ValueError(f"Không ủy quyền ký văn bản cho {to} được. {RULE}")
    if Power.SIGN in rights and forms == {"TUQ"} and not paper.strip():
        raise ValueError("Ủy quyền ký thừa ủy quyền (TUQ.) phải bằng văn bản: ghi số, ngày văn bản ủy quyền.")
    return rights


@transaction.atomic
def end(delegation: Delegation, *, by: User, today: date) -> None:
    """Take the posts back as of now. Only who gave them may; one that is over raises Conflict."""
    if delegation.from_user_id != by.pk:
        raise Refused("Chỉ người ủy quyền mới thôi ủy quyền được.", who_may=str(delegation.from_user))
    running = Delegation.objects.filter(pk=delegation.pk, valid_to__gte=today, ended_at=None)
    if not running.update(ended_at=timezone.now()):
        raise Conflict("Ủy quyền này đã hết hạn hoặc đã thôi.")
    note(Kind.DELEGATION_ENDED, by=by, about=delegation.to_user, subject=delegation)
    text = f"{by} thôi ủy quyền cho bạn"
    key = f"delegation-{delegation.pk}-end"
    post_office.ring(delegation.to_user, key=key, text=text, url=reverse("delegations"))
