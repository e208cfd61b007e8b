"""First sign-in: the key from a slip or a letter, a password of one's own, in; and the slips themselves."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from papi_portal.accounts import slips
from papi_portal.accounts.forms import KeyForm, SlipsForm
from papi_portal.accounts.views.asking import as_slips, asked
from papi_portal.owner import known
from units.accounts import first_sign_in, guarding, reach
from units.models import AccountAsk, Unit
from units.permissions import Action, require
from units.requests import SignedInRequest

GONE = "Mã này sai, đã dùng rồi hoặc đã quá hạn. Đề nghị quản trị đơn vị cấp mã mới."


def first_sign_in_page(request: HttpRequest) -> HttpResponse:
    """The key as it is typed from a slip; a good one leads on to the password."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if first_sign_in.whose(form.cleaned_data["one_time_code"]):
            return redirect("first_password", form.cleaned_data["one_time_code"])
        form.add_error("one_time_code", GONE)
    context = {"heading": "Đăng nhập lần đầu", "form": form, "button": "Tiếp tục", "text": first_sign_in.RULE}
    return render(request, "registration/account_page.html", context, status=422 if form.errors else 200)


def first_password(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever has the key sets her own password and is in; the key is used up."""
    person = first_sign_in.whose(key)
    if not person:
        context = {"heading": "Đăng nhập lần đầu", "gone": GONE}
        return render(request, "registration/first_gone.html", context, status=404)
    form = SetPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = first_sign_in.own_password(key, form.cleaned_data["new_password1"])
        messages.success(request, "Đã đặt mật khẩu của bạn; lần sau đăng nhập bằng mật khẩu này.")
        answer = perform_login(request, Login(user=person))  # a second factor she had before is asked for
        if request.user.is_authenticated:
            known(request)
        return answer
    text = f"Tên đăng nhập của bạn: {person.username}. Đặt mật khẩu chỉ mình bạn biết."
    words = {"heading": "Đặt mật khẩu của bạn", "button": "Đặt mật khẩu, vào hệ thống", "text": text}
    return render(
        request, "registration/account_page.html", {**words, "form": form}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def people_slips(request: SignedInRequest, pk: int) -> HttpResponse:
    """PDF of slips with new keys for the ticked people of a unit."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.ACCOUNTS, unit)
    form = SlipsForm(request.POST, people=reach.for_slips(request.user, unit))
    if not form.is_valid():
        messages.error(request, "Chọn ít nhất một người của đơn vị này.")
        return redirect("people_unit", pk)
    chosen = list(form.cleaned_data["nguoi"])
    guarded = [person for person in chosen if guarding.needed(person)]
    for person in guarded:
        asked(request, person, AccountAsk.Verb.SLIP)
    alone = [person for person in chosen if person not in guarded]
    if not alone:
        return redirect("account", guarded[0].pk) if len(guarded) == 1 else redirect("people_unit", pk)
    return as_slips(slips.printed(alone, by=request.user))
