"""Tệp đã yêu cầu: offered before it is made, followed while it is, taken while its days last; each person's own."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from post.exports import workflow
from post.exports.forms import AskForm
from post.exports.gate import asked
from post.models import Export
from units.requests import SignedInRequest
from units.stored import unchanged

SHOWN = 50


@login_required
def exports(request: SignedInRequest) -> HttpResponse:
    """Those of this person, newest first."""
    rows = Export.objects.filter(by=request.user)[:SHOWN]
    return render(request, "post/exports/exports.html", {"rows": rows, "rule": workflow.RULE})


@login_required
def export_new(request: SignedInRequest) -> HttpResponse:
    """How long the table is, and the click that has it made."""
    address = AskForm(request.GET).address
    table = asked(address, request.user)
    context = {"address": address, "limit": table.limit, "count": table.how_many(), "rule": workflow.RULE}
    return render(request, "post/exports/new.html", context)


@login_required
@require_POST
def export_ask(request: SignedInRequest) -> HttpResponse:
    """Have it made."""
    return redirect("export", workflow.ask(AskForm(request.POST).address, by=request.user).pk)


@login_required
def export(request: SignedInRequest, pk: int) -> HttpResponse:
    """One: how far it is, then its file; the part that changes alone for the page that asks again."""
    row = _own(request, pk)
    part = request.headers.get("HX-Request") and not row.is_over
    template = "post/exports/_progress.html" if part else "post/exports/export.html"
    answer = render(request, template, {"row": row, "rule": workflow.RULE})
    if request.headers.get("HX-Request") and row.is_over:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def export_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again what failed."""
    workflow.try_again(_own(request, pk))
    return redirect("export", pk)


@login_required
def export_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The file, while whoever asked for it may still see what is in it."""
    row = _own(request, pk)
    if not row.file or (row.expires and row.expires < timezone.now()):
        raise Http404("Tệp này chưa lập xong hoặc đã hết hạn giữ.")
    asked(row.address, request.user).how_many()
    return FileResponse(unchanged(row.file), as_attachment=True, filename=row.name)


def _own(request, pk) -> Export:
    return get_object_or_404(Export, pk=pk, by=request.user)
