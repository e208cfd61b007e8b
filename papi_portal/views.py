"""Pages of the house as a whole: the door, the first page, "Thêm", and the pages of refusals and failures."""

import logging
import re
import secrets
import sys
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from units import ending
from units.confidential import is_secret, masked
from units.errors import Conflict, Refused
from units.models import Role
from units.permissions import roles_of
from units.requests import SignedInRequest

from . import bulk
from .context import Shell
from .forms import SignInForm, lock_minutes
from .guide import of_role
from .lifelines.failing import trouble

log = logging.getLogger(__name__)
OF_THE_PAGE = {"csrfmiddlewaretoken", "version", "base", "was", "act", "form", "next", "chon"}  # fields nobody types
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")  # what a choice or a button sends: in_progress, save


class SignIn(LoginView):
    """The door. After a lost session it says what one returns to; already signed in, it leads on."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password was right; allauth asks for the second factor where there is one, and lets in."""
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": form.get_user().get_username()}, login)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        going_to = self.get_redirect_url()
        lost = bool(going_to) and settings.SESSION_COOKIE_NAME in self.request.COOKIES
        path = urlsplit(going_to).path
        return super().get_context_data(**kwargs) | {"going_to": going_to, "going_path": path, "session_lost": lost}


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Too many wrong passwords: the sign-in page again, saying how long to wait (called by django-axes)."""
    form = SignInForm(request, initial={"username": (credentials or {}).get("username", "")})
    context = {"form": form, "locked_minutes": lock_minutes(request)}
    return render(request, "registration/login.html", context, status=429)


def admin_door(request: HttpRequest) -> HttpResponse:
    """The administration has no door of its own: in by the portal's, or told who may."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise Refused("Tài khoản này không được mở Quản trị dữ liệu", who_may="quản trị hệ thống")
    inside = reverse("admin:index")
    return redirect(inside) if request.user.is_authenticated else redirect_to_login(inside)


@login_required
def home(request: SignedInRequest) -> HttpResponse:
    """The first page a person's roles open; without a post, or as administrator alone, the list of what there is."""
    nav = Shell(request).nav
    return redirect(nav[0].url if nav and roles_of(request.user) - {Role.ADMIN} else "more")


@login_required
def more(request: SignedInRequest) -> HttpResponse:
    """What the phone's bottom bar has no room for; who holds no post any more is told why."""
    return render(request, "more.html", {"without_post": ending.told_why(request.user)})


def guide(request: HttpRequest) -> HttpResponse:
    """Five steps for each role, one's own opened; what each page is for and how each figure is counted."""
    mine = roles_of(request.user) if request.user.is_authenticated else frozenset()
    undone = dict.fromkeys(bulk.NAMES[name] for name in bulk.UNDONE)
    stands = [(bulk.NAMES[name], reason) for name, reason in bulk.STANDS.items()]
    context = {"mine": mine, "pictures": of_role(), "undone": undone, "stands": stands, "undo_rule": bulk.UNDO_RULE}
    return render(request, "help.html", context)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, "400.html", {}, 400, "Yêu cầu không hợp lệ. Tải lại trang rồi làm lại.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: what may not be done, who may, and who one is."""
    reason = str(exception or "") or "Tài khoản này không được mở trang này"
    context = {"reason": reason.rstrip("."), "who_may": getattr(exception, "who_may", "")}
    return _answer(request, "403.html", context, 403, reason)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page older than the session: nothing is done, and what was typed can be sent again."""
    log.warning("CSRF refused %s: %s", masked(request.path), reason)
    return _answer(request, "403_csrf.html", _kept(request), 403, "Phiên làm việc đã đổi. Tải lại trang rồi gửi lại.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, "404.html", {}, 404, "Không tìm thấy nội dung này; có thể đã bị chuyển hoặc gỡ.")


def conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    """409: the row moved on meanwhile; nothing was overwritten, what was typed is shown."""
    context = {
        "title": error.title or "Bước này không còn làm được",
        "message": error.message,
        "back_url": error.back_url or came_from(request),
        **_kept(request),
    }
    return _answer(request, "409.html", context, 409, error.message)


def too_many(request: HttpRequest, minutes: int = 5) -> HttpResponse:
    """429: a visitor who asked too often within `minutes`."""
    return _answer(request, "429.html", {"minutes": minutes}, 429, f"Gửi quá nhiều lần. Thử lại sau {minutes} phút.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our failure. Rendered without the database, for the database may be what failed: then 503 says which."""
    if what := trouble(sys.exc_info()[1]):
        return unavailable(request, what)
    incident = secrets.token_hex(4).upper()
    log.error("Incident %s at %s %s", incident, request.method, masked(request.path))
    text = f"Hệ thống gặp lỗi, không phải do bạn. Số sự cố {incident}."
    if getattr(request, "htmx", False):
        return _fragment(text, 500)
    context = {"incident": incident, "is_post": request.method == "POST", "csrf_token": get_token(request)}
    return HttpResponse(render_to_string("500.html", context | {"request": request} | _kept(request)), status=500)


