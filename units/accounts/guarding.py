"""Accounts that one administrator alone may not open: whose they are, and what must have been agreed."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from units.models import AccountAsk, Post, User

__all__ = ["ADDRESSES", "RULE", "needed", "require_agreed"]

ADDRESSES = ("email", "phone")
RULE = (
    "Tài khoản lãnh đạo, văn thư đang dùng: gửi thư hay in phiếu đặt lại mật khẩu, sửa thư điện tử, điện thoại, gỡ bước "
    "xác thực thứ hai phải có hai quản trị: một người đề nghị, người khác xác nhận trong 7 ngày; chủ tài khoản được báo."
)


def needed(person: User) -> bool:
    """She has used the account, and holds or will hold a post in one of CONFIRM_ROLES: there is somebody to become."""
    today = timezone.localdate()
    standing = Q(valid_to=None) | Q(valid_to__gte=today)
    used = person.last_login is not None or person.has_usable_password()
    return used and Post.objects.filter(standing, user=person, role__in=settings.CONFIRM_ROLES).exists()


def require_agreed(person: User, agreed: AccountAsk | None, *verbs: str) -> None:
    """Raises ValueError, saying the rule, unless one may do it alone or two agreed on one of `verbs` for her."""
    fits = agreed is not None and agreed.agreed and agreed.account_id == person.pk and agreed.verb in verbs
    if not fits and needed(person):
        raise ValueError(f"Cần quản trị thứ hai xác nhận. {RULE}")
