"""Nạp điểm PAPI: the file, the preview, the write, the way back."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.models import ScoreImport, StructureVersion
from units.errors import Conflict
from units.requests import SignedInRequest
from units.text import nfc
from units.undoing import offered

from . import comparing, reading, state, writing
from .forms import UploadForm
from .layout import LIST_HEADS

SALT, PREVIEW_LASTS, SHOWN = "indicators.importing.preview", 3600, 60


@login_required
def scores_import(request: SignedInRequest) -> HttpResponse:
    """Take a file, show every wrong cell and what would change, and write it when told to."""
    writing.require_right(request.user)
    if request.method == "POST" and "preview" in request.POST:
        return _taken(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, today=timezone.localdate())
    context = {"form": form, "done": ScoreImport.objects.select_related("source", "by")[:12], "heads": LIST_HEADS}
    if request.method != "POST":
        return render(request, "indicators/scores_import.html", context)
    if not form.is_valid():
        return render(request, "indicators/scores_import.html", context, status=422)
    try:
        context |= _previewed(request, form.cleaned_data)
    except reading.FileRefused as reason:
        form.add_error("file", str(reason))
        return render(request, "indicators/scores_import.html", context, status=422)
    return render(request, "indicators/scores_import.html", context, status=422 if context["wrong"] else 200)


def _previewed(request, given) -> dict[str, Any]:
    """The preview, and the signed rows in it for the button that takes them."""
    data, year, provinces = given["file"].read(), given["year"], comparing.Provinces.all()
    found = reading.read(data, year, dict.fromkeys(provinces.known))
    preview = comparing.compare(found, year, provinces, new_structure=given["new_structure"])
    payload = preview.payload | {
        "by": request.user.pk, "year": year, "source": given["source"], "url": given["url"],
        "filename": nfc(given["file"].name)[:200], "digest": hashlib.sha256(data).hexdigest(),
        "new_structure": given["new_structure"], "seen": state.digest(state.of_year(year)),
    }  # fmt: skip
    return {
        "preview": preview, "wrong": bool(preview.mistakes), "year": year, "changed": preview.changed[:SHOWN],
        "renamed": comparing.renamed(found, StructureVersion.of_year(year)),
        "token": signing.dumps(payload, salt=SALT, compress=True) if preview.takes else "",
    }  # fmt: skip


def _taken(request):
    back = reverse("scores_import")
    try:
        payload = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature:
        raise Conflict("Bản xem trước đã cũ. Nạp lại tệp.", back_url=back) from None
    if payload["by"] != request.user.pk:
        raise Http404("Bản xem trước này của người khác.")
    kept = writing.take(payload, by=request.user)
    said = f"Đã nạp điểm PAPI năm {kept.year}."
    messages.success(request, offered(request, said, url=reverse("scores_import_undo", args=[kept.pk]), kept=""))
    return redirect("scores_import")


@login_required
@require_POST
def scores_import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """The year as it was before that import."""
    writing.require_right(request.user)
    kept = get_object_or_404(ScoreImport, pk=pk)
    writing.undo(kept, by=request.user)
    messages.success(request, f"Đã hoàn tác lần nạp điểm năm {kept.year} từ tệp {kept.filename}.")
    return redirect("scores_import")


@login_required
def scores_template(request: SignedInRequest) -> HttpResponse:
    """The CSV to fill in: its head and nothing else."""
    writing.require_right(request.user)
    head = "\ufeff" + ";".join(LIST_HEADS) + "\r\n"
    return HttpResponse(
        head, content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mau-diem-papi.csv"'},
    )  # fmt: skip
