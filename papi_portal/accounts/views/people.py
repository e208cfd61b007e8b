"""One account: made, looked at, named, let in anew, stopped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from papi_portal.accounts import erasing, letters, sets
from papi_portal.accounts.forms import NamesForm, PersonForm
from papi_portal.accounts.views.asking import asked, unfactor
from units.accounts import first_sign_in, guarding, managing, reach, second, table
from units.accounts.names import suggested
from units.models import AccountAsk, AccountStep, Unit, User
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.text import nfc


@login_required
def person_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new account in a unit; `?vai-tro=`, `?co-quan=` say for which empty place."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.ACCOUNTS, unit)
    agencies = list(reach.agencies_of(unit))
    initial = {"role": request.GET.get("vai-tro"), "agency": request.GET.get("co-quan")}
    form = PersonForm(request.POST or None, agencies=agencies, initial=initial)
    made = _made(form, request.user) if request.method == "POST" and form.is_valid() else None
    if made:
        first_way(request, [made])
        return redirect("account", made.pk)
    context = {"form": form, "unit": unit, "agencies": agencies, "rule": managing.RULE}
    return render(request, "accounts/person_add.html", context, status=422 if request.method == "POST" else 200)


def _made(form, by):
    words = dict(form.cleaned_data)
    words["username"] = words["username"] or _name_for(words["agency"], words["role"])
    try:
        return managing.make(words.pop("agency"), by=by, **words)
    except (ValidationError, ValueError) as refusal:
        form.take(refusal)
        return None


def _name_for(agency, role):
    return suggested(agency, role, sets.names_taken([suggested(agency, role, ())]))


def first_way(request: SignedInRequest, people: list[User]) -> None:
    """The mail leaves at once; who has no address needs a slip."""
    slips = letters.invited(people, by=request.user)
    if len(slips) < len(people):
        messages.success(request, f"Đã lập tài khoản, gửi thư đăng nhập lần đầu cho {len(people) - len(slips)} người.")
    if slips:
        messages.warning(
            request, f"{len(slips)} người chưa có thư điện tử: in phiếu đăng nhập lần đầu và giao tận tay."
        )


def fetch(request: SignedInRequest, pk: int) -> User:
    """The account, or 404 for who may not look at its unit."""
    person = get_object_or_404(User, pk=pk)
    unit = managing.home(person)
    if not unit or not any(can(request.user, Action.PEOPLE, post.agency.unit) for post in _posts(person)):
        raise Http404("Không tìm thấy trang này.")
    return person


def _posts(person):
    return person.posts.select_related("agency__unit", "user").order_by("valid_to", "-valid_from", "pk")


@login_required
def account(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows it with its trace, POST corrects names and addresses."""
    person = fetch(request, pk)
    may = managing.may_manage(request.user, person)
    form = NamesForm.of(person, request.POST or None)
    if request.method == "POST" and form.is_valid() and _renamed(request, form, person):
        return redirect("account", pk)
    today = timezone.localdate()
    steps = AccountStep.objects.filter(account=person).select_related("by")
    context = {
        "person": person, "form": form, "may": may, "steps": steps[:50], "unit": managing.home(person),
        "rows": table.rows([*_posts(person)], today), "rule": managing.RULE, "key_rule": first_sign_in.RULE,
        "erase_rule": may and not person.is_active and not person.is_erased and erasing.ERASE_RULE,
        "asks": second.waiting(person) if may else [], "two_rule": may and guarding.needed(person) and guarding.RULE,
    }  # fmt: skip
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _renamed(request, form, person):
    stored, words = User.objects.get(pk=person.pk), dict(form.cleaned_data)
    asks = {name: words.pop(name) for name in guarding.ADDRESSES if words[name] != getattr(stored, name)}
    guarded = bool(asks) and guarding.needed(stored)
    before = stored.email
    try:
        said = managing.rename(stored, by=request.user, **(words if guarded else words | asks))
    except (ValidationError, ValueError) as refusal:
        form.take(refusal)
        return False
    if said:
        letters.tell_last(stored, by=request.user, also=before)
    if guarded:
        asked(request, stored, AccountAsk.Verb.ADDRESS, asks)
    if guarded and not said:
        return True
    messages.success(request, f"Đã ghi {'; '.join(said)}" if said else "Không có gì thay đổi")
    return True


def _invite(person, by):
    letters.invite(person, by=by)
    return f"Đã gửi thư đăng nhập lần đầu đến {person.email}."


def _unlock(person, by):
    forgotten = managing.unlock(person, by=by)
    return f"Đã mở khóa, xóa {forgotten} lần nhập sai." if forgotten else "Tài khoản này không bị khóa."


def _stop(person, by):
    managing.stop(person, by=by)
    return "Đã ngừng tài khoản; chức vụ và vết xử lý còn nguyên."


def _resume(person, by):
    managing.resume(person, by=by)
    return "Tài khoản dùng lại được."


def _unfactor(person, by):
    return unfactor(person, by=by)


def _ask_to_erase(request, person):
    reason = nfc(request.POST.get("reason", "").strip())[:200]
    try:
        erasing.require_ready(person)
        if not reason:
            raise ValueError("Ghi căn cứ: đề nghị của người ấy, ngày, số văn bản.")
        asked(request, person, AccountAsk.Verb.ERASE, {"reason": reason})
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("account", person.pk)


ACTS = {"invite": _invite, "unlock": _unlock, "stop": _stop, "resume": _resume, "unfactor": _unfactor}
TWO = {"invite": AccountAsk.Verb.MAIL, "unfactor": AccountAsk.Verb.FACTOR}  # what a guarded account asks two for


@login_required
@require_POST
def account_act(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let in anew by mail, unlock, stop, resume."""
    person = fetch(request, pk)
    if request.POST.get("act") == "erase":
        return _ask_to_erase(request, person)
    act = ACTS.get(request.POST.get("act", ""))
    if not act:
        raise Http404("Không tìm thấy trang này.")
    verb = TWO.get(request.POST["act"])
    if verb and guarding.needed(person):
        asked(request, person, verb)
        return redirect("account", pk)
    try:
        messages.success(request, act(person, request.user))
        letters.tell_last(person, by=request.user)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("account", pk)
