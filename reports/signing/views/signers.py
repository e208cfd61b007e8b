"""Người ký văn bản: who signs for a unit's bodies, in which words; confirmed by whoever keeps the unit's settings."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reports.drafting import heads
from reports.signing.forms import SignerForm
from units.models import Post, Unit
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.signers import confirm, problems, signing, waiting

A_PAGE = 50
FROM_LIST = "danh-sach"  # in the address of a press: back to the list
RULE = (
    "Trên chữ ký ghi chức vụ của người ký trong cơ quan ban hành văn bản: không ghi chức vụ Đảng, không ghi tên cơ quan; họ "
    "và tên đúng giấy tờ, không ghi học hàm, học vị (Phụ lục I mục II.7 Nghị định 30/2020/NĐ-CP). Hệ thống đề xuất từ chức "
    "vụ; văn bản chỉ trình ký được khi đã có người xác nhận."
)


@login_required
def signers(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows each signer with the block as it prints, POST confirms one."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.SETTINGS, unit)
    posts = _posts(unit)
    chosen = next((post for post in posts if str(post.pk) == request.POST.get("post")), None)
    forms = {post.pk: SignerForm(request.POST if post == chosen else None, post=post) for post in posts}
    if chosen and _confirmed(forms[chosen.pk], chosen, request.user):
        messages.success(request, f"Đã xác nhận cách ký của {chosen}")
        return redirect("signers_waiting") if FROM_LIST in request.GET else redirect("signers", pk)
    rows = [
        (post, forms[post.pk], heads.signing(post), problems(Post.objects.get(pk=post.pk))) for post in _posts(unit)
    ]
    return render(
        request, "reports/signers.html", {"unit": unit, "rows": rows, "rule": RULE}, status=422 if chosen else 200
    )


@login_required
def signers_waiting(request: SignedInRequest) -> HttpResponse:
    """Signers nobody has confirmed yet, in all units whose settings are hers: one press a person, or her page to amend."""
    page = Paginator(waiting(request.user), A_PAGE).get_page(request.GET.get("trang"))
    rows = [(post, SignerForm(post=post), heads.signing(post), _lacking(post)) for post in page.object_list]
    context = {"page": page, "rows": rows, "rule": RULE, "from_list": FROM_LIST}
    return render(request, "reports/signers_waiting.html", context)


def _lacking(post):
    """What a press alone does not put right."""
    as_proposed = copy(post)
    as_proposed.confirmed_for = post.title
    return problems(as_proposed)


def _posts(unit):
    found = signing().filter(agency__unit=unit)
    return list(found.order_by("-agency__heads_unit", "agency__name", "pk"))


def _confirmed(form, post, user):
    if not form.is_valid():
        return False
    try:
        confirm(post, by=user, **form.cleaned_data)
        return True
    except ValueError as refusal:
        form.add_error("title", str(refusal))
        return False