UNAVAILABLE = {  # what failed: (heading, what the person can do)
    "database": ("Cơ sở dữ liệu của hệ thống tạm thời không trả lời", "Chờ một phút rồi bấm Thử lại."),
    "slow": ("Hệ thống đang quá tải, trang này chưa tính xong", "Chờ vài phút rồi bấm Thử lại, hoặc chọn phạm vi nhỏ hơn."),
    "disk": ("Ổ đĩa của máy chủ đã đầy, hệ thống chưa ghi được", "Báo quản trị hệ thống để dọn chỗ, rồi bấm Thử lại."),
}  # fmt: skip


def unavailable(request: HttpRequest, what: str) -> HttpResponse:
    """503: a lifeline (a key of UNAVAILABLE) is away; what was typed stays on the page and can be sent again."""
    heading, act = UNAVAILABLE[what]
    text = f"{heading}; việc vừa làm chưa được ghi. {act}"
    log.error("Unavailable (%s): %s %s", what, request.method, masked(request.path))
    if request.headers.get("HX-Request"):
        return _retry_later(_fragment(text, 503))
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # asked by a script: autosave keeps its copy and says why
        return _retry_later(JsonResponse({"message": f"{heading}. {act}"}, status=503))
    context = {"heading": heading, "act": act, "is_post": request.method == "POST", "csrf_token": get_token(request)}
    page = render_to_string("503.html", context | {"request": request} | _kept(request))
    return _retry_later(HttpResponse(page, status=503))


def _retry_later(answer: HttpResponse) -> HttpResponse:
    answer["Retry-After"] = "30"
    return answer


def _answer(request, template, context, code, text):
    """The whole page, or for htmx one alert in the page's own place for alerts."""
    if getattr(request, "htmx", False):
        return _fragment(text, code)
    return render(request, template, {"code": code, **context}, status=code)


def _fragment(text, code):
    alert = render_to_string("components/_alert.html", {"tone": "bad", "icon_name": "x-octagon-fill", "body": text})
    headers = {"HX-Retarget": "#alerts", "HX-Reswap": "innerHTML show:window:top"}
    return HttpResponse(format_html("{}", alert), status=code, headers=headers)


def _kept(request) -> dict:
    """What a refused POST brought, secrets left out: `kept` [(name, value)] of all, `typed` [value] of what people typed."""
    if request.method != "POST":
        return {"kept": [], "typed": []}
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, value) for name, value in pairs if not is_secret(name)]
    return {"kept": kept, "typed": [value for name, value in kept if _is_typed(name, value)]}


def _is_typed(name: str, value: str) -> bool:
    """Not a field of the page's own, nor the code of a choice or a button: a figure of four signs is typed as well."""
    return name.rpartition("-")[2] not in OF_THE_PAGE and bool(value.strip()) and not CODE.fullmatch(value)


def came_from(request) -> str:
    """The page of ours the request came from, else its own address."""
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came.netloc != request.get_host():
        return request.path
    return f"{came.path}?{came.query}" if came.query else came.path
