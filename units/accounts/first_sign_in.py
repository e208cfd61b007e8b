"""First sign-in without anybody else's password: a key for one use, by link or on a printed slip.

key_for       a new key; the password she had, and keys before it, open nothing any more
whose         the account that a key opens now
own_password  its owner sets a password of her own; the key is used up
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from units.accounts.guarding import require_agreed
from units.accounts.managing import home, require_account, traced
from units.errors import Conflict
from units.models import AccountAsk, AccountStep, FirstKey, User
from units.models.accounts import digest

__all__ = ["DAYS", "RULE", "key_for", "own_password", "whose"]

DAYS = 7
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no 0 and O, no 1, I and L: people type it from paper
PARTS, PART = 3, 4
RULE = (
    f"Mã dùng một lần trong {DAYS} ngày, chỉ để người nhận tự đặt mật khẩu; không ai biết mật khẩu đó. Cấp mã mới thì mã cũ "
    "và mật khẩu cũ thôi dùng được ngay."
)


@transaction.atomic
def key_for(person: User, *, by: User, way: str, agreed: AccountAsk | None = None) -> str:
    """A new key (text, `ABCD-EFGH-JKMN`), told nowhere else; `way` in words is traced. Raises Refused, ValueError.

    agreed: what two administrators agreed on, where the account asks for two (`guarding.needed`).
    """
    require_account(by, person)
    require_agreed(person, agreed, AccountAsk.Verb.MAIL, AccountAsk.Verb.SLIP)
    if not person.is_active:
        raise ValueError("Tài khoản đang ngừng; cho dùng lại trước khi cấp mã.")
    key = "-".join("".join(secrets.choice(SIGNS) for _ in range(PART)) for _ in range(PARTS))
    until = timezone.now() + timedelta(days=DAYS)
    FirstKey.objects.update_or_create(user=person, defaults={"digest": digest(key), "expires_at": until})
    if person.has_usable_password():
        person.set_unusable_password()
        person.save(update_fields=["password"])
    traced(AccountStep.Verb.KEYED, person, home(person), by, way)
    return key


def whose(key: str) -> User | None:
    """Whom `key` lets in now; None for a wrong, used or outdated one."""
    found = FirstKey.objects.open().of(key).select_related("user").first()
    return found.user if found else None


@transaction.atomic
def own_password(key: str, password: str) -> User:
    """Set it and use up the key. Raises Conflict where the key is used, outdated or taken back meanwhile."""
    person = whose(key)
    if not person or not FirstKey.objects.open().of(key).delete()[0]:
        raise Conflict("Mã này đã dùng rồi hoặc đã quá hạn. Đề nghị quản trị đơn vị cấp mã mới.")
    person.set_password(password)
    person.save(update_fields=["password"])
    traced(AccountStep.Verb.OWN, person, home(person), person)
    return person
