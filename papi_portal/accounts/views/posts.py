"""One post: one more for somebody, handed over to a successor, moved, ended; each from a day, each traced."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from papi_portal.accounts import carrying, letters
from papi_portal.accounts.forms import EndForm, HandForm, MoveForm, PostForm
from papi_portal.accounts.views.people import fetch
from units.accounts import managing, reach
from units.models import Post, User
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.vietnamese import vn_date

HAND_RULE = (
    "Việc đang chờ chức vụ này (tiến độ, văn bản, thẩm định) và nhiệm vụ đích danh chức vụ phụ trách chuyển sang người nhận "
    "từ ngày bàn giao, kèm văn bản đang nhập và thông báo chưa xem; nhắc việc cũ không nhắc lại. Chức vụ ghi khi ký được "
    "xác nhận lại trước khi trình ký."
)


@login_required
def post_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows the three ways, POST takes the one whose button was pressed."""
    post = get_object_or_404(Post.objects.select_related("agency__unit", "user"), pk=pk)
    require(request.user, Action.ACCOUNTS, post.agency.unit)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, post, act)
    if act in forms and forms[act].is_valid() and _done(request, forms[act], post, act):
        return redirect("account", post.user_id)
    context = {"post": post, "forms": forms, "rule": managing.RULE, "hand_rule": HAND_RULE}
    return render(request, "accounts/post_change.html", context, status=422 if request.method == "POST" else 200)


@login_required
def post_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """One post more for who has an account: a leader who also enters, one person in two bodies of the unit."""
    person = fetch(request, pk)
    managing.require_account(request.user, person)
    unit = managing.home(person)
    if unit is None:
        raise Http404("Không tìm thấy trang này.")
    here = person.posts.filter(agency__unit=unit).order_by("-valid_from", "pk").first()
    known = {"title": person.title, "agency": here and here.agency_id}  # her own body, not the first of the province
    form = PostForm(request.POST or None, agencies=reach.choices(request.user, unit), initial=known)
    if request.method == "POST" and form.is_valid() and _appointed(request, form, person):
        return redirect("account", pk)
    context = {"person": person, "unit": unit, "form": form, "rule": managing.RULE}
    return render(request, "accounts/post_add.html", context, status=422 if request.method == "POST" else 200)


def _appointed(request, form, person: User) -> bool:
    try:
        post = managing.appoint(person, by=request.user, **form.cleaned_data)
    except ValueError as refusal:
        form.take(refusal)
        return False
    messages.success(request, f"Đã ghi thêm chức vụ: {post}, từ {vn_date(post.valid_from)}")
    return True


def _forms(request, post, act):
    def data(name):
        return request.POST if name == act else None

    user, unit = request.user, post.agency.unit
    others = reach.people_of(user, unit).exclude(pk__in=[post.user_id, user.pk])
    known = {"agency": post.agency_id, "title": post.title}
    return {
        "hand": HandForm(data("hand"), people=others, prefix="hand"),
        "move": MoveForm(data("move"), agencies=reach.choices(user, unit), initial=known, prefix="move"),
        "end": EndForm(data("end"), prefix="end"),
    }


def _done(request, form, post, act):
    by = request.user
    try:
        said = DOING[act](post, form.cleaned_data, by)
    except ValueError as refusal:
        form.take(refusal)
        return False
    letters.tell_last(post.user, by=by)
    messages.success(request, said)
    return True


def _hand(post, words, by):
    said = carrying.hand_over(post, words["to"], by=by, since=words["since"])
    letters.tell_last(words["to"], by=by)
    return f"Đã bàn giao {'; '.join(said)}"


def _move(post, words, by):
    moved = managing.move(post, words["agency"], by=by, title=words["title"], since=words["since"])
    return f"Đã chuyển: {moved}, từ {vn_date(moved.valid_from)}"


def _end(post, words, by):
    managing.end(post, by=by, last=words["last"])
    return f"{post}: đến hết {vn_date(words['last'])}"


DOING = {"hand": _hand, "move": _move, "end": _end}
