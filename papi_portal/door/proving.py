"""Before the first second factor: a letter to the owner, for the password alone may be a thief's.

must      whether a factor may not be added yet in this session
send      the letter; its link opens in the browser that asked for it and nowhere else
fits      whether a link does
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from papi_portal.owner import is_owner
from post.doorbells import ring_for
from post.models import Letter
from post.tasks import send_waiting_letters
from units.models import User

__all__ = ["MINUTES", "RULE", "address_shown", "fits", "must", "send"]

SALT, ASKED, MINUTES, MOST = "papi_portal.door.proving", "proof", 30, 5
RULE = (
    "Người chỉ biết mật khẩu chưa chắc là chủ tài khoản. Lần đầu thêm bước xác thực phải mở đường dẫn trong thư gửi đến thư "
    "điện tử của tài khoản, hoặc đăng nhập bằng phiếu đăng nhập lần đầu do quản trị đơn vị in."
)


def must(request: HttpRequest) -> bool:
    """Signed in with a password only, and no factor yet that would have been asked for."""
    if not request.user.is_authenticated or is_owner(request):
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def send(request: HttpRequest, person: User) -> None:
    """Raises ValueError, in words for her, without an address and after MOST letters within MINUTES."""
    if not person.email:
        raise ValueError("Tài khoản chưa có thư điện tử. Đề nghị quản trị đơn vị in phiếu đăng nhập lần đầu.")
    cache.add(f"proof-{person.pk}", 0, timeout=MINUTES * 60)
    if cache.incr(f"proof-{person.pk}") > MOST:
        raise ValueError(f"Đã gửi {MOST} thư. Tìm thư trong hộp thư rác, hoặc thử lại sau {MINUTES} phút.")
    request.session[ASKED] = get_random_string(20)
    token = signing.dumps([person.pk, request.session[ASKED]], salt=SALT)
    words = {
        "person": person,
        "address": settings.SITE_URL + reverse("mfa_prove_link", args=[token]),
        "minutes": MINUTES,
    }
    key = f"proof-{person.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    subject, text = "PAPI Portal: thêm bước xác thực", render_to_string("mfa/prove_letter.txt", words)
    Letter.objects.create(key=key, to=person, subject=subject, channel="email", text=text)
    ring_for(send_waiting_letters)


def fits(request: HttpRequest, token: str) -> bool:
    """Written for her, lately, and asked for in this very session."""
    try:
        person, asked = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return False
    return person == request.user.pk and asked == request.session.get(ASKED)


def address_shown(person: User) -> str:
    """As much of her address as she needs to know which: `t***@example.vn`."""
    name, at, host = person.email.partition("@")
    return f"{name[:1]}***{at}{host}" if at else ""
