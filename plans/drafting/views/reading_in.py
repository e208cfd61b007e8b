"""Nhập từ văn bản: upload, wait, and the doors to what was read; the check page itself is `checking`."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from plans.drafting import learning
from plans.drafting.forms.reading_in import UploadForm
from plans.drafting.views.checking import own
from plans.drafting.workflow import reading_in as way
from plans.models import ImportDraft
from reader.refusals import ImportRefused
from units.errors import Refused
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest


@login_required
def plan_import(request: SignedInRequest) -> HttpResponse:
    """Choose a file; what was read but not yet made into a plan is found again below."""
    if not can_anywhere(request.user, Action.EDIT_PLAN):
        raise Refused("Tài khoản này không có quyền soạn kế hoạch.")
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            draft = way.keep_upload(*form.source(), form.cleaned_data["unit"], by=request.user)
            return redirect("plan_import_check", draft.pk)
        except ImportRefused as refusal:
            form.add_error("file", refusal.message_vi)
    waiting = ImportDraft.objects.unexpired().filter(owner=request.user).defer("upload", "reading", "source_text")
    return render(request, "plans/import.html", {"form": form, "waiting": waiting}, status=422 if form.errors else 200)


@login_required
def plan_import_waiting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The line that the waiting page asks for every second; a finished reading reloads the page."""
    draft = own(request, pk)
    if not request.htmx:
        return redirect("plan_import_check", pk)
    answer = render(request, "plans/_import_waiting.html", {"draft": draft})
    if not draft.is_being_read:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
def plan_import_page(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The picture of one page of a document that this person is reading in."""
    page = get_object_or_404(own(request, pk).pages, number=number)
    return HttpResponse(
        bytes(page.picture), content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"}
    )


@login_required
def reading_shares(request: SignedInRequest) -> HttpResponse:
    """By field and kind of file: how often people left a reading as it was."""
    if not can_anywhere(request.user, Action.READINGS):
        raise Refused("Trang này dành cho quản trị hệ thống.", who_may="Quản trị")
    return render(request, "plans/reading_shares.html", {"rows": learning.shares()})
