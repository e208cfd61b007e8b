"""What two administrators do together on one account: asked for, agreed to and done at once, or declined."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from papi_portal.accounts import erasing, letters, slips
from units.accounts import guarding, managing, second
from units.models import AccountAsk, AccountStep, User
from units.requests import SignedInRequest

__all__ = ["account_ask", "as_slips", "asked", "unfactor"]


def asked(request: SignedInRequest, person: User, verb: str, words: dict[str, str] | None = None) -> None:
    """Ask, tell the other administrators and the owner, and say what comes next."""
    ask = second.ask(person, verb, by=request.user, words=words)
    letters.tell_last(person, by=request.user)
    letters.ask_keepers(ask)
    messages.warning(request, f"Đã ghi đề nghị {ask.get_verb_display()} cho {person}: chờ một quản trị khác xác nhận.")


def unfactor(person: User, *, by: User, agreed: AccountAsk | None = None) -> str:
    """Her second factors go, so that she sets one up anew at the next sign-in. Raises Refused, ValueError."""
    managing.require_account(by, person)
    guarding.require_agreed(person, agreed, AccountAsk.Verb.FACTOR)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise ValueError("Tài khoản này chưa bật bước xác thực thứ hai.")
    managing.traced(AccountStep.Verb.UNFACTORED, person, managing.home(person), by)
    return "Đã gỡ bước xác thực thứ hai; lần đăng nhập sau người này bật lại."


@login_required
@require_POST
@transaction.atomic
def account_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another administrator agrees, and it is done in the same transaction; or it is declined."""
    ask = get_object_or_404(AccountAsk.objects.select_related("account", "by"), pk=pk)
    person, by = ask.account, request.user
    if not managing.may_manage(by, person):
        raise Http404("Không tìm thấy trang này.")
    if request.POST.get("act") != "agree":
        second.decline(ask, by=by)
        messages.success(request, "Đã ghi không đồng ý; không có gì thay đổi.")
        return redirect("account", person.pk)
    before = person.email
    try:
        with transaction.atomic():
            answer = DOING[ask.verb](person, second.agree(ask, by=by), by)
    except (ValidationError, ValueError) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect("account", person.pk)
    if ask.verb != AccountAsk.Verb.ERASE:  # nothing is written to who is no more
        letters.tell_last(person, by=by, also=before)
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, answer)
    return redirect("account", person.pk)


def as_slips(data: bytes) -> HttpResponse:
    """Slips as a file that no browser keeps."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="phieu-dang-nhap-lan-dau.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _mail(person, ask, by):
    letters.invite(person, by=by, agreed=ask)
    return f"Đã xác nhận và gửi thư đặt mật khẩu đến {person.email}."


def _slip(person, ask, by):
    return as_slips(slips.printed([person], by=by, agreed=ask))


def _address(person, ask, by):
    said = managing.rename(person, by=by, agreed=ask, **ask.words)
    return f"Đã xác nhận và ghi {'; '.join(said)}" if said else "Không có gì thay đổi"


def _factor(person, ask, by):
    return unfactor(person, by=by, agreed=ask)


def _erase(person, ask, by):
    erasing.erase(person, by=by, agreed=ask)
    return "Đã xóa dữ liệu cá nhân của tài khoản; vết xử lý giữ theo chức danh."


DOING = {"mail": _mail, "slip": _slip, "address": _address, "factor": _factor, "erase": _erase}
