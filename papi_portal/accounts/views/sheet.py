"""Accounts as XLSX: out, and in again with a preview."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.notes import Kind, note
from papi_portal.accounts.views.people import first_way
from papi_portal.accounts.workbook import comparing, reading, taking, writing
from papi_portal.accounts.workbook.layout import RULE
from plans.progress.evidence_files import FileRefused, examine
from post.exports.gate import long_export
from units.errors import Conflict
from units.models import Unit
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.workbooks import MIME, as_download

SALT, PREVIEW_LASTS = "papi_portal.accounts.preview", 3600


def _posts_of(request, pk):
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.ACCOUNTS, unit)
    return writing.posts(unit, timezone.localdate()).count()


@login_required
@long_export(_posts_of)
def people_excel(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet of a unit and all below it."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.ACCOUNTS, unit)
    return as_download(writing.build(unit, timezone.localdate()), f"don-vi-va-nguoi-{unit.code}")


@login_required
def people_upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the sheet, show every wrong cell and what would be done, and do it when told to."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.ACCOUNTS, unit)
    context = {"unit": unit, "rule": RULE}
    if request.method != "POST":
        return render(request, "accounts/people_upload.html", context)
    if "preview" in request.POST:
        return _taken(request, unit)
    try:
        lines, unread = reading.read(_sent(request))
    except FileRefused as reason:
        return render(request, "accounts/people_upload.html", {**context, "error": str(reason)}, status=422)
    preview = comparing.compare(lines, unit, by=request.user, today=timezone.localdate())
    preview.mistakes = unread + preview.mistakes
    token = signing.dumps([request.user.pk, unit.pk, preview.new, preview.changed], salt=SALT, compress=True)
    context |= {
        "preview": preview,
        "token": token,
        "lines": len(lines),
        "takes": len(preview.new) + len(preview.changed),
    }
    return render(request, "accounts/people_upload.html", context, status=422 if preview.mistakes else 200)


def _sent(request):
    file = request.FILES.get("file")
    if not file:
        raise FileRefused("Chọn tệp XLSX.")
    paper = examine(file)
    if paper.mime != MIME:
        raise FileRefused("Cần tệp Excel .xlsx theo mẫu tải ở trang này.")
    return paper.data


def _taken(request, unit):
    back = reverse("people_upload", args=[unit.pk])
    try:
        user, pk, new, changed = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature:
        raise Conflict("Bản xem trước đã cũ. Nạp lại tệp.", back_url=back) from None
    if (user, pk) != (request.user.pk, unit.pk):
        raise Http404("Bản xem trước này của người khác.")
    with transaction.atomic():
        said = f"{len(new)} tài khoản mới, {len(changed)} tài khoản sửa"
        note(Kind.IMPORTED, by=request.user, unit=unit, subject="people_upload", said=said)
        made = taking.take(new, changed, by=request.user)
    first_way(request, made)
    messages.success(request, f"Đã lập {len(new)} tài khoản, sửa {len(changed)} tài khoản từ tệp.")
    return redirect("people_unit", unit.pk)
