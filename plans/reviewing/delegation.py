"""Verbs of delegation: acting for a colleague from a date to a date; both names are recorded on every act.

delegate    lend all of one's own posts to a colleague of the same unit
end         take them back before the last day
colleagues  to whom one may delegate
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from post import letters as post_office
from units.errors import Conflict, Refused
from units.models import Delegation, Post, User
from units.text import nfc

__all__ = ["colleagues", "delegate", "end", "mine"]


def colleagues(user, *, today):
    """Active people holding a post today in a unit where `user` holds one."""
    own = Post.objects.held_by(user, today).values("agency__unit")
    peers = Post.objects.in_force(today).filter(agency__unit__in=own)
    return User.objects.filter(pk__in=peers.values("user"), is_active=True).exclude(pk=user.pk).order_by("username")


def mine(user):
    """Delegations given by or to `user`, newest first."""
    rows = Delegation.objects.filter(Q(from_user=user) | Q(to_user=user))
    return rows.select_related("from_user", "to_user").order_by("-valid_from", "-pk")


@transaction.atomic
def delegate(*, by, to, valid_from, valid_to, reason="", today):
    """Lend `by`'s posts to `to`; returns the Delegation.

    Raises Refused when `to` is no colleague, ValueError when the dates are past, turned round or overlap an earlier one.
    """
    if not colleagues(by, today=today).filter(pk=to.pk).exists():
        raise Refused("Chỉ ủy quyền được cho người đang giữ chức vụ trong cùng đơn vị.")
    if valid_to < valid_from:
        raise ValueError(f"Ngày kết thúc {valid_to:%d/%m/%Y} trước ngày bắt đầu {valid_from:%d/%m/%Y}.")
    if valid_to < today:
        raise ValueError(f"Ngày kết thúc {valid_to:%d/%m/%Y} đã qua; ủy quyền không có hiệu lực lùi.")
    overlapping = Delegation.objects.filter(
        from_user=by, to_user=to, valid_from__lte=valid_to, valid_to__gte=valid_from
    )
    if clash := overlapping.first():
        raise ValueError(f"Đã ủy quyền cho {to} từ {clash.valid_from:%d/%m/%Y} đến {clash.valid_to:%d/%m/%Y}.")
    row = Delegation.objects.create(
        from_user=by, to_user=to, valid_from=valid_from, valid_to=valid_to, reason=nfc(reason)
    )
    text = f"{by} ủy quyền cho bạn từ {valid_from:%d/%m/%Y} đến {valid_to:%d/%m/%Y}"
    post_office.ring(to, key=f"delegation-{row.pk}", text=text, url=reverse("delegations"))
    return row


@transaction.atomic
def end(delegation, *, by, today):
    """Take the posts back as of now. Only who gave them may; one that is over raises Conflict."""
    if delegation.from_user_id != by.pk:
        raise Refused("Chỉ người ủy quyền mới thôi ủy quyền được.", who_may=str(delegation.from_user))
    if delegation.valid_to < today:
        raise Conflict("Ủy quyền này đã hết hạn.")
    yesterday = today - timedelta(days=1)
    if delegation.valid_from > yesterday:
        delegation.delete()
    else:
        Delegation.objects.filter(pk=delegation.pk).update(valid_to=yesterday)
    text = f"{by} thôi ủy quyền cho bạn"
    key = f"delegation-{delegation.to_user_id}-{by.pk}-{delegation.valid_from}-end"
    post_office.ring(delegation.to_user, key=key, text=text, url=reverse("delegations"))
