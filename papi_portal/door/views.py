"""Pages of the door that are our own: what is switched on counts for this session, and where else one is signed in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from journal.notes import Kind, note
from papi_portal.door import proving, telling, words
from papi_portal.owner import known
from units.requests import SignedInRequest

__all__ = [
    "AddPasskey",
    "Authenticate",
    "Factors",
    "NewPassword",
    "OwnPassword",
    "UseApp",
    "prove",
    "prove_link",
    "sessions",
]


class Authenticate(AuthenticateView):
    """The second step: a key is offered to whoever has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN])
        return super().get_context_data(**kwargs) | {"has_keys": keys}

    def form_valid(self, form: Any) -> HttpResponse:
        """In; a printed code is one less, and written down."""
        used = getattr(form, "authenticator", None)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            note(Kind.RECOVERY_USED, by=self.stage.login.user)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        note(Kind.FACTOR_FAILED, by=self.stage.login.user)
        return super().form_invalid(form)


class OwnPassword(PasswordChangeView):
    """Changed by its owner, who is told: it may have been another at her desk."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        telling.changed(form.user, "đổi mật khẩu", self.request, kind=Kind.PASSWORD_CHANGED)
        return answer


class NewPassword(PasswordResetConfirmView):
    """Set anew by the link of a letter; told as well."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        telling.changed(form.user, "đặt lại mật khẩu qua thư", self.request, kind=Kind.PASSWORD_RESET)
        return answer


class Factors(IndexView):
    """What is switched on, and why."""

    extra_context = {"rule": words.RULE}


class OwnersOnly:
    """A first factor is added by the owner, not by whoever has her password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("mfa_prove") if proving.must(request) else super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class UseApp(OwnersOnly, ActivateTOTPView):
    """The app on the phone: who has just proved a code of it need not prove another."""

    def form_valid(self, form: Form) -> HttpResponse:
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return answer


class AddPasskey(OwnersOnly, AddWebAuthnView):
    """A key: the same."""

    def form_valid(self, form: Form) -> HttpResponse:
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return answer


@login_required
def prove(request: SignedInRequest) -> HttpResponse:
    """GET says why and where a letter would go, POST sends it."""
    if request.method == "POST":
        try:
            proving.send(request, request.user)
            messages.success(
                request, f"Đã gửi thư. Mở đường dẫn trong thư bằng trình duyệt này trong {proving.MINUTES} phút."
            )
        except ValueError as refusal:
            messages.error(request, str(refusal))
        return redirect("mfa_prove")
    context = {"rule": proving.RULE, "address": proving.address_shown(request.user)}
    return render(request, "mfa/prove.html", context)


@login_required
def prove_link(request: SignedInRequest, token: str) -> HttpResponse:
    """The link of the letter: GET asks, POST keeps that she is the owner, for this session."""
    if not proving.fits(request, token):
        return render(request, "mfa/prove_gone.html", {"minutes": proving.MINUTES}, status=404)
    if request.method != "POST":
        return render(request, "mfa/prove_link.html")
    known(request)
    messages.success(request, "Đã xác nhận. Chọn một bước xác thực.")
    return redirect("mfa_index")


@login_required
def sessions(request: SignedInRequest) -> HttpResponse:
    """GET lists where she is signed in; POST ends the one that is named, or all others where none is."""
    mine = UserSession.objects.filter(user=request.user).order_by("-created_at")
    if request.method != "POST":
        living = [one for one in mine if one.exists()]
        return render(request, "registration/sessions.html", {"sessions": living, "here": request.session.session_key})
    others = mine.exclude(session_key=request.session.session_key)
    named = request.POST.get("pk")
    chosen = others if named is None else others.filter(pk=named if named.isdecimal() else None)
    ended = [one.end() for one in chosen]
    if ended:
        note(Kind.SESSION_ENDED, by=request.user, about=request.user, said=f"{len(ended)} phiên")
    messages.success(request, f"Đã kết thúc {len(ended)} phiên." if ended else "Không còn phiên nào để kết thúc.")
    return redirect("sessions")
